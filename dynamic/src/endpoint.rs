//! Functions and attributes of endpoint rules, by their names in the generator.

use sansmith::endpoint::rules::{Attribute, Function};

/// Functions by their names in the generator. The order is part of the format of compact models.
pub const FUNCTIONS: [(&str, Function); 16] = [
    ("BooleanEquals", Function::BooleanEquals),
    ("Coalesce", Function::Coalesce),
    ("Concat", Function::Concat),
    ("GetAttr", Function::GetAttr),
    ("IsSet", Function::IsSet),
    ("IsValidHostLabel", Function::IsValidHostLabel),
    (
        "IsVirtualHostableS3Bucket",
        Function::IsVirtualHostableS3Bucket,
    ),
    ("Ite", Function::Ite),
    ("Not", Function::Not),
    ("ParseArn", Function::ParseArn),
    ("ParseUrl", Function::ParseUrl),
    ("Partition", Function::Partition),
    ("Split", Function::Split),
    ("StringEquals", Function::StringEquals),
    ("Substring", Function::Substring),
    ("UriEncode", Function::UriEncode),
];

/// Attributes by their names in the generator. The order is part of the format of compact models.
pub const ATTRIBUTES: [(&str, Attribute); 16] = [
    ("Name", Attribute::Name),
    ("DnsSuffix", Attribute::DnsSuffix),
    ("DualStackDnsSuffix", Attribute::DualStackDnsSuffix),
    ("SupportsFips", Attribute::SupportsFips),
    ("SupportsDualStack", Attribute::SupportsDualStack),
    ("ImplicitGlobalRegion", Attribute::ImplicitGlobalRegion),
    ("Partition", Attribute::Partition),
    ("Service", Attribute::Service),
    ("Region", Attribute::Region),
    ("AccountId", Attribute::AccountId),
    ("ResourceId", Attribute::ResourceId),
    ("Scheme", Attribute::Scheme),
    ("Authority", Attribute::Authority),
    ("Path", Attribute::Path),
    ("NormalizedPath", Attribute::NormalizedPath),
    ("IsIp", Attribute::IsIp),
];

/// The function with the given name.
pub fn function(name: &str) -> Option<Function> {
    let found = FUNCTIONS.iter().find(|(known, _)| *known == name);
    found.map(|(_, function)| *function)
}

/// The attribute with the given name.
pub fn attribute(name: &str) -> Option<Attribute> {
    let found = ATTRIBUTES.iter().find(|(known, _)| *known == name);
    found.map(|(_, attribute)| *attribute)
}

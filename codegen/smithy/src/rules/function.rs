//! The functions of endpoint rules: names, versions and signatures.

use super::kind::Type;

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    BooleanEquals,
    Coalesce,
    GetAttr,
    IsSet,
    IsValidHostLabel,
    IsVirtualHostableS3Bucket,
    Ite,
    Not,
    ParseArn,
    ParseUrl,
    Partition,
    Split,
    StringEquals,
    Substring,
    UriEncode,
}

/// The functions by the names in rule sets.
const NAMES: [(&str, Function); 15] = [
    (
        "aws.isVirtualHostableS3Bucket",
        Function::IsVirtualHostableS3Bucket,
    ),
    ("aws.parseArn", Function::ParseArn),
    ("aws.partition", Function::Partition),
    ("booleanEquals", Function::BooleanEquals),
    ("coalesce", Function::Coalesce),
    ("getAttr", Function::GetAttr),
    ("isSet", Function::IsSet),
    ("isValidHostLabel", Function::IsValidHostLabel),
    ("ite", Function::Ite),
    ("not", Function::Not),
    ("parseURL", Function::ParseUrl),
    ("split", Function::Split),
    ("stringEquals", Function::StringEquals),
    ("substring", Function::Substring),
    ("uriEncode", Function::UriEncode),
];

/// A step of the path of `getAttr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'m> {
    Key(&'m str),
    /// A position, from the end if negative.
    Index(i32),
}

impl Function {
    /// The function of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let row = NAMES.iter().find(|(known, _)| *known == name);
        row.map(|(_, function)| *function)
    }

    /// The name in rule sets.
    pub(crate) fn name(self) -> &'static str {
        let row = NAMES.iter().find(|(_, function)| *function == self);
        row.map_or("", |(name, _)| name)
    }

    /// Returns true for functions that rule sets of version 1.0 do not have.
    pub(super) fn is_of_1_1(self) -> bool {
        matches!(self, Self::Coalesce | Self::Ite | Self::Split)
    }

    /// The types of the arguments and of the result, where both are the same in every call.
    pub(super) fn signature(self) -> Option<(Vec<Type>, Type)> {
        use Type::{Flag, Number, Text, Texts};
        let signature = match self {
            Self::BooleanEquals => (vec![Flag, Flag], Flag),
            Self::StringEquals => (vec![Text, Text], Flag),
            Self::IsValidHostLabel | Self::IsVirtualHostableS3Bucket => (vec![Text, Flag], Flag),
            Self::UriEncode => (vec![Text], Text),
            Self::Split => (vec![Text, Text, Number], Texts),
            Self::Substring => (vec![Text, Number, Number, Flag], Text.optional()),
            Self::ParseUrl => (vec![Text], record(&URL)),
            Self::ParseArn => (vec![Text], record(&ARN)),
            Self::Partition => (vec![Text], record(&PARTITION)),
            Self::Coalesce | Self::GetAttr | Self::IsSet | Self::Ite | Self::Not => return None,
        };
        Some(signature)
    }
}

const URL: [(&str, Type); 5] = [
    ("scheme", Type::Text),
    ("authority", Type::Text),
    ("path", Type::Text),
    ("normalizedPath", Type::Text),
    ("isIp", Type::Flag),
];

const ARN: [(&str, Type); 5] = [
    ("partition", Type::Text),
    ("service", Type::Text),
    ("region", Type::Text),
    ("accountId", Type::Text),
    ("resourceId", Type::Texts),
];

const PARTITION: [(&str, Type); 6] = [
    ("name", Type::Text),
    ("dnsSuffix", Type::Text),
    ("dualStackDnsSuffix", Type::Text),
    ("supportsDualStack", Type::Flag),
    ("supportsFIPS", Type::Flag),
    ("implicitGlobalRegion", Type::Text),
];

fn record(members: &[(&str, Type)]) -> Type {
    let members = members
        .iter()
        .map(|(name, kind)| ((*name).to_owned(), kind.clone()));
    Type::Record(members.collect()).optional()
}

#[cfg(test)]
mod tests {
    use super::{Function, NAMES};

    #[test]
    fn names_lead_to_functions_and_back() {
        for (name, function) in NAMES {
            assert_eq!(Function::named(name), Some(function));
            assert_eq!(function.name(), name);
        }
        assert_eq!(Function::named("aws.parseUrl"), None);
    }
}

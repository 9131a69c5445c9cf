//! Applies the traits of an image to the runtime's schema types.

use sansmith::customization::Customization;
use sansmith::schema::{Fault, Location, MemberTraits, Schema, TimestampFormat, Traits};
use sansmith::{Service, operation};

use crate::image::{ArgumentRecord as Argument, CallRecord as Call};
use crate::interned::keep;

/// Methods of the runtime's schema types that state traits. The order is part of the format of images.
pub(crate) const METHODS: [&str; 59] = [
    "length",
    "pattern",
    "sensitive",
    "range",
    "float_range",
    "decimal_range",
    "unique_items",
    "sparse",
    "timestamp_format",
    "xml_name",
    "xml_namespace",
    "error",
    "http_status",
    "fault",
    "retryable",
    "default",
    "idempotency_token",
    "json_name",
    "xml_attribute",
    "xml_flattened",
    "ec2_name",
    "host_label",
    "media_type",
    "event_payload",
    "event_header",
    "target_prefix",
    "endpoint_prefix",
    "signing_name",
    "auth",
    "api_key_header",
    "api_key_query",
    "no_error_wrapping",
    "query_compatible",
    "named",
    "status",
    "no_input",
    "idempotent",
    "readonly",
    "paginated",
    "streaming_input",
    "requires_length",
    "streaming_output",
    "event_input",
    "event_output",
    "unsigned_payload",
    "checksum_required",
    "host_prefix",
    "auth_by",
    "checksum",
    "compression",
    "input",
    "result_wrapper",
    "customized",
    "no_output",
    "namespace",
    "service_default",
    "public_values",
    "deprecated",
    "validation",
];

/// The name of a method by its place.
fn name(call: &Call<'_>) -> &'static str {
    let known = METHODS.get(usize::from(call.method));
    known.copied().unwrap_or("")
}

/// Common traits of a shape.
pub(super) fn schema(mut schema: Schema, calls: &[Call<'static>]) -> Schema {
    for call in calls {
        schema = match (name(call), &*call.arguments) {
            ("length", [Argument::Count(min), Argument::Count(max)]) => schema.length(*min, *max),
            ("pattern", [Argument::Text(pattern)]) => schema.pattern(pattern),
            ("sensitive", _) => schema.sensitive(),
            _ => schema,
        };
    }
    schema
}

/// Rare traits of a shape.
pub(super) fn traits(calls: &[Call<'static>]) -> Traits {
    let mut traits = Traits::new();
    for call in calls {
        traits = match (name(call), &*call.arguments) {
            ("range", [Argument::Integer(min), Argument::Integer(max)]) => traits.range(*min, *max),
            ("float_range", [Argument::Float(min), Argument::Float(max)]) => {
                traits.float_range(*min, *max)
            }
            ("decimal_range", [Argument::OptionalText(min), Argument::OptionalText(max)]) => {
                traits.decimal_range(*min, *max)
            }
            ("unique_items", _) => traits.unique_items(),
            ("public_values", [Argument::Texts(values)]) => {
                traits.public_values(keep(values.clone()))
            }
            ("sparse", _) => traits.sparse(),
            ("timestamp_format", [Argument::Variant(name, _)]) => {
                traits.timestamp_format(format(name))
            }
            ("xml_name", [Argument::Text(text)]) => traits.xml_name(text),
            ("xml_namespace", [Argument::Text(uri), Argument::OptionalText(prefix)]) => {
                traits.xml_namespace(uri, *prefix)
            }
            ("error", [Argument::Text(code)]) => traits.error(code),
            ("http_status", [Argument::Number(status)]) => {
                traits.http_status(u16::try_from(*status).unwrap_or_default())
            }
            ("fault", [Argument::Variant(name, _)]) => traits.fault(if *name == "Server" {
                Fault::Server
            } else {
                Fault::Client
            }),
            ("retryable", [Argument::Flag(throttling)]) => traits.retryable(*throttling),
            _ => traits,
        };
    }
    traits
}

/// Traits of a member.
pub(super) fn member(
    location: Option<(&'static str, Option<&'static str>)>,
    calls: &[Call<'static>],
) -> MemberTraits {
    let mut traits = match location {
        Some((name, argument)) => MemberTraits::at(bound(name, argument.unwrap_or_default())),
        None => MemberTraits::new(),
    };
    for call in calls {
        traits = match (name(call), &*call.arguments) {
            ("default", [Argument::Text(json)]) => traits.default(json),
            ("service_default", [Argument::Text(json)]) => traits.service_default(json),
            ("sensitive", _) => traits.sensitive(),
            ("idempotency_token", _) => traits.idempotency_token(),
            ("json_name", [Argument::Text(text)]) => traits.json_name(text),
            ("xml_name", [Argument::Text(text)]) => traits.xml_name(text),
            ("xml_namespace", [Argument::Text(uri), Argument::OptionalText(prefix)]) => {
                traits.xml_namespace(uri, *prefix)
            }
            ("xml_attribute", _) => traits.xml_attribute(),
            ("xml_flattened", _) => traits.xml_flattened(),
            ("ec2_name", [Argument::Text(text)]) => traits.ec2_name(text),
            ("timestamp_format", [Argument::Variant(name, _)]) => {
                traits.timestamp_format(format(name))
            }
            ("host_label", _) => traits.host_label(),
            ("media_type", [Argument::Text(text)]) => traits.media_type(text),
            ("event_payload", _) => traits.event_payload(),
            ("event_header", _) => traits.event_header(),
            _ => traits,
        };
    }
    traits
}

/// Traits of the service.
pub(super) fn service(mut service: Service, calls: &[Call<'static>]) -> Service {
    for call in calls {
        service = match (name(call), &*call.arguments) {
            ("target_prefix", [Argument::Text(prefix)]) => service.target_prefix(prefix),
            ("xml_namespace", [Argument::Text(uri), Argument::OptionalText(prefix)]) => {
                service.xml_namespace(uri, *prefix)
            }
            ("endpoint_prefix", [Argument::Text(prefix)]) => service.endpoint_prefix(prefix),
            ("signing_name", [Argument::Text(name)]) => service.signing_name(name),
            ("auth", [Argument::Texts(schemes)]) => service.auth(keep(schemes.clone())),
            ("api_key_header", [Argument::Text(name), Argument::OptionalText(scheme)]) => {
                service.api_key_header(name, *scheme)
            }
            ("api_key_query", [Argument::Text(name)]) => service.api_key_query(name),
            ("no_error_wrapping", _) => service.no_error_wrapping(),
            ("query_compatible", _) => service.query_compatible(),
            ("namespace", [Argument::Text(name)]) => service.namespace(name),
            _ => service,
        };
    }
    service
}

/// Traits of an operation.
pub(super) fn operation(
    mut facts: operation::Schema,
    calls: &[Call<'static>],
) -> operation::Schema {
    for call in calls {
        facts = match (name(call), &*call.arguments) {
            ("named", [Argument::Text(name)]) => facts.named(name),
            ("status", [Argument::Number(status)]) => {
                facts.status(u16::try_from(*status).unwrap_or(200))
            }
            ("no_input", _) => facts.no_input(),
            ("no_output", _) => facts.no_output(),
            ("deprecated", _) => facts.deprecated(),
            ("idempotent", _) => facts.idempotent(),
            ("readonly", _) => facts.readonly(),
            ("paginated", _) => facts.paginated(),
            ("streaming_input", _) => facts.streaming_input(),
            ("requires_length", _) => facts.requires_length(),
            ("streaming_output", _) => facts.streaming_output(),
            ("event_input", _) => facts.event_input(),
            ("event_output", _) => facts.event_output(),
            ("unsigned_payload", _) => facts.unsigned_payload(),
            ("checksum_required", _) => facts.checksum_required(),
            ("host_prefix", [Argument::Text(prefix)]) => facts.host_prefix(prefix),
            ("auth_by", [Argument::Texts(schemes)]) => facts.auth_by(keep(schemes.clone())),
            ("checksum", [Argument::Flag(required), Argument::OptionalText(member)]) => {
                facts.checksum(*required, *member)
            }
            ("validation", [Argument::Text(member), Argument::Texts(algorithms)]) => {
                facts.validation(member, keep(algorithms.clone()))
            }
            ("compression", [Argument::Texts(encodings)]) => {
                facts.compression(keep(encodings.clone()))
            }
            ("input", [Argument::Document(name, namespace)]) => {
                facts.input(document(*name, *namespace))
            }
            ("result_wrapper", [Argument::Text(name)]) => facts.result_wrapper(name),
            ("customized", [Argument::Customizations(rows)]) => {
                let rows = rows
                    .iter()
                    .filter_map(|(name, rest)| customization(name, rest));
                facts.customized(keep(rows.collect()))
            }
            _ => facts,
        };
    }
    facts
}

/// Traits of an input document.
fn document(
    name: Option<&'static str>,
    namespace: Option<(&'static str, Option<&'static str>)>,
) -> &'static MemberTraits {
    let mut traits = MemberTraits::new();
    if let Some(name) = name {
        traits = traits.xml_name(name);
    }
    if let Some((uri, prefix)) = namespace {
        traits = traits.xml_namespace(uri, prefix);
    }
    Box::leak(Box::new(traits))
}

fn format(name: &str) -> TimestampFormat {
    match name {
        "DateTime" => TimestampFormat::DateTime,
        "HttpDate" => TimestampFormat::HttpDate,
        _ => TimestampFormat::EpochSeconds,
    }
}

fn bound(name: &str, argument: &'static str) -> Location {
    match name {
        "Label" => Location::Label,
        "Query" => Location::Query(argument),
        "QueryParams" => Location::QueryParams,
        "Header" => Location::Header(argument),
        "PrefixHeaders" => Location::PrefixHeaders(argument),
        "StatusCode" => Location::StatusCode,
        "Payload" => Location::Payload,
        _ => Location::Body,
    }
}

/// A customization by the name of its variant.
pub(crate) fn customization(name: &str, arguments: &[&'static str]) -> Option<Customization> {
    Some(match (name, arguments) {
        ("Header", [name, value]) => Customization::Header(name, value),
        ("Fallback", [member, text]) => Customization::Fallback(member, text),
        ("StripLabel", [member]) => Customization::StripLabel(member),
        ("TreeHash", []) => Customization::TreeHash,
        ("EndpointMember", [member]) => Customization::EndpointMember(member),
        ("BucketInPath", []) => Customization::BucketInPath,
        ("UnwrappedOutput", []) => Customization::UnwrappedOutput,
        ("ErrorInSuccess", []) => Customization::ErrorInSuccess,
        ("BodyInSuccess", []) => Customization::BodyInSuccess,
        ("NotFoundOfHead", [error]) => Customization::NotFoundOfHead(error),
        ("LenientTimestamp", [member]) => Customization::LenientTimestamp(member),
        ("PresignedUrl", [member]) => Customization::PresignedUrl(member),
        ("PresignedUrlWithRegions", [member]) => Customization::PresignedUrlWithRegions(member),
        ("QuotedSource", [member]) => Customization::QuotedSource(member),
        ("CustomerKey", [header]) => Customization::CustomerKey(header),
        ("UrlDecoded", names) => Customization::UrlDecoded(keep(names.to_vec())),
        ("RegionRedirect", []) => Customization::RegionRedirect,
        ("ExpectContinue", []) => Customization::ExpectContinue,
        ("Crc32", []) => Customization::Crc32,
        ("MessageMd5", []) => Customization::MessageMd5,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

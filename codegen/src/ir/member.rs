//! Members of structures, unions, lists and maps, with their traits.

use super::{
    Decimal, Deprecated, Docs, Length, MemberName, Pointer, Range, ShapeName, TimestampFormat,
    UnknownTrait, Value, XmlNamespace,
};

/// A member with the traits applied to it.
///
/// Traits of the target apply if the member has no trait of its own.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate trait")]
pub struct Member {
    /// Its name: `member` in a list, `key` and `value` in a map.
    pub name: MemberName,
    /// The shape of its value.
    pub target: ShapeName,
    /// `smithy.api#required`.
    pub required: bool,
    /// Clients treat the member as optional even if required (`smithy.api#clientOptional`).
    pub client_optional: bool,
    /// Default value.
    pub default: Option<Value>,
    /// The default was added later (`smithy.api#addedDefault`).
    pub added_default: bool,
    /// Only the service applies the default: clients omit such members of input structures.
    pub service_default: bool,
    /// Binding to a part of the HTTP message.
    pub location: Location,
    /// JSON key, if it differs from the name.
    pub json_name: Option<String>,
    /// XML element or attribute name and awsQuery key, if it differs from the name.
    pub xml_name: Option<String>,
    /// XML namespace of the element.
    pub xml_namespace: Option<XmlNamespace>,
    /// Serialized as an XML attribute.
    pub xml_attribute: bool,
    /// Flattened list or map: elements without a wrapper element.
    pub xml_flattened: bool,
    /// ec2Query key, if the model gives one.
    pub ec2_query_name: Option<String>,
    /// Timestamp format.
    pub timestamp_format: Option<TimestampFormat>,
    /// Clients fill a missing value with a fresh token.
    pub idempotency_token: bool,
    /// Label of the host prefix.
    pub host_label: bool,
    /// Streaming blob.
    pub streaming: bool,
    /// The length of the stream must be known before sending.
    pub requires_length: bool,
    /// Media type of the content; `application/json` in a header is sent as base64.
    pub media_type: Option<String>,
    /// The entire payload of an event.
    pub event_payload: bool,
    /// A header of an event.
    pub event_header: bool,
    /// Endpoint parameter set by this member.
    pub context_param: Option<String>,
    /// Identifier for endpoint discovery.
    pub endpoint_discovery_id: bool,
    /// Length constraint on the member.
    pub length: Option<Length>,
    /// Range constraint on the member.
    pub range: Option<Range>,
    /// Pattern constraint on the member.
    pub pattern: Option<String>,
    /// Documentation from the model.
    pub docs: Option<Docs>,
    /// Deprecation notice.
    pub deprecated: Option<Deprecated>,
    /// The member itself is marked sensitive.
    pub sensitive: bool,
    /// Boxed to give recursive types a finite size; set by the recursion pass.
    pub boxed: bool,
    /// Traits unknown to the generator.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Location in the source.
    pub at: Pointer,
}

impl Member {
    /// A member without traits.
    pub fn new(name: impl Into<MemberName>, target: impl Into<ShapeName>, at: Pointer) -> Self {
        Self {
            name: name.into(),
            target: target.into(),
            at,
            ..Self::default()
        }
    }

    /// The default applied by clients; `None` if only the service applies it.
    pub fn held_default(&self) -> Option<&Value> {
        let ignored = self.client_optional || self.added_default || self.service_default;
        self.default.as_ref().filter(|_| !ignored)
    }

    /// Bounds from the member's own range trait.
    pub fn bounds(&self) -> (Option<&Decimal>, Option<&Decimal>) {
        self.range.as_ref().map_or((None, None), |range| {
            (range.min.as_ref(), range.max.as_ref())
        })
    }

    /// Returns true for a member with constraints of its own.
    pub fn is_narrow(&self) -> bool {
        self.length.is_some() || self.range.is_some() || self.pattern.is_some()
    }

    /// Returns true if the member is part of the body without being its payload.
    pub fn is_unbound(&self) -> bool {
        self.location == Location::Body
    }
}

/// HTTP binding of a member.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum Location {
    /// In the body, with all other unbound members.
    #[default]
    Body,
    /// Path label; its place and greediness are given by the operation's URI.
    Label,
    /// Query parameter with the given name.
    Query(String),
    /// Query parameters, one per map entry.
    QueryParams,
    /// Header with the given name.
    Header(String),
    /// Headers, one per map entry, named prefix plus key.
    PrefixHeaders(String),
    /// The response status code.
    StatusCode,
    /// The entire body.
    Payload,
}

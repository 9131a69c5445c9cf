//! What a model says of a member: of a structure or union, of a list, of a map's key or value.

use serde_json::Value;

use super::{
    Decimal, Deprecated, Docs, Length, MemberName, Pointer, Range, ShapeName, TimestampFormat,
    UnknownTrait, XmlNamespace,
};

/// A member and the traits that sit on it.
///
/// A trait that is also on the target counts where the member has none.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own that a model gives or not"
)]
pub struct Member {
    /// Its name: `member` in a list, `key` and `value` in a map.
    pub name: MemberName,
    /// The shape of its value.
    pub target: ShapeName,
    /// Whether it must be there.
    pub required: bool,
    /// Whether a client must treat it as optional all the same.
    pub client_optional: bool,
    /// The value it has when it is left out.
    pub default: Option<Value>,
    /// Whether the default came after the member.
    pub added_default: bool,
    /// Whether the default is the service's business alone: members of a structure that is marked as an input are
    /// left out for the service to fill.
    pub service_default: bool,
    /// Where it travels in an HTTP message.
    pub location: Location,
    /// Its key in JSON where that is not its name.
    pub json_name: Option<String>,
    /// Its element or attribute in XML and its key in awsQuery where that is not its name.
    pub xml_name: Option<String>,
    /// The namespace of its element.
    pub xml_namespace: Option<XmlNamespace>,
    /// Whether it is an attribute.
    pub xml_attribute: bool,
    /// Whether the elements of its list or map stand without one around them.
    pub xml_flattened: bool,
    /// Its key in ec2Query where a model names it.
    pub ec2_query_name: Option<String>,
    /// How its timestamp is written.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether a client fills it with a fresh token when it is left out.
    pub idempotency_token: bool,
    /// Whether it is a label of the host prefix.
    pub host_label: bool,
    /// Whether its blob is streamed.
    pub streaming: bool,
    /// Whether the length of its stream must be known before it is sent.
    pub requires_length: bool,
    /// The media type of its content; `application/json` in a header travels as base64.
    pub media_type: Option<String>,
    /// Whether it is the whole payload of an event.
    pub event_payload: bool,
    /// Whether it is a header of an event.
    pub event_header: bool,
    /// The parameter of the endpoint rules it gives.
    pub context_param: Option<String>,
    /// Whether it tells hosts apart in endpoint discovery.
    pub endpoint_discovery_id: bool,
    /// The length its value must have, where the member narrows it.
    pub length: Option<Length>,
    /// The range its value must be in, where the member narrows it.
    pub range: Option<Range>,
    /// The pattern its value must match, where the member narrows it.
    pub pattern: Option<String>,
    /// What the model says of it.
    pub docs: Option<Docs>,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Whether its value is hidden in logs, where the member itself says so.
    pub sensitive: bool,
    /// Whether its value is kept behind a pointer, so that the type has a size; the recursion pass decides.
    pub boxed: bool,
    /// Traits of it that nothing is known of.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Where it stands.
    pub at: Pointer,
}

impl Member {
    /// A bare member.
    pub fn new(name: impl Into<MemberName>, target: impl Into<ShapeName>, at: Pointer) -> Self {
        Self {
            name: name.into(),
            target: target.into(),
            at,
            ..Self::default()
        }
    }

    /// The value a client gives it when it is left out; none where the default is for others to know.
    pub fn held_default(&self) -> Option<&Value> {
        let ignored = self.client_optional || self.added_default || self.service_default;
        self.default.as_ref().filter(|_| !ignored)
    }

    /// The least and greatest number its own range allows.
    pub fn bounds(&self) -> (Option<&Decimal>, Option<&Decimal>) {
        self.range.as_ref().map_or((None, None), |range| {
            (range.min.as_ref(), range.max.as_ref())
        })
    }

    /// Whether it travels in the body together with its unbound siblings.
    pub fn is_unbound(&self) -> bool {
        self.location == Location::Body
    }
}

/// Where a member travels in an HTTP message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum Location {
    /// In the body, beside its unbound siblings.
    #[default]
    Body,
    /// In the path; the operation's URI says where, and whether it is greedy.
    Label,
    /// In the query, under that name.
    Query(String),
    /// In the query, each entry of the map under its key.
    QueryParams,
    /// In the header of that name.
    Header(String),
    /// In headers, each entry of the map under the prefix and its key.
    PrefixHeaders(String),
    /// As the status.
    StatusCode,
    /// As the whole body.
    Payload,
}

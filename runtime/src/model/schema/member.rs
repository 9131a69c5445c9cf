//! Schema members: of structures, unions, lists and maps.

use std::ops::Deref;

use super::{Namespace, Schema, TimestampFormat};

/// A member with its target. Rare traits are in [`MemberTraits`], available through `Deref`.
///
/// Crates have thousands of members, so rare traits are behind a reference.
#[derive(Debug)]
#[non_exhaustive]
pub struct Member {
    /// Name in the model; `member` in a list, `key` and `value` in a map.
    pub name: &'static str,
    /// Target shape.
    pub target: &'static Schema,
    /// True if the member is required.
    pub required: bool,
    traits: &'static MemberTraits,
}

impl Deref for Member {
    type Target = MemberTraits;

    #[inline]
    fn deref(&self) -> &MemberTraits {
        self.traits
    }
}

/// Member traits other than requiredness.
#[derive(Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate trait")]
pub struct MemberTraits {
    /// Default value as JSON; `None` if the member is then absent.
    pub default: Option<&'static str>,
    /// Default value as JSON that only a server applies; the member may be absent elsewhere.
    pub service_default: Option<&'static str>,
    /// True if the member or its target is sensitive.
    pub sensitive: bool,
    /// True if requests fill an absent value with a fresh token.
    pub idempotency_token: bool,
    /// HTTP binding.
    pub location: Location,
    /// JSON key, if different from the name.
    pub json_name: Option<&'static str>,
    /// XML element or attribute and awsQuery key, if different from the name.
    pub xml_name: Option<&'static str>,
    /// XML namespace.
    pub xml_namespace: Option<Namespace>,
    /// True if it is an XML attribute.
    pub xml_attribute: bool,
    /// True for a flattened list or map: elements without a wrapper element.
    pub xml_flattened: bool,
    /// ec2Query key, if different from the capitalized [`xml_name`](Self::xml_name) or name.
    pub ec2_name: Option<&'static str>,
    /// Timestamp format, if set on the member.
    pub timestamp_format: Option<TimestampFormat>,
    /// True if it is a label of the host prefix.
    pub host_label: bool,
    /// Media type of the content; `application/json` in a header is sent as base64.
    pub media_type: Option<&'static str>,
    /// True if it is the entire payload of an event.
    pub event_payload: bool,
    /// True if it is a header of an event.
    pub event_header: bool,
}

/// HTTP binding of a member.
///
/// <https://smithy.io/2.0/spec/http-bindings.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// In the body, with all unbound members.
    Body,
    /// Path label.
    Label,
    /// Query parameter with the given name.
    Query(&'static str),
    /// Query parameters, one per map entry.
    QueryParams,
    /// Header with the given name.
    Header(&'static str),
    /// Headers, one per map entry, named prefix plus key.
    PrefixHeaders(&'static str),
    /// Status code.
    StatusCode,
    /// The entire body.
    Payload,
}

impl Member {
    /// An optional member without traits.
    pub const fn new(name: &'static str, target: &'static Schema) -> Self {
        Self {
            name,
            target,
            required: false,
            traits: MemberTraits::NONE,
        }
    }

    /// A required member (`smithy.api#required`) without other traits.
    pub const fn required(name: &'static str, target: &'static Schema) -> Self {
        Self {
            name,
            target,
            required: true,
            traits: MemberTraits::NONE,
        }
    }

    /// Sets the traits.
    #[must_use]
    pub const fn with(mut self, traits: &'static MemberTraits) -> Self {
        self.traits = traits;
        self
    }

    /// JSON key.
    pub const fn json_key(&self) -> &'static str {
        match self.traits.json_name {
            Some(name) => name,
            None => self.name,
        }
    }

    /// XML element or attribute, and awsQuery key.
    pub const fn xml_key(&self) -> &'static str {
        match self.traits.xml_name {
            Some(name) => name,
            None => self.name,
        }
    }

    /// Returns true if values are sensitive.
    pub const fn is_sensitive(&self) -> bool {
        self.traits.sensitive || self.target.sensitive
    }

    /// HTTP binding, for use in constants.
    pub(crate) const fn place(&self) -> Location {
        self.traits.location
    }

    /// Timestamp format: of the member, or of its target, or the default of the location.
    pub const fn timestamp(&self, default: TimestampFormat) -> TimestampFormat {
        match (self.traits.timestamp_format, self.target.written_as()) {
            (Some(format), _) | (None, Some(format)) => format,
            (None, None) => default,
        }
    }
}

impl MemberTraits {
    /// No traits.
    pub(crate) const NONE: &'static Self = &Self::new();

    /// No traits.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            default: None,
            service_default: None,
            sensitive: false,
            idempotency_token: false,
            location: Location::Body,
            json_name: None,
            xml_name: None,
            xml_namespace: None,
            xml_attribute: false,
            xml_flattened: false,
            ec2_name: None,
            timestamp_format: None,
            host_label: false,
            media_type: None,
            event_payload: false,
            event_header: false,
        }
    }

    /// HTTP binding: `smithy.api#httpLabel` and related traits.
    #[must_use]
    pub const fn at(location: Location) -> Self {
        let mut traits = Self::new();
        traits.location = location;
        traits
    }

    /// `smithy.api#default`, if applied by clients.
    #[must_use]
    pub const fn default(mut self, json: &'static str) -> Self {
        self.default = Some(json);
        self
    }

    /// `smithy.api#default`, if only a server applies it.
    #[must_use]
    pub const fn service_default(mut self, json: &'static str) -> Self {
        self.service_default = Some(json);
        self
    }

    /// `smithy.api#sensitive` on the member or its target.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// `smithy.api#idempotencyToken`.
    #[must_use]
    pub const fn idempotency_token(mut self) -> Self {
        self.idempotency_token = true;
        self
    }

    /// `smithy.api#jsonName`.
    #[must_use]
    pub const fn json_name(mut self, name: &'static str) -> Self {
        self.json_name = Some(name);
        self
    }

    /// `smithy.api#xmlName`.
    #[must_use]
    pub const fn xml_name(mut self, name: &'static str) -> Self {
        self.xml_name = Some(name);
        self
    }

    /// `smithy.api#xmlNamespace`.
    #[must_use]
    pub const fn xml_namespace(mut self, uri: &'static str, prefix: Option<&'static str>) -> Self {
        self.xml_namespace = Some(Namespace { uri, prefix });
        self
    }

    /// `smithy.api#xmlAttribute`.
    #[must_use]
    pub const fn xml_attribute(mut self) -> Self {
        self.xml_attribute = true;
        self
    }

    /// `smithy.api#xmlFlattened`.
    #[must_use]
    pub const fn xml_flattened(mut self) -> Self {
        self.xml_flattened = true;
        self
    }

    /// `aws.protocols#ec2QueryName`.
    #[must_use]
    pub const fn ec2_name(mut self, name: &'static str) -> Self {
        self.ec2_name = Some(name);
        self
    }

    /// `smithy.api#timestampFormat`.
    #[must_use]
    pub const fn timestamp_format(mut self, format: TimestampFormat) -> Self {
        self.timestamp_format = Some(format);
        self
    }

    /// `smithy.api#hostLabel`.
    #[must_use]
    pub const fn host_label(mut self) -> Self {
        self.host_label = true;
        self
    }

    /// `smithy.api#mediaType`.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// `smithy.api#eventPayload`.
    #[must_use]
    pub const fn event_payload(mut self) -> Self {
        self.event_payload = true;
        self
    }

    /// `smithy.api#eventHeader`.
    #[must_use]
    pub const fn event_header(mut self) -> Self {
        self.event_header = true;
        self
    }
}

impl Default for MemberTraits {
    fn default() -> Self {
        Self::new()
    }
}

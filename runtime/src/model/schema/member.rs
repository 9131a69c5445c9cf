//! What a model says of a member: of a structure or union, of a list, of a map's key or value.

use std::ops::Deref;

use super::{Namespace, Schema, TimestampFormat};

/// A member with its target: its other traits are those of [`MemberTraits`], by `Deref`.
///
/// A member is small because a crate has thousands: what few of them say is behind a reference.
#[derive(Debug)]
#[non_exhaustive]
pub struct Member {
    /// Its name in the model; `member` in a list, `key` and `value` in a map.
    pub name: &'static str,
    /// The shape of its value.
    pub target: &'static Schema,
    /// Whether it must be there.
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

/// What a model may say of a member, but for whether it must be there.
#[derive(Debug)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own that a model gives or not"
)]
pub struct MemberTraits {
    /// The value it has where it is left out, as JSON; none where it is absent then.
    pub default: Option<&'static str>,
    /// Whether its value is hidden wherever a value is shown, by itself or by its target.
    pub sensitive: bool,
    /// Whether a fresh token fills it where it is left out of a request.
    pub idempotency_token: bool,
    /// Where it travels in an HTTP message.
    pub location: Location,
    /// Its key in JSON where that is not its name.
    pub json_name: Option<&'static str>,
    /// Its element or attribute in XML, and its key in awsQuery, where that is not its name.
    pub xml_name: Option<&'static str>,
    /// The namespace of its element.
    pub xml_namespace: Option<Namespace>,
    /// Whether it is an attribute of the element of its structure.
    pub xml_attribute: bool,
    /// Whether the elements of its list or map stand without one around them.
    pub xml_flattened: bool,
    /// Its key in ec2Query where that is not the upper-cased [`xml_name`](Self::xml_name) or the name.
    pub ec2_name: Option<&'static str>,
    /// How its timestamp is written, where the member says so.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether its value is a label of the host's prefix.
    pub host_label: bool,
    /// The media type of its content; `application/json` in a header travels as base64.
    pub media_type: Option<&'static str>,
    /// Whether it is the whole payload of an event.
    pub event_payload: bool,
    /// Whether it is a header of an event.
    pub event_header: bool,
}

/// Where a member travels in an HTTP message.
///
/// <https://smithy.io/2.0/spec/http-bindings.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the body, beside its unbound siblings.
    Body,
    /// In the path.
    Label,
    /// In the query, under that name.
    Query(&'static str),
    /// In the query, each entry of the map under its key.
    QueryParams,
    /// In the header of that name.
    Header(&'static str),
    /// In headers, each entry of the map under the prefix and its key.
    PrefixHeaders(&'static str),
    /// As the status.
    StatusCode,
    /// As the whole body.
    Payload,
}

impl Member {
    /// A member that the model says nothing more of.
    pub const fn new(name: &'static str, target: &'static Schema) -> Self {
        Self {
            name,
            target,
            required: false,
            traits: MemberTraits::NONE,
        }
    }

    /// A member that must be there, by `smithy.api#required`, and that the model says nothing more of.
    pub const fn required(name: &'static str, target: &'static Schema) -> Self {
        Self {
            name,
            target,
            required: true,
            traits: MemberTraits::NONE,
        }
    }

    /// The same member with these traits.
    #[must_use]
    pub const fn with(mut self, traits: &'static MemberTraits) -> Self {
        self.traits = traits;
        self
    }

    /// The key in JSON.
    pub const fn json_key(&self) -> &'static str {
        match self.traits.json_name {
            Some(name) => name,
            None => self.name,
        }
    }

    /// The element or attribute in XML and the key in awsQuery.
    pub const fn xml_key(&self) -> &'static str {
        match self.traits.xml_name {
            Some(name) => name,
            None => self.name,
        }
    }

    /// Whether its value is hidden wherever a value is shown.
    pub const fn is_sensitive(&self) -> bool {
        self.traits.sensitive || self.target.sensitive
    }

    /// Where it travels, for what is settled when a crate is compiled.
    pub(crate) const fn place(&self) -> Location {
        self.traits.location
    }

    /// How its timestamp is written: the member's word counts, then the target's, then the place's.
    pub const fn timestamp(&self, default: TimestampFormat) -> TimestampFormat {
        match (self.traits.timestamp_format, self.target.written_as()) {
            (Some(format), _) | (None, Some(format)) => format,
            (None, None) => default,
        }
    }
}

impl MemberTraits {
    /// What most members say.
    pub(crate) const NONE: &'static Self = &Self::new();

    /// None of them.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            default: None,
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

    /// Where it travels: `smithy.api#httpLabel` and its kin.
    #[must_use]
    pub const fn at(location: Location) -> Self {
        let mut traits = Self::new();
        traits.location = location;
        traits
    }

    /// `smithy.api#default`, where a client is to know of it.
    #[must_use]
    pub const fn default(mut self, json: &'static str) -> Self {
        self.default = Some(json);
        self
    }

    /// `smithy.api#sensitive`, on the member or on its target.
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

//! Text dump of an [`Ir`], one line per member, for reading and diffing.
//!
//! **Invariants**
//! - Everything a pass may change is printed; documentation only by length.

mod operation;
mod words;

use std::fmt;

use self::words::Words;
use super::{Facts, Ir, Length, Location, Member, Range, Service, Shape, ShapeKind, ShapeTraits};

impl fmt::Display for Ir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.service)?;
        for operation in self.service.operations.values() {
            writeln!(f, "\n{operation}")?;
        }
        for waiter in self.service.waiters.values() {
            writeln!(f, "\n{waiter}")?;
        }
        for shape in self.shapes.values() {
            writeln!(f, "\n{shape}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Words::default();
        words.list("speaks", &self.protocols);
        words.text("uid", self.uid.as_deref());
        words.text("at", Some(&self.endpoint_prefix));
        words.text(
            "signs",
            Some(&format!("{} {}", self.signing_name, self.signature_version)),
        );
        words.list("auth", self.auth.iter().map(|auth| format!("{auth:?}")));
        let key = self.api_key.as_ref().map(|place| format!("{place:?}"));
        words.text("api_key", key.as_deref());
        words.text("target", self.target_prefix.as_deref());
        words.namespace(self.xml_namespace.as_ref());
        words.text("global", self.global_endpoint.as_deref());
        words.flag("query_compatible", self.query_compatible);
        words.flag("no_error_wrapping", self.no_error_wrapping);
        words.text("http2", self.http2.as_deref());
        words.list("client_params", self.client_context_params.keys());
        words.flag("endpoint_rules", self.endpoint_rules.is_some());
        words.flag("endpoint_diagram", self.endpoint_diagram.is_some());
        words.traits(&self.unknown_traits);
        words.deprecated(self.deprecated.as_ref());
        words.docs(self.docs.as_ref());
        let Self {
            id,
            title,
            version,
            name,
            ..
        } = self;
        write!(f, "service {name}: {id:?} {title:?} {version}{words}")
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Words::default();
        trait_words(&self.traits, &mut words);
        words.traits(&self.unknown_traits);
        fact_words(&self.facts, &mut words);
        write!(f, "{} {}{words}", self.kind.as_str(), self.name)?;
        for member in self.members() {
            write!(f, "\n    {member}")?;
        }
        if let ShapeKind::Enum(values) = &self.kind {
            for value in values {
                let mut words = Words::default();
                words.text("name", value.name.as_deref());
                words.deprecated(value.deprecated.as_ref());
                words.docs(value.docs.as_ref());
                write!(f, "\n    {:?}{words}", value.value)?;
            }
        }
        if let ShapeKind::IntEnum(values) = &self.kind {
            for value in values {
                write!(f, "\n    {} = {}", value.name, value.value)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Words::default();
        words.flag("required", self.required);
        words.flag("client_optional", self.client_optional);
        words.flag("boxed", self.boxed);
        if let Some(default) = &self.default {
            words.text("default", Some(&default.to_string()));
        }
        words.flag("added_default", self.added_default);
        words.flag("service_default", self.service_default);
        location_words(&self.location, &mut words);
        words.text("json", self.json_name.as_deref());
        words.text("xml", self.xml_name.as_deref());
        words.namespace(self.xml_namespace.as_ref());
        words.flag("attribute", self.xml_attribute);
        words.flag("flattened", self.xml_flattened);
        words.text("ec2", self.ec2_query_name.as_deref());
        words.debug("timestamp", self.timestamp_format.as_ref());
        words.flag("idempotency_token", self.idempotency_token);
        words.flag("host_label", self.host_label);
        words.flag("streaming", self.streaming);
        words.flag("requires_length", self.requires_length);
        words.text("media_type", self.media_type.as_deref());
        words.flag("event_payload", self.event_payload);
        words.flag("event_header", self.event_header);
        words.text("context_param", self.context_param.as_deref());
        words.flag("endpoint_discovery_id", self.endpoint_discovery_id);
        bound_words(self.length, self.range.as_ref(), &mut words);
        words.text("pattern", self.pattern.as_deref());
        words.flag("sensitive", self.sensitive);
        words.traits(&self.unknown_traits);
        words.deprecated(self.deprecated.as_ref());
        words.docs(self.docs.as_ref());
        write!(f, "{}: {}{words}", self.name, self.target)
    }
}

fn location_words(location: &Location, words: &mut Words) {
    match location {
        Location::Body => {}
        Location::Label => words.flag("label", true),
        Location::Query(name) => words.text("query", Some(name)),
        Location::QueryParams => words.flag("query_params", true),
        Location::Header(name) => words.text("header", Some(name)),
        Location::PrefixHeaders(prefix) => words.text("headers", Some(prefix)),
        Location::StatusCode => words.flag("status", true),
        Location::Payload => words.flag("payload", true),
    }
}

fn bound_words(length: Option<Length>, range: Option<&Range>, words: &mut Words) {
    if let Some(Length { min, max }) = length {
        words.bounds("length", min.as_ref(), max.as_ref());
    }
    if let Some(Range { min, max }) = range {
        words.bounds("range", min.as_ref(), max.as_ref());
    }
}

fn trait_words(traits: &ShapeTraits, words: &mut Words) {
    words.flag("sensitive", traits.sensitive);
    bound_words(traits.length, traits.range.as_ref(), words);
    words.text("pattern", traits.pattern.as_deref());
    words.flag("unique", traits.unique_items);
    words.flag("sparse", traits.sparse);
    words.debug("timestamp", traits.timestamp_format.as_ref());
    words.flag("streaming", traits.streaming);
    words.flag("requires_length", traits.requires_length);
    words.flag("event", traits.event);
    words.text("xml", traits.xml_name.as_deref());
    words.namespace(traits.xml_namespace.as_ref());
    words.text("media_type", traits.media_type.as_deref());
    if let Some(error) = &traits.error {
        words.debug("error", Some(&error.fault));
        words.text("code", error.code.as_deref());
        words.debug("http_status", error.http_status.as_ref());
        words.flag("retryable", error.retryable.is_some());
        words.flag(
            "throttling",
            error.retryable.is_some_and(|retry| retry.throttling),
        );
    }
    words.deprecated(traits.deprecated.as_ref());
    words.docs(traits.docs.as_ref());
}

fn fact_words(facts: &Facts, words: &mut Words) {
    words.flag("is_input", facts.is_input);
    words.flag("is_output", facts.is_output);
    words.flag("in_input", facts.in_input);
    words.flag("in_output", facts.in_output);
    words.flag("in_error", facts.in_error);
    words.flag("recursive", facts.recursive);
    words.flag("holds_sensitive", facts.holds_sensitive);
    words.flag("synthetic", facts.synthetic);
}

#[cfg(test)]
mod tests;

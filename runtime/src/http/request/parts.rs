//! A request under construction, collected while visiting the input.
//!
//! **Invariants**
//! - Independent of the input type, so all operations share this code.

use super::Stream;
use super::head::Head;
use super::options::{Checksums, Options};
use crate::http::operation;
use crate::http::protocol::{EmptyBody, OperationSelector, Spec};
use crate::model::customization::Customization;
use crate::model::schema::{Member, Schema};

/// A request under construction.
pub(super) struct RequestParts<'o> {
    pub(super) spec: &'static Spec,
    pub(super) operation: &'static operation::Schema,
    pub(super) options: &'o Options,
    pub(super) head: Head,
    /// True once something was written to the body.
    pub(super) has_body: bool,
    /// The length of the caller's stream, if it is the payload.
    pub(super) stream: Option<Stream<()>>,
    pub(super) host_labels: Vec<(&'static str, String)>,
    pub(super) endpoint: Option<String>,
    /// Checksum algorithm selected by the input.
    pub(super) algorithm: Option<String>,
    /// True if some member values are captured.
    captures: bool,
}

impl<'o> RequestParts<'o> {
    /// Starts a request for an operation.
    pub(super) fn new(
        spec: &'static Spec,
        operation: &'static operation::Schema,
        options: &'o Options,
    ) -> Self {
        let algorithm = operation
            .checksum
            .and_then(|checksum| checksum.algorithm_member);
        Self {
            spec,
            operation,
            options,
            head: Head::new(),
            has_body: false,
            stream: None,
            host_labels: Vec::new(),
            endpoint: None,
            algorithm: None,
            captures: operation.host_prefix.is_some()
                || algorithm.is_some()
                || !operation.customizations.is_empty(),
        }
    }

    /// Returns true if members follow their HTTP bindings.
    #[inline]
    pub(super) fn binds(&self) -> bool {
        self.spec.selector == OperationSelector::MethodAndUri
    }

    /// Returns true if the caller's stream is the payload.
    pub(super) const fn streams(&self) -> bool {
        self.stream.is_some()
    }

    /// Condition for sending an empty structure.
    pub(super) const fn empty_body(&self) -> EmptyBody {
        self.spec.empty_body
    }

    /// Returns true if an empty structure is sent when no member is set.
    pub(super) const fn sends_empty_body(&self) -> bool {
        match self.spec.empty_body {
            EmptyBody::Always => true,
            EmptyBody::WithInput => self.operation.has_input,
            EmptyBody::Never => false,
        }
    }

    /// The input as a member, for use as the root.
    pub(super) const fn root(&self, schema: &'static Schema) -> Member {
        Member::new(schema.name, schema).with(self.operation.input)
    }

    /// A token for an absent idempotency member.
    #[cold]
    pub(super) fn new_token(&self) -> Option<String> {
        self.options.new_token()
    }

    /// Returns true if the member's value is also captured, for a host label, a checksum or a customization.
    #[inline]
    pub(super) fn captures(&self, member: &Member) -> bool {
        self.captures && self.is_captured(member)
    }

    /// Returns true if the member's value is also captured, for a host label, a checksum or a customization.
    #[cold]
    fn is_captured(&self, member: &Member) -> bool {
        let operation = self.operation;
        member.host_label && operation.host_prefix.is_some()
            || operation
                .checksum
                .is_some_and(|checksum| checksum.algorithm_member == Some(member.name))
            || operation
                .customizations
                .iter()
                .any(|customization| customization.input_member() == Some(member.name))
    }

    /// Captures a member value; returns its replacement, if there is one.
    pub(super) fn capture(&mut self, member: &'static Member, text: String) -> Option<String> {
        let name = member.name;
        let mut changed = None;
        for customization in self.operation.customizations {
            if let Customization::Fallback(of, fallback) = *customization
                && of == name
                && text.is_empty()
            {
                changed = Some(fallback.to_owned());
            } else if *customization == Customization::QuotedSource(name) {
                changed = Some(super::uri::quote_source(&text));
            } else if *customization == Customization::StripLabel(name) {
                changed = text.rsplit('/').next().map(str::to_owned);
            } else if *customization == Customization::EndpointMember(name) && !text.is_empty() {
                self.endpoint = Some(text.clone());
            }
        }
        if member.host_label {
            self.head.sensitive |= member.is_sensitive();
            self.host_labels.push((name, text));
        } else if self
            .operation
            .checksum
            .is_some_and(|checksum| checksum.algorithm_member == Some(name))
        {
            self.algorithm = Some(text);
        }
        changed
    }

    /// Returns true if an absent member is sent with a fallback value.
    pub(super) fn fills(&self, member: &Member) -> bool {
        member.idempotency_token || self.fallback_value(member).is_some()
    }

    /// The fallback value of an absent member.
    pub(super) fn fallback_value(&self, member: &Member) -> Option<String> {
        let validation = self.operation.validation;
        if validation.is_some_and(|validation| validation.mode_member == member.name)
            && self.options.which_response_checksums() == Checksums::Supported
        {
            return Some("ENABLED".to_owned());
        }
        let mut customizations = self.operation.customizations.iter();
        customizations.find_map(|customization| {
            if let Customization::Fallback(of, text) = *customization
                && of == member.name
            {
                Some(text.to_owned())
            } else {
                None
            }
        })
    }

    /// Returns true if `content-length` is omitted without a body; servers expect it for some methods.
    pub(super) fn omits_length(&self) -> bool {
        match self.spec.selector {
            OperationSelector::MethodAndUri => {
                !matches!(self.operation.method, "POST" | "PUT" | "PATCH")
            }
            OperationSelector::TargetHeader
            | OperationSelector::ActionParam(_)
            | OperationSelector::RpcPath => false,
        }
    }
}

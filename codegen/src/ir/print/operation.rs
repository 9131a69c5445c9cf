//! Text dump of operations and waiters.

use std::fmt;

use super::words::Words;
use crate::ir::{Comparator, Io, Matcher, Operation, Path, Waiter};

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Words::default();
        words.text("wire", self.wire_name.as_deref());
        words.flag("idempotent", self.idempotent);
        words.flag("readonly", self.readonly);
        if let Some(auth) = &self.auth {
            words.list("auth", auth.iter().map(|auth| format!("{auth:?}")));
        }
        words.flag("unsigned_payload", self.unsigned_payload);
        words.text("host", self.host_prefix.as_deref());
        words.flag("checksum_required", self.http_checksum_required);
        words.debug("checksum", self.http_checksum.as_ref());
        words.list("compression", &self.request_compression);
        words.debug("endpoint_discovery", self.endpoint_discovery.as_ref());
        words.flag("endpoint_operation", self.endpoint_operation);
        let nested = self.nested.iter();
        words.list("nested", nested.map(|nested| nested.operation.as_str()));
        let params = self.static_context_params.iter();
        words.list(
            "params",
            params.map(|(name, value)| format!("{name}={value}")),
        );
        let params = self.operation_context_params.iter();
        words.list(
            "params",
            params.map(|(name, path)| format!("{name}={:?}", path.text)),
        );
        words.flag("examples", !self.examples.is_empty());
        words.traits(&self.unknown_traits);
        words.deprecated(self.deprecated.as_ref());
        words.docs(self.docs.as_ref());
        let http = &self.http;
        let (method, uri, code) = (&http.method, &http.uri, http.code);
        write!(f, "operation {}: {method} {uri} {code}{words}", self.name)?;
        if let Some(input) = &self.input {
            write!(f, "\n    in {input}")?;
        }
        if let Some(output) = &self.output {
            write!(f, "\n    out {output}")?;
        }
        for error in &self.errors {
            write!(f, "\n    error {error}")?;
        }
        if let Some(pages) = &self.pagination {
            let mut words = Words::default();
            words.list("sends", &pages.input_tokens);
            let texts = |paths: &'_ [Path]| -> Vec<String> {
                paths.iter().map(|path| path.text.clone()).collect()
            };
            words.list("gets", texts(&pages.output_tokens));
            words.list("items", texts(&pages.items));
            words.text("size", pages.page_size.as_deref());
            let more = pages.more_results.as_ref();
            words.text("more", more.map(|path| path.text.as_str()));
            words.list("fixed", texts(&pages.non_aggregate));
            write!(f, "\n    pages{words}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Io {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Words::default();
        words.text("xml", self.xml_name.as_deref());
        words.namespace(self.xml_namespace.as_ref());
        words.text("wrapper", self.result_wrapper.as_deref());
        words.text("events", self.events.as_ref().map(|events| &*events.shape));
        words.docs(self.docs.as_ref());
        write!(f, "{}{words}", self.shape)
    }
}

impl fmt::Display for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Words::default();
        words.bounds("delay", Some(&self.min_delay), self.max_delay.as_ref());
        words.debug("attempts", self.max_attempts.as_ref());
        words.deprecated(self.deprecated.as_ref());
        words.docs(self.docs.as_ref());
        write!(f, "waiter {}: {}{words}", self.name, self.operation)?;
        for acceptor in &self.acceptors {
            write!(f, "\n    {:?}: {}", acceptor.state, acceptor.matcher)?;
        }
        Ok(())
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, path, comparator, expected) = match self {
            Self::Success(success) => return write!(f, "success {success}"),
            Self::Error(code) => return write!(f, "error {code:?}"),
            Self::Status(status) => return write!(f, "status {status}"),
            Self::Output {
                path,
                comparator,
                expected,
            } => ("output", path, comparator, expected),
            Self::InputOutput {
                path,
                comparator,
                expected,
            } => ("input and output", path, comparator, expected),
        };
        let comparator = match comparator {
            Comparator::Equals => "equals",
            Comparator::AllEqual => "all equal",
            Comparator::AnyEqual => "any equals",
        };
        write!(f, "{what} {:?} {comparator} {expected}", path.text)
    }
}

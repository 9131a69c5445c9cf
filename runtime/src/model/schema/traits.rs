//! What a model may say of a shape.

use crate::types::TimestampFormat;

/// The traits of a shape, each with what the model says or with nothing.
#[derive(Debug)]
#[non_exhaustive]
pub struct Traits {
    /// How small and large a number must be.
    pub range: Option<Range>,
    /// Whether the elements of a list must differ.
    pub unique_items: bool,
    /// Whether elements of a list or values of a map may be null.
    pub sparse: bool,
    /// How a timestamp is written.
    pub timestamp_format: Option<TimestampFormat>,
    /// The name of the element of an XML document.
    pub xml_name: Option<&'static str>,
    /// The namespace of that element.
    pub xml_namespace: Option<Namespace>,
    /// That a structure is an error, with its code on the wire.
    pub error: Option<&'static str>,
    /// The status of an error, where the model gives it one.
    pub http_status: Option<u16>,
    /// Whose fault an error is.
    pub fault: Option<Fault>,
    /// That an error passes by itself, and whether it asks to call less often.
    pub retryable: Option<Retryable>,
}

impl Traits {
    /// What most shapes say.
    pub(super) const NONE: &'static Self = &Self::new();

    /// None of them.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            range: None,
            unique_items: false,
            sparse: false,
            timestamp_format: None,
            xml_name: None,
            xml_namespace: None,
            error: None,
            http_status: None,
            fault: None,
            retryable: None,
        }
    }

    /// `smithy.api#range` of an integer.
    #[must_use]
    pub const fn range(mut self, min: Option<i64>, max: Option<i64>) -> Self {
        self.range = Some(Range::Integer { min, max });
        self
    }

    /// `smithy.api#range` of a float.
    #[must_use]
    pub const fn float_range(mut self, min: Option<f64>, max: Option<f64>) -> Self {
        self.range = Some(Range::Float { min, max });
        self
    }

    /// `smithy.api#uniqueItems`.
    #[must_use]
    pub const fn unique_items(mut self) -> Self {
        self.unique_items = true;
        self
    }

    /// `smithy.api#sparse`.
    #[must_use]
    pub const fn sparse(mut self) -> Self {
        self.sparse = true;
        self
    }

    /// `smithy.api#timestampFormat`.
    #[must_use]
    pub const fn timestamp_format(mut self, format: TimestampFormat) -> Self {
        self.timestamp_format = Some(format);
        self
    }

    /// `smithy.api#xmlName` of the shape.
    #[must_use]
    pub const fn xml_name(mut self, name: &'static str) -> Self {
        self.xml_name = Some(name);
        self
    }

    /// `smithy.api#xmlNamespace` of the shape.
    #[must_use]
    pub const fn xml_namespace(mut self, uri: &'static str, prefix: Option<&'static str>) -> Self {
        self.xml_namespace = Some(Namespace { uri, prefix });
        self
    }

    /// `smithy.api#error`: the structure is an error with that code on the wire.
    #[must_use]
    pub const fn error(mut self, code: &'static str) -> Self {
        self.error = Some(code);
        self
    }

    /// `smithy.api#httpError`: the status of the error.
    #[must_use]
    pub const fn http_status(mut self, status: u16) -> Self {
        self.http_status = Some(status);
        self
    }

    /// Whose fault the error is: the value of `smithy.api#error`.
    #[must_use]
    pub const fn fault(mut self, fault: Fault) -> Self {
        self.fault = Some(fault);
        self
    }

    /// `smithy.api#retryable`: the error passes by itself; `throttling` says that it asks to call less often.
    #[must_use]
    pub const fn retryable(mut self, throttling: bool) -> Self {
        self.retryable = Some(Retryable { throttling });
        self
    }
}

impl Default for Traits {
    fn default() -> Self {
        Self::new()
    }
}

/// `smithy.api#length`: both ends count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// At least.
    pub min: Option<u64>,
    /// At most.
    pub max: Option<u64>,
}

/// `smithy.api#range`: both ends count.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(
    missing_docs,
    reason = "`min` is the least, `max` the greatest that is allowed"
)]
pub enum Range {
    /// Of an integer.
    Integer { min: Option<i64>, max: Option<i64> },
    /// Of a float.
    Float { min: Option<f64>, max: Option<f64> },
}

/// `smithy.api#xmlNamespace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Namespace {
    /// The URI.
    pub uri: &'static str,
    /// The prefix that stands for it, where there is one.
    pub prefix: Option<&'static str>,
}

/// Whose fault an error is: the value of `smithy.api#error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The caller's.
    Client,
    /// The service's.
    Server,
}

/// `smithy.api#retryable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retryable {
    /// Whether the error asks to call less often.
    pub throttling: bool,
}

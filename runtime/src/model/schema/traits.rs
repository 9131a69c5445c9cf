//! Rare traits of shapes.

use crate::types::TimestampFormat;

/// Rare traits of a shape.
#[derive(Debug)]
#[non_exhaustive]
pub struct Traits {
    /// Range constraint of a number.
    pub range: Option<Range>,
    /// Values of an enum that messages may list, if not all of them.
    pub public_values: Option<&'static [&'static str]>,
    /// True if list elements must be unique.
    pub unique_items: bool,
    /// True if list elements or map values may be null.
    pub sparse: bool,
    /// Timestamp format.
    pub timestamp_format: Option<TimestampFormat>,
    /// Element name of an XML document.
    pub xml_name: Option<&'static str>,
    /// Namespace of that element.
    pub xml_namespace: Option<Namespace>,
    /// Error code on the wire; `None` if the structure is not an error.
    pub error: Option<&'static str>,
    /// HTTP status of an error.
    pub http_status: Option<u16>,
    /// Party responsible for an error.
    pub fault: Option<Fault>,
    /// Retry information of an error; `None` if it is not retryable.
    pub retryable: Option<Retryable>,
}

impl Traits {
    /// No traits.
    pub(super) const NONE: &'static Self = &Self::new();

    /// None of them.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            range: None,
            public_values: None,
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

    /// `smithy.api#range` whose bounds neither integers nor floats of 64 bits hold exactly: as JSON writes them.
    #[must_use]
    pub const fn decimal_range(
        mut self,
        min: Option<&'static str>,
        max: Option<&'static str>,
    ) -> Self {
        self.range = Some(Range::Decimal { min, max });
        self
    }

    /// Sets the values of an enum without those that are `smithy.api#internal`.
    #[must_use]
    pub const fn public_values(mut self, values: &'static [&'static str]) -> Self {
        self.public_values = Some(values);
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

    /// `smithy.api#error`: marks the structure as an error with the given wire code.
    #[must_use]
    pub const fn error(mut self, code: &'static str) -> Self {
        self.error = Some(code);
        self
    }

    /// `smithy.api#httpError`: the HTTP status.
    #[must_use]
    pub const fn http_status(mut self, status: u16) -> Self {
        self.http_status = Some(status);
        self
    }

    /// The value of `smithy.api#error`: the responsible party.
    #[must_use]
    pub const fn fault(mut self, fault: Fault) -> Self {
        self.fault = Some(fault);
        self
    }

    /// `smithy.api#retryable`; `throttling` marks throttling errors.
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

/// `smithy.api#length`; bounds are inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Length {
    /// Minimum.
    pub min: Option<u64>,
    /// Maximum.
    pub max: Option<u64>,
}

/// `smithy.api#range`; bounds are inclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "`min` and `max` are the inclusive bounds")]
#[non_exhaustive]
pub enum Range {
    /// Range of an integer.
    Integer { min: Option<i64>, max: Option<i64> },
    /// Range of a float.
    Float { min: Option<f64>, max: Option<f64> },
    /// Of a number with more digits than these hold, as JSON writes them.
    Decimal {
        min: Option<&'static str>,
        max: Option<&'static str>,
    },
}

/// `smithy.api#xmlNamespace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Namespace {
    /// The URI.
    pub uri: &'static str,
    /// Prefix bound to the URI.
    pub prefix: Option<&'static str>,
}

/// Party responsible for an error: the value of `smithy.api#error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The client.
    Client,
    /// The service.
    Server,
}

/// `smithy.api#retryable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retryable {
    /// True for throttling.
    pub throttling: bool,
}

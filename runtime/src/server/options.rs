//! Options of a server: limits and checks.

use crate::codec::tape;
use crate::http::protocol::Spec;

/// Largest body by default, in bytes.
const SIZE: usize = 64 << 20;

/// Most fields of a form or query by default.
const FIELDS: usize = 65_536;

/// Options for parsing requests.
///
/// ```
/// use sansmith::server::Options;
///
/// let options = Options::new().size(1 << 20).unvalidated();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    depth: usize,
    size: usize,
    fields: usize,
    validates: bool,
    negotiates: bool,
    sums: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Defaults: nesting up to 128, bodies up to 64 MiB (after decompression), 65,536 fields of a form or query; inputs are
    /// validated, media types and checksums compared.
    pub const fn new() -> Self {
        Self {
            depth: tape::DEPTH,
            size: SIZE,
            fields: FIELDS,
            validates: true,
            negotiates: true,
            sums: true,
        }
    }

    /// Sets the maximum nesting. Parsing is recursive, so limits in the thousands need a large stack.
    #[must_use]
    pub const fn depth(mut self, limit: usize) -> Self {
        self.depth = limit;
        self
    }

    /// Sets the maximum size of a body in bytes, before and after decompression.
    #[must_use]
    pub const fn size(mut self, limit: usize) -> Self {
        self.size = limit;
        self
    }

    /// Sets the maximum number of fields of a form or query.
    #[must_use]
    pub const fn fields(mut self, limit: usize) -> Self {
        self.fields = limit;
        self
    }

    /// Accepts inputs that break constraints of the model; required members must still be present.
    #[must_use]
    pub const fn unvalidated(mut self) -> Self {
        self.validates = false;
        self
    }

    /// Ignores the headers `content-type` and `accept`.
    #[must_use]
    pub const fn any_media_type(mut self) -> Self {
        self.negotiates = false;
        self
    }

    /// Ignores checksums of bodies.
    #[must_use]
    pub const fn without_sums(mut self) -> Self {
        self.sums = false;
        self
    }

    /// Returns true if inputs are validated.
    pub const fn is_validating(&self) -> bool {
        self.validates
    }

    /// Returns true if media types are compared.
    pub(super) const fn is_negotiating(&self) -> bool {
        self.negotiates
    }

    /// Returns true if checksums are compared.
    pub(super) const fn has_sums(&self) -> bool {
        self.sums
    }

    /// Maximum size of a body.
    pub const fn most_bytes(&self) -> usize {
        self.size
    }

    /// Maximum number of fields.
    pub(super) const fn most_fields(&self) -> usize {
        self.fields
    }

    /// Parse options for a protocol.
    pub(super) const fn format(&self, spec: &Spec) -> tape::Options {
        tape::Options::new()
            .names(spec.names)
            .depth(self.depth)
            .size(self.size)
            .serving(spec.timestamp_format)
    }
}

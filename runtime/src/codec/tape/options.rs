//! Parse options, common to all formats.

use super::DEPTH;
use crate::model::schema::Member;
use crate::types::{ErrorKind, TimestampFormat};

/// Names used as keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// Wire names: JSON names, if the model has them.
    #[default]
    Wire,
    /// Model names.
    Model,
}

impl Names {
    /// The key of a member.
    #[inline]
    pub(crate) const fn of(self, member: &Member) -> &'static str {
        match self {
            Self::Wire => member.json_key(),
            Self::Model => member.name,
        }
    }
}

/// Parse options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate choice")]
pub struct Options {
    names: Names,
    depth: usize,
    size: usize,
    lenient: bool,
    coerces: bool,
    keeps_going: bool,
    denies_unknown: bool,
    any_first_case: bool,
    serves: Option<Served>,
}

/// Rules for the timestamps of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Served {
    /// Format that overrides the model's.
    pub(crate) timestamp_format: Option<TimestampFormat>,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Defaults: wire names, nesting up to 128, no size limit, required members must be present.
    #[inline]
    pub const fn new() -> Self {
        Self {
            names: Names::Wire,
            depth: DEPTH,
            size: usize::MAX,
            lenient: false,
            coerces: false,
            keeps_going: false,
            denies_unknown: false,
            any_first_case: false,
            serves: None,
        }
    }

    /// Sets the names used as keys.
    #[must_use]
    #[inline]
    pub const fn names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    /// Sets the maximum nesting. Parsing is recursive, so limits in the thousands need a large stack.
    #[must_use]
    #[inline]
    pub const fn depth(mut self, limit: usize) -> Self {
        self.depth = limit;
        self
    }

    /// Sets the maximum message size in bytes; larger messages are rejected before parsing.
    ///
    /// A value may need hundreds of times the size of its message: three bytes can be a list element that is a structure with all
    /// its members.
    #[must_use]
    #[inline]
    pub const fn size(mut self, limit: usize) -> Self {
        self.size = limit;
        self
    }

    /// Names used as keys.
    #[inline]
    pub(crate) const fn key_names(self) -> Names {
        self.names
    }

    /// Maximum nesting.
    #[inline]
    pub(crate) const fn limit(self) -> usize {
        self.depth
    }

    /// Checks the size of a message.
    #[inline]
    pub(crate) const fn check_size(self, bytes: usize) -> Result<(), ErrorKind> {
        if bytes > self.size {
            return Err(ErrorKind::TooLarge { limit: self.size });
        }
        Ok(())
    }

    /// Returns true if zero values replace missing required members.
    #[inline]
    pub(crate) const fn is_lenient(self) -> bool {
        self.lenient
    }

    /// Enables lossless coercions for responses: between numbers and text, timestamps without offset, a byte order mark.
    #[must_use]
    #[inline]
    pub(crate) const fn coercing(mut self) -> Self {
        self.coerces = true;
        self
    }

    /// Reads a request: timestamps only in their own format, unions only with a known member, paths by model names. Missing
    /// required members are listed as corrected, because a server reports all of them.
    #[cfg(feature = "server")]
    #[must_use]
    pub(crate) const fn serving(mut self, timestamp_format: Option<TimestampFormat>) -> Self {
        self.serves = Some(Served { timestamp_format });
        self
    }

    /// Rules for requests, if one is read.
    #[inline]
    pub(crate) const fn served(self) -> Option<Served> {
        self.serves
    }

    /// Returns true if a request is read.
    #[inline]
    pub(crate) const fn serves(self) -> bool {
        self.serves.is_some()
    }

    /// Returns true if missing required members are listed instead of being an error.
    #[inline]
    pub(crate) const fn lists_missing(self) -> bool {
        self.lenient || self.serves()
    }

    /// Returns true if coercion is enabled.
    #[inline]
    pub(crate) const fn coerces(self) -> bool {
        self.coerces
    }

    /// Skips unreadable parts, if enabled.
    #[must_use]
    #[inline]
    pub(crate) const fn keep_going(mut self, keeps_going: bool) -> Self {
        self.keeps_going = keeps_going;
        self
    }

    /// Returns true if unreadable parts are skipped.
    #[inline]
    pub(crate) const fn keeps_going(self) -> bool {
        self.keeps_going
    }

    /// Rejects unknown members; the error suggests similar names. By default they are skipped, and unknown union members are kept.
    ///
    /// ```
    /// use sansmith::json::{Options, from_json_with};
    /// # use sansmith::schema::{Member, STRING, Schema};
    /// # use sansmith::shape::{MemberVisitor, Shape};
    /// # use sansmith::shape::MemberSource;
    /// # #[derive(Clone, Debug, PartialEq)]
    /// # struct Person { name: Option<String> }
    /// # static MEMBERS: &[Member] = &[Member::new("Name", &STRING)];
    /// # static PERSON: Schema = Schema::structure("Person", MEMBERS);
    /// # impl Shape for Person {
    /// #     const SCHEMA: &'static Schema = &PERSON;
    /// #     fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) { visitor.member(0, &self.name); }
    /// #     fn build<S: MemberSource>(source: &mut S) -> Self { Self { name: source.get(0) } }
    /// # }
    ///
    /// let strict = Options::new().deny_unknown();
    /// let error = from_json_with::<Person>(br#"{"Nmae":"a"}"#, strict).unwrap_err();
    /// assert_eq!(error.to_string(), "the member `Nmae` is unknown; did you mean `Name`? (at byte 1)");
    /// ```
    #[must_use]
    #[inline]
    pub const fn deny_unknown(mut self) -> Self {
        self.denies_unknown = true;
        self
    }

    /// Accepts member names that differ in the case of their first letter: CloudTrail writes `instanceId` for `InstanceId`. Exact
    /// matches take precedence.
    #[must_use]
    #[inline]
    pub const fn any_first_case(mut self) -> Self {
        self.any_first_case = true;
        self
    }

    /// Returns true if unknown members are rejected.
    #[inline]
    pub(crate) const fn is_denying(self) -> bool {
        self.denies_unknown
    }

    /// Returns true if the case of the first letter is ignored.
    #[inline]
    pub(crate) const fn ignores_first_case(self) -> bool {
        self.any_first_case
    }

    /// Returns true if a key without an exact match needs further handling.
    #[inline]
    pub(crate) const fn looks_again(self) -> bool {
        self.denies_unknown || self.any_first_case
    }

    /// Replaces missing required members by zero values, and records their paths.
    #[must_use]
    #[inline]
    pub const fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }
}

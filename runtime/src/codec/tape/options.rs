//! How a message is read, whatever its format.

use super::DEPTH;
use crate::model::schema::Member;
use crate::types::ErrorKind;

/// Which name of a member is its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// The one for JSON on the wire, where the model gives one.
    #[default]
    Wire,
    /// The one in the model.
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

/// How a message is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Options {
    names: Names,
    depth: usize,
    size: usize,
    lenient: bool,
    coerces: bool,
    keeps_going: bool,
    denies_unknown: bool,
    any_first_case: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// The names of the wire, 128 levels, any size, and every required member must be there.
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
        }
    }

    /// Which name of a member is its key.
    #[must_use]
    #[inline]
    pub const fn names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    /// How deep values may nest. Values are read by recursion, so a limit of thousands asks for a large stack.
    #[must_use]
    #[inline]
    pub const fn depth(mut self, limit: usize) -> Self {
        self.depth = limit;
        self
    }

    /// How many bytes a message may have; a larger one is refused before any of it is read.
    ///
    /// A value may need hundreds of times the bytes of its message: in a list of structures, three bytes are one with
    /// room for all its members.
    #[must_use]
    #[inline]
    pub const fn size(mut self, limit: usize) -> Self {
        self.size = limit;
        self
    }

    /// Which name is the key.
    #[inline]
    pub(crate) const fn key_names(self) -> Names {
        self.names
    }

    /// How deep values may nest.
    #[inline]
    pub(crate) const fn limit(self) -> usize {
        self.depth
    }

    /// Makes sure that a message is no larger than it may be.
    #[inline]
    pub(crate) const fn check_size(self, bytes: usize) -> Result<(), ErrorKind> {
        if bytes > self.size {
            return Err(ErrorKind::TooLarge { limit: self.size });
        }
        Ok(())
    }

    /// Whether zeros are put in the place of required members.
    #[inline]
    pub(crate) const fn is_lenient(self) -> bool {
        self.lenient
    }

    /// Takes what says the same in another form, as responses have it: a number for text, text for a number, an instant
    /// without offset, a byte order mark.
    #[must_use]
    #[inline]
    pub(crate) const fn coercing(mut self) -> Self {
        self.coerces = true;
        self
    }

    /// Whether what says the same in another form is taken.
    #[inline]
    pub(crate) const fn coerces(self) -> bool {
        self.coerces
    }

    /// Leaves out what cannot be read, if so asked.
    #[must_use]
    #[inline]
    pub(crate) const fn keep_going(mut self, keeps_going: bool) -> Self {
        self.keeps_going = keeps_going;
        self
    }

    /// Whether what cannot be read is left out.
    #[inline]
    pub(crate) const fn keeps_going(self) -> bool {
        self.keeps_going
    }

    /// Refuses members that the model does not know; the error names those that look alike. They are skipped otherwise,
    /// and an unknown variant of a union is kept.
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

    /// Takes a member whose name differs from the model's by the case of its first letter: CloudTrail writes
    /// `instanceId` where a request has `InstanceId`. An exact name goes before.
    #[must_use]
    #[inline]
    pub const fn any_first_case(mut self) -> Self {
        self.any_first_case = true;
        self
    }

    /// Whether members that the model does not know are refused.
    #[inline]
    pub(crate) const fn is_denying(self) -> bool {
        self.denies_unknown
    }

    /// Whether the case of a name's first letter does not matter.
    #[inline]
    pub(crate) const fn ignores_first_case(self) -> bool {
        self.any_first_case
    }

    /// Whether a key that no member has by its exact name is to be looked at again.
    #[inline]
    pub(crate) const fn looks_again(self) -> bool {
        self.denies_unknown || self.any_first_case
    }

    /// Puts zeros in the place of required members that are missing, and remembers where.
    #[must_use]
    #[inline]
    pub const fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }
}

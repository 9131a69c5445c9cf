//! `JMESPath` programs: flat static tables, evaluated on typed values.
//!
//! A program is a list of steps in which operands stand before their users; the last step is the result. Nothing is
//! converted or copied: the values found are references, but for what functions compute.
//!
//! **Invariants**
//! - Evaluation ends: each step is evaluated at most once per value, and a step only uses earlier ones.
//!
//! <https://jmespath.org/specification.html>

mod evaluate;
mod found;
mod functions;
mod locate;

pub use self::evaluate::WrongType;
pub use self::found::{Found, List, Object, Scope};
pub use self::functions::Function;
pub(crate) use self::locate::locate;

use crate::shape::node::Node;

/// A program.
///
/// ```
/// use sansmith::Document;
/// use sansmith::page::path::{Found, Path, Step};
///
/// // `lamps[*].name`
/// const NAMES: Path = Path::new(&[Step::Field("lamps"), Step::Field("name"), Step::Each(0, 1)]);
///
/// let lamps = Document::from_iter([Document::map([("name", "hall")])]);
/// let house = Document::map([("lamps", lamps)]);
/// let names = NAMES.find(&house)?;
/// assert_eq!(names.to_document(), Document::from_iter(["hall"]));
/// # Ok::<(), sansmith::page::path::WrongType>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Path<'p>(&'p [Step<'p>]);

impl<'p> Path<'p> {
    /// A program of its steps; one without steps gives the value itself.
    pub const fn new(steps: &'p [Step<'p>]) -> Self {
        Self(steps)
    }

    /// Evaluates the program on a value.
    ///
    /// # Errors
    ///
    /// A function has an argument of the wrong type.
    pub fn find<'s>(self, value: &'s dyn Node) -> Result<Found<'s>, WrongType>
    where
        'p: 's,
    {
        self.evaluate(&Found::of(value), Scope::whole())
    }
}

/// A step; numbers are the indices of other steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step<'p> {
    /// `@`: the value itself.
    Current,
    /// `a`: a member by its name in the model, or the value of a key.
    Field(&'p str),
    /// `[1]`: an element; negative indices count from the end.
    Index(i32),
    /// `[1:5:2]`: start, stop and step of a slice.
    Slice(Option<i32>, Option<i32>, i32),
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(&'p str),
    /// `a.b`, `a | b`: the second on the result of the first.
    Chain(u16, u16),
    /// `a[*].b`: the second on each element of the first.
    Each(u16, u16),
    /// `a.*.b`: the second on each value of the first.
    Values(u16, u16),
    /// `a[].b`: the second on each element of the first, flattened by one level.
    Flatten(u16, u16),
    /// `a[?b].c`: the third on each element of the first for which the second is true.
    Filter(u16, u16, u16),
    /// `[a, b]`.
    List(&'p [u16]),
    /// `{a: b}`.
    Object(&'p [(&'p str, u16)]),
    /// `!a`.
    Not(u16),
    /// `a && b`.
    And(u16, u16),
    /// `a || b`.
    Or(u16, u16),
    /// `a == b` and the like.
    Compare(Comparison, u16, u16),
    /// A function; an argument `&a` is the index of `a`.
    Call(Function, &'p [u16]),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

#[cfg(test)]
mod tests;

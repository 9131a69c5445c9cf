//! Tokens: from the output of a page to the input of the next.
//!
//! **Invariants**
//! - An empty text, list or map, zero, and false are no tokens, as in botocore.

use crate::page::path::{Found, Scope};
use crate::shape::Shape;

/// The outcome of moving tokens to an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextPage {
    /// The input asks for the next page.
    Ready,
    /// The input asks for the same page again: all tokens are those it had.
    Repeated,
    /// There is no next page; the input has no tokens.
    End,
}

/// Moves tokens from an output to an input, one after the other.
#[derive(Debug, Clone, Copy)]
#[must_use = "call `finish` for the outcome"]
pub struct Tokens {
    /// False if the output says that no page follows.
    more: bool,
    /// True if the output has a token.
    any: bool,
    /// True if a token differs from the input's.
    changed: bool,
}

impl Default for Tokens {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokens {
    /// Begins; the tokens of the output alone say whether a page follows.
    pub const fn new() -> Self {
        Self {
            more: true,
            any: false,
            changed: false,
        }
    }

    /// Adds the flag for further pages; without it, or if it is false, tokens of the output are ignored.
    pub fn more_results<T: Shape>(mut self, flag: Option<&T>) -> Self {
        self.more = flag.is_some_and(is_truthy);
        self
    }

    /// Moves one token; an absent or empty one clears that of the input.
    pub fn set<T: Shape>(mut self, input: &mut impl TokenSlot<T>, output: Option<&T>) -> Self {
        let token = output.filter(|token| self.more && is_token(*token));
        self.any |= token.is_some();
        self.changed |= input.set_token(token);
        self
    }

    /// The outcome.
    #[must_use]
    pub const fn finish(self) -> NextPage {
        if !self.any {
            NextPage::End
        } else if self.changed {
            NextPage::Ready
        } else {
            NextPage::Repeated
        }
    }
}

/// An input member that takes a token.
pub trait TokenSlot<T> {
    /// Sets or clears the token; returns true if it changed.
    fn set_token(&mut self, token: Option<&T>) -> bool;
}

impl<T: Shape> TokenSlot<T> for Option<T> {
    fn set_token(&mut self, token: Option<&T>) -> bool {
        let is_same = self.as_ref() == token;
        if !is_same {
            *self = token.cloned();
        }
        !is_same
    }
}

/// A required member; its zero value is no token.
impl<T: Shape> TokenSlot<T> for T {
    fn set_token(&mut self, token: Option<&T>) -> bool {
        let token = token.cloned().unwrap_or_else(crate::shape::zero_value);
        let is_same = *self == token;
        *self = token;
        !is_same
    }
}

/// Returns true for what `JMESPath` takes as true: all but null, false, and empty texts, lists, maps and structures.
pub fn is_truthy<T: Shape>(value: &T) -> bool {
    Found::of(value).is_true(Scope::whole())
}

/// Like [`is_truthy`], but zero is no token.
fn is_token<T: Shape>(value: &T) -> bool {
    match Found::of(value) {
        Found::Number(number) => number.as_f64() != 0.0,
        found => found.is_true(Scope::whole()),
    }
}

//! A pager: the input of the next page as a value.

use std::fmt;

use crate::http::Operation;
use crate::page::{NextPage, Paginated};

/// The response to a token that repeats.
///
/// Some services repeat the last token at the end, others while nothing is new, as for a log that is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnRepeated {
    /// [`Pager::accept`] fails, as botocore does.
    #[default]
    Fail,
    /// The page is the last one.
    End,
    /// Paging goes on with the same token.
    Continue,
}

/// An error for a page that asks for itself again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepeatedToken;

impl fmt::Display for RepeatedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the service returned the token of the page before; \
             set `OnRepeated::End` or `OnRepeated::Continue` if it does so at the end of its data",
        )
    }
}

impl std::error::Error for RepeatedToken {}

/// A loop over pages, without IO: asks for an input, and takes its output.
///
/// With the feature `serde`, a pager is serialized as the input of the next page, or null after the last one: save it to
/// go on in another process. [`OnRepeated`] is not saved.
///
/// ```
/// # use sansmith::Operation;
/// # use sansmith::page::{Paginated, Pager, RepeatedToken};
/// fn all<P: Paginated>(
///     input: <P::Operation as Operation>::Input,
///     mut send: impl FnMut(&<P::Operation as Operation>::Input) -> <P::Operation as Operation>::Output,
/// ) -> Result<Vec<<P::Operation as Operation>::Output>, RepeatedToken> {
///     let mut pager = Pager::<P>::new(input);
///     let mut pages = Vec::new();
///     while let Some(input) = pager.next() {
///         let output = send(input);
///         pager.accept(&output)?;
///         pages.push(output);
///     }
///     Ok(pages)
/// }
/// ```
pub struct Pager<P: Paginated> {
    input: Option<<P::Operation as Operation>::Input>,
    on_repeated: OnRepeated,
}

impl<P: Paginated> Pager<P> {
    /// Begins with the first page; an input with a token begins there.
    pub const fn new(input: <P::Operation as Operation>::Input) -> Self {
        Self {
            input: Some(input),
            on_repeated: OnRepeated::Fail,
        }
    }

    /// Sets the response to a token that repeats.
    #[must_use]
    pub const fn on_repeated(mut self, response: OnRepeated) -> Self {
        self.on_repeated = response;
        self
    }

    /// The input of the next page; `None` after the last one. The same input until an output is accepted.
    pub const fn next(&self) -> Option<&<P::Operation as Operation>::Input> {
        self.input.as_ref()
    }

    /// Takes the output of the input that [`next`](Self::next) gave; returns true if a page follows.
    ///
    /// # Errors
    ///
    /// The output has the tokens of the page before, and [`OnRepeated::Fail`] is set; no page follows then.
    pub fn accept(
        &mut self,
        output: &<P::Operation as Operation>::Output,
    ) -> Result<bool, RepeatedToken> {
        let Some(input) = &mut self.input else {
            return Ok(false);
        };
        match (P::advance(input, output), self.on_repeated) {
            (NextPage::Ready, _) | (NextPage::Repeated, OnRepeated::Continue) => Ok(true),
            (NextPage::End, _) | (NextPage::Repeated, OnRepeated::End) => {
                self.input = None;
                Ok(false)
            }
            (NextPage::Repeated, OnRepeated::Fail) => {
                self.input = None;
                Err(RepeatedToken)
            }
        }
    }

    /// The input of the next page, to keep; `None` after the last one.
    pub fn into_input(self) -> Option<<P::Operation as Operation>::Input> {
        self.input
    }
}

impl<P: Paginated> Clone for Pager<P>
where
    <P::Operation as Operation>::Input: Clone,
{
    fn clone(&self) -> Self {
        Self {
            input: self.input.clone(),
            on_repeated: self.on_repeated,
        }
    }
}

impl<P: Paginated> fmt::Debug for Pager<P>
where
    <P::Operation as Operation>::Input: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("input", &self.input)
            .field("on_repeated", &self.on_repeated)
            .finish()
    }
}

#[cfg(feature = "serde")]
impl<P: Paginated> serde_core::Serialize for Pager<P>
where
    <P::Operation as Operation>::Input: serde_core::Serialize,
{
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.input.serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, P: Paginated> serde_core::Deserialize<'de> for Pager<P>
where
    <P::Operation as Operation>::Input: serde_core::Deserialize<'de>,
{
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            input: Option::deserialize(deserializer)?,
            on_repeated: OnRepeated::Fail,
        })
    }
}

//! The values that slots hold while rules are evaluated: small copies that borrow from table and parameters.

use std::borrow::Cow;

use super::partitions::Outputs;

/// A text of the caller or the table, or a range of the engine's scratch space.
#[derive(Debug, Clone, Copy)]
pub(super) enum Text<'a> {
    Borrowed(&'a str),
    Scratch { start: usize, end: usize },
}

impl Text<'_> {
    /// A range of a text.
    #[inline]
    pub(super) fn part(self, from: usize, to: usize) -> Self {
        match self {
            Self::Borrowed(text) => Self::Borrowed(text.get(from..to).unwrap_or_default()),
            Self::Scratch { start, end } => Self::Scratch {
                start: start + from,
                end: end.min(start + to),
            },
        }
    }
}

/// The value of a slot or call.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// The empty optional.
    None,
    Boolean(bool),
    Integer(i64),
    Text(Text<'a>),
    /// A parameter that is a list.
    Texts(&'a [Cow<'a, str>]),
    /// The default of such a parameter.
    Defaults(&'a [&'a str]),
    Split(Split<'a>),
    Partition(&'a Outputs<'a>),
    Arn(Arn<'a>),
    /// The resource of an ARN, whose parts are told apart by `:` and `/`.
    Resource(Arn<'a>),
    Url(Url<'a>),
}

impl<'a> Value<'a> {
    /// The value of a text that outlives the evaluation.
    pub(super) const fn text(text: &'a str) -> Self {
        Self::Text(Text::Borrowed(text))
    }

    /// Whether a condition with this value holds.
    pub(super) const fn holds(&self) -> bool {
        !matches!(self, Self::None | Self::Boolean(false))
    }
}

/// A text that is divided when a part is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Split<'a> {
    pub(super) text: Text<'a>,
    pub(super) delimiter: &'a str,
    /// The largest number of parts; 0 has no limit.
    pub(super) limit: usize,
}

/// An ARN, by the places of its colons.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arn<'a> {
    pub(super) text: Text<'a>,
    pub(super) colons: [u16; 5],
}

/// A URL, by the places of its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Url<'a> {
    pub(super) text: Text<'a>,
    /// Where the authority begins, behind `://`.
    pub(super) authority: u16,
    /// Where the path begins.
    pub(super) path: u16,
    pub(super) is_secure: bool,
    pub(super) is_ip: bool,
}

//! Slot values during evaluation: small copies that borrow from table and parameters.

use std::borrow::Cow;

use super::partitions::Outputs;

/// A string of the caller or table, or a range of the engine's buffer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Text<'a> {
    Borrowed(&'a str),
    Scratch { start: u32, end: u32 },
}

impl Text<'_> {
    /// A range of a string.
    #[inline]
    pub(super) fn part(self, from: usize, to: usize) -> Self {
        match self {
            Self::Borrowed(text) => Self::Borrowed(text.get(from..to).unwrap_or_default()),
            Self::Scratch { start, end } => {
                let place =
                    |offset| u32::try_from(offset).map_or(end, |by| start.saturating_add(by));
                Self::Scratch {
                    start: place(from).min(end),
                    end: place(to).min(end),
                }
            }
        }
    }
}

/// The value of a slot or call.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// No value.
    None,
    Boolean(bool),
    Integer(i64),
    Text(Text<'a>),
    /// A list parameter.
    Texts(&'a [Cow<'a, str>]),
    /// The default of a list parameter.
    Defaults(&'a [&'a str]),
    Split(Split<'a>),
    Partition(&'a Outputs<'a>),
    Arn(Arn<'a>),
    /// The resource of an ARN, split at `:` and `/`.
    Resource(Arn<'a>),
    Url(Url<'a>),
}

impl<'a> Value<'a> {
    /// A string that outlives the evaluation.
    pub(super) const fn text(text: &'a str) -> Self {
        Self::Text(Text::Borrowed(text))
    }

    /// Returns true if a condition with this value holds.
    pub(super) const fn holds(&self) -> bool {
        !matches!(self, Self::None | Self::Boolean(false))
    }
}

/// A lazily split string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Split<'a> {
    pub(super) text: Text<'a>,
    /// The literal that separates parts, by index.
    pub(super) delimiter: u16,
    /// Maximum number of parts; 0 means no limit.
    pub(super) limit: u16,
}

/// An ARN with the positions of its colons after the first, which follows `arn`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arn<'a> {
    pub(super) text: Text<'a>,
    pub(super) colons: [u16; 4],
}

/// A URL with the offsets of its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Url<'a> {
    pub(super) text: Text<'a>,
    /// Start of the authority, after `://`.
    pub(super) authority: u16,
    /// Start of the path.
    pub(super) path: u16,
    pub(super) is_secure: bool,
    pub(super) is_ip: bool,
}

#[cfg(test)]
mod tests {
    use super::{Text, Value};

    #[test]
    fn values_are_small() {
        assert_eq!(size_of::<Text<'_>>(), 16);
        assert_eq!(size_of::<Value<'_>>(), 32);
    }
}

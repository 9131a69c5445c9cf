//! Lowers traits common to shapes and members.

use super::traits::Traits;
use crate::ir::{Decimal, Deprecated, Length, Number, Range, TimestampFormat, XmlNamespace};
use crate::lower::values::lower_number;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

pub(super) fn lower_deprecated(
    traits: &mut Traits<'_>,
    problems: &mut Problems,
) -> Option<Deprecated> {
    let found = traits.take::<mirror::Deprecated<'_>>("smithy.api#deprecated", problems)?;
    Some(Deprecated {
        message: found.message.map(Text::into_owned),
        since: found.since.map(Text::into_owned),
    })
}

pub(super) fn lower_namespace(
    traits: &mut Traits<'_>,
    problems: &mut Problems,
) -> Option<XmlNamespace> {
    let found = traits.take::<mirror::XmlNamespace<'_>>("smithy.api#xmlNamespace", problems)?;
    Some(XmlNamespace {
        uri: found.uri.into_owned(),
        prefix: found.prefix.map(Text::into_owned),
    })
}

pub(super) fn lower_length(traits: &mut Traits<'_>, problems: &mut Problems) -> Option<Length> {
    let id = "smithy.api#length";
    let (found, at) = traits.take_with_place::<mirror::Length>(id, problems)?;
    let expected = ("a length", "a non-negative integer");
    let mut length =
        |number: Option<Number>, key| lower_number(&number?, expected, &at.child(key), problems);
    let (min, max) = (length(found.min, "min"), length(found.max, "max"));
    Some(Length { min, max })
}

pub(super) fn lower_range(traits: &mut Traits<'_>, problems: &mut Problems) -> Option<Range> {
    let id = "smithy.api#range";
    let (found, at) = traits.take_with_place::<mirror::Range>(id, problems)?;
    let mut bound = |numeral: Option<mirror::Numeral>, key| {
        let mirror::Numeral(number) = numeral?;
        let decimal = Decimal::parse(&number);
        if decimal.is_none() {
            let (what, expected) = ("a bound", "a number");
            let kind = ProblemKind::InvalidNumber {
                what,
                number,
                expected,
            };
            problems.push(kind, at.child(key));
        }
        decimal
    };
    let (min, max) = (bound(found.min, "min"), bound(found.max, "max"));
    Some(Range { min, max })
}

/// A timestamp format.
pub(super) fn lower_format(
    traits: &mut Traits<'_>,
    problems: &mut Problems,
) -> Option<TimestampFormat> {
    let id = "smithy.api#timestampFormat";
    let (name, at) = traits.take_with_place::<Text<'_>>(id, problems)?;
    match &*name {
        "date-time" => Some(TimestampFormat::DateTime),
        "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
        "http-date" => Some(TimestampFormat::HttpDate),
        other => {
            let unknown = ProblemKind::UnknownValue {
                what: "timestamp format",
                value: other.to_owned(),
                expected: "`date-time`, `epoch-seconds` or `http-date`",
            };
            problems.push(unknown, at);
            None
        }
    }
}

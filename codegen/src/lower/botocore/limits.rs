//! Bounds and timestamp formats, which shapes and members both have.

use crate::ir::{Decimal, Length, Number, Pointer, Range, TimestampFormat};
use crate::lower::values::lower_number;
use crate::problem::{ProblemKind, Problems};

/// `min` and `max` are a range for numbers and a length for all other types.
pub(super) fn lower_bounds(
    kind: &str,
    (min, max): (Option<Number>, Option<Number>),
    at: &Pointer,
    problems: &mut Problems,
) -> (Option<Length>, Option<Range>) {
    if min.is_none() && max.is_none() {
        return (None, None);
    }
    match kind {
        "integer" | "long" | "float" | "double" => {
            let decimal = |number: Option<Number>| Decimal::of(&number?);
            let (min, max) = (decimal(min), decimal(max));
            (None, Some(Range { min, max }))
        }
        "string" | "character" | "blob" | "list" | "map" => {
            let expected = ("a length", "a non-negative integer");
            let mut length = |number: Option<Number>, key| {
                lower_number(&number?, expected, &at.child(key), problems)
            };
            let (min, max) = (length(min, "min"), length(max, "max"));
            (Some(Length { min, max }), None)
        }
        _ => {
            let what = "a bound on a shape without length or range".to_owned();
            let why = "there is nothing to compare";
            problems.push(ProblemKind::Unsupported { what, why }, at.clone());
            (None, None)
        }
    }
}

/// The timestamp format with the given botocore name.
pub(super) fn lower_format(
    name: &str,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<TimestampFormat> {
    match name {
        "iso8601" => Some(TimestampFormat::DateTime),
        "unixTimestamp" => Some(TimestampFormat::EpochSeconds),
        "rfc822" => Some(TimestampFormat::HttpDate),
        other => {
            let unknown = ProblemKind::UnknownValue {
                what: "timestamp format",
                value: other.to_owned(),
                expected: "`iso8601`, `unixTimestamp` or `rfc822`",
            };
            problems.push(unknown, at.child("timestampFormat"));
            None
        }
    }
}

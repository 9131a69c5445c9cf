//! Example numbers within a range.

use super::Placeholder;
use crate::ir::{Decimal, Range, ShapeKind};

/// A number of the given kind: 1 if in range. Also returns whether the result is in range.
#[expect(clippy::wildcard_enum_match_arm, reason = "the others are no numbers")]
pub(super) fn number(kind: &ShapeKind, range: Option<&Range>) -> (Placeholder, bool) {
    match kind {
        ShapeKind::Float => float("f32", range),
        ShapeKind::Double => float("f64", range),
        ShapeKind::Byte => integer("i8", (i8::MIN.into(), i8::MAX.into()), range),
        ShapeKind::Short => integer("i16", (i16::MIN.into(), i16::MAX.into()), range),
        ShapeKind::Long => integer("i64", (i64::MIN, i64::MAX), range),
        _ => integer("i32", (i32::MIN.into(), i32::MAX.into()), range),
    }
}

/// An integer: 1, or the bound closest to it.
fn integer(
    ty: &'static str,
    (least, most): (i64, i64),
    range: Option<&Range>,
) -> (Placeholder, bool) {
    let min = bound(range.and_then(|range| range.min.as_ref()), f64::ceil);
    let max = bound(range.and_then(|range| range.max.as_ref()), f64::floor);
    let low = min.unwrap_or(i128::MIN).max(least.into());
    let high = max.unwrap_or(i128::MAX).min(most.into());
    let value = 1.max(low).min(high).clamp(least.into(), most.into());
    let valid = low <= value && value <= high;
    (Placeholder::Integer(value.to_string(), ty), valid)
}

/// A bound, rounded inward to an integer.
fn bound(bound: Option<&Decimal>, whole: fn(f64) -> f64) -> Option<i128> {
    let bound = bound?;
    let rounded = || format!("{:.0}", whole(bound.as_f64())).parse().ok();
    bound.as_i128().or_else(rounded)
}

/// A float: 1, or the bound closest to it.
fn float(ty: &'static str, range: Option<&Range>) -> (Placeholder, bool) {
    let bound =
        |bound: Option<&Decimal>| bound.map(|bound| (bound.as_f64(), bound.as_str().to_owned()));
    let min = bound(range.and_then(|range| range.min.as_ref()));
    let max = bound(range.and_then(|range| range.max.as_ref()));
    let mut text = "1".to_owned();
    if let Some((min, written)) = &min
        && *min > 1.0
    {
        text.clone_from(written);
    } else if let Some((max, written)) = &max
        && *max < 1.0
    {
        text.clone_from(written);
    }
    let valid = min.zip(max).is_none_or(|((min, _), (max, _))| min <= max);
    if !text.contains('.') {
        text.push_str(".0");
    }
    (Placeholder::Float(text, ty), valid)
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::ir::{Decimal, Range, ShapeKind};
    use crate::plan::placeholder::Placeholder;

    fn made(kind: &ShapeKind, min: Option<&str>, max: Option<&str>) -> (String, bool) {
        let bound = |text: Option<&str>| text.map(|text| Decimal::parse(text).unwrap());
        let range = Range {
            min: bound(min),
            max: bound(max),
        };
        match number(kind, Some(&range)) {
            (Placeholder::Integer(text, _) | Placeholder::Float(text, _), valid) => (text, valid),
            (other, _) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_number_is_next_to_one_inside_its_range() {
        let integer = |min, max| made(&ShapeKind::Integer, min, max);
        assert_eq!(integer(None, None), ("1".to_owned(), true));
        assert_eq!(integer(Some("60"), Some("10080")), ("60".to_owned(), true));
        assert_eq!(integer(Some("-5"), Some("-2")), ("-2".to_owned(), true));
        assert_eq!(integer(Some("1.5"), None), ("2".to_owned(), true));
        assert!(!integer(Some("5"), Some("2")).1);
        assert_eq!(
            integer(Some("9999999999"), None),
            ("2147483647".to_owned(), false)
        );
        let long = made(&ShapeKind::Long, Some("9999999999"), None);
        assert_eq!(long, ("9999999999".to_owned(), true));
    }

    #[test]
    fn a_float_is_written_as_one() {
        let double = |min, max| made(&ShapeKind::Double, min, max);
        assert_eq!(double(None, Some("100")), ("1.0".to_owned(), true));
        assert_eq!(double(Some("5"), None), ("5.0".to_owned(), true));
        assert_eq!(double(None, Some("0.25")), ("0.25".to_owned(), true));
        assert_eq!(double(None, Some("-3")), ("-3.0".to_owned(), true));
    }
}

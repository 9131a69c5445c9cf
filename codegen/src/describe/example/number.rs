//! Example numbers within a range.

use super::Placeholder;
use crate::ir::{Decimal, Range, ShapeKind};

/// A number of the given kind: 1 if in range. Also returns whether the result is in range.
pub(super) fn number(kind: &ShapeKind, range: Option<&Range>) -> (Placeholder, bool) {
    let (min, max) = range.map_or((None, None), |range| {
        (range.min.as_ref(), range.max.as_ref())
    });
    match kind {
        ShapeKind::Float => float("f32", (min, max)),
        ShapeKind::Double => float("f64", (min, max)),
        ShapeKind::Byte => integer("i8", (i8::MIN.into(), i8::MAX.into()), (min, max)),
        ShapeKind::Short => integer("i16", (i16::MIN.into(), i16::MAX.into()), (min, max)),
        ShapeKind::Long => integer("i64", (i64::MIN.into(), i64::MAX.into()), (min, max)),
        _ => {
            let small = integer("i32", (i32::MIN.into(), i32::MAX.into()), (min, max));
            let is_big = matches!(kind, ShapeKind::BigInteger | ShapeKind::BigDecimal);
            if small.1 || !is_big {
                return small;
            }
            integer("i128", (i128::MIN, i128::MAX), (min, max))
        }
    }
}

/// The minimum and maximum of a range.
type Bounds<'a> = (Option<&'a Decimal>, Option<&'a Decimal>);

/// Returns true if a number is within bounds.
fn is_inside(number: &Decimal, (min, max): Bounds<'_>) -> bool {
    min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max)
}

/// An integer: 1, or the bound closest to it.
fn integer(
    ty: &'static str,
    (least, most): (i128, i128),
    (min, max): Bounds<'_>,
) -> (Placeholder, bool) {
    let low = min.and_then(Decimal::ceil).unwrap_or(least);
    let high = max.and_then(Decimal::floor).unwrap_or(most);
    let value = 1.max(low).min(high).clamp(least, most);
    let text = value.to_string();
    let valid = Decimal::parse(&text).is_some_and(|value| is_inside(&value, (min, max)));
    (Placeholder::Integer(text, ty), valid)
}

/// A float: 1, or the bound closest to it.
fn float(ty: &'static str, (min, max): Bounds<'_>) -> (Placeholder, bool) {
    let one = Decimal::from(1_i64);
    let low = min.filter(|min| **min > one);
    let bound = low.or_else(|| max.filter(|max| **max < one));
    let written = bound.unwrap_or(&one).as_str();
    let text = if ty == "f32" {
        written.parse().map(|value: f32| format!("{value:?}"))
    } else {
        written.parse().map(|value: f64| format!("{value:?}"))
    };
    let text = text.ok().filter(|text| text != "inf" && text != "-inf");
    let text = text.unwrap_or_else(|| "1.0".to_owned());
    let valid = Decimal::parse(&text).is_some_and(|value| is_inside(&value, (min, max)));
    (Placeholder::Float(text, ty), valid)
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::describe::example::Placeholder;
    use crate::ir::{Decimal, Range, ShapeKind};

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
    fn a_number_of_any_size_keeps_to_a_bound_of_many_digits() {
        let bound = "123456789012345678901234567890";
        let big = made(&ShapeKind::BigInteger, Some(bound), None);
        assert_eq!(big, (bound.to_owned(), true));
        let long = made(&ShapeKind::Long, Some(bound), None);
        assert_eq!(long, (i64::MAX.to_string(), false));
        let between = made(&ShapeKind::BigDecimal, Some("0.1"), Some("0.9"));
        assert!(!between.1);
        assert_eq!(
            made(&ShapeKind::BigInteger, Some("-7"), None),
            ("1".to_owned(), true)
        );
    }

    #[test]
    fn a_float_is_written_as_one() {
        let double = |min, max| made(&ShapeKind::Double, min, max);
        assert_eq!(double(None, Some("100")), ("1.0".to_owned(), true));
        assert_eq!(double(Some("5"), None), ("5.0".to_owned(), true));
        assert_eq!(double(None, Some("0.25")), ("0.25".to_owned(), true));
        assert_eq!(double(None, Some("-3")), ("-3.0".to_owned(), true));
        assert_eq!(double(Some("1e20"), None), ("1e20".to_owned(), true));
        assert_eq!(double(Some("1e400"), None), ("1.0".to_owned(), false));
        let wide = double(Some("5.00000000000000000001"), None);
        assert_eq!(wide, ("5.0".to_owned(), false));
    }
}

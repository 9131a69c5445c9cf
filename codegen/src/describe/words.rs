//! Lists, counts and links in prose.

use crate::ir::{Decimal, Length, Range, Shape, TimestampFormat};
use crate::names::Context;

/// Maximum number of items named in a sentence; further ones are counted.
const MOST_NAMED: usize = 6;

/// "a, b and c"; of long lists, the first are named and the others counted. What is not named is not taken.
pub(super) fn list(
    things: impl IntoIterator<Item = String, IntoIter: ExactSizeIterator>,
) -> String {
    let things = things.into_iter();
    let count = things.len();
    let named = if count > MOST_NAMED + 1 {
        MOST_NAMED
    } else {
        count
    };
    let mut all: Vec<String> = things.take(named).collect();
    if count > named {
        all.push(format!("{} more", count - named));
    }
    match all.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// An operation on the page of a shape: a link, or code where the page may be there without the operation.
pub(super) fn operation(name: &str, shape: &Shape, context: &Context<'_>) -> String {
    let ident = context.names.operation(name);
    let groups = context.groups;
    if groups.shape(&shape.name).implies(&groups.operation(name)) {
        format!("[`{ident}`](super::super::operation::{ident})")
    } else {
        format!("`{ident}`")
    }
}

/// "1 to 100 characters"; `unit` is the plural, made singular for 1.
pub(super) fn length(length: Length, unit: &str) -> Option<String> {
    let counted = |of: u64| count(usize::try_from(of).unwrap_or(usize::MAX), unit);
    Some(match (length.min, length.max) {
        (Some(min), Some(max)) if min == max => counted(min),
        (Some(0) | None, Some(max)) => format!("up to {}", counted(max)),
        (Some(min), Some(max)) => format!("{} to {}", thousands(min), counted(max)),
        (Some(min @ 1..), None) => format!("at least {}", counted(min)),
        (Some(0) | None, None) => return None,
    })
}

fn singular(unit: &str) -> &str {
    match unit {
        "entries" => "entry",
        _ => unit.strip_suffix('s').unwrap_or(unit),
    }
}

/// "from 1 to 100".
pub(super) fn range(range: &Range) -> Option<String> {
    let number = |bound: &Decimal| match bound.as_str().parse::<u64>() {
        Ok(count) => thousands(count),
        Err(_) => bound.to_string(),
    };
    Some(match (&range.min, &range.max) {
        (Some(min), Some(max)) if min == max => format!("always {}", number(min)),
        (Some(min), Some(max)) => format!("from {} to {}", number(min), number(max)),
        (Some(min), None) => format!("of at least {}", number(min)),
        (None, Some(max)) => format!("of at most {}", number(max)),
        (None, None) => return None,
    })
}

/// "2 types"; `unit` is the plural.
pub(super) fn count(count: usize, unit: &str) -> String {
    match u64::try_from(count).unwrap_or(u64::MAX) {
        1 => format!("1 {}", singular(unit)),
        count => format!("{} {unit}", thousands(count)),
    }
}

/// A count with a comma at each thousand.
pub(super) fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 4 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Timestamp format in words.
pub(super) fn format(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "an RFC 3339 date-time",
        TimestampFormat::EpochSeconds => "seconds since 1970",
        TimestampFormat::HttpDate => "an HTTP date",
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{length, list, thousands};
    use crate::ir::Length;

    #[test]
    fn lists_end_in_and() {
        let letters: Vec<char> = "abcdefgh".chars().collect();
        let first = |count: usize| list(letters[..count].iter().map(char::to_string));
        assert_eq!(first(0), "");
        assert_eq!(first(1), "a");
        assert_eq!(first(3), "a, b and c");
        assert_eq!(first(7), "a, b, c, d, e, f and g");
        assert_eq!(first(8), "a, b, c, d, e, f and 2 more");
    }

    #[test]
    fn what_a_list_does_not_name_is_not_made() {
        let made = Cell::new(0);
        let thing = |number: u32| {
            made.set(made.get() + 1);
            number.to_string()
        };
        assert_eq!(list((0..1_000).map(thing)), "0, 1, 2, 3, 4, 5 and 994 more");
        assert_eq!(made.get(), 6);
    }

    #[test]
    fn lengths_are_counted() {
        let of = |min, max| length(Length { min, max }, "characters").unwrap_or_default();
        assert_eq!(of(Some(1), Some(10_000)), "1 to 10,000 characters");
        assert_eq!(of(Some(1), Some(1)), "1 character");
        assert_eq!(of(Some(0), Some(5)), "up to 5 characters");
        assert_eq!(of(Some(2), None), "at least 2 characters");
        assert_eq!(of(Some(0), None), "");
        assert_eq!(thousands(1024), "1024");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}

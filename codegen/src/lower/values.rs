//! Checks small values common to both formats: names, counts, statuses.

use indexmap::IndexMap;

use crate::ir::{AcceptorState, Decimal, Number, Pointer};
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Entries;

/// Reports a name that is not a Smithy identifier, so that it cannot end up in Rust code.
pub(super) fn check_name(what: &'static str, name: &str, at: &Pointer, problems: &mut Problems) {
    if !is_identifier(name) {
        let name = name.to_owned();
        problems.push(ProblemKind::InvalidName { what, name }, at.clone());
    }
}

/// Returns true for Smithy identifiers.
pub(super) fn is_identifier(name: &str) -> bool {
    let start = name.trim_start_matches('_');
    start.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Endpoint parameters set by an operation, by name.
pub(super) fn lower_params<T, U>(
    (params, at): (Option<Entries<'_, T>>, &Pointer),
    problems: &mut Problems,
    lower: impl Fn(T, &Pointer, &mut Problems) -> Option<U>,
) -> IndexMap<String, U> {
    let mut lowered = IndexMap::new();
    for (name, param) in params.into_iter().flatten() {
        if let Some(value) = lower(param, &at.child(&name), problems) {
            lowered.insert(name.into_owned(), value);
        }
    }
    lowered
}

/// Converts a number to the integer type `T`.
pub(super) fn lower_number<T: TryFrom<u64>>(
    number: &Number,
    (what, expected): (&'static str, &'static str),
    at: &Pointer,
    problems: &mut Problems,
) -> Option<T> {
    // Integers may have a zero fraction.
    let whole = Decimal::of(number)
        .and_then(|decimal| u64::try_from(decimal.as_i128()?).ok())
        .and_then(|whole| T::try_from(whole).ok());
    if whole.is_none() {
        let number = number.to_string();
        let kind = ProblemKind::InvalidNumber {
            what,
            number,
            expected,
        };
        problems.push(kind, at.clone());
    }
    whole
}

/// The state of a waiter after a match.
pub(super) fn lower_state(
    state: &str,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<AcceptorState> {
    match state {
        "success" => Some(AcceptorState::Success),
        "failure" => Some(AcceptorState::Failure),
        "retry" => Some(AcceptorState::Retry),
        other => {
            let unknown = ProblemKind::UnknownValue {
                what: "state",
                value: other.to_owned(),
                expected: "`success`, `failure` or `retry`",
            };
            problems.push(unknown, at.child("state"));
            None
        }
    }
}

/// A response status code.
pub(super) fn lower_status(number: &Number, at: &Pointer, problems: &mut Problems) -> Option<u16> {
    /// A number in the range of status codes.
    struct Status(u16);

    impl TryFrom<u64> for Status {
        type Error = ();

        fn try_from(code: u64) -> Result<Self, ()> {
            let code = u16::try_from(code).map_err(|_| ())?;
            (100..600).contains(&code).then_some(Self(code)).ok_or(())
        }
    }

    let expected = ("the status", "a number from 100 to 599");
    lower_number(number, expected, at, problems).map(|Status(code)| code)
}

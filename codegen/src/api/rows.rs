//! The rules of semantic versioning for generated crates, a row each.
//!
//! Types are `#[non_exhaustive]`, so what is added breaks nothing; builders declare their type parameters unnameable.

use super::{Item, Kind, Verdict};

/// A rule: the changes that it is about, and the release that they require.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Row {
    /// The release.
    pub verdict: Verdict,
    /// The reason, in a sentence without subject.
    pub reason: &'static str,
    /// Returns true for a change from the old item to the new one.
    pub applies: fn(Option<&Item>, Option<&Item>) -> bool,
}

const fn row(
    verdict: Verdict,
    reason: &'static str,
    applies: fn(Option<&Item>, Option<&Item>) -> bool,
) -> Row {
    Row {
        verdict,
        reason,
        applies,
    }
}

/// All rules; of those that apply, the gravest counts, and of equally grave ones the last.
pub const ROWS: [Row; 19] = [
    row(
        Verdict::Patch,
        "has its members in another order",
        |old, new| is_reordered(old, new, |item| &item.members),
    ),
    row(
        Verdict::Minor,
        "has its required members in another order; builders' type parameters cannot be named",
        |old, new| is_reordered(old, new, |item| &item.required_members),
    ),
    row(Verdict::Minor, "is new", |old, new| {
        old.is_none() && new.is_some()
    }),
    row(Verdict::Minor, "has other constraints", |old, new| {
        differs(old, new, Kind::Field, |item| &item.limits)
            || differs(old, new, Kind::Variant, |item| &item.limits)
    }),
    row(Verdict::Minor, "has another default", |old, new| {
        both(old, new, |old, new| {
            old.default.is_some() && new.default.is_some() && old.default != new.default
        })
    }),
    row(Verdict::Minor, "is no longer required", |old, new| {
        both(old, new, |old, new| old.required && !new.required)
    }),
    row(Verdict::Minor, "has another protocol", |old, new| {
        differs(old, new, Kind::Operation, |item| &item.protocol)
    }),
    row(
        Verdict::Minor,
        "is compiled for more features",
        |old, new| {
            both(old, new, |old, new| {
                old.features != new.features && is_kept(old, new)
            })
        },
    ),
    row(
        Verdict::Major,
        "is no longer compiled for a feature that compiled it",
        |old, new| both(old, new, |old, new| !is_kept(old, new)),
    ),
    row(
        Verdict::Major,
        "is required: a builder that does not set it no longer compiles",
        |old, new| {
            let is_required = new.is_some_and(|new| new.required);
            is_required && old.is_none_or(|old| !old.required)
        },
    ),
    row(Verdict::Major, "is gone", |old, new| {
        old.is_some() && new.is_none()
    }),
    row(Verdict::Major, "is another kind of type", |old, new| {
        differs(old, new, Kind::Type, |item| &item.ty)
    }),
    row(Verdict::Major, "has another type", |old, new| {
        differs(old, new, Kind::Field, |item| &item.ty)
            || differs(old, new, Kind::Variant, |item| &item.ty)
    }),
    row(
        Verdict::Major,
        "has another input or output: the names of its types changed",
        |old, new| differs(old, new, Kind::Operation, |item| &item.ty),
    ),
    row(Verdict::Major, "repeats another operation", |old, new| {
        differs(old, new, Kind::Waiter, |item| &item.ty)
    }),
    row(Verdict::Major, "has other items", |old, new| {
        differs(old, new, Kind::Paginator, |item| &item.ty)
    }),
    row(
        Verdict::Major,
        "has another wire value under the same name",
        |old, new| differs(old, new, Kind::Variant, |item| &item.wire),
    ),
    row(
        Verdict::Major,
        "stands for another member under the same name",
        |old, new| differs(old, new, Kind::Field, |item| &item.wire),
    ),
    row(
        Verdict::Major,
        "stands for another shape, operation or error under the same name",
        |old, new| {
            let kinds = [Kind::Type, Kind::Operation, Kind::Method, Kind::Waiter];
            kinds
                .into_iter()
                .any(|kind| differs(old, new, kind, |item| &item.wire))
        },
    ),
];

fn both(
    old: Option<&Item>,
    new: Option<&Item>,
    applies: impl FnOnce(&Item, &Item) -> bool,
) -> bool {
    matches!((old, new), (Some(old), Some(new)) if applies(old, new))
}

/// Returns true if a fact of items of a kind differs.
fn differs(
    old: Option<&Item>,
    new: Option<&Item>,
    kind: Kind,
    fact: impl Fn(&Item) -> &String,
) -> bool {
    both(old, new, |old, new| {
        old.kind == kind && new.kind == kind && fact(old) != fact(new)
    })
}

/// Returns true if the words that both lists of a type have are in another order.
fn is_reordered(old: Option<&Item>, new: Option<&Item>, list: fn(&Item) -> &String) -> bool {
    both(old, new, |old, new| {
        let common = |one: &Item, other: &Item| {
            let others: Vec<&str> = list(other).split(' ').collect();
            let words = list(one).split(' ').filter(|word| others.contains(word));
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        old.kind == Kind::Type && new.kind == Kind::Type && common(old, new) != common(new, old)
    })
}

/// Returns true if the new item is compiled wherever the old one is.
fn is_kept(old: &Item, new: &Item) -> bool {
    let is_in = |feature| new.features.contains(feature);
    new.features.is_empty() || (!old.features.is_empty() && old.features.iter().all(is_in))
}

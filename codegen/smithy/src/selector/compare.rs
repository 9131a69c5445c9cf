//! Comparisons of attributes.
//!
//! <https://smithy.io/2.0/spec/selectors.html#attribute-comparison>

use std::cmp::Ordering;

use super::attribute::Attribute;
use crate::model::Number;

/// A way to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparator {
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    /// `{=}`: the same values, in any order.
    SameValues,
    /// `{!=}`
    OtherValues,
    /// `{<}`
    Subset,
    /// `{<<}`
    ProperSubset,
}

impl Comparator {
    pub(super) fn holds(
        self,
        left: &Attribute<'_>,
        right: &Attribute<'_>,
        ignore_case: bool,
    ) -> bool {
        match self {
            Self::Exists => right.text() == if left.is_present() { "true" } else { "false" },
            Self::SameValues => is_same(left, right, ignore_case),
            Self::OtherValues => !is_same(left, right, ignore_case),
            Self::Subset => are_projections(left, right) && is_subset(left, right, ignore_case),
            Self::ProperSubset => {
                are_projections(left, right)
                    && is_subset(left, right, ignore_case)
                    && !is_subset(right, left, ignore_case)
            }
            Self::Equal
            | Self::NotEqual
            | Self::StartsWith
            | Self::EndsWith
            | Self::Contains
            | Self::Greater
            | Self::GreaterOrEqual
            | Self::Less
            | Self::LessOrEqual => left.flattened().into_iter().any(|left| {
                let mut rights = right.flattened().into_iter();
                rights.any(|right| self.holds_for(left, right, ignore_case))
            }),
        }
    }

    /// Compares two values that are no projections, as texts.
    fn holds_for(self, left: &Attribute<'_>, right: &Attribute<'_>, ignore_case: bool) -> bool {
        if !left.is_present() || !right.is_present() {
            return false;
        }
        let (mut left, mut right) = (left.text(), right.text());
        if ignore_case {
            left = left.to_lowercase().into();
            right = right.to_lowercase().into();
        }
        let (left, right) = (&*left, &*right);
        let order = || Some(Number::parse(left)?.compare(&Number::parse(right)?));
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::StartsWith => left.starts_with(right),
            Self::EndsWith => left.ends_with(right),
            Self::Contains => left.contains(right),
            Self::Greater => order() == Some(Ordering::Greater),
            Self::GreaterOrEqual => order().is_some_and(Ordering::is_ge),
            Self::Less => order() == Some(Ordering::Less),
            Self::LessOrEqual => order().is_some_and(Ordering::is_le),
            Self::Exists
            | Self::SameValues
            | Self::OtherValues
            | Self::Subset
            | Self::ProperSubset => false,
        }
    }
}

fn are_projections(left: &Attribute<'_>, right: &Attribute<'_>) -> bool {
    matches!(left, Attribute::Projection(_)) && matches!(right, Attribute::Projection(_))
}

fn is_same(left: &Attribute<'_>, right: &Attribute<'_>, ignore_case: bool) -> bool {
    are_projections(left, right)
        && is_subset(left, right, ignore_case)
        && is_subset(right, left, ignore_case)
}

fn is_subset(left: &Attribute<'_>, right: &Attribute<'_>, ignore_case: bool) -> bool {
    let right = right.flattened();
    left.flattened().into_iter().all(|value| {
        let mut others = right.iter();
        others.any(|other| Comparator::Equal.holds_for(value, other, ignore_case))
    })
}

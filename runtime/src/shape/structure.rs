//! `==` and `Clone` shared by all structures and unions, using [`Shape`]'s visitors instead of derived code.
//!
//! **Invariants**
//! - Floats are compared by bits: NaN equals itself, and `0.0` differs from `-0.0`. Equality is thus an equivalence relation,
//!   and round-tripped values are equal.
//! - Each is one walk over the members.

use std::any::Any;

use crate::shape::deserializer::{MemberSource, zero_value};
use crate::shape::{MemberVisitor, Shape};
use crate::types::UnknownMember;

/// Returns true if two structures or unions are equal.
pub fn same<T: Shape>(one: &T, other: &T) -> bool {
    let mut compared = Compared {
        other: Held::of(other),
        same: true,
    };
    one.members(&mut compared);
    compared.same
}

/// Clones a structure.
pub fn copy<T: Shape>(structure: &T) -> T {
    T::build(&mut Held::of(structure))
}

/// Number of members stored without allocation.
const FEW: usize = 16;

/// Members of a value by index.
struct Held<'s> {
    few: [Option<&'s dyn Any>; FEW],
    more: Vec<Option<&'s dyn Any>>,
    unknown: Option<&'s UnknownMember>,
}

impl<'s> Held<'s> {
    fn of<T: Shape>(value: &'s T) -> Self {
        let mut held = Self {
            few: [None; FEW],
            more: Vec::new(),
            unknown: None,
        };
        let more = T::SCHEMA.members().len().saturating_sub(FEW);
        held.more.resize(more, None);
        value.members(&mut held);
        held
    }

    fn find<T: Shape>(&self, index: usize) -> Option<&'s T> {
        let more = || self.more.get(index.checked_sub(FEW)?);
        let found = self.few.get(index).or_else(more).copied().flatten();
        found.and_then(|member| member.downcast_ref())
    }
}

impl<'s> MemberVisitor<'s> for Held<'s> {
    #[inline]
    fn member<T: Shape>(&mut self, index: usize, value: &'s T) {
        let place = match index.checked_sub(FEW) {
            Some(index) => self.more.get_mut(index),
            None => self.few.get_mut(index),
        };
        if let Some(place) = place {
            *place = Some(value);
        }
    }

    fn unknown(&mut self, member: &'s UnknownMember) {
        self.unknown = Some(member);
    }
}

impl MemberSource for Held<'_> {
    #[inline]
    fn get<T: Shape>(&mut self, index: usize) -> T {
        self.find(index).cloned().unwrap_or_else(zero_value)
    }

    #[inline]
    fn get_or<T: Shape>(&mut self, index: usize, default: impl FnOnce() -> T) -> T {
        self.find(index).cloned().unwrap_or_else(default)
    }

    fn variant(&mut self) -> Option<usize> {
        let mut all = self.few.iter().chain(&self.more);
        all.position(Option::is_some)
    }

    fn unknown(&mut self) -> UnknownMember {
        self.unknown.cloned().unwrap_or_default()
    }
}

/// Compares the members of a value with another's.
struct Compared<'o> {
    other: Held<'o>,
    /// True if all members so far are equal.
    same: bool,
}

impl MemberVisitor<'_> for Compared<'_> {
    #[inline]
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        let other = self.other.find(index);
        self.same = self.same && other.is_some_and(|other| value.same(other));
    }

    fn unknown(&mut self, member: &UnknownMember) {
        self.same = self.same && self.other.unknown == Some(member);
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, copy, same};
    use crate::fixture::{Choice, Everything, full};
    use crate::forms::Codecs as _;
    use crate::shape::Shape;
    use crate::types::{UnknownMember, Value};

    #[test]
    fn each_member_counts() {
        let members = if let Value::Structure(members) = full().to_value() {
            members
        } else {
            Vec::new()
        };
        assert!(members.len() > FEW, "some are held aside");
        let none = Everything::default();
        // The fixture's `==` is derived.
        assert_eq!(copy(&full()), full());
        assert!(same(&none, &copy(&none)) && same(&full(), &copy(&full())));
        for member in members {
            let name = member.0.clone();
            let one = Everything::from_value(&Value::Structure(vec![member])).unwrap_or_default();
            assert_eq!(copy(&one), one);
            assert!(same(&one, &copy(&one)), "{name}");
            assert!(!same(&one, &none), "{name}");
            assert!(!same(&none, &one), "{name}");
        }
    }

    #[test]
    fn a_union_is_its_member() {
        let unknown = |value: i32| Choice::Unknown(UnknownMember::new("New", value));
        let text = |text: &str| Choice::Text(text.to_owned());
        let all = [
            unknown(1),
            unknown(2),
            text(""),
            text("a"),
            Choice::Again(Box::new(text("a"))),
            Choice::Again(Box::new(unknown(1))),
        ];
        for (number, one) in all.iter().enumerate() {
            assert_eq!(copy(one), *one);
            for (other_number, other) in all.iter().enumerate() {
                assert_eq!(
                    same(one, other),
                    number == other_number,
                    "{one:?}, {other:?}"
                );
            }
        }
    }

    #[test]
    fn floats_are_their_bits() {
        assert!(f64::NAN.same(&f64::NAN));
        assert!(!0.0_f32.same(&-0.0));
        assert!(vec![Some(f64::NAN)].same(&vec![Some(f64::NAN)]));
        assert!(!Some(0.0_f32).same(&Some(-0.0)));
        assert!(!vec![1.0].same(&vec![1.0, 1.0]));
        assert!(Box::new(f32::NAN).same(&Box::new(f32::NAN)));
    }
}

//! Members of a structure or union: in a `static`, or found on first use.

use std::fmt;
use std::ops::Deref;

use super::Member;

/// Members of a structure or union, in the model's order.
#[derive(Clone, Copy)]
pub enum Members {
    /// Members in a `static`, as in generated code.
    Ready(&'static [Member]),
    /// Members of a schema that is made at run time.
    Late(&'static dyn LateMembers),
}

/// Members that are made on first use.
///
/// A schema made at run time needs them, because a recursive structure must exist before its members can refer to it.
pub trait LateMembers: Sync {
    /// The members: the same slice with every call.
    fn members(&self) -> &'static [Member];
}

impl Members {
    /// The members.
    #[inline]
    pub fn get(self) -> &'static [Member] {
        match self {
            Self::Ready(members) => members,
            Self::Late(late) => late.members(),
        }
    }
}

impl Deref for Members {
    type Target = [Member];

    #[inline]
    fn deref(&self) -> &[Member] {
        self.get()
    }
}

impl fmt::Debug for Members {
    /// The names alone: a recursive structure has no end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.iter().map(|member| member.name);
        f.debug_list().entries(names).finish()
    }
}

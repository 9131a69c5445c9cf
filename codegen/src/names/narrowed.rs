//! Names of the schemas of members with constraints of their own.

use super::{Ident, Names, SchemaPath};
use crate::ir::{Member, Shape};

impl Names {
    /// The schema static that a member refers to: its own, or that of its target.
    pub(crate) fn member_schema(&self, shape: &Shape, index: usize, member: &Member) -> SchemaPath {
        if member.is_narrow() {
            SchemaPath::Beside(self.narrowed_schema(shape, index))
        } else {
            self.schema_path(&member.target)
        }
    }

    /// The name of a member's own schema; schema names of shapes never contain `__`.
    pub(crate) fn narrowed_schema(&self, shape: &Shape, index: usize) -> Ident {
        self.schema_of(&shape.name).suffixed(&format!("__{index}"))
    }
}

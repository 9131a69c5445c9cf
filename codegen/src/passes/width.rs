//! Limits the number of members of a shape to what the compiler accepts.
//!
//! rustc recurses over an expression that lists all members, such as a derived comparison, and overflows its stack. Each
//! setter of a builder names the state of every required member, so their cost is quadratic.

use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::{ProblemKind, Problems};

/// Maximum number of members of a structure or union. rustc 1.95 with its default stack handles 4,000 but not 10,000; the
/// largest AWS structure has 575.
const MAX_MEMBERS: usize = 2_000;

/// Maximum number of required members; AWS structures have at most 22.
const MAX_REQUIRED: usize = 128;

/// Reports shapes with too many members.
pub(super) fn width(ir: &mut Ir, _config: &Config, problems: &mut Problems) {
    for shape in ir.shapes.values() {
        let is_builder = matches!(shape.kind, ShapeKind::Structure(_));
        if !is_builder && !matches!(shape.kind, ShapeKind::Union(_)) {
            continue;
        }
        let mut complain = |what, limit| {
            problems.push(ProblemKind::TooMany { what, limit }, shape.at.clone());
        };
        if shape.members().count() > MAX_MEMBERS {
            complain("members of one structure or union", MAX_MEMBERS);
        }
        let required = shape.members().filter(|member| member.required);
        if is_builder && required.count() > MAX_REQUIRED {
            complain("required members of one structure", MAX_REQUIRED);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{MAX_MEMBERS, MAX_REQUIRED, width};
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    /// Messages for a structure or union with the given numbers of members and required members.
    fn said(members: usize, required: usize, union: bool) -> Vec<String> {
        let (mut all, mut names) = (String::new(), Vec::new());
        for number in 0..members {
            let comma = if number == 0 { "" } else { ", " };
            write!(all, r#"{comma}"M{number}": {{"shape": "Text"}}"#).unwrap();
            if number < required {
                names.push(format!(r#""M{number}""#));
            }
        }
        let names = names.join(", ");
        let shapes = format!(
            r#""Text": {{"type": "string"}}, "Wide": {{"type": "structure", "union": {union}, "required": [{names}], "members": {{{all}}}}}"#
        );
        let mut problems = Problems::new();
        width(
            &mut sample::ir(&shapes, ""),
            &Config::default(),
            &mut problems,
        );
        let said = problems.iter();
        said.map(|problem| format!("{} {}", problem.at, problem.kind))
            .collect()
    }

    #[test]
    fn as_many_members_as_a_compiler_takes() {
        for union in [false, true] {
            assert_eq!(said(MAX_MEMBERS, 0, union), [""; 0]);
            assert_eq!(
                said(MAX_MEMBERS + 1, 0, union),
                ["/shapes/Wide more than 2000 members of one structure or union"]
            );
        }
    }

    #[test]
    fn fewer_that_are_required() {
        assert_eq!(said(MAX_REQUIRED + 1, MAX_REQUIRED, false), [""; 0]);
        assert_eq!(
            said(MAX_REQUIRED + 1, MAX_REQUIRED + 1, false),
            ["/shapes/Wide more than 128 required members of one structure"]
        );
    }
}

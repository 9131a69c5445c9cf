//! Schemas for members with constraints of their own.
//!
//! A member refers to the schema of its target. If it has its own length, range or pattern, it refers to a copy with these
//! instead. Validation thus looks in one place, and members without constraints cost nothing.

use super::schema::Schema;
use crate::ir::{Ir, Member, Shape};
use crate::names::Names;
use crate::problem::Problems;

/// Schemas of the members with own constraints.
pub(super) fn narrowed(
    shape: &Shape,
    ir: &Ir,
    names: &Names,
    problems: &mut Problems,
) -> Vec<Schema> {
    let members = shape.members().enumerate();
    let narrow = members.filter(|(_, member)| member.is_narrow());
    narrow
        .filter_map(|(index, member)| {
            let copy = copy(member, ir.target(member)?);
            let holder = format!("{}.{}", shape.name, member.name);
            Some(Schema {
                name: names.narrowed_schema(shape, index),
                holder: Some(holder),
                ..Schema::plan(&copy, ir, names, problems)
            })
        })
        .collect()
}

/// The target with the constraints of the member.
pub(super) fn copy(member: &Member, target: &Shape) -> Shape {
    let mut copy = target.clone();
    let traits = &mut copy.traits;
    traits.length = member.length.or(traits.length);
    traits.range = member.range.clone().or_else(|| traits.range.take());
    traits.pattern = member.pattern.clone().or_else(|| traits.pattern.take());
    copy.at = member.at.clone();
    copy
}

#[cfg(test)]
mod tests {
    use super::narrowed;
    use crate::ir::{Length, Member, Pointer, Shape, ShapeKind};
    use crate::names::Names;
    use crate::passes::sample;
    use crate::plan::schema::{Argument, Call, Kind};
    use crate::problem::Problems;

    #[test]
    fn a_member_points_at_its_own_constraints() {
        let mut ir = sample::ir(
            r#""Name": {"type": "string", "min": 1, "pattern": "a+"},
               "Names": {"type": "list", "member": {"shape": "Name"}, "max": 3}"#,
            "",
        );
        let at = Pointer::root();
        let mut first = Member::new("First", "Name", at.clone());
        first.length = Some(Length {
            min: None,
            max: Some(9),
        });
        let plain = Member::new("Plain", "Name", at.clone());
        let mut names = Member::new("Names", "Names", at.clone());
        names.length = first.length;
        let members = vec![plain, first, names];
        let person = Shape::new("Person", ShapeKind::Structure(members), at);
        ir.shapes.insert("Person".into(), person.clone());
        let given = Names::new(&ir);
        let schemas = narrowed(&person, &ir, &given, &mut Problems::new());
        let found: Vec<_> = schemas
            .iter()
            .map(|schema| (schema.name.as_str(), schema.holder.as_deref()))
            .collect();
        let expected = [
            ("PERSON__1", Some("Person.First")),
            ("PERSON__2", Some("Person.Names")),
        ];
        assert_eq!(found, expected);
        let length = Call {
            method: "length",
            arguments: vec![Argument::Count(None), Argument::Count(Some(9))],
        };
        assert!(schemas.iter().all(|schema| schema.calls.contains(&length)));
        let patterns = schemas.iter().flat_map(|schema| &schema.calls);
        assert_eq!(patterns.filter(|call| call.method == "pattern").count(), 1);
        let Kind::List(element) = &schemas[1].kind else {
            panic!("a list stays one");
        };
        assert_eq!(element.target, given.schema_path(&"Name".into()));
    }
}

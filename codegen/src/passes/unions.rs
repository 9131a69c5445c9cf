//! Table of structures that are really unions but predate the union trait of their format.
//!
//! **Invariants**
//! - A row applies only to structures without required members, and not to models that already have the union.

use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::Problems;

/// A structure in which a service accepts and returns exactly one member.
struct Row {
    /// Service ids.
    services: &'static [&'static str],
    /// Name of the structure.
    shape: &'static str,
    /// A member that identifies the intended structure.
    member: &'static str,
}

/// The table, with reason and source above each row.
const ROWS: [Row; 1] = [
    // A value has one type: "each attribute value is described as a name-value pair, the name is the data type". The
    // Smithy model has a union; botocore's is older than unions.
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
    Row {
        services: &["DynamoDB", "DynamoDB Streams"],
        shape: "AttributeValue",
        member: "NULL",
    },
];

/// Turns the structures in the table into unions.
pub(super) fn unions(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    let service = &ir.service.id;
    for row in ROWS
        .iter()
        .filter(|row| row.services.contains(&service.as_str()))
    {
        let mut shapes = ir.shapes.values_mut();
        let Some(shape) = shapes.find(|shape| &*shape.name == row.shape) else {
            continue;
        };
        if let ShapeKind::Structure(members) = &mut shape.kind
            && members.iter().any(|member| &*member.name == row.member)
            && members.iter().all(|member| !member.required)
        {
            shape.kind = ShapeKind::Union(std::mem::take(members));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unions;
    use crate::config::Config;
    use crate::ir::ShapeKind;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn a_structure_of_the_table_becomes_a_union() {
        let shapes = r#"
            "AttributeValue": {"type": "structure", "members": {"S": {"shape": "Text"}, "NULL": {"shape": "Flag"}}},
            "Other": {"type": "structure", "members": {"NULL": {"shape": "Flag"}}},
            "Text": {"type": "string"},
            "Flag": {"type": "boolean"}"#;
        for (service, becomes) in [("DynamoDB", true), ("Lamp", false)] {
            let mut ir = sample::ir(shapes, "");
            ir.service.id = service.to_owned();
            unions(&mut ir, &Config::default(), &mut Problems::new());
            let unions: Vec<_> = ir
                .shapes
                .values()
                .filter(|shape| matches!(shape.kind, ShapeKind::Union(_)))
                .map(|shape| shape.name.as_str())
                .collect();
            assert_eq!(
                unions == ["AttributeValue"],
                becomes,
                "{service}: {unions:?}"
            );
        }
    }
}

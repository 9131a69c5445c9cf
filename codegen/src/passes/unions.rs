//! Structures that are unions in fact: a table, because older models do not say it.
//!
//! **Invariants**
//! - A row changes a structure without required members alone; a model that has a union already stays as it is.

use crate::config::Config;
use crate::ir::{Ir, ShapeKind};
use crate::problem::Problems;

/// A structure of which a service takes and gives exactly one member.
struct Row {
    /// The ids of the services.
    services: &'static [&'static str],
    /// The name of the structure.
    shape: &'static str,
    /// A member that it must have to be the one that is meant.
    member: &'static str,
}

/// The table. The reason and its source stand above each row.
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

/// Makes unions of the structures in the table.
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

//! Table of output members that stand beside a modelled one: its header as text, for services that return what was stored.
//!
//! **Invariants**
//! - A row does not apply to models that already have the member.

use crate::config::Config;
use crate::ir::{Ir, Location, Member, Shape, ShapeKind};
use crate::problem::Problems;

/// A member beside another one.
struct Row {
    /// The id of the service.
    service: &'static str,
    /// Operations whose output has the member.
    operations: &'static [&'static str],
    /// The modelled member.
    member: &'static str,
    /// Name of the added member and of its shape.
    added: &'static str,
}

/// The table, with reason and source above each row.
const ROWS: [Row; 1] = [
    // Any text can be stored as `Expires`. botocore's `handle_expires_header`; models of SDKs have the same member.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    Row {
        service: "S3",
        operations: &["GetObject", "HeadObject"],
        member: "Expires",
        added: "ExpiresString",
    },
];

/// Adds the members.
pub(super) fn beside(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    for row in ROWS.iter().filter(|row| row.service == ir.service.id) {
        let operations = ir.service.operations.values();
        let asked = operations.filter(|operation| row.operations.contains(&&*operation.name));
        let outputs = asked.filter_map(|operation| operation.output.as_ref());
        let outputs: Vec<_> = outputs.map(|output| output.shape.clone()).collect();
        let mut at = None;
        for output in outputs {
            let members = ir.shapes.get_mut(&output).map(|shape| &mut shape.kind);
            let Some(ShapeKind::Structure(members)) = members else {
                continue;
            };
            let has_added = members.iter().any(|member| member.name == *row.added);
            let place = members.iter().position(|member| member.name == *row.member);
            let Some(place) = place.filter(|_| !has_added) else {
                continue;
            };
            let Some(Location::Header(name)) = members.get(place).map(|member| &member.location)
            else {
                continue;
            };
            let location = Location::Header(name.clone());
            let beside = members.get(place).map(|member| member.at.clone());
            let beside = beside.unwrap_or_default();
            at = Some(beside.clone());
            let added = Member {
                location,
                ..Member::new(row.added, row.added, beside)
            };
            members.insert(place + 1, added);
        }
        if let Some(at) = at
            && !ir.shapes.contains_key(row.added)
        {
            let shape = Shape::new(row.added, ShapeKind::String, at);
            ir.shapes.insert(row.added.into(), shape);
            ir.shapes.sort_unstable_keys();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::beside;
    use crate::config::Config;
    use crate::ir::Location;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn a_header_that_may_be_no_date_has_its_text_beside_it() {
        let shapes = r#""Out": {"type": "structure", "members": {
                "Expires": {"shape": "Time", "location": "header", "locationName": "Expires"},
                "Last": {"shape": "Time"}}},
            "Time": {"type": "timestamp"}"#;
        let operation = r#""GetObject": {"http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out"}}"#;
        let names = |service: &str| {
            let mut ir = sample::ir(shapes, operation);
            ir.service.id = service.to_owned();
            for _ in 0..2 {
                beside(&mut ir, &Config::default(), &mut Problems::new());
            }
            let members = ir.shapes["Out"].members();
            let names = members.map(|member| (member.name.to_string(), member.location.clone()));
            (
                names.collect::<Vec<_>>(),
                ir.shapes.contains_key("ExpiresString"),
            )
        };
        let header = || Location::Header("Expires".to_owned());
        let (members, has_shape) = names("S3");
        assert!(has_shape);
        assert_eq!(
            members[..2],
            [
                ("Expires".to_owned(), header()),
                ("ExpiresString".to_owned(), header())
            ]
        );
        assert_eq!(members.len(), 3);
        assert_eq!(names("Lamp").0.len(), 2);
    }
}

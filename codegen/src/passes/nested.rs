//! Table of operations that calls of other operations make themselves, besides endpoint discovery.
//!
//! **Invariants**
//! - A nested operation nests none itself, so that facts do not refer to each other in a circle.
//! - `select` keeps nested operations, and their code is compiled wherever one of the others is.

use crate::config::Config;
use crate::ir::{Ir, NestedOperation, NestedRole};
use crate::problem::Problems;

/// An operation that calls of others make.
struct Row {
    /// The id of the service.
    service: &'static str,
    /// Operations with this input member make the call.
    member: &'static str,
    /// The operation.
    operation: &'static str,
    /// The answer that calls need.
    role: NestedRole,
}

/// The table, with reason and source above each row.
const ROWS: [Row; 2] = [
    // Directory buckets are used with the credentials of a session.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html
    Row {
        service: "S3",
        member: "Bucket",
        operation: "CreateSession",
        role: NestedRole::Session,
    },
    // A redirect to another region may not say to which one; a HEAD does. botocore's `S3RegionRedirectorv2`.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    Row {
        service: "S3",
        member: "Bucket",
        operation: "HeadBucket",
        role: NestedRole::Region,
    },
];

/// Marks operations that make calls of other operations.
pub(super) fn nested(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    for row in ROWS.iter().filter(|row| row.service == ir.service.id) {
        if !ir.service.operations.contains_key(row.operation) {
            continue;
        }
        for operation in ir.service.operations.values_mut() {
            let is_nested = ROWS.iter().any(|row| row.operation == operation.name);
            let input = operation.input.as_ref();
            let input = input.and_then(|input| ir.shapes.get(&input.shape));
            let applies = input.is_some_and(|input| input.member(row.member).is_some());
            if applies && !is_nested {
                operation.nested.push(NestedOperation {
                    role: row.role,
                    operation: row.operation.to_owned(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nested;
    use crate::config::Config;
    use crate::ir::NestedRole;
    use crate::passes::{sample, select};
    use crate::problem::Problems;

    #[test]
    fn an_operation_of_a_bucket_keeps_those_that_its_calls_make() {
        let operation = |name: &str, input: &str| {
            format!(r#""{name}": {{"http": {{"method": "GET", "requestUri": "/"}}{input}}}"#)
        };
        let input = r#", "input": {"shape": "In"}"#;
        let operations = ["CreateSession", "GetObject", "HeadBucket", "PutObject"];
        let operations = operations.map(|name| operation(name, input));
        let operations = format!("{}, {}", operations.join(","), operation("ListBuckets", ""));
        let shapes = r#""In": {"type": "structure", "members": {"Bucket": {"shape": "Text"}}}, "Text": {"type": "string"}"#;
        let mut ir = sample::ir(shapes, &operations);
        ir.service.id = "S3".to_owned();
        let config = Config {
            operations: Some(vec!["GetObject".to_owned()]),
            ..Config::default()
        };
        nested(&mut ir, &config, &mut Problems::new());
        let roles = |name: &str| {
            let nested = ir.service.operations[name].nested.iter();
            nested.map(|nested| nested.role).collect::<Vec<_>>()
        };
        let both = [NestedRole::Session, NestedRole::Region];
        assert_eq!(roles("PutObject"), both);
        assert_eq!(roles("ListBuckets"), []);
        assert_eq!(roles("HeadBucket"), []);
        select::select(&mut ir, &config, &mut Problems::new());
        let kept: Vec<_> = ir.service.operations.keys().collect();
        assert_eq!(kept, ["CreateSession", "GetObject", "HeadBucket"]);
    }
}

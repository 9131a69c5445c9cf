//! The operations a user asked for, and no shape that they do not reach.

use indexmap::IndexSet;

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Ir, Operation, Pointer, ShapeName};
use crate::problem::{ProblemKind, Problems};

/// Keeps what was asked for; without a list, everything, shapes that nothing reaches included.
pub(super) fn select(ir: &mut Ir, config: &Config, problems: &mut Problems) {
    let Some(wanted) = &config.operations else {
        return;
    };
    let operations = &mut ir.service.operations;
    for name in wanted {
        if !operations.contains_key(name) {
            let similar = problems.similar(name, operations.keys().map(String::as_str));
            let operation = name.clone();
            let at = Pointer::root().child("operations");
            problems.push(ProblemKind::UnknownSelection { operation, similar }, at);
        }
    }
    let wanted: IndexSet<&String> = wanted.iter().collect();
    operations.retain(|name, _| wanted.contains(name));
    ir.service
        .waiters
        .retain(|_, waiter| wanted.contains(&waiter.operation));
    let starts = ir.service.operations.values().flat_map(referred);
    let starts: Vec<usize> = starts
        .filter_map(|name| ir.shapes.get_index_of(name))
        .collect();
    let mut reached = Graph::of(ir, |_, _, _| true).reached(starts).into_iter();
    ir.shapes.retain(|_, _| reached.next().unwrap_or(false));
}

/// The shapes an operation refers to.
fn referred(operation: &Operation) -> impl Iterator<Item = &ShapeName> {
    let input = operation.input.iter().map(|io| &io.shape);
    let output = operation.output.iter().map(|io| &io.shape);
    input.chain(output).chain(&operation.errors)
}

#[cfg(test)]
mod tests {
    use super::select;
    use crate::config::Config;
    use crate::ir::ShapeName;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn what_nothing_reaches_goes() {
        let mut ir = sample::ir(
            r#"
            "A": {"type": "structure", "members": {"L": {"shape": "L"}}},
            "L": {"type": "list", "member": {"shape": "A"}},
            "E": {"type": "structure", "exception": true, "members": {"S": {"shape": "S"}}},
            "S": {"type": "string"},
            "Alone": {"type": "structure", "members": {"S": {"shape": "S"}}}"#,
            r#"
            "Get": {"http": {"method": "GET", "requestUri": "/"}, "input": {"shape": "A"},
                    "errors": [{"shape": "E"}]},
            "Put": {"http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "Alone"}}"#,
        );
        let config = Config {
            operations: Some(vec!["Get".to_owned(), "Gett".to_owned()]),
            ..Config::default()
        };
        let mut problems = Problems::new();
        select(&mut ir, &config, &mut problems);
        let kept: Vec<_> = ir.shapes.keys().map(ShapeName::as_str).collect();
        assert_eq!(kept, ["A", "L", "E", "S"]);
        assert_eq!(ir.service.operations.len(), 1);
        let helps: Vec<_> = problems.iter().map(|problem| problem.kind.help()).collect();
        assert_eq!(helps, [Some("did you mean `Get`?".to_owned())]);
    }
}

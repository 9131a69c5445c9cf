//! Marks shapes reachable from inputs, outputs and errors.

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Io, Ir, Operation, ShapeName};
use crate::problem::Problems;

/// Sets the reachability facts of all shapes.
pub(super) fn reach(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    let graph = Graph::of(ir, |_, _, _| true);
    let inputs = places(ir, |operation| operation.input.iter().map(|io| &io.shape));
    let outputs = places(ir, |operation| operation.output.iter().map(|io| &io.shape));
    let sent = places(ir, |operation| operation.input.iter().flat_map(Io::shapes));
    let got = places(ir, |operation| operation.output.iter().flat_map(Io::shapes));
    let errors = places(ir, |operation| operation.errors.iter());
    let in_input = graph.reached(sent);
    let in_output = graph.reached(got);
    let in_error = graph.reached(errors);
    let reached = in_input.into_iter().zip(in_output).zip(in_error);
    for (shape, ((in_input, in_output), in_error)) in ir.shapes.values_mut().zip(reached) {
        shape.facts.in_input = in_input;
        shape.facts.in_output = in_output;
        shape.facts.in_error = in_error;
    }
    for place in inputs {
        if let Some((_, shape)) = ir.shapes.get_index_mut(place) {
            shape.facts.is_input = true;
        }
    }
    for place in outputs {
        if let Some((_, shape)) = ir.shapes.get_index_mut(place) {
            shape.facts.is_output = true;
        }
    }
}

/// Indices of the shapes named by operations.
fn places<'i, I>(ir: &'i Ir, named: impl Fn(&'i Operation) -> I) -> Vec<usize>
where
    I: Iterator<Item = &'i ShapeName>,
{
    let operations = ir.service.operations.values();
    operations
        .flat_map(named)
        .filter_map(|name| ir.shapes.get_index_of(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::reach;
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn sides_are_told_apart() {
        let mut ir = sample::ir(
            r#"
            "In": {"type": "structure", "members": {"Both": {"shape": "Both"}}},
            "Out": {"type": "structure", "members": {"List": {"shape": "List"}}},
            "List": {"type": "list", "member": {"shape": "Both"}},
            "Both": {"type": "structure", "members": {}},
            "Oops": {"type": "structure", "exception": true, "members": {}}"#,
            r#"
            "Get": {"http": {"method": "GET", "requestUri": "/"}, "input": {"shape": "In"},
                    "output": {"shape": "Out"}, "errors": [{"shape": "Oops"}]}"#,
        );
        reach(&mut ir, &Config::default(), &mut Problems::new());
        let sides = |name: &str| {
            let facts = &ir.shapes[name].facts;
            (facts.in_input, facts.in_output, facts.in_error)
        };
        assert_eq!(sides("In"), (true, false, false));
        assert_eq!(sides("List"), (false, true, false));
        assert_eq!(sides("Both"), (true, true, false));
        assert_eq!(sides("Oops"), (false, false, true));
        assert!(ir.shapes["In"].facts.is_input && !ir.shapes["Both"].facts.is_input);
        assert!(ir.shapes["Out"].facts.is_output);
    }
}

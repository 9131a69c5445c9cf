//! Keeps the operations selected by name or pattern, those that their calls make themselves, and the shapes they reach.

use indexmap::IndexSet;
use wildmatch::WildMatch;

use super::graph::Graph;
use crate::config::Config;
use crate::ir::{Ir, Operation, Pointer, ShapeName};
use crate::problem::{ProblemKind, Problems};

/// Keeps the selected operations. Without a selection everything stays, even unreachable shapes.
pub(super) fn select(ir: &mut Ir, config: &Config, problems: &mut Problems) {
    let Some(asked) = &config.operations else {
        return;
    };
    let operations = &mut ir.service.operations;
    let mut wanted: IndexSet<String> = IndexSet::new();
    for pattern in asked {
        let matcher = WildMatch::new(pattern);
        let found = operations.keys().filter(|name| matcher.matches(name));
        let found: Vec<String> = found.cloned().collect();
        if found.is_empty() {
            let names = operations.keys().map(String::as_str);
            let kind = ProblemKind::UnknownSelection {
                operation: pattern.clone(),
                similar: near(pattern, names, problems),
            };
            problems.push(kind, Pointer::root().child("operations"));
        }
        wanted.extend(found);
    }
    let asks_for_hosts = wanted.iter().any(|name| {
        let operation = operations.get(name);
        operation.is_some_and(|operation| operation.endpoint_discovery.is_some())
    });
    if asks_for_hosts {
        let naming = operations.values().filter(|found| found.endpoint_operation);
        wanted.extend(naming.map(|operation| operation.name.clone()));
    }
    let nested = operations
        .values()
        .filter(|found| wanted.contains(&found.name));
    let nested = nested.flat_map(|found| found.nested.iter());
    let nested: Vec<_> = nested.map(|nested| nested.operation.clone()).collect();
    wanted.extend(nested);
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

/// Suggests a name close to the literal part of an unmatched pattern.
fn near<'n>(
    pattern: &str,
    names: impl Iterator<Item = &'n str>,
    problems: &Problems,
) -> Option<String> {
    let spelled: String = pattern.chars().filter(|c| !"*?".contains(*c)).collect();
    if spelled.is_empty() || spelled == pattern {
        return problems.similar(pattern, names);
    }
    let length = spelled.chars().count();
    let is_end = pattern.starts_with('*');
    let part = |name: &'n str| {
        let spare = name.chars().count().saturating_sub(length);
        let mut starts = name.char_indices().map(|(start, _)| start);
        let end = starts.clone().nth(length).unwrap_or(name.len());
        let start = starts.nth(spare).unwrap_or(0);
        let part = if is_end {
            name.get(start..)
        } else {
            name.get(..end)
        };
        part.unwrap_or(name)
    };
    let parts: Vec<_> = names.map(|name| (part(name), name)).collect();
    let found = problems.similar(&spelled, parts.iter().map(|(part, _)| *part))?;
    let whole = parts.into_iter().find(|(part, _)| *part == found);
    whole.map(|(_, name)| name.to_owned())
}

/// Shapes referenced by an operation.
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

    #[test]
    fn the_operation_that_names_hosts_stays_with_those_that_ask_it() {
        let operations = |asked: &str| {
            let mut ir = sample::ir(
                "",
                r#"
                "Get": {"http": {"method": "GET", "requestUri": "/"}, "endpointdiscovery": {"required": true}},
                "Put": {"http": {"method": "PUT", "requestUri": "/"}},
                "Hosts": {"http": {"method": "GET", "requestUri": "/h"}, "endpointoperation": true}"#,
            );
            let config = Config {
                operations: Some(vec![asked.to_owned()]),
                ..Config::default()
            };
            select(&mut ir, &config, &mut Problems::new());
            ir.service.operations.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(operations("Get"), ["Get", "Hosts"]);
        assert_eq!(operations("Put"), ["Put"]);
    }

    /// Kept operations, and messages for unmatched patterns.
    fn selected(patterns: &[&str]) -> (Vec<String>, Vec<String>) {
        let names = ["StartChat", "StopChat", "StartTask", "List"];
        let operations: Vec<_> = names
            .iter()
            .map(|name| format!(r#""{name}": {{"http": {{"method": "GET", "requestUri": "/"}}}}"#))
            .collect();
        let mut ir = sample::ir("", &operations.join(","));
        let config = Config {
            operations: Some(patterns.iter().map(ToString::to_string).collect()),
            ..Config::default()
        };
        let mut problems = Problems::new();
        select(&mut ir, &config, &mut problems);
        let helps = problems.iter().filter_map(|problem| problem.kind.help());
        (
            ir.service.operations.keys().cloned().collect(),
            helps.collect(),
        )
    }

    #[test]
    fn a_pattern_keeps_what_it_matches() {
        assert_eq!(selected(&["Start*"]).0, ["StartChat", "StartTask"]);
        assert_eq!(
            selected(&["*Chat", "List"]).0,
            ["StartChat", "StopChat", "List"]
        );
        assert_eq!(selected(&["Sto?Chat"]).0, ["StopChat"]);
        assert_eq!(selected(&["*"]).0.len(), 4);
        // A pattern matches entire names, case-sensitively.
        assert!(selected(&["Start"]).0.is_empty());
        assert!(selected(&["start*"]).0.is_empty());
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_a_problem_with_a_near_name() {
        let (kept, helps) = selected(&["List", "Strat*", "*Taks", "Q?*"]);
        assert_eq!(kept, ["List"]);
        assert_eq!(helps.len(), 3);
        assert_eq!(helps[0], "did you mean `StartChat`?");
        assert_eq!(helps[1], "did you mean `StartTask`?");
        assert!(helps[2].contains("case-sensitive"), "{}", helps[2]);
    }
}

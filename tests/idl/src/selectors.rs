//! Selectors and the shapes they match.

use std::path::Path;

use sansmith_smithy::load::Loaded;
use sansmith_smithy::model::{Node, ShapeId};
use sansmith_smithy::selector::{Graph, Selector, SelectorError};

use crate::loaded::load_files;
use crate::suite::{Report, Suite, case, files_with};

/// Files with the metadata `selectorTests`: one case per selector.
pub(crate) const SELECTORS: Suite = Suite {
    name: "selectors",
    folder: "selectors",
    run: |folder, report| {
        for file in files_with(folder, ".smithy") {
            check(report, &case(folder, &file), &file);
        }
    },
};

fn check(report: &mut Report<'_>, file_case: &str, file: &Path) {
    let loaded = load_files(&[file], true);
    let graph = Graph::new(&loaded.model);
    let tests = loaded.model.metadata().get("selectorTests");
    let tests = tests.and_then(Node::as_array).unwrap_or_default();
    if tests.is_empty() {
        report.cases.skip(file_case);
    }
    for (index, test) in tests.iter().enumerate() {
        let case = format!("{file_case} {}", index + 1);
        if !report.cases.wants(&case) {
            continue;
        }
        let text = test
            .get("selector")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let got = match matches(&loaded, &graph, test, text) {
            Ok(ids) => ids,
            Err(error) => error.to_string(),
        };
        let expected = format!("{text}: {}", expected(test));
        report
            .cases
            .equal(&case, &expected, &format!("{text}: {got}"));
    }
}

fn expected(test: &Node) -> String {
    let ids = test.get("matches").and_then(Node::as_array);
    let mut ids: Vec<_> = ids
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .filter_map(ShapeId::parse)
        .collect();
    ids.sort();
    ids.dedup();
    join(&ids.iter().collect::<Vec<_>>())
}

fn matches(
    loaded: &Loaded,
    graph: &Graph<'_>,
    test: &Node,
    selector: &str,
) -> Result<String, SelectorError> {
    let without_prelude = test.get("skipPreludeShapes").and_then(Node::as_bool) == Some(true);
    let mut found = Selector::parse(selector)?.select(graph)?;
    // The reference's model lacks the other bundled definitions.
    let is_own = |id: &ShapeId| {
        let shape = loaded.model.shape(id.root_str());
        shape.is_some_and(|shape| !shape.bundled)
    };
    found.retain(|id| is_own(id) || (!without_prelude && id.namespace() == "smithy.api"));
    Ok(join(&found))
}

fn join(ids: &[&ShapeId]) -> String {
    let ids: Vec<_> = ids.iter().map(|id| id.as_str()).collect();
    ids.join(", ")
}

//! Lowers examples of operations.

use indexmap::IndexMap;

use super::scope::Scope;
use super::traits::Traits;
use crate::ir::{Docs, Example, ExampleError, Value};
use crate::problem::Problems;
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// Lowers the examples of an operation.
pub(super) fn lower_examples(
    traits: &mut Traits<'_>,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Vec<Example> {
    let id = "smithy.api#examples";
    let examples = traits.take::<Vec<mirror::Example<'_>>>(id, problems);
    let examples = examples.into_iter().flatten();
    let nothing = || Value::Object(IndexMap::new());
    let docs = |text: Text<'_>| Docs::from(text.into_owned());
    examples
        .map(|example| Example {
            title: example.title.into_owned(),
            docs: example.documentation.map(docs),
            input: example.input.unwrap_or_else(nothing),
            output: example.output,
            error: example.error.map(|error| ExampleError {
                shape: scope.name(&error.shape),
                content: error.content.unwrap_or_else(nothing),
            }),
        })
        .collect()
}

use crate::bundle::{Bundle, Source};
use crate::config::Config;
use crate::ir::{Ir, Member};
use crate::problem::Problems;

mod faults;
mod meaning;
mod merging;
mod services;

/// A restJson1 service with operation `Op`, whose input is `t#In`.
const SERVICE: &str = r#"
    "t#Api": {"type": "service", "version": "1", "operations": [{"target": "t#Op"}],
              "traits": {"aws.protocols#restJson1": {}}},
    "t#Op": {"type": "operation", "input": {"target": "t#In"},
             "traits": {"smithy.api#http": {"method": "POST", "uri": "/"}}}"#;

/// A problem: location, code and message.
type Found = (String, &'static str, String);

/// Lowers a model of files, each given as its version and the contents of `shapes`.
fn lower_files(files: &[(&str, &str)], config: &Config) -> (Option<Ir>, Vec<Found>) {
    let texts = files
        .iter()
        .map(|(version, shapes)| format!(r#"{{"smithy": "{version}", "shapes": {{{shapes}}}}}"#));
    let mut texts = texts.enumerate();
    let source = |(index, text)| Source::new(format!("{index}.json"), text);
    let mut bundle = Bundle::new(texts.next().map(source).expect("a model has a file"));
    bundle.sidecars = texts.map(source).collect();
    let mut problems = Problems::new();
    let ir = crate::lower_bundle(&bundle, config, &mut problems).ok();
    let problems = problems.into_vec().into_iter();
    let found = problems.map(|problem| {
        let (code, words) = (problem.kind.code(), problem.kind.to_string());
        (problem.at.to_string(), code, words)
    });
    (ir, found.collect())
}

/// Lowers a version 2.0 model of one file.
fn lower(shapes: &str) -> (Option<Ir>, Vec<Found>) {
    lower_files(&[("2.0", shapes)], &Config::default())
}

/// Lowers shapes added to [`SERVICE`], asserting that there are no problems.
fn clean(version: &str, shapes: &str) -> Ir {
    let shapes = format!("{SERVICE}, {shapes}");
    let (ir, problems) = lower_files(&[(version, &shapes)], &Config::default());
    assert_eq!(problems, []);
    ir.expect("a clean model lowers")
}

/// The input member `m`, given its target and traits.
fn member(target: &str, traits: &str) -> Member {
    let ir = clean(
        "2.0",
        &format!(
            r#""t#In": {{"type": "structure", "members": {{
                "m": {{"target": "smithy.api#{target}", "traits": {{{traits}}}}}}}}}"#
        ),
    );
    ir.shapes["In"].member("m").expect("it is there").clone()
}

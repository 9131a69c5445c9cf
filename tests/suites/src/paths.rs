//! `JMESPath`: the compliance suite, by programs built at run time.

use std::path::Path;

use sansmith::page::path::Found;
use sansmith::{Codecs, Document};
use sansmith_dynamic::Program;
use serde_json::Value;

use crate::cases::Cases;
use crate::suite::Suite;

/// The compliance suite of `JMESPath`.
pub const JMESPATH: Suite = Suite {
    name: "jmespath",
    owns: |folder| folder.join("syntax.json").is_file() || folder.join("wildcard.json").is_file(),
    run,
};

fn run(folder: &Path, cases: &mut Cases<'_>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    for file in files {
        let name = crate::corpus::name(&file);
        let Some(text) = cases.read(&file) else {
            continue;
        };
        match serde_json::from_str::<Value>(&text) {
            Ok(Value::Array(groups)) => {
                for (index, group) in groups.iter().enumerate() {
                    run_group(&format!("{name}/{index}"), group, cases);
                }
            }
            other => cases.fail(&name, "an array of groups", &format!("{other:?}")),
        }
    }
}

fn run_group(name: &str, group: &Value, cases: &mut Cases<'_>) {
    let given = document(&group["given"]);
    let tests = group["cases"].as_array().map_or(&[][..], Vec::as_slice);
    for test in tests {
        let expression = test["expression"].as_str().unwrap_or_default();
        let case = format!("{name}/{expression}");
        let got = evaluate(expression, &given);
        match (test.get("result"), test.get("error"), got) {
            (Some(expected), _, Ok(got)) => {
                if same(&document(expected), &got) {
                    cases.pass(&case);
                } else {
                    cases.fail(&case, &expected.to_string(), &got.to_json());
                }
            }
            (Some(expected), _, Err(why)) => cases.fail(&case, &expected.to_string(), &why),
            (None, Some(_), Err(_)) | (None, None, Ok(_)) => cases.pass(&case),
            (None, Some(error), Ok(got)) => cases.fail(&case, &error.to_string(), &got.to_json()),
            (None, None, Err(why)) => cases.fail(&case, "an expression", &why),
        }
    }
}

/// A JSON value as a document.
pub fn document(value: &Value) -> Document {
    Document::from_json(value.to_string()).unwrap_or_default()
}

/// The value of an expression on a document.
///
/// # Errors
///
/// The expression is wrong, or an argument has the wrong type.
pub fn evaluate(expression: &str, document: &Document) -> Result<Document, String> {
    let program = Program::parse(expression)?;
    let found = program.path().find(document);
    found
        .map(|found: Found<'_>| found.to_document())
        .map_err(|error| error.to_string())
}

/// Returns true for equal documents; numbers are compared by value.
pub fn same(one: &Document, other: &Document) -> bool {
    Found::of(one).equals(&Found::of(other), sansmith::page::path::Scope::whole())
}

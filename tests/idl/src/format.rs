//! The formatter: output must equal that of the reference implementation.

use std::path::{Path, PathBuf};

use sansmith_smithy::format::format;

use crate::suite::{Report, Suite, case, files_with, name};

/// Files `X.smithy` with `X.formatted.smithy`; without it, formatting must not change the file.
pub(crate) const FORMAT: Suite = Suite {
    name: "format",
    folder: "format",
    run: |folder, report| {
        for file in files_with(folder, ".smithy") {
            let name = name(&file);
            if name.ends_with(".formatted.smithy") {
                continue;
            }
            let stem = name.trim_end_matches(".smithy");
            let formatted = file.with_file_name(format!("{stem}.formatted.smithy"));
            let expected = if formatted.is_file() {
                formatted
            } else {
                file.clone()
            };
            check(report, &case(folder, &file), &file, &expected);
        }
    },
};

/// Folders of the corpus that may contain `formatted` folders, and a separate folder of that name.
pub(crate) const FORMATTED: [Suite; 8] = [
    formatted("formatted", "formatted"),
    formatted("formatted valid", "valid"),
    formatted("formatted errorfiles", "errorfiles"),
    formatted("formatted wild", "wild"),
    formatted("formatted services", "services"),
    formatted("formatted smithy-rs", "smithy-rs"),
    formatted("formatted selectors", "selectors"),
    formatted("formatted diff", "diff"),
];

/// `formatted` folders with the formatted text of each file in the sibling folder `files` or in the parent folder.
const fn formatted(name: &'static str, folder: &'static str) -> Suite {
    Suite {
        name,
        folder,
        run: |folder, report| {
            for expected in files_with(folder, ".smithy") {
                if let Some(original) = original(&expected) {
                    check(report, &case(folder, &expected), &original, &expected);
                }
            }
        },
    }
}

/// The original of a file in a `formatted` folder.
fn original(formatted: &Path) -> Option<PathBuf> {
    let folder = formatted
        .ancestors()
        .find(|folder| folder.ends_with("formatted"))?;
    let path = formatted.strip_prefix(folder).ok()?;
    let beside = folder.parent()?;
    [beside.join("files").join(path), beside.join(path)]
        .into_iter()
        .find(|original| original.is_file())
}

fn check(report: &mut Report<'_>, case: &str, original: &Path, expected: &Path) {
    if !report.cases.wants(case) {
        return;
    }
    let (Some(text), Some(expected)) = (report.cases.read(original), report.cases.read(expected))
    else {
        return;
    };
    match format(&text) {
        Ok(formatted) => report.cases.equal(case, &expected, &formatted),
        Err(error) => {
            let got = format!("at byte {}: {error}", error.offset);
            report.cases.fail(case, &expected, &got);
        }
    }
}

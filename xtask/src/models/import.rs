//! `cargo xtask models import`.
//!
//! **Invariants**
//!
//! - A service folder contains exactly the imported files; outdated ones are removed.
//! - Imports are deterministic.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::{FileSet, Owner};
use serde_json::Value;

use super::sources::{self, Row};
use super::{ImportArguments, facts};
use crate::corpus::{Corpus, Service, sha256_hex};
use crate::workspace::Workspace;
use crate::{Outcome, terminal};

/// Files with facts, and keys under which each has documentation.
///
/// Examples are not imported: they are prose, and their facts are in the model.
const FILES: [(&str, &[&str]); 4] = [
    ("service-2", &["documentation"]),
    ("paginators-1", &["documentation"]),
    ("waiters-2", &["documentation", "description"]),
    ("endpoint-rule-set-1", &["documentation"]),
];

/// Runs `cargo xtask models import`.
pub(super) fn run(workspace: &Workspace, arguments: &ImportArguments) -> miette::Result<Outcome> {
    let models = workspace.models();
    let mut rows = sources::read(&models)?;
    let services = if arguments.services.is_empty() {
        rows.keys().cloned().collect()
    } else {
        arguments.services.clone()
    };
    let corpus = Corpus::fetch(workspace, &arguments.version)?;
    for name in services {
        let service = corpus.service(&name, arguments.api_version.as_deref())?;
        let files = read_facts(&service)?;
        let changed = write_facts(&files, &models.join(&name))?;
        terminal::print(format_args!(
            "{name} {}: {}, {changed} files changed",
            service.api_version,
            size(&files)
        ));
        rows.insert(name, row(&corpus, service, files)?);
        sources::write(&models, &rows)?;
    }
    Ok(Outcome::Done)
}

/// Facts of a service by file name.
type Facts = BTreeMap<String, Value>;

fn read_facts(service: &Service) -> miette::Result<Facts> {
    let mut files = Facts::new();
    for (stem, prose) in FILES {
        let Some(mut model) = read_json(&service.folder.join(format!("{stem}.json")))? else {
            continue;
        };
        let overlay = read_json(&service.folder.join(format!("{stem}.sdk-extras.json")))?;
        if let Some(overlay) = overlay.and_then(|mut extras| Some(extras.get_mut("merge")?.take()))
        {
            facts::merge(&mut model, overlay);
        }
        facts::remove_prose(&mut model, prose);
        files.insert(format!("{stem}.json"), model);
    }
    if files.contains_key("service-2.json") {
        return Ok(files);
    }
    Err(miette!(
        "`{}` has no service-2.json",
        service.folder.display()
    ))
}

fn read_json(place: &Path) -> miette::Result<Option<Value>> {
    let bytes = match fs::read(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.into_diagnostic(),
    };
    bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).into_diagnostic())
        .wrap_err_with(|| format!("cannot read `{}`", place.display()))
}

fn write_facts(facts: &Facts, folder: &Path) -> miette::Result<usize> {
    let mut files = FileSet::new(Owner::Everything);
    for (name, model) in facts {
        files.add(name, pretty(model)?)?;
    }
    Ok(files.write(folder)?.len())
}

fn pretty(model: &Value) -> miette::Result<String> {
    let mut text = serde_json::to_string_pretty(model).into_diagnostic()?;
    text.push('\n');
    Ok(text)
}

fn row(corpus: &Corpus, service: Service, files: Facts) -> miette::Result<Row> {
    let mut digests = BTreeMap::new();
    for (name, model) in files {
        digests.insert(name, sha256_hex(pretty(&model)?.as_bytes()));
    }
    Ok(Row {
        release: format!("botocore {}", corpus.version()),
        sha256: corpus.sha256()?,
        licence: "Apache-2.0".to_owned(),
        api_version: service.api_version,
        files: digests,
    })
}

fn size(files: &Facts) -> String {
    let count = |key: &str| {
        let entries = files
            .get("service-2.json")
            .and_then(|model| model.get(key)?.as_object());
        entries.map_or(0, serde_json::Map::len)
    };
    format!(
        "{} operations, {} shapes",
        count("operations"),
        count("shapes")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn overlays_are_merged_and_prose_is_left_out() {
        let folder = tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put(
            "service-2.json",
            r#"{"shapes": {"Expires": {"type": "string", "documentation": "When."}}}"#,
        );
        put(
            "service-2.sdk-extras.json",
            r#"{"version": 1.0, "merge": {"shapes": {"Expires": {"type": "timestamp"}}}}"#,
        );
        put(
            "waiters-2.json",
            r#"{"waiters": {"Up": {"description": "Until up.", "delay": 1}}}"#,
        );
        put("examples-1.json", "{}");
        let service = Service {
            name: "s".to_owned(),
            api_version: "1".to_owned(),
            folder: folder.path().to_path_buf(),
        };
        let files = read_facts(&service).unwrap();
        let texts: Vec<_> = files
            .iter()
            .map(|(name, model)| format!("{name} {model}"))
            .collect();
        assert_eq!(
            texts,
            [
                r#"service-2.json {"shapes":{"Expires":{"type":"timestamp"}}}"#,
                r#"waiters-2.json {"waiters":{"Up":{"delay":1}}}"#,
            ]
        );
    }
}

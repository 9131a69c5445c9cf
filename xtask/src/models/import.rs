//! `cargo xtask models import`.
//!
//! **Invariants**
//!
//! - A service folder contains exactly the imported files and those of [`KEPT`]; outdated ones are removed.
//! - Imports are deterministic.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use miette::{IntoDiagnostic, WrapErr, miette};
use sansmith_build::{FileSet, Owner};
use serde_json::Value;

use super::{ImportArguments, KEPT, facts};
use sansmith_project::corpus::{Corpus, Service, sha256_hex};
use sansmith_project::models::sources::{self, Row};
use sansmith_project::workspace::Workspace;
use sansmith_project::{Outcome, terminal};

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
        let api_version = service.api_version.clone();
        let imported = import(&corpus, service, &models.join(&name))?;
        terminal::print(format_args!(
            "{name} {api_version}: {}, {} files changed",
            imported.size, imported.changed
        ));
        rows.insert(name, imported.row);
        sources::write(&models, &rows)?;
    }
    Ok(Outcome::Done)
}

/// An imported service.
pub(super) struct Imported {
    /// Origin and digests.
    pub(super) row: Row,
    /// Number of files that changed.
    pub(super) changed: usize,
    /// Number of operations and shapes, as text.
    size: String,
}

/// Writes the facts of a service to a folder.
pub(super) fn import(corpus: &Corpus, service: Service, folder: &Path) -> miette::Result<Imported> {
    let facts = read_facts(&service.folder)?;
    Ok(Imported {
        changed: write_facts(&facts, folder)?,
        size: size(&facts),
        row: row(corpus, service, facts)?,
    })
}

/// Facts of a service by file name.
type Facts = BTreeMap<String, Value>;

/// Reads the facts in a folder of botocore.
fn read_facts(folder: &Path) -> miette::Result<Facts> {
    let mut files = Facts::new();
    for (stem, prose) in FILES {
        let Some(mut model) = read_json(&folder.join(format!("{stem}.json")))? else {
            continue;
        };
        let overlay = read_json(&folder.join(format!("{stem}.sdk-extras.json")))?;
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
    Err(miette!("`{}` has no service-2.json", folder.display()))
}

/// Reads a file, or the compressed one that wheels of botocore have instead.
fn read_json(place: &Path) -> miette::Result<Option<Value>> {
    let packed = place.with_extension("json.gz");
    let bytes = match fs::read(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && packed.is_file() => {
            unpacked(&packed)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read,
    };
    bytes
        .into_diagnostic()
        .and_then(|bytes| serde_json::from_slice(&bytes).into_diagnostic())
        .wrap_err_with(|| format!("cannot read `{}`", place.display()))
}

fn unpacked(place: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(fs::File::open(place)?)
        .take(MOST_BYTES)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Maximum size of a model; that of ec2 has 6 MB.
const MOST_BYTES: u64 = 1 << 28;

/// Writes the facts in a folder of botocore to another folder.
pub(crate) fn facts_of(model: &Path, folder: &Path) -> miette::Result<()> {
    write_facts(&read_facts(model)?, folder)?;
    Ok(())
}

fn write_facts(facts: &Facts, folder: &Path) -> miette::Result<usize> {
    let mut files = FileSet::new(Owner::Everything);
    for (name, model) in facts {
        files.add(name, pretty(model)?)?;
    }
    for name in KEPT {
        let place = folder.join(name);
        if place.is_file() {
            let text = fs::read_to_string(&place)
                .into_diagnostic()
                .wrap_err_with(|| format!("cannot read `{}`", place.display()))?;
            files.add(name, text)?;
        }
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
        let files = read_facts(folder.path()).unwrap();
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

    #[test]
    fn settings_of_a_service_stay() {
        let folder = tempdir().unwrap();
        for name in KEPT.into_iter().chain(["waiters-2.json"]) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let facts = Facts::from([("service-2.json".to_owned(), Value::Null)]);
        assert_eq!(write_facts(&facts, folder.path()).unwrap(), 2);
        for name in KEPT {
            assert!(folder.path().join(name).is_file(), "{name}");
        }
        assert!(!folder.path().join("waiters-2.json").exists());
    }
}

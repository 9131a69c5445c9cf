//! Finds rule sets with their cases: botocore folders, Smithy models and service traits, rules engine cases.

use std::fs;
use std::path::{Path, PathBuf};

use sansmith::endpoint::Partitions;
use sansmith_codegen::endpoint::{self, Table};
use sansmith_codegen::{Report, Source};
use serde_json::Value;

use crate::cases::Cases;
use crate::corpus;

/// Traits of a service.
const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const DIAGRAM: &str = "smithy.rules#endpointBdd";
const TESTS: &str = "smithy.rules#endpointTests";

/// File names in botocore.
const BOTOCORE_RULES: &str = "endpoint-rule-set-1.json";
const BOTOCORE_TESTS: &str = "endpoint-tests-1.json";

/// Number of parent folders searched for related files.
const HIGHEST: usize = 8;

/// A rule set with its cases.
#[derive(Debug)]
pub(super) struct Set {
    /// Name in the report.
    pub(super) name: String,
    /// The cases.
    pub(super) cases: Vec<Value>,
    /// The rules.
    rules: Value,
    /// True if the rules are a decision diagram.
    is_diagram: bool,
    /// Model of the service, if available.
    pub(super) model: Option<PathBuf>,
    /// Partitions file to use.
    partitions: Option<PathBuf>,
}

impl Set {
    /// Compiles the rules.
    pub(super) fn compile(&self) -> Result<Table, String> {
        let source = Source::new(self.name.as_str(), self.rules.to_string());
        let table = if self.is_diagram {
            endpoint::compile_diagram(&source)
        } else {
            endpoint::compile_rule_set(&source)
        };
        table.map_err(|report: Report| {
            let lines = report
                .entries()
                .iter()
                .map(sansmith_codegen::report::Entry::one_line);
            lines.collect::<Vec<_>>().join("\n")
        })
    }

    /// The partitions, if different from the runtime's.
    pub(super) fn read_partitions(&self) -> Result<Option<Partitions<'static>>, String> {
        let Some(file) = &self.partitions else {
            return Ok(None);
        };
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        let partitions = Partitions::from_json(&text);
        partitions.map(Some).map_err(|error| error.to_string())
    }
}

/// The rule sets at or below a path.
pub(super) fn sets(path: &Path, cases: &mut Cases<'_>) -> Vec<Set> {
    let mut sets = Vec::new();
    if path.is_file() {
        read_file(path, cases, &mut sets);
    }
    for folder in corpus::folders(&[path.to_path_buf()]) {
        let mut files: Vec<_> = fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .flatten()
            .collect();
        files.sort_by_key(fs::DirEntry::path);
        for file in files {
            let file = file.path();
            if file
                .extension()
                .is_some_and(|extension| extension == "json")
                && file.is_file()
            {
                read_file(&file, cases, &mut sets);
            }
        }
    }
    sets
}

/// Reads the cases of a file, if it has some.
fn read_file(file: &Path, cases: &mut Cases<'_>, sets: &mut Vec<Set>) {
    let name = corpus::name(file);
    let folder = file.parent().unwrap_or(file);
    if name == BOTOCORE_TESTS {
        read_botocore(file, folder, cases, sets);
        return;
    }
    let is_of_engine = corpus::name(folder) == "test-cases";
    let mentions = || fs::read_to_string(file).is_ok_and(|text| text.contains(TESTS));
    if is_of_engine {
        let rules = folder.with_file_name("valid-rules").join(&name);
        let (Some(tests), Some(rules)) = (read(file, cases), read(&rules, cases)) else {
            return;
        };
        let name = format!("rules-engine/{name}");
        push(
            sets,
            name,
            &tests,
            (rules, false),
            (None, partitions(folder)),
        );
    } else if mentions()
        && let Some(value) = read(file, cases)
    {
        read_traits(&value, file, folder, sets);
    }
}

/// Reads botocore cases; the rules are in the same folder or in the release's data folder.
fn read_botocore(file: &Path, folder: &Path, cases: &mut Cases<'_>, sets: &mut Vec<Set>) {
    let service = corpus::name(folder);
    let beside = folder.join(BOTOCORE_RULES);
    let place = if beside.is_file() {
        Some(folder.to_path_buf())
    } else {
        above(folder, |root| data_of(root, &service))
    };
    let Some(place) = place else {
        cases.fail(
            &service,
            BOTOCORE_RULES,
            "no such file beside the cases or in `botocore/data`",
        );
        return;
    };
    let (Some(tests), Some(rules)) = (read(file, cases), read(&place.join(BOTOCORE_RULES), cases))
    else {
        return;
    };
    let partitions = partitions(folder).or_else(|| {
        above(&place, |folder| {
            Some(folder.join("partitions.json")).filter(|file| file.is_file())
        })
    });
    let model = model_in(&place).or_else(|| model_of(&service));
    push(sets, service, &tests, (rules, false), (model, partitions));
}

/// Reads the traits of a service, or of each service in a model.
fn read_traits(value: &Value, file: &Path, folder: &Path, sets: &mut Vec<Set>) {
    let stem = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut services: Vec<(String, &Value, bool)> = Vec::new();
    if value.get(TESTS).is_some() {
        services.push((stem.clone(), value, false));
    }
    for (id, shape) in value
        .get("shapes")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if let Some(traits) = shape
            .get("traits")
            .filter(|traits| traits.get(TESTS).is_some())
        {
            services.push((id.clone(), traits, true));
        }
    }
    for (name, traits, is_model) in services {
        let model = if is_model {
            Some(file.to_path_buf())
        } else {
            model_in(folder).or_else(|| model_of(&stem))
        };
        for (id, is_diagram) in [(RULE_SET, false), (DIAGRAM, true)] {
            if let (Some(rules), Some(tests)) = (traits.get(id), traits.get(TESTS)) {
                let form = if is_diagram { "diagram" } else { "rule set" };
                let rules = (rules.clone(), is_diagram);
                let beside = (model.clone(), partitions(folder));
                push(sets, format!("{name} {form}"), tests, rules, beside);
            }
        }
    }
}

fn push(
    sets: &mut Vec<Set>,
    name: String,
    tests: &Value,
    (rules, is_diagram): (Value, bool),
    (model, partitions): (Option<PathBuf>, Option<PathBuf>),
) {
    let cases = tests.get("testCases").and_then(Value::as_array).cloned();
    sets.push(Set {
        name,
        cases: cases.unwrap_or_default(),
        rules,
        is_diagram,
        model,
        partitions,
    });
}

fn read(file: &Path, cases: &mut Cases<'_>) -> Option<Value> {
    let text = cases.read(file)?;
    match serde_json::from_str(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            cases.fail(&file.display().to_string(), "JSON", &error.to_string());
            None
        }
    }
}

/// The partitions file in a folder, or next to it with its name.
fn partitions(folder: &Path) -> Option<PathBuf> {
    let beside = format!("{}.partitions.json", corpus::name(folder));
    let files = [
        folder.join("partitions.json"),
        folder.with_file_name(beside),
    ];
    files.into_iter().find(|file| file.is_file())
}

/// The first result for a folder or one of its parents.
fn above<T>(folder: &Path, find: impl Fn(&Path) -> Option<T>) -> Option<T> {
    folder.ancestors().take(HIGHEST).find_map(find)
}

/// The latest version of a service in a release of botocore.
fn data_of(root: &Path, service: &str) -> Option<PathBuf> {
    let versions = fs::read_dir(root.join("botocore/data").join(service)).ok()?;
    let versions = versions.flatten().map(|version| version.path());
    versions
        .filter(|version| version.join(BOTOCORE_RULES).is_file())
        .max()
}

/// The model in a folder.
fn model_in(folder: &Path) -> Option<PathBuf> {
    Some(folder.join("service-2.json")).filter(|file| file.is_file())
}

/// The model of a service in the corpora.
fn model_of(service: &str) -> Option<PathBuf> {
    let service = if service == "config-service" {
        "config"
    } else {
        service
    };
    data_of(&super::botocore(), service).and_then(|folder| model_in(&folder))
}

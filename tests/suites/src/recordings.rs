//! Recorded traffic of Amazon S3: the same calls send it again, and chunks are signed as they say.
//!
//! A file has the events of connections in order: requests, responses, and parts of bodies. An operation and its input are found by
//! parsing a request as a server does, so the recording alone is the test.

mod replay;
mod signature;
mod traffic;

use std::fs;
use std::path::{Path, PathBuf};

use sansmith_dynamic::{Finder, Model};

use self::traffic::Exchange;
use crate::cases::Cases;
use crate::corpus;
use crate::suite::Suite;

/// Recordings of Amazon S3: files with a list `events`, whose first request is for a host of S3.
pub const S3: Suite = Suite {
    name: "s3",
    owns: |folder| files(folder).iter().any(|file| read(file).is_some()),
    run,
};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let mut files: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    files
}

/// The exchanges of a recording of S3.
fn read(file: &Path) -> Option<Vec<Exchange>> {
    let text = fs::read_to_string(file).ok()?;
    let exchanges = traffic::exchanges(&serde_json::from_str(&text).ok()?)?;
    let host = exchanges.first()?.request.uri().host()?;
    let is_s3 = |label: &str| label == "s3" || label.starts_with("s3express-");
    host.split('.').any(is_s3).then_some(exchanges)
}

/// The model of the service in the corpus of botocore.
fn model() -> Result<Model, String> {
    let data = crate::endpoints::botocore().join("botocore/data");
    let model = Finder::new().folder(data).open("s3");
    model.map_err(|error| error.to_string())
}

fn run(folder: &Path, cases: &mut Cases<'_>) {
    for file in files(folder) {
        let Some(exchanges) = read(&file) else {
            continue;
        };
        let name = format!("{}/{}", corpus::name(folder), corpus::name(&file));
        let replayed = model().and_then(|model| replay::replay(model, &exchanges));
        judge(cases, &format!("{name} calls"), replayed);
        for (index, exchange) in exchanges.iter().enumerate() {
            if let Some(verdict) = signature::check(exchange) {
                judge(cases, &format!("{name} chunks {index}"), verdict);
            }
        }
    }
}

fn judge(cases: &mut Cases<'_>, case: &str, verdict: Result<(), String>) {
    if !cases.wants(case) {
        return;
    }
    match verdict {
        Ok(()) => cases.pass(case),
        Err(why) => cases.fail(case, "the recorded requests", &why),
    }
}

//! Endpoint rules: cases of botocore, Smithy models and the rules engine, run by the runtime's engine.
//!
//! **Invariants**
//! - Rule sets are compiled to tables as in a generated crate; nothing is interpreted here.

mod case;
mod inputs;
mod source;
mod table;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sansmith_tally::Tally;

use self::source::Set;
use crate::cases::Cases;
use crate::corpus;

/// The name of the suite in reports.
const NAME: &str = "endpoints";

/// The folder of the corpora that `cargo xtask corpus` fetches.
pub fn botocore() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/corpus/botocore-1.44.5")
}

/// Default locations of cases: both corpora.
pub fn roots() -> Vec<PathBuf> {
    vec![botocore(), corpus::call().join("endpoints")]
}

/// Runs the cases at or below `paths`, and writes the report.
///
/// The report has one line per origin of rules, then the failures; its last line has the total counts.
///
/// # Errors
///
/// The report cannot be written.
pub fn run(paths: &[PathBuf], filter: &str, mut out: impl Write) -> io::Result<Tally> {
    let mut sum = Tally::default();
    for path in paths {
        let mut cases = Cases::new(NAME, filter);
        let sets = source::sets(path, &mut cases);
        let count = sets.len();
        for set in &sets {
            check(set, &mut cases);
        }
        writeln!(
            out,
            "{}: {count} rule sets: {}",
            path.display(),
            cases.tally()
        )?;
        for failure in cases.failures() {
            write!(out, "{failure}")?;
        }
        sum.add(cases.tally());
    }
    writeln!(out, "{sum}")?;
    Ok(sum)
}

/// Runs the cases of one rule set.
fn check(set: &Set, cases: &mut Cases<'_>) {
    let arena = bumpalo::Bump::new();
    let table = match set.compile() {
        Ok(table) => table,
        Err(why) => {
            cases.fail(&set.name, "rules", &why);
            return;
        }
    };
    let rules = match table::rules(&table, &arena) {
        Ok(rules) => rules,
        Err(why) => {
            cases.fail(&set.name, "rules", &why);
            return;
        }
    };
    let partitions = match set.read_partitions() {
        Ok(partitions) => partitions,
        Err(why) => {
            cases.fail(&set.name, "partitions", &why);
            return;
        }
    };
    let inputs = inputs::Inputs::of(set);
    for (index, case) in set.cases.iter().enumerate() {
        case::check(
            case,
            index,
            &case::Around {
                set,
                rules: &rules,
                partitions: partitions.as_ref(),
                inputs: inputs.as_ref(),
            },
            cases,
        );
    }
}

//! AWS services in both formats from the same date: all differences are known.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use sansmith_tests::{bundle, corpus, root};

use super::difference::{Difference, compare};
use super::known::{KNOWN, Rule};
use super::lowered;
use super::printed::take_apart;

/// The botocore release from the date of the Smithy models.
const RELEASE: &str = "botocore-1.37.26";

/// Maximum number of unexplained differences of a kind.
const FEW: usize = 50;

/// A service in both formats from the same date.
pub(crate) struct Twin {
    /// Name in botocore.
    pub(crate) service: String,
    pub(crate) botocore: PathBuf,
    pub(crate) smithy: PathBuf,
}

/// Services available in both formats; `None` if a corpus is absent.
pub(crate) fn twins() -> Option<Vec<Twin>> {
    let models = corpus::smithy("services")?;
    let data = root()
        .join("target/corpus")
        .join(RELEASE)
        .join("botocore/data");
    if !data.is_dir() {
        let _ = writeln!(
            std::io::stderr(),
            "{RELEASE}: absent, skipped (`cargo xtask corpus --version {}` fetches it)",
            RELEASE.trim_start_matches("botocore-")
        );
        return None;
    }
    let twin = |(name, smithy): (String, PathBuf)| {
        let (service, version) = name.split_once('-').expect("a name and a version");
        let botocore = data.join(service).join(version).join("service-2.json");
        Twin {
            service: service.to_owned(),
            botocore,
            smithy,
        }
    };
    Some(models.into_iter().map(twin).collect())
}

/// Differences between the two forms of each service.
fn differences(twins: &[Twin]) -> Vec<Difference> {
    let mut found = Vec::new();
    for twin in twins {
        let smithy = lowered(&bundle(&twin.smithy, "smithy.json"));
        let botocore = lowered(&bundle(&twin.botocore, "service-2.json"));
        let [botocore, smithy] = [botocore, smithy].map(|ir| take_apart(&ir.to_string()));
        let differences = compare(&botocore, &smithy).into_iter();
        found.extend(differences.map(|difference| Difference {
            example: format!("{} {}", twin.service, difference.example),
            ..difference
        }));
    }
    found
}

#[test]
fn services_differ_in_known_ways_alone() {
    let Some(twins) = twins() else {
        return;
    };
    let found = differences(&twins);
    let mut counts: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    let mut unknown = Vec::new();
    for difference in found {
        // The service precedes the location.
        let (_, place) = difference.example.split_once(' ').unwrap_or_default();
        let bare = Difference {
            what: difference.what.clone(),
            example: place.to_owned(),
        };
        match KNOWN.iter().position(|known| known.is(&bare)) {
            Some(kind) => {
                let (count, _) = counts
                    .entry(kind)
                    .or_insert_with(|| (0, difference.example.clone()));
                *count += 1;
            }
            None => unknown.push(format!("{}: {}", difference.what, difference.example)),
        }
    }
    let mut wrong = Vec::new();
    for (kind, known) in KNOWN.iter().enumerate() {
        let (count, example) = counts.remove(&kind).unwrap_or_default();
        let mut line = format!("{count:5}  {}: {}", known.name, known.reason);
        if let Some(Rule { says, place }) = &known.rule {
            let _ = write!(line, "; {says} ({place})");
        }
        let _ = writeln!(std::io::stderr(), "{line}; {example}");
        if (count, &*example) != (known.count, known.example) {
            wrong.push(format!(
                "{}: {count} and not {}, {example}",
                known.name, known.count
            ));
        }
        assert!(
            count <= FEW || known.rule.is_some(),
            "{}: {count} without a rule",
            known.name
        );
    }
    assert!(wrong.is_empty(), "the table has\n{}", wrong.join("\n"));
    unknown.truncate(20);
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

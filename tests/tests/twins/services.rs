//! Services of AWS in both formats, of one day: what they lower to differs in few ways, and each is known.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use sansmith_tests::{bundle, corpus, root};

use super::difference::{Difference, compare};
use super::known::KNOWN;
use super::lowered;
use super::printed::take_apart;

/// The release of botocore that is of the day of the Smithy models.
const RELEASE: &str = "botocore-1.37.26";

/// The most differences of a kind that need no rule of the specification.
const FEW: usize = 50;

/// The differences of every service that is there in both formats; none where a corpus is absent.
fn differences() -> Option<Vec<Difference>> {
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
    let mut found = Vec::new();
    for (name, file) in models {
        let (service, version) = name.split_once('-').expect("a name and a version");
        let twin = data.join(service).join(version).join("service-2.json");
        let smithy = lowered(&bundle(&file, &name));
        let botocore = lowered(&bundle(&twin, "service-2.json"));
        let printed = [botocore, smithy].map(|ir| take_apart(&ir.to_string()));
        let [botocore, smithy] = printed;
        found.extend(
            compare(&botocore, &smithy)
                .into_iter()
                .map(|difference| Difference {
                    example: format!("{service} {}", difference.example),
                    ..difference
                }),
        );
    }
    Some(found)
}

#[test]
fn services_differ_in_known_ways_alone() {
    let Some(found) = differences() else {
        return;
    };
    let mut counts: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    let mut unknown = Vec::new();
    for difference in found {
        // The service stands before the place.
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
    let mut table = String::new();
    for (kind, known) in KNOWN.iter().enumerate() {
        let (count, example) = counts.get(&kind).cloned().unwrap_or_default();
        let (name, reason) = (known.name, known.reason);
        let _ = writeln!(table, "{count:5}  {name}: {reason}; {example}");
        assert!(count > 0, "{}: no longer there", known.name);
        assert!(
            count <= FEW || known.rule.is_some(),
            "{}: {count} without a rule",
            known.name
        );
    }
    let _ = write!(std::io::stderr(), "{table}");
    unknown.truncate(20);
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

//! Small hand-written services in both formats.

use std::fs;
use std::path::Path;

use sansmith_codegen::{Bundle, Source};
use sansmith_tests::root;

use super::lowered;

/// The files of a folder that start with a prefix, as one bundle.
fn bundle(folder: &Path, first: &str, further: impl Fn(&str) -> bool) -> Bundle {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != first && further(name))
        .collect();
    names.sort();
    let source = |name: &str| Source::new(name, fs::read_to_string(folder.join(name)).unwrap());
    let mut bundle = Bundle::new(source(first));
    bundle.sidecars = names.iter().map(|name| source(name)).collect();
    bundle
}

#[test]
fn both_formats_of_a_fixture_lower_to_the_same() {
    let folders = fs::read_dir(root().join("tests/fixtures/twins"))
        .unwrap()
        .flatten();
    let mut folders: Vec<_> = folders.map(|folder| folder.path()).collect();
    folders.sort();
    assert!(folders.len() > 10, "{folders:?}");
    for folder in folders {
        let is_smithy = |name: &str| name.starts_with("smithy");
        let botocore = bundle(&folder, "botocore.json", |name| !is_smithy(name));
        let first = if folder.join("smithy.json").is_file() {
            "smithy.json"
        } else {
            "smithy-1.json"
        };
        let smithy = bundle(&folder, first, is_smithy);
        let (mut botocore, mut smithy) = (lowered(&botocore), lowered(&smithy));
        // Shapes of botocore have no namespace.
        assert!(!std::mem::take(&mut smithy.service.namespace).is_empty());
        for waiter in botocore.service.waiters.values_mut() {
            // Smithy waiters have no maximum number of calls.
            assert!(waiter.max_attempts.take().is_some(), "{}", waiter.name);
        }
        // Compare the printed forms first, as these give readable differences.
        let (one, other) = (botocore.to_string(), smithy.to_string());
        let different = one
            .lines()
            .zip(other.lines())
            .find(|(one, other)| one != other);
        assert_eq!(different, None, "{}", folder.display());
        assert!(
            botocore == smithy,
            "{}: not in what is printed",
            folder.display()
        );
    }
}

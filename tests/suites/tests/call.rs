//! Runs the suites on the corpus, if present.

use std::io::{self, Write};

use sansmith_suites::{SUITES, corpus};

#[test]
fn all_suites_pass() {
    let root = corpus::call();
    if !root.is_dir() {
        let _ = writeln!(io::stderr(), "corpus of the call: absent, skipped");
        return;
    }
    for suite in SUITES {
        let cases = suite.check(std::slice::from_ref(&root), "");
        let shown: String = cases.failures().iter().map(ToString::to_string).collect();
        assert_eq!(cases.tally().failed, 0, "{shown}");
        assert_ne!(cases.tally().passed, 0, "{} finds no case", suite.name);
    }
}

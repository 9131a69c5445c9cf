//! Concurrent runs for one folder.

use crate::bench::Bench;

#[test]
fn one_of_two_runs_has_the_last_word() {
    let bench = Bench::new();
    for round in 0..4 {
        // First without an existing crate, later with one.
        let out = bench.path(&format!("out-{}", round / 2));
        let mut runs: Vec<_> = [0, 1, 0, 1]
            .map(|version| bench.command(version, &out).spawn().unwrap())
            .into();
        for run in &mut runs {
            assert!(run.wait().unwrap().success());
        }
        bench.version_in(&out);
    }
}

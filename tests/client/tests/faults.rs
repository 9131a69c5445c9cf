//! A small run of the calls through the proxy that injects faults.

use sansmith_client_tests::report::Run;

#[test]
fn no_rule_is_broken_by_any_fault() {
    for (is_async, attempts) in [(false, 3), (true, 3), (false, 1), (true, 1)] {
        let run = Run {
            calls: 150,
            width: 16,
            per_mille: 250,
            attempts,
            seed: 7,
            is_async,
        };
        let report = run.run();
        assert_eq!(report.broken_rules(run), Vec::<String>::new(), "{report}");
        assert!(report.faults.len() > 10, "{report}");
        assert!(report.outcomes["output"] > 50, "{report}");
    }
}

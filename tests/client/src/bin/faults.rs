//! Makes many calls through a proxy that injects faults, with both clients, with and without retries.
//!
//! `cargo run -p sansmith-client-tests --bin faults -- [CALLS] [SEED]`; exits with 1 if a rule is broken.

#![allow(clippy::print_stdout, reason = "a command prints")]

use std::process::ExitCode;

use sansmith_client_tests::report::Run;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse());
    let calls = arguments.next().and_then(Result::ok).unwrap_or(10_000);
    let seed = arguments.next().and_then(Result::ok).unwrap_or(1);
    let mut is_broken = false;
    for (is_async, attempts) in [(false, 3), (true, 3), (false, 1), (true, 1)] {
        let run = Run {
            calls: usize::try_from(calls).unwrap_or(usize::MAX),
            width: 32,
            per_mille: 60,
            attempts,
            seed,
            is_async,
        };
        let report = run.run();
        let client = if is_async { "asynchronous" } else { "blocking" };
        print!("{client} client, {attempts} attempts at most: {report}");
        for rule in report.broken_rules(run) {
            println!("  BROKEN: {rule}");
            is_broken = true;
        }
    }
    if is_broken {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

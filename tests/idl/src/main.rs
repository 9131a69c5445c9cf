//! `cargo xtask idl`: the test suites of Smithy IDL.

use std::process::ExitCode;

use sansmith_tally::Tally;

fn main() -> ExitCode {
    Tally::default().exit_code()
}

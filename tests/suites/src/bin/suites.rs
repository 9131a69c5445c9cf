//! `cargo xtask suites`.

use std::process::ExitCode;

use sansmith_tally::Tally;

fn main() -> ExitCode {
    Tally::default().exit_code()
}

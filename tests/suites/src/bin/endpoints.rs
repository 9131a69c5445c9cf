//! `cargo xtask endpoints`.

use std::process::ExitCode;

use sansmith_tally::Tally;

fn main() -> ExitCode {
    Tally::default().exit_code()
}

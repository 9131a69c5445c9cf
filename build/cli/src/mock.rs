//! `sansmith mock`: a server of a service, from its model.

use std::io::{self, Write as _};
use std::process::ExitCode;

use sansmith_mock::Arguments;

/// Examples.
pub(crate) const EXAMPLES: &str = r#"Examples:
  sansmith mock sqs --port 9324 --log calls.jsonl
  sansmith mock model.smithy --seed 7
  echo '{"operation": "ListQueues", "every": 3, "error": {"code": "ThrottlingException", "status": 400}}' > script
  sansmith mock sqs --script script"#;

/// Runs the command until it is interrupted.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let run = sansmith_mock::run(arguments, |address| {
        let mut output = io::stdout().lock();
        let written = writeln!(output, "listening on {address}");
        // A reader that has gone away does not stop the server.
        let _ = written.and_then(|()| output.flush());
    });
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

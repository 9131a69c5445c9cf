//! Processes that print credentials.

#![allow(
    clippy::disallowed_methods,
    reason = "drivers bring what the core asks for; they are not compiled for wasm32-unknown-unknown"
)]

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::credentials::ProcessOutput;

/// The most bytes that are kept of a stream.
const MOST: u64 = (1 << 20) + 1;

/// The time between two looks at a process.
const LOOK: Duration = Duration::from_millis(5);

/// Runs a command line, without standard input.
pub(super) fn run(command: &str, timeout: Duration) -> io::Result<ProcessOutput> {
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut child = Command::new(shell)
        .args([flag, command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stdout = thread::spawn(move || read(stdout));
    let stderr = thread::spawn(move || read(stderr));
    let code = wait(&mut child, timeout)?;
    let joined = |thread: thread::JoinHandle<Vec<u8>>| thread.join().unwrap_or_default();
    Ok(ProcessOutput {
        code,
        stdout: joined(stdout),
        stderr: joined(stderr),
    })
}

/// The bytes of a stream; a process that prints more than is kept blocks, and is stopped at its timeout.
fn read(stream: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        // What was printed before a failure is kept.
        let _ = stream.take(MOST).read_to_end(&mut bytes);
    }
    bytes
}

/// Waits for the end of a process, and stops it when its time is up.
fn wait(child: &mut Child, timeout: Duration) -> io::Result<Option<i32>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        if start.elapsed() >= timeout {
            child.kill()?;
            child.wait()?;
            let text = format!("the process did not end within {} s", timeout.as_secs());
            return Err(io::Error::new(io::ErrorKind::TimedOut, text));
        }
        thread::sleep(LOOK);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::run;

    #[test]
    fn a_process_has_its_output_and_its_time() {
        let output = run(
            "printf out; printf err >&2; exit 3",
            Duration::from_secs(10),
        )
        .unwrap();
        assert_eq!(output.code, Some(3));
        assert_eq!(output.stdout, b"out");
        assert_eq!(output.stderr, b"err");
        let error = run("exec sleep 10", Duration::from_millis(20)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}

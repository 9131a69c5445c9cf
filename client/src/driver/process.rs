//! Processes that print credentials.

#![allow(
    clippy::disallowed_methods,
    reason = "drivers bring what the core asks for; they are not compiled for wasm32-unknown-unknown"
)]

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::credentials::ProcessOutput;

/// The most bytes that are kept of a stream.
const MOST: u64 = (1 << 20) + 1;

/// The time between two looks at a process.
const LOOK: Duration = Duration::from_millis(5);

/// Runs a command line, without standard input.
///
/// The time is that of the output too: a process in the background may keep it open after the shell has ended.
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
    let output = output(&mut child, timeout);
    if output.is_err() {
        // The error is that of the output; a process that has ended cannot be stopped.
        let _ = child.kill();
        let _ = child.wait();
    }
    output
}

/// The code and the output of a process.
fn output(child: &mut Child, timeout: Duration) -> io::Result<ProcessOutput> {
    let start = Instant::now();
    let stdout = read(child.stdout.take())?;
    let stderr = read(child.stderr.take())?;
    let code = wait(child, start, timeout)?;
    let whole = |bytes: &Receiver<Vec<u8>>| {
        let left = timeout.saturating_sub(start.elapsed());
        bytes.recv_timeout(left).map_err(|_| late(timeout))
    };
    Ok(ProcessOutput {
        code,
        stdout: whole(&stdout)?,
        stderr: whole(&stderr)?,
    })
}

/// The bytes of a stream, read by a thread of its own; a process that prints more than is kept finds the stream
/// closed.
fn read(stream: Option<impl Read + Send + 'static>) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    let read = move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // What was printed before a failure is kept.
            let _ = stream.take(MOST).read_to_end(&mut bytes);
        }
        // Nobody takes the bytes of a process whose time is up.
        let _ = sender.send(bytes);
    };
    thread::Builder::new().spawn(read)?;
    Ok(receiver)
}

/// The error of a process whose time is up.
fn late(timeout: Duration) -> io::Error {
    let text = format!("the process did not end within {} s", timeout.as_secs());
    io::Error::new(io::ErrorKind::TimedOut, text)
}

/// Waits for the end of a process.
fn wait(child: &mut Child, start: Instant, timeout: Duration) -> io::Result<Option<i32>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        if start.elapsed() >= timeout {
            return Err(late(timeout));
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

    #[test]
    fn a_process_in_the_background_does_not_extend_the_time() {
        // The shell ends at once; what it leaves behind keeps its output open.
        let error = run("printf out; sleep 5 &", Duration::from_millis(200)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}

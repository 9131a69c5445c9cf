//! Runs moto, a Python program that imitates AWS.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running moto; stopped on drop.
#[derive(Debug)]
pub struct Moto {
    process: Child,
    port: u16,
}

impl Moto {
    /// Starts moto on a free port; `None` if it is not installed.
    ///
    /// If so, a line is printed and the calling test counts as passed.
    pub fn start() -> Option<Self> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let packages = root.join("target/python/moto");
        if !packages.join("MADE-OF").is_file() {
            let _ = writeln!(
                std::io::stderr(),
                "moto: absent, skipped (`cargo xtask python moto` installs it)"
            );
            return None;
        }
        // A small race: another process could take the port before moto does.
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let port = listener
            .local_addr()
            .expect("a listener has an address")
            .port();
        drop(listener);
        let process = Command::new(if cfg!(windows) { "python" } else { "python3" })
            .args([
                "-m",
                "moto.server",
                "-H",
                "127.0.0.1",
                "-p",
                &port.to_string(),
            ])
            .env("PYTHONPATH", packages)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3 runs");
        let mut moto = Self { process, port };
        moto.wait();
        Some(moto)
    }

    /// Its endpoint.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait(&mut self) {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if let Ok(Some(status)) = self.process.try_wait() {
                panic!("moto ended: {status}");
            }
            assert!(
                start.elapsed() < Duration::from_secs(120),
                "moto does not listen"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

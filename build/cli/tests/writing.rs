//! `sansmith generate` when it is killed or the disk refuses: every file is complete, and the next run repairs the rest.
//!
//! `SANSMITH_KILLS` sets the number of kills; 12 is the default.

#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a failing step fails the test"
)]

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The contents of a folder, by path.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A folder with two versions of a model; the generated crates differ in most files.
struct Bench {
    folder: TempDir,
    /// The files of each version.
    versions: [Files; 2],
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Self {
            folder,
            versions: [Files::new(), Files::new()],
        };
        for version in [0, 1] {
            fs::write(bench.path(&format!("{version}.json")), model(version)).unwrap();
            // The last part of the path is in the generated README.
            let out = bench.path(&format!("{version}/out"));
            bench.run(version, &out);
            bench.versions[version] = files(&out);
        }
        let [old, new] = &bench.versions;
        assert!(old.len() > 40 && new.len() > 40, "{} files", old.len());
        assert_ne!(old[Path::new("Cargo.toml")], new[Path::new("Cargo.toml")]);
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, version: usize, out: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sansmith"));
        let (model, name) = (format!("{version}.json"), format!("lamp-{version}"));
        command
            .args(["generate", &model, "--name", &name, "--runtime", "0.1"])
            .arg("--out")
            .arg(out)
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn run(&self, version: usize, out: &Path) {
        let status = self.command(version, out).status().unwrap();
        assert!(status.success());
    }
}

/// The files of a folder, without temporary ones.
fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(here) = waiting.pop() {
        for entry in fs::read_dir(&here)
            .into_iter()
            .flatten()
            .map(Result::unwrap)
        {
            let (place, name) = (entry.path(), entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                waiting.push(place);
            } else if !name.to_string_lossy().starts_with(".sansmith-") {
                let path = place.strip_prefix(folder).unwrap().to_path_buf();
                files.insert(path, fs::read(&place).unwrap());
            }
        }
    }
    files
}

/// A model with many shapes, of which a third is in both versions.
fn model(version: usize) -> String {
    let mut shapes = String::new();
    let mut members = String::new();
    for letter in 'A'..='Z' {
        for number in 0..6 {
            let name = match number {
                0 | 1 => format!("{letter}{number}"),
                _ if (letter as usize + version).is_multiple_of(3) => continue,
                _ => format!("{letter}{number}V{version}"),
            };
            let _ = write!(
                shapes,
                r#""{name}": {{"type": "structure", "required": ["A"], "members": {{
                    "A": {{"shape": "T"}}, "B": {{"shape": "Num{version}"}}}}}},"#
            );
            let _ = write!(members, r#""{name}": {{"shape": "{name}"}},"#);
        }
    }
    format!(
        r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}},
        "operations": {{"Glow{version}": {{"http": {{"method": "POST", "requestUri": "/"}},
            "input": {{"shape": "In"}}}}}},
        "shapes": {{{shapes} "T": {{"type": "string"}}, "Num{version}": {{"type": "integer", "max": {version}}},
            "In": {{"type": "structure", "members": {{{members} "Last": {{"shape": "T"}}}}}}}}}}"#
    )
}

/// Different values in a fixed order, by Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }
}

#[test]
fn a_killed_run_leaves_complete_files_and_the_next_repairs_the_rest() {
    let bench = Bench::new();
    let out = bench.path("out");
    let start = Instant::now();
    bench.run(0, &out);
    let duration = u64::try_from(start.elapsed().as_micros()).unwrap();
    let own = ["notes.md", "src/custom.rs", "target/debug/built"];
    for path in own {
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        fs::write(out.join(path), path).unwrap();
    }
    let kills: usize = env::var("SANSMITH_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(12);
    let mut random = Random(0x5eed);
    let mut killed = 0;
    for kill in 0..kills {
        let mut child = bench.command(1 - kill % 2, &out).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(random.below(duration)));
        killed += usize::from(child.try_wait().unwrap().is_none());
        // SIGKILL: the process cleans up nothing.
        let _ = child.kill();
        let _ = child.wait();
        for (path, bytes) in files(&out) {
            let is_own = own
                .iter()
                .any(|own| Path::new(own) == path && own.as_bytes() == bytes);
            let is_complete = bench
                .versions
                .iter()
                .any(|files| files.get(&path) == Some(&bytes));
            assert!(is_own || is_complete, "{} is incomplete", path.display());
        }
    }
    assert!(killed > 0, "all {kills} runs ended before they were killed");
    println!("{killed} of {kills} runs were killed");
    bench.run(1, &out);
    for path in own {
        assert_eq!(fs::read_to_string(out.join(path)).unwrap(), path);
        fs::remove_file(out.join(path)).unwrap();
    }
    assert!(files(&out) == bench.versions[1], "the last run repairs all");
    let listing = Command::new("find")
        .arg(&out)
        .args(["-name", ".sansmith-*"])
        .output();
    assert_eq!(String::from_utf8_lossy(&listing.unwrap().stdout), "");
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_crate() {
    let bench = Bench::new();
    let out = bench.path("out");
    bench.run(0, &out);
    // The signal is ignored, so the limit is an error of the write call. The largest files exceed 2 KiB.
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$@\"";
    let command = bench.command(1, &out);
    let status = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(bench.folder.path())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(files(&out) == bench.versions[0], "the old crate is changed");
}

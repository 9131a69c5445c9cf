//! Two versions of a model, a command that writes either, and the expected files.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Contents of a folder, by path.
pub(crate) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A temporary folder, with two models for which nearly every generated file differs.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    /// The undisturbed output for each version.
    pub(crate) whole: [Files; 2],
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Self {
            folder,
            whole: [Files::new(), Files::new()],
        };
        for version in [0, 1] {
            fs::write(bench.path(&format!("{version}.json")), model(version)).unwrap();
            let out = bench.path(&format!("whole-{version}"));
            assert!(bench.command(version, &out).status().unwrap().success());
            bench.whole[version] = files(&out);
        }
        let [old, new] = &bench.whole;
        assert!(old.len() > 40 && new.len() > 40, "{} files", old.len());
        assert_ne!(old[Path::new("Cargo.toml")], new[Path::new("Cargo.toml")]);
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command that writes a version to a folder.
    pub(crate) fn command(&self, version: usize, out: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(arguments(version))
            .arg(out)
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// The version in a folder; fails on any other state, except for leftovers of killed runs.
    pub(crate) fn version_in(&self, out: &Path) -> usize {
        let found = files(out);
        let version = self.whole.iter().position(|whole| *whole == found);
        version.unwrap_or_else(|| panic!("neither version: {}", self.differences(&found)))
    }

    fn differences(&self, found: &Files) -> String {
        let mut text = format!("{} files", found.len());
        for (version, whole) in self.whole.iter().enumerate() {
            let wrong = whole
                .iter()
                .filter(|(path, bytes)| found.get(*path) != Some(bytes));
            let strange = found
                .keys()
                .filter(|path| !whole.contains_key(*path))
                .count();
            let wrong = wrong.count();
            let _ = write!(
                text,
                "; of {version}, {wrong} are not right and {strange} too many"
            );
        }
        text
    }
}

/// The arguments that write a version, to be followed by the folder.
pub(crate) fn arguments(version: usize) -> [String; 8] {
    let file = format!("{version}.json");
    let name = format!("lamp-{version}");
    [
        "codegen",
        "--model",
        &file,
        "--name",
        &name,
        "--runtime",
        "0.1",
        "--out",
    ]
    .map(str::to_owned)
}

/// The files in a folder, without staging folders of killed runs.
pub(crate) fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(here) = waiting.pop() {
        for entry in fs::read_dir(&here).unwrap().map(Result::unwrap) {
            let place = entry.path();
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with(".sansmith-")
            {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                waiting.push(place);
            } else {
                let path = place.strip_prefix(folder).unwrap().to_path_buf();
                files.insert(path, fs::read(&place).unwrap());
            }
        }
    }
    files
}

/// A model whose shapes are spread over many files; a third of them are in both versions.
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

/// Marsaglia's xorshift: reproducible random delays.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }
}

//! Turns the sources of the committed crate of Amazon Connect into a table of all its types.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let types = Path::new("../generated/connect/src/types");
    emit(&format!("cargo::rerun-if-changed={}", types.display()));
    let mut names = Vec::new();
    for entry in fs::read_dir(types)? {
        let text = fs::read_to_string(entry?.path())?;
        let lines = text.lines();
        names.extend(
            lines
                .filter_map(|line| line.strip_prefix("impl sansmith::Shape for "))
                .filter_map(|line| line.strip_suffix(" {"))
                .map(ToOwned::to_owned),
        );
    }
    names.sort();
    let mut table = format!(
        "/// Every type.\npub(crate) static ROWS: [Row; {}] = [\n",
        names.len()
    );
    for name in names {
        let _ = writeln!(table, "    Row::of::<sansmith_connect::types::{name}>(),");
    }
    table.push_str("];\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no folder"))?;
    fs::write(Path::new(&out).join("rows.rs"), table)
}

/// Tells cargo something.
fn emit(line: &str) {
    let _ = io::Write::write_all(&mut io::stdout(), format!("{line}\n").as_bytes());
}

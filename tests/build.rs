//! Generates tables of all types and of all operation inputs from the committed crate of Amazon Connect.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let types = fs::read_to_string("../generated/connect/src/types.rs")?;
    emit("cargo::rerun-if-changed=../generated/connect/src/types.rs");
    let uses = types
        .lines()
        .filter_map(|line| line.strip_prefix("pub use self::"));
    let names = uses.filter_map(|path| path.strip_suffix(';')?.rsplit("::").next());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    let mut table = format!(
        "/// Every type.\npub(crate) static ROWS: [Row; {}] = [\n",
        names.len()
    );
    for name in names {
        let _ = writeln!(table, "    Row::of::<sansmith_connect::types::{name}>(),");
    }
    table.push_str("];\n");
    write("rows.rs", &table)?;
    write("inputs.rs", &inputs()?)
}

/// A table of operations with their input types.
fn inputs() -> io::Result<String> {
    let mut table =
        "/// Every operation with its input.\nstatic INPUTS: &[(&str, Type)] = &[\n".to_owned();
    for text in files("../generated/connect/src/operation")? {
        let name = text
            .split_once("Schema::new(")
            .and_then(|(_, rest)| rest.split('"').nth(1))
            .unwrap_or_default();
        let input = text
            .split_once("type Input = types::")
            .and_then(|(_, rest)| rest.split(';').next())
            .unwrap_or_default();
        let _ = writeln!(
            table,
            "    (\"{name}\", Type::of::<sansmith_connect::types::{input}>()),"
        );
    }
    table.push_str("];\n");
    Ok(table)
}

/// Contents of the files in a folder.
fn files(folder: &str) -> io::Result<Vec<String>> {
    emit(&format!("cargo::rerun-if-changed={folder}"));
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        texts.push(fs::read_to_string(entry?.path())?);
    }
    Ok(texts)
}

/// Writes a file to be included by tests.
fn write(name: &str, text: &str) -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no folder"))?;
    fs::write(Path::new(&out).join(name), text)
}

/// Prints a cargo directive.
fn emit(line: &str) {
    let _ = io::Write::write_all(&mut io::stdout(), format!("{line}\n").as_bytes());
}

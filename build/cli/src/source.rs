//! Reads model files from the command line into a bundle.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};
use sansmith_build::bundle::decode;
use sansmith_build::{read_bundle, read_further};
use sansmith_codegen::{Bundle, Source};

use crate::names::quoted;
use crate::terminal;

/// The argument for standard input.
pub const STANDARD_INPUT: &str = "-";

/// Reads the files of a model; Smithy models may have several.
///
/// # Errors
///
/// If there is none, one cannot be read, or standard input is one of several.
pub fn read(files: &[PathBuf]) -> miette::Result<Bundle> {
    let Some((first, further)) = files.split_first() else {
        return Err(terminal::usage("no model", "give a model file"));
    };
    if first == Path::new(STANDARD_INPUT) && further.is_empty() {
        let mut bytes = Vec::new();
        io::stdin()
            .read_to_end(&mut bytes)
            .into_diagnostic()
            .wrap_err("cannot read standard input")?;
        let name = "standard input";
        let text = decode(bytes, Path::new(name))?;
        return Ok(Bundle::new(Source::new(name, text)));
    }
    if files.iter().any(|file| file == Path::new(STANDARD_INPUT)) {
        return Err(terminal::usage(
            "standard input cannot be combined with files",
            "give either files or `-`",
        ));
    }
    let mut bundle = read_bundle(first, &first.display().to_string())?;
    for file in further {
        read_further(&mut bundle, file, &file.display().to_string())?;
    }
    Ok(bundle)
}

/// File names without folders, as used in headers, so that a check from another directory gives the same result.
pub fn plain_names(files: &[PathBuf]) -> Vec<String> {
    let names = files
        .iter()
        .map(|file| file.file_name().map_or(file.as_path(), Path::new));
    names
        .map(|name| quoted(&name.display().to_string()))
        .collect()
}

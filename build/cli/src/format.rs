//! `sansmith format`: formats Smithy files in place, or checks their format.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, LabeledSpan, NamedSource, Report, WrapErr, miette};
use sansmith_build::file;
use sansmith_cli::{Outcome, terminal};
use sansmith_smithy::format::{FormatError, format};

/// Format Smithy files like the reference formatter
///
/// In a folder, all `*.smithy` files below it are formatted.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  sansmith format lamp.smithy            in place
  sansmith format --check model/         names the files that would change; exit status 1 if there are any")]
pub(crate) struct Arguments {
    /// A `.smithy` file, or a folder of such files
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,
    /// List the files that would change, and write nothing
    #[arg(long)]
    check: bool,
}

/// Runs `sansmith format`. Syntax errors are reported; the other files are still formatted.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for path in find(&arguments.paths)? {
        match change(&path, arguments.check) {
            Ok(false) => {}
            Ok(true) if !arguments.check => {}
            Ok(true) => {
                terminal::print(path.display());
                outcome = Outcome::Failed;
            }
            Err(report) => {
                terminal::note(format_args!("{report:?}"));
                outcome = Outcome::Failed;
            }
        }
    }
    Ok(outcome)
}

/// The named files, and those below the named folders.
fn find(paths: &[PathBuf]) -> miette::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(find_in_folder(path)?);
        } else if is_smithy(path) {
            files.push(path.clone());
        } else {
            return Err(terminal::usage(
                &format!(
                    "`{}` is neither a `.smithy` file nor a folder",
                    path.display()
                ),
                "give `.smithy` files, or folders that contain them",
            ));
        }
    }
    Ok(files)
}

/// Smithy files below a folder, sorted by path; links to folders are not followed.
fn find_in_folder(folder: &Path) -> miette::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = || format!("cannot read the folder `{}`", folder.display());
        let entries = fs::read_dir(&folder)
            .into_diagnostic()
            .wrap_err_with(unreadable)?;
        for entry in entries {
            let entry = entry.into_diagnostic().wrap_err_with(unreadable)?;
            let kind = entry
                .file_type()
                .into_diagnostic()
                .wrap_err_with(unreadable)?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && is_smithy(&entry.path()) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn is_smithy(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("smithy"))
}

/// Formats a file; returns true if it changes. With `check` nothing is written.
fn change(path: &Path, check: bool) -> miette::Result<bool> {
    let text = fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read `{}`", path.display()))?;
    let formatted = format(&text).map_err(|error| report(path, text.clone(), error))?;
    if formatted == text {
        return Ok(false);
    }
    if !check {
        file::replace(path, &formatted)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(true)
}

fn report(path: &Path, text: String, error: FormatError) -> Report {
    let label = LabeledSpan::at_offset(error.offset, format!("expected {}", error.expected));
    miette!(
        code = "format::syntax",
        labels = vec![label],
        help = "the file is unchanged; fix the error and run the command again",
        "{error}"
    )
    .with_source_code(NamedSource::new(path.display().to_string(), text))
}

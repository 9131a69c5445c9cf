//! Measures the size of the peer's crate and of ours: packages, lines, and program size.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;
use ignore::WalkBuilder;
use miette::{IntoDiagnostic, WrapErr, miette};

use super::compile::{self, OURS, PEER, Subject};
use super::goal::{Goal, Row, Unit};
use super::manifest;
use crate::lines::code;
use sansmith_project::process;
use sansmith_project::workspace::Workspace;

/// Build profiles, with row labels.
const PROGRAMS: [(&str, &str); 2] = [
    ("release", "a program that uses one operation"),
    ("small", "the same, optimised for size"),
];

/// Sizes of a program with one operation, request and response, for either crate.
pub(super) fn sizes(workspace: &Workspace) -> miette::Result<Vec<Row>> {
    let rows = PROGRAMS.into_iter().map(|(profile, what)| {
        Ok(Row {
            what,
            unit: Unit::Kilobytes,
            peer: Some(size(workspace, (&PEER, profile))?),
            ours: size(workspace, (&OURS, profile))?,
            by_hand: None,
            at_least: Goal::Any,
            reach_for: Goal::Any,
        })
    });
    rows.collect()
}

/// Rows about the amount of code to compile.
pub(super) fn rows(workspace: &Workspace) -> miette::Result<Vec<Row>> {
    let contenders = manifest(workspace);
    let ours = workspace.generated().join("connect");
    let own = ours.join("Cargo.toml");
    let peer = packages(workspace, &contenders, &["--package", PEER.package])?;
    // Within the workspace of the contenders, features of serde would be unified with theirs.
    let own_tree = |features: &[&str]| packages(workspace, &own, features);
    let row = |what, unit, (peer, ours)| Row {
        what,
        unit,
        peer: Some(peer),
        ours,
        by_hand: None,
        at_least: Goal::Any,
        reach_for: Goal::Any,
    };
    let (theirs, ours) = (Code::of(&folder_of(workspace, &PEER)?)?, Code::of(&ours)?);
    Ok(vec![
        Row {
            at_least: Goal::AtMost(25.0),
            reach_for: Goal::AtMost(18.0),
            ..row("packages in the tree", Unit::Count, (peer, own_tree(&[])?))
        },
        Row {
            at_least: Goal::AtMost(12.0),
            reach_for: Goal::AtMost(12.0),
            ..row(
                "packages without default features",
                Unit::Count,
                (peer, own_tree(&["--no-default-features"])?),
            )
        },
        Row {
            at_least: Goal::TimesLess(5.0),
            reach_for: Goal::TimesLess(8.0),
            ..row("lines of code", Unit::Count, (theirs.lines, ours.lines))
        },
        row(
            "code, independent of layout",
            Unit::Kilobytes,
            (theirs.kilobytes, ours.kilobytes),
        ),
    ])
}

/// Number of packages in the dependency tree, including the root.
fn packages(workspace: &Workspace, manifest: &Path, of: &[&str]) -> miette::Result<f64> {
    let output = process::cargo(workspace, &["tree", "--quiet", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}", "--manifest-path"])
        .arg(manifest)
        .args(of)
        .output()
        .into_diagnostic()?;
    if !output.status.success() {
        return Err(miette!("{}", String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let packages: BTreeSet<_> = text
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    number(packages.len())
}

/// Source folder of a package.
fn folder_of(workspace: &Workspace, subject: &Subject) -> miette::Result<PathBuf> {
    let metadata = MetadataCommand::new()
        .manifest_path(manifest(workspace))
        .exec()
        .into_diagnostic()
        .wrap_err("cannot read the workspace of the contenders")?;
    let found = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == subject.package);
    found
        .and_then(|package| package.manifest_path.parent())
        .map(|folder| folder.as_std_path().to_path_buf())
        .ok_or_else(|| miette!("{} is not a contender", subject.package))
}

/// Amount of code in a crate, without comments.
struct Code {
    lines: f64,
    /// Without indentation, so that line width has little effect.
    kilobytes: f64,
}

impl Code {
    fn of(folder: &Path) -> miette::Result<Self> {
        let (mut lines, mut bytes) = (0, 0);
        for entry in WalkBuilder::new(folder.join("src"))
            .standard_filters(false)
            .build()
        {
            let entry = entry.into_diagnostic()?;
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                let text = fs::read_to_string(entry.path()).into_diagnostic()?;
                for line in code((&entry.path().to_string_lossy(), &text)) {
                    lines += 1;
                    bytes += line.len();
                }
            }
        }
        Ok(Self {
            lines: number(lines)?,
            kilobytes: number(bytes)? / 1e3,
        })
    }
}

/// Program size of a crate, in kilobytes.
fn size(workspace: &Workspace, (subject, profile): (&Subject, &str)) -> miette::Result<f64> {
    let program = compile::program(workspace, subject, profile)?;
    let bytes = fs::metadata(program).into_diagnostic()?.len();
    Ok(number(usize::try_from(bytes).into_diagnostic()?)? / 1e3)
}

fn number(count: usize) -> miette::Result<f64> {
    u32::try_from(count).map(f64::from).into_diagnostic()
}

//! Parses Smithy JSON ASTs (one file or several) into mirrors, uninterpreted.
//!
//! **Invariants**
//! - Every property of the format is read or explicitly ignored; unknown properties produce a warning.
//! - Trait values stay JSON trees; the lowering stage interprets them with the mirrors in `traits`.
//!
//! <https://smithy.io/2.0/spec/json-ast.html>

mod model;
pub(crate) mod traits;

pub(crate) use self::model::{Member, Reference, Shape};

use self::model::Ast;
use super::json::Node;
use super::mirror::{At, Entries, Read, Text};
use crate::bundle::Bundle;
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};

/// Mirrors of the files of a model, in the given order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mirror<'a> {
    pub(crate) files: Vec<File<'a>>,
}

/// The mirror of a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct File<'a> {
    /// Location of its shapes.
    pub(crate) at: Pointer,
    pub(crate) version: Version,
    pub(crate) shapes: Entries<'a, Shape<'a>>,
}

/// The Smithy version of a file; defaults for omitted traits differ between the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    One,
    Two,
}

impl Version {
    /// Parses a version: `2`, `2.0`, or any other minor version. Minor versions add traits and syntax, but do not change
    /// meaning: <https://smithy.io/2.0/spec/idl.html#smithy-version>.
    fn of(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
        if minor.is_empty() || !minor.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match major {
            "1" => Some(Self::One),
            "2" => Some(Self::Two),
            _ => None,
        }
    }
}

/// Returns true if a JSON text looks like a Smithy AST.
pub(crate) fn recognises(node: &Node<'_>) -> bool {
    let Node::Object(entries) = node else {
        return false;
    };
    entries.iter().any(|(key, _)| key == "smithy")
}

/// Reads the mirror of a single-file model.
pub(crate) fn read_one<'a>(node: Node<'a>, problems: &mut Problems) -> Option<Mirror<'a>> {
    let file = read_file(node, &Pointer::root(), problems)?;
    Some(Mirror { files: vec![file] })
}

/// Reads the mirror of a model whose first file is `node`; the others are sidecars in the bundle.
pub(crate) fn read<'a>(
    node: Node<'a>,
    bundle: &'a Bundle,
    problems: &mut Problems,
) -> Option<Mirror<'a>> {
    let mut files = Vec::with_capacity(1 + bundle.sidecars.len());
    files.extend(read_file(node, &Pointer::root(), problems));
    for source in &bundle.sidecars {
        let at = Pointer::into_source(&source.name);
        let Some(node) = Node::parse(&source.text, &at, problems) else {
            continue;
        };
        if recognises(&node) {
            files.extend(read_file(node, &at, problems));
        } else {
            let name = source.name.clone();
            problems.push(ProblemKind::UnknownSidecar { name }, at);
        }
    }
    (!files.is_empty()).then_some(Mirror { files })
}

fn read_file<'a>(node: Node<'a>, at: &Pointer, problems: &mut Problems) -> Option<File<'a>> {
    let Ast { smithy, shapes } = Ast::read(node, &At::root(at), problems)?;
    let version = Version::of(&smithy).or_else(|| {
        let unknown = ProblemKind::UnknownValue {
            what: "version of Smithy",
            value: Text::into_owned(smithy),
            expected: "`1.0`, `2.0` or another minor version of these",
        };
        problems.push(unknown, at.child("smithy"));
        None
    })?;
    Some(File {
        at: at.child("shapes"),
        version,
        shapes: shapes.unwrap_or_default(),
    })
}

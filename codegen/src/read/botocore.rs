//! Parses a botocore model and its sidecars into a mirror, uninterpreted.
//!
//! **Invariants**
//! - Every key used by botocore's models is read or explicitly ignored; unknown keys produce a warning.

mod beside;
mod model;

pub(crate) use self::beside::{Acceptor, Example, Paginator, Waiter};
pub(crate) use self::model::{
    ClientContextParam, ErrorRef, Http, HttpChecksum, IoRef, Member, Metadata, Model, Operation,
    OperationContextParam, Shape, StaticContextParam, XmlNamespace,
};

use super::endpoint::RuleSet;
use super::json::Node;
use super::mirror::{At, Entries, Read};
use crate::bundle::{Bundle, Source};
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};

/// Mirror of a model with its sidecars.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mirror<'a> {
    pub(crate) model: Model<'a>,
    pub(crate) paginators: Vec<Beside<Entries<'a, Paginator<'a>>>>,
    pub(crate) waiters: Vec<Beside<Entries<'a, Waiter<'a>>>>,
    pub(crate) examples: Vec<Beside<Entries<'a, Vec<Example<'a>>>>>,
    pub(crate) endpoint_rules: Option<Beside<RuleSet<'a>>>,
}

/// Contents of a sidecar, with their location.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Beside<T> {
    pub(crate) at: Pointer,
    pub(crate) content: T,
}

/// Kind of sidecar, determined from its name.
enum Kind {
    ServiceOverlay,
    Paginators,
    PaginatorsOverlay,
    Waiters,
    Examples,
    EndpointRules,
    Ignored,
    Unknown,
}

impl Kind {
    fn of(source: &Source) -> Self {
        let name = source.file_name();
        let overlay = name.ends_with(".sdk-extras.json");
        match name.split(['-', '.']).next() {
            Some("service") if overlay => Self::ServiceOverlay,
            Some("paginators") if overlay => Self::PaginatorsOverlay,
            Some("paginators") => Self::Paginators,
            Some("waiters") => Self::Waiters,
            Some("examples") => Self::Examples,
            Some("endpoint") if name.starts_with("endpoint-rule-set-") => Self::EndpointRules,
            // The same rules as a decision diagram, and their test cases.
            Some("endpoint") => Self::Ignored,
            _ => Self::Unknown,
        }
    }
}

/// Returns true if a JSON text looks like a botocore model.
pub(crate) fn recognises(node: &Node<'_>) -> bool {
    let Node::Object(entries) = node else {
        return false;
    };
    entries.iter().any(|(key, _)| key == "metadata")
        && !entries.iter().any(|(key, _)| key == "smithy")
}

/// Reads the mirror of the model `node`.
pub(crate) fn read<'a>(
    mut node: Node<'a>,
    bundle: &'a Bundle,
    problems: &mut Problems,
) -> Option<Mirror<'a>> {
    let mut beside = read_sidecars(bundle, problems);
    for overlay in beside.service_overlays.drain(..) {
        node.merge(overlay);
    }
    let root = Pointer::root();
    let model = Model::read(node, &At::root(&root), problems);
    Some(Mirror {
        model: model?,
        paginators: read_each(beside.paginators, "pagination", problems),
        waiters: read_each(beside.waiters, "waiters", problems),
        examples: read_each(beside.examples, "examples", problems),
        endpoint_rules: beside.endpoint_rules.and_then(|(at, node)| {
            let content = RuleSet::read(node, &At::root(&at), problems);
            content.map(|content| Beside { at, content })
        }),
    })
}

/// JSON trees of the sidecars, with their file names.
#[derive(Default)]
struct Sidecars<'a> {
    service_overlays: Vec<Node<'a>>,
    paginators: Vec<(Pointer, Node<'a>)>,
    waiters: Vec<(Pointer, Node<'a>)>,
    examples: Vec<(Pointer, Node<'a>)>,
    endpoint_rules: Option<(Pointer, Node<'a>)>,
}

fn read_sidecars<'a>(bundle: &'a Bundle, problems: &mut Problems) -> Sidecars<'a> {
    let mut beside = Sidecars::default();
    let mut paginator_overlays = Vec::new();
    for source in &bundle.sidecars {
        let at = Pointer::into_source(&source.name);
        let kind = Kind::of(source);
        if matches!(kind, Kind::Ignored) {
            continue;
        }
        if matches!(kind, Kind::Unknown) {
            let name = source.name.clone();
            problems.push(ProblemKind::UnknownSidecar { name }, at);
            continue;
        }
        let Some(node) = Node::parse(&source.text, &at, problems) else {
            continue;
        };
        match kind {
            Kind::ServiceOverlay => beside.service_overlays.extend(overlay(node, &at, problems)),
            Kind::PaginatorsOverlay => paginator_overlays.extend(overlay(node, &at, problems)),
            Kind::Paginators => beside.paginators.push((at, node)),
            Kind::Waiters => beside.waiters.push((at, node)),
            Kind::Examples => beside.examples.push((at, node)),
            Kind::EndpointRules => beside.endpoint_rules = Some((at, node)),
            Kind::Ignored | Kind::Unknown => {}
        }
    }
    if let Some((_, paginators)) = beside.paginators.first_mut() {
        for overlay in paginator_overlays {
            paginators.merge(overlay);
        }
    }
    beside
}

/// The part of an overlay to be merged into its target.
fn overlay<'a>(node: Node<'a>, at: &Pointer, problems: &mut Problems) -> Option<Node<'a>> {
    beside::Overlay::read(node, &At::root(at), problems).map(|overlay| overlay.merge)
}

/// Reads the value of `key` from each text.
fn read_each<'a, T: Read<'a>>(
    nodes: Vec<(Pointer, Node<'a>)>,
    key: &'static str,
    problems: &mut Problems,
) -> Vec<Beside<T>> {
    let mut all = Vec::with_capacity(nodes.len());
    for (at, node) in nodes {
        let content = read_one(node, key, &at, problems);
        let at = at.child(key);
        all.extend(content.map(|content| Beside { at, content }));
    }
    all
}

fn read_one<'a, T: Read<'a>>(
    node: Node<'a>,
    key: &'static str,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<T> {
    let root = At::root(at);
    let mut content = None;
    for (name, node) in super::mirror::object(node, &root, problems)? {
        if name == key {
            super::mirror::fill(&mut content, (name, node), &root, problems);
        } else if name != "version" {
            // The version of the format; only one exists.
            super::mirror::unknown_key(&name, &[key], &root, problems);
        }
    }
    if content.is_none() {
        problems.push(ProblemKind::MissingKey { key }, at.clone());
    }
    content
}

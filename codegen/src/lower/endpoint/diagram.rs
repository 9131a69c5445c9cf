//! Decodes the nodes of a binary decision diagram from base64: three big-endian integers each.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html#bdd-node-structure>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::invalid;
use crate::ir::{
    DiagramNode, DiagramTarget, EndpointCondition, EndpointDiagram, EndpointRule, Number, Pointer,
};
use crate::problem::Problems;

/// The reference of the implicit first result, "no rule matches". The first written result follows it.
const NO_MATCH: i64 = 100_000_000;

/// Size of a node in bytes.
const NODE: usize = 12;

/// Lowers the nodes. The first one is the terminal rather than a real node, but keeps its index.
pub(super) fn lower_nodes(
    text: &str,
    at: &Pointer,
    problems: &mut Problems,
) -> Option<Vec<(i64, i64, i64)>> {
    let Ok(bytes) = STANDARD.decode(text) else {
        return invalid("the nodes are not base64", at, problems);
    };
    if bytes.len() % NODE != 0 {
        return invalid("a node has 12 bytes", at, problems);
    }
    let number = |bytes: &[u8]| {
        let bytes = <[u8; 4]>::try_from(bytes).unwrap_or_default();
        i64::from(i32::from_be_bytes(bytes))
    };
    let nodes = bytes.chunks_exact(NODE).map(|node| {
        let mut numbers = node.chunks_exact(4).map(number);
        let mut next = || numbers.next().unwrap_or_default();
        (next(), next(), next())
    });
    Some(nodes.collect())
}

/// Lowers the root.
pub(super) fn lower_root(root: &Number, at: &Pointer, problems: &mut Problems) -> Option<i64> {
    let number = root.to_i64();
    number.or_else(|| invalid(format!("{root} refers to no node"), at, problems))
}

/// Assembles a diagram; its references are checked later.
pub(super) fn assemble(
    (conditions, results): (Vec<EndpointCondition>, Vec<EndpointRule>),
    nodes: Vec<(i64, i64, i64)>,
    root: i64,
) -> EndpointDiagram {
    let nodes = nodes.into_iter().map(|(condition, high, low)| DiagramNode {
        condition: usize::try_from(condition).unwrap_or(usize::MAX),
        high: target(high),
        low: target(low),
    });
    EndpointDiagram {
        conditions,
        results,
        nodes: nodes.collect(),
        root: target(root),
    }
}

/// The target of a reference.
fn target(reference: i64) -> DiagramTarget {
    let to = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    match reference {
        NO_MATCH | 1 | -1 => DiagramTarget::NoMatch,
        reference if reference > NO_MATCH => DiagramTarget::Result(to(reference - NO_MATCH - 1)),
        // There is no node 0.
        reference => DiagramTarget::Node {
            index: usize::try_from(reference.unsigned_abs())
                .map_or(usize::MAX, |number| number.wrapping_sub(1)),
            complement: reference < 0,
        },
    }
}

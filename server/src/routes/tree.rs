//! A tree of URI patterns, by segment.

use std::collections::BTreeMap;

/// A tree of URI patterns; a leaf has the operations of a pattern.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A segment of patterns.
#[derive(Debug, Default)]
struct Node {
    literals: BTreeMap<&'static str, usize>,
    /// The segment with a label, if patterns have one here.
    label: Option<usize>,
    /// Operations whose pattern ends here.
    ends: Vec<usize>,
    /// Operations whose pattern has a greedy label here.
    greedy: Vec<usize>,
}

/// Deepest segment that is looked at: a path may have any number.
const DEEPEST: usize = 64;

impl Tree {
    /// Adds an operation.
    pub(super) fn add(&mut self, pattern: &'static str, operation: usize) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        for segment in segments(pattern) {
            if segment.ends_with("+}") {
                if let Some(node) = self.nodes.get_mut(at) {
                    node.greedy.push(operation);
                }
                return;
            }
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            at = if segment.contains('{') {
                *node.label.get_or_insert(next)
            } else {
                *node.literals.entry(segment).or_insert(next)
            };
            if at == next {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.ends.push(operation);
        }
    }

    /// Operations whose pattern may fit a path, literals first.
    pub(super) fn find(&self, path: &str) -> Vec<usize> {
        let segments: Vec<&str> = segments(path).take(DEEPEST).collect();
        let mut found = Vec::new();
        self.walk(0, &segments, &mut found);
        found
    }

    fn walk(&self, at: usize, rest: &[&str], found: &mut Vec<usize>) {
        let Some(node) = self.nodes.get(at) else {
            return;
        };
        match rest.split_first() {
            None => found.extend(&node.ends),
            Some((segment, rest)) => {
                if let Some(&next) = node.literals.get(segment) {
                    self.walk(next, rest, found);
                } else if segment.contains('%') {
                    let decoded = percent_encoding::percent_decode_str(segment);
                    let decoded = decoded.decode_utf8_lossy();
                    if let Some(&next) = node.literals.get(&*decoded) {
                        self.walk(next, rest, found);
                    }
                }
                if let Some(next) = node.label {
                    self.walk(next, rest, found);
                }
                found.extend(&node.greedy);
            }
        }
    }
}

/// Segments without those that are empty at the ends.
fn segments(path: &str) -> std::str::Split<'_, char> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/')
}

//! Compiles rule trees and diagrams to forward steps.

use indexmap::IndexSet;

use super::builder::{Builder, Condition, Hole};
use super::decisions;
use super::table::NO_MATCH;
use crate::ir::{DiagramTarget, EndpointCondition, EndpointDiagram, EndpointOutcome, EndpointRule};

/// Compiles a rule tree.
pub(super) fn tree(builder: &mut Builder, rules: &[EndpointRule]) {
    let mut tree = Tree { builder };
    tree.rules(rules, vec![Hole::Root]);
    decisions::decide(builder);
}

struct Tree<'b> {
    builder: &'b mut Builder,
}

impl Tree<'_> {
    /// Adds rules. `holes` lead to the first rule; a mismatch of the last rule leads to "no match".
    fn rules(&mut self, rules: &[EndpointRule], holes: Vec<Hole>) {
        let mut holes = holes;
        for rule in rules {
            if holes.is_empty() {
                break;
            }
            holes = self.rule(rule, holes);
        }
        self.fill(&holes, NO_MATCH);
    }

    /// Adds a rule; returns the holes that lead to the next one.
    fn rule(&mut self, rule: &EndpointRule, holes: Vec<Hole>) -> Vec<Hole> {
        let outside = self.builder.scope();
        let mut entry = holes;
        let mut failed = Vec::with_capacity(rule.conditions.len());
        for condition in &rule.conditions {
            let (condition, expected) = self.builder.test(condition);
            let step = self.builder.step(condition);
            self.fill(&entry, step);
            let (then, otherwise) = (Hole::Then(step), Hole::Otherwise(step));
            let (held, other) = if expected {
                (then, otherwise)
            } else {
                (otherwise, then)
            };
            failed.push(other);
            entry = vec![held];
        }
        if let EndpointOutcome::Tree(rules) = &rule.outcome {
            self.rules(rules, entry);
        } else {
            let target = self.builder.outcome(&rule.outcome);
            self.fill(&entry, target);
        }
        self.builder.leave(outside);
        failed
    }

    fn fill(&mut self, holes: &[Hole], target: u16) {
        for hole in holes {
            if let Some(place) = self.builder.target(*hole) {
                *place = target;
            }
        }
    }
}

/// Adds a condition of a diagram.
fn add(builder: &mut Builder, condition: &EndpointCondition) -> u16 {
    let (function, operands) = builder.parts(&condition.value);
    let assign = condition.assign.as_deref().map(|name| builder.slot(name));
    builder.condition(Condition {
        function,
        operands,
        assign,
    })
}

/// Compiles a diagram. Each node becomes one step, or two if it is also used with swapped targets.
pub(super) fn diagram(builder: &mut Builder, diagram: &EndpointDiagram) {
    let conditions = diagram.conditions.iter();
    let conditions: Vec<_> = conditions
        .map(|condition| add(builder, condition))
        .collect();
    let results = diagram.results.iter();
    let results: Vec<_> = results.map(|rule| builder.outcome(&rule.outcome)).collect();
    let order = forward(diagram);
    let target = |target: DiagramTarget| match target {
        DiagramTarget::NoMatch => NO_MATCH,
        DiagramTarget::Result(index) => results.get(index).copied().unwrap_or(NO_MATCH),
        DiagramTarget::Node { index, complement } => {
            let step = order.get_index_of(&(index, complement));
            step.and_then(|step| u16::try_from(step).ok())
                .unwrap_or(NO_MATCH)
        }
    };
    if let Some(root) = builder.target(Hole::Root) {
        *root = target(diagram.root);
    }
    for (index, complement) in &order {
        let Some(node) = diagram.nodes.get(*index) else {
            continue;
        };
        let (then, otherwise) = if *complement {
            (node.low, node.high)
        } else {
            (node.high, node.low)
        };
        let condition = conditions.get(node.condition).copied().unwrap_or_default();
        let step = builder.step(condition);
        for (hole, to) in [(Hole::Then(step), then), (Hole::Otherwise(step), otherwise)] {
            if let Some(place) = builder.target(hole) {
                *place = target(to);
            }
        }
    }
}

/// Nodes reachable from the root, each before its targets.
fn forward(diagram: &EndpointDiagram) -> IndexSet<(usize, bool)> {
    let node_of = |target: DiagramTarget| match target {
        DiagramTarget::Node { index, complement } => Some((index, complement)),
        DiagramTarget::NoMatch | DiagramTarget::Result(_) => None,
    };
    // Nodes in postorder, which is backward.
    let mut ended = IndexSet::new();
    let mut met = IndexSet::new();
    let mut left: Vec<((usize, bool), bool)> = Vec::new();
    left.extend(node_of(diagram.root).map(|root| (root, false)));
    while let Some((node, is_done)) = left.pop() {
        if is_done {
            ended.insert(node);
        } else if met.insert(node) {
            left.push((node, true));
            let (index, _) = node;
            let targets = diagram.nodes.get(index).into_iter();
            let targets = targets
                .flat_map(|node| [node.high, node.low])
                .filter_map(node_of);
            left.extend(targets.map(|target| (target, false)));
        }
    }
    ended.into_iter().rev().collect()
}

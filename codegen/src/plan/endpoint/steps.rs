//! Compiles rule trees and diagrams to forward steps.

use indexmap::{IndexMap, IndexSet};

use super::table::{Builder, Hole, NO_MATCH};
use crate::ir::{
    DiagramTarget, EndpointCondition, EndpointDiagram, EndpointOutcome, EndpointRule, Expression,
};

/// Compiles a rule tree.
pub(super) fn tree(builder: &mut Builder, rules: &[EndpointRule]) {
    let mut conditions = Vec::new();
    collect(rules, &mut conditions);
    let parameters: Vec<_> = builder.slots.keys().cloned().collect();
    let mut tree = Tree {
        variables: Variables::of(&conditions, &parameters),
        conditions: IndexMap::new(),
        builder,
    };
    tree.rules(rules, vec![Hole::Root]);
}

/// Collects the conditions of rules, including nested ones.
fn collect<'r>(rules: &'r [EndpointRule], conditions: &mut Vec<&'r EndpointCondition>) {
    for rule in rules {
        conditions.extend(&rule.conditions);
        if let EndpointOutcome::Tree(rules) = &rule.outcome {
            collect(rules, conditions);
        }
    }
}

/// Variables of rules; true if all assignments of a variable are equal.
struct Variables<'r>(IndexMap<&'r str, bool>);

impl<'r> Variables<'r> {
    fn of(conditions: &[&'r EndpointCondition], parameters: &'r [String]) -> Self {
        let mut definitions: IndexMap<&str, Option<&Expression>> = IndexMap::new();
        for condition in conditions {
            let Some(name) = &condition.assign else {
                continue;
            };
            let known = definitions.entry(name).or_insert(Some(&condition.value));
            if known.is_some_and(|known| *known != condition.value) {
                *known = None;
            }
        }
        let parameters = parameters.iter().map(|name| (&**name, true));
        let mut variables = Self(parameters.collect());
        // A variable's definition refers only to earlier variables.
        for (name, definition) in definitions {
            let is_stable = definition.is_some_and(|value| variables.is_stable(value));
            variables.0.insert(name, is_stable);
        }
        variables
    }

    /// Returns true if an expression has the same value throughout an evaluation.
    fn is_stable(&self, expression: &Expression) -> bool {
        let mut is_stable = true;
        expression.each_reference(&mut |name| {
            is_stable = is_stable && self.0.get(name).copied().unwrap_or(false);
        });
        is_stable
    }
}

struct Tree<'r, 'b> {
    builder: &'b mut Builder,
    variables: Variables<'r>,
    conditions: IndexMap<&'r EndpointCondition, u16>,
}

impl<'r> Tree<'r, '_> {
    /// Adds rules. `holes` lead to the first rule; a mismatch of the last rule leads to "no match".
    fn rules(&mut self, rules: &'r [EndpointRule], holes: Vec<Hole>) {
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
    fn rule(&mut self, rule: &'r EndpointRule, holes: Vec<Hole>) -> Vec<Hole> {
        let mut entry = holes;
        let mut failed = Vec::with_capacity(rule.conditions.len());
        for condition in &rule.conditions {
            let condition = self.condition(condition);
            let step = self.builder.step(condition);
            self.fill(&entry, step);
            failed.push(Hole::Otherwise(step));
            entry = vec![Hole::Then(step)];
        }
        if let EndpointOutcome::Tree(rules) = &rule.outcome {
            self.rules(rules, entry);
        } else {
            let target = self.builder.outcome(&rule.outcome);
            self.fill(&entry, target);
        }
        failed
    }

    fn fill(&mut self, holes: &[Hole], target: u16) {
        for hole in holes {
            if let Some(place) = self.builder.target(*hole) {
                *place = target;
            }
        }
    }

    /// The index of a condition, shared by equal conditions.
    fn condition(&mut self, condition: &'r EndpointCondition) -> u16 {
        if let Some(index) = self.conditions.get(condition) {
            return *index;
        }
        let is_stable = |name: &str| self.variables.0.get(name).copied().unwrap_or(false);
        let stable = self.variables.is_stable(&condition.value)
            && condition.assign.as_deref().is_none_or(is_stable);
        let index = add(self.builder, condition, stable);
        self.conditions.insert(condition, index);
        index
    }
}

/// Adds a condition.
fn add(builder: &mut Builder, condition: &EndpointCondition, stable: bool) -> u16 {
    let (function, operands) = builder.parts(&condition.value);
    let assign = condition.assign.as_deref().map(|name| builder.slot(name));
    builder.condition(function, &operands, assign, stable)
}

/// Compiles a diagram. Each node becomes one step, or two if it is also used with swapped targets.
///
/// No path through a diagram evaluates a condition twice, so results need no cache.
pub(super) fn diagram(builder: &mut Builder, diagram: &EndpointDiagram) {
    let conditions = diagram.conditions.iter();
    let conditions: Vec<_> = conditions
        .map(|condition| add(builder, condition, false))
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

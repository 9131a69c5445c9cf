//! Evaluates a selector: passes shapes through its steps, one at a time.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::attribute::{Attribute, Scope, Variables};
use super::graph::{Graph, Node, Subject};
use super::step::{Assertion, Operand, Step};
use super::{Selector, SelectorError};
use crate::model::ShapeType;

/// The number of times that a shape may go into a step.
const MAX_WORK: u64 = if cfg!(test) { 1_000_000 } else { 20_000_000 };

/// Result of a receiver: continue or stop.
pub(super) type Flow = ControlFlow<()>;

/// The end of a chain: gets each shape that the chain passes on.
pub(super) type Receiver<'r, 'g, 'm> = &'r mut dyn FnMut(&mut Run<'g, 'm>, Node) -> Flow;

/// A run of one selector over one model.
pub(super) struct Run<'g, 'm> {
    pub(super) graph: &'g Graph<'m>,
    steps: &'g [Step],
    variables: Variables,
    /// The matches of the chains in `:root(…)`.
    roots: Vec<BTreeSet<Node>>,
    pub(super) work: u64,
}

impl<'g, 'm> Run<'g, 'm> {
    /// Starts a run: the chains in `:root(…)` are evaluated over the whole model.
    pub(super) fn new(selector: &'g Selector, graph: &'g Graph<'m>) -> Result<Self, SelectorError> {
        let mut run = Self {
            graph,
            steps: &selector.steps,
            variables: Variables {
                names: selector.variables.clone(),
                shapes: vec![BTreeSet::new(); selector.variables.len()],
            },
            roots: Vec::new(),
            work: 0,
        };
        for chain in &selector.roots {
            let found = run.matches(chain, graph.all())?;
            run.roots.push(found);
        }
        Ok(run)
    }

    /// The matches of the selector among what starts with some shapes.
    pub(super) fn select(
        &mut self,
        starts: impl Iterator<Item = Node>,
    ) -> Result<BTreeSet<Node>, SelectorError> {
        self.matches(self.steps, starts)
    }

    fn matches(
        &mut self,
        chain: &[Step],
        starts: impl Iterator<Item = Node>,
    ) -> Result<BTreeSet<Node>, SelectorError> {
        let mut found = BTreeSet::new();
        self.each(chain, starts, &mut |_, node| {
            found.insert(node);
        })?;
        Ok(found)
    }

    /// Calls a function with each match of the selector, and the variables at that time.
    pub(super) fn visit(
        &mut self,
        starts: impl Iterator<Item = Node>,
        with: &mut dyn FnMut(&Variables, Node),
    ) -> Result<(), SelectorError> {
        self.each(self.steps, starts, with)
    }

    fn each(
        &mut self,
        chain: &[Step],
        starts: impl Iterator<Item = Node>,
        with: &mut dyn FnMut(&Variables, Node),
    ) -> Result<(), SelectorError> {
        for node in starts {
            if !self.may_start(chain, node) {
                continue;
            }
            self.variables.shapes.iter_mut().for_each(BTreeSet::clear);
            let _ = self.push(chain, node, &mut |run, node| {
                with(&run.variables, node);
                Flow::Continue(())
            });
        }
        if self.work > MAX_WORK {
            return Err(SelectorError::TooCostly);
        }
        Ok(())
    }

    /// Returns true if a chain can start at a shape.
    ///
    /// As in the reference implementation, `set` starts at sets alone, and `[trait|enum|(values)]` at shapes with the
    /// trait `enum` alone, though both match more behind other steps.
    fn may_start(&self, chain: &[Step], node: Node) -> bool {
        match chain.first() {
            Some(Step::Types(types)) if types.first() == Some(&ShapeType::Set) => {
                self.is_of_type(node, &[ShapeType::Set])
            }
            Some(Step::Attribute {
                path, test: None, ..
            }) => match path.as_slice() {
                [first, name, _, ..]
                    if first == "trait" && name.trim_start_matches("smithy.api#") == "enum" =>
                {
                    let subject = self.graph.subject(node);
                    subject.is_some_and(|subject| subject.traits().has("smithy.api#enum"))
                }
                _ => true,
            },
            Some(Step::Is(chains)) => chains.iter().any(|chain| self.may_start(chain, node)),
            _ => true,
        }
    }

    /// Sends a shape through a chain.
    pub(super) fn push(&mut self, chain: &[Step], node: Node, next: Receiver<'_, 'g, 'm>) -> Flow {
        let Some((step, rest)) = chain.split_first() else {
            return next(self, node);
        };
        self.work += 1;
        if self.work > MAX_WORK {
            return Flow::Break(());
        }
        if rest.is_empty() {
            return self.push_step(step, node, next);
        }
        self.push_step(step, node, &mut |run, node| run.push(rest, node, next))
    }

    fn push_step(&mut self, step: &Step, node: Node, next: Receiver<'_, 'g, 'm>) -> Flow {
        let passes = match step {
            Step::Types(types) => self.is_of_type(node, types),
            Step::Attribute { .. } => self.has_attribute(node, step),
            Step::Scope { path, assertions } => self.holds_in_scope(node, path, assertions),
            Step::Not(chain) => !self.emits(chain, node),
            Step::Test(chains) => chains.iter().any(|chain| self.emits(chain, node)),
            Step::In(chain) => self.emits_itself(chain, node),
            Step::Store(index, chain) => {
                self.store(*index, chain, node);
                true
            }
            Step::Nothing => false,
            Step::Is(chains) => {
                return chains
                    .iter()
                    .try_for_each(|chain| self.push(chain, node, next));
            }
            Step::Neighbors { labels, reverse } => {
                return self.push_neighbors(node, labels, *reverse, next);
            }
            Step::Reachable => return self.push_reachable(node, next),
            Step::Root(index) => {
                let shapes = self.roots.get(*index).cloned().unwrap_or_default();
                return shapes.into_iter().try_for_each(|node| next(self, node));
            }
            Step::Load(index) => {
                let shapes = self.variables.shapes.get(*index).cloned();
                let shapes = shapes.unwrap_or_default();
                return shapes.into_iter().try_for_each(|node| next(self, node));
            }
            Step::Recursive(chain) => return self.push_recursive(chain, node, next),
            Step::TopDown(first, last) => {
                return self.push_down(first, last.as_deref(), node, next);
            }
        };
        if passes {
            next(self, node)
        } else {
            Flow::Continue(())
        }
    }

    pub(super) fn is_of_type(&self, node: Node, types: &[ShapeType]) -> bool {
        let kind = self.graph.subject(node).map(Subject::kind);
        kind.is_some_and(|kind| types.contains(&kind))
    }

    /// Returns true if a chain passes anything on.
    pub(super) fn emits(&mut self, chain: &[Step], node: Node) -> bool {
        let mut emitted = false;
        let _ = self.push(chain, node, &mut |_, _| {
            emitted = true;
            Flow::Break(())
        });
        emitted
    }

    fn emits_itself(&mut self, chain: &[Step], node: Node) -> bool {
        match chain {
            [Step::Root(index)] => self
                .roots
                .get(*index)
                .is_some_and(|set| set.contains(&node)),
            [Step::Load(index)] => {
                let shapes = self.variables.shapes.get(*index);
                shapes.is_some_and(|set| set.contains(&node))
            }
            _ => {
                let mut emitted = false;
                let _ = self.push(chain, node, &mut |_, found| {
                    emitted |= found == node;
                    if emitted {
                        Flow::Break(())
                    } else {
                        Flow::Continue(())
                    }
                });
                emitted
            }
        }
    }

    fn store(&mut self, index: usize, chain: &[Step], node: Node) {
        let mut found = BTreeSet::new();
        let _ = self.push(chain, node, &mut |_, node| {
            found.insert(node);
            Flow::Continue(())
        });
        if let Some(shapes) = self.variables.shapes.get_mut(index) {
            *shapes = found;
        }
    }

    fn scope(&self) -> Scope<'_, 'm> {
        Scope {
            graph: self.graph,
            variables: &self.variables,
        }
    }

    fn attribute(&self, node: Node, path: &[String]) -> Attribute<'m> {
        let subject = self.graph.subject(node);
        subject.map_or(Attribute::Empty, |subject| {
            Attribute::Shape(subject).path(path, self.scope())
        })
    }

    fn has_attribute(&self, node: Node, step: &Step) -> bool {
        let Step::Attribute {
            path,
            test,
            ignore_case,
        } = step
        else {
            return false;
        };
        let left = self.attribute(node, path);
        match test {
            None => left.is_present(),
            Some((comparator, values)) => values.iter().any(|value| {
                let right = Attribute::Text(value.as_str().into());
                comparator.holds(&left, &right, *ignore_case)
            }),
        }
    }

    fn holds_in_scope(&self, node: Node, path: &[String], assertions: &[Assertion]) -> bool {
        let found = self.attribute(node, path);
        let operand = |value: &Attribute<'m>, operand: &Operand| match operand {
            Operand::Value(text) => Attribute::Text(text.clone().into()),
            Operand::Path(path) => value.clone().path(path, self.scope()),
        };
        let holds = |value: &Attribute<'m>, assertion: &Assertion| {
            let left = operand(value, &assertion.left);
            assertion.right.iter().any(|right| {
                let right = operand(value, right);
                let comparator = assertion.comparator;
                comparator.holds(&left, &right, assertion.ignore_case)
            })
        };
        found.is_present()
            && found.flattened().into_iter().any(|value| {
                let mut assertions = assertions.iter();
                assertions.all(|assertion| holds(value, assertion))
            })
    }
}

//! Decides conditions ahead: rewrites steps so that no path tests what it knows already.
//!
//! Steps are copied per state: a step, and the known results of conditions that may be tested later.
//! Equal copies are merged again, so the program of a service hardly grows.
//!
//! **Invariants**
//! - Steps still lead forward.

use indexmap::IndexSet;

use super::builder::{Builder, Condition};
use super::facts::{Facts, Known, Set};
use super::table::{LIMIT, RESULT, TableStep};

/// Maximum number of conditions.
const CONDITIONS: usize = 2048;

/// Maximum number of states per step; rules of services need fewer than 2.
const STATES: usize = 8;

/// Rewrites a program, unless that makes it too large.
pub(super) fn decide(builder: &mut Builder) {
    let (steps, root) = builder.program();
    if builder.conditions().len() > CONDITIONS {
        return;
    }
    let facts = Facts::of(builder);
    let mut states = States {
        steps,
        later: later(steps, builder.conditions().len()),
        known: IndexSet::new(),
    };
    let start = states.follow(root, facts.constant());
    let Some(edges) = states.explore(&facts) else {
        return;
    };
    let (steps, root) = states.merge(start, &edges, builder.conditions());
    builder.set_program(steps, root);
}

/// By step: the conditions that it and those after it test.
fn later(steps: &[TableStep], conditions: usize) -> Vec<Set> {
    let mut later: Vec<Set> = Vec::with_capacity(steps.len());
    // From the last step to the first, as steps lead forward.
    for step in steps.iter().rev() {
        let mut set = Set::new(conditions);
        set.insert(step.condition);
        for target in [step.then, step.otherwise] {
            let from_end = steps.len().checked_sub(usize::from(target) + 1);
            if let Some(set_of_target) = from_end.and_then(|place| later.get(place)) {
                set.add(set_of_target);
            }
        }
        later.push(set);
    }
    later.reverse();
    later
}

/// A target of a step.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// A result or "no match".
    End(u16),
    /// The index of a state.
    State(usize),
}

/// Steps with what is known at them.
struct States<'t> {
    steps: &'t [TableStep],
    later: Vec<Set>,
    known: IndexSet<(u16, Known)>,
}

impl States<'_> {
    /// The first step from `target` on whose result is not known, as a state; or the end of the path.
    fn follow(&mut self, target: u16, mut known: Known) -> Target {
        let mut at = target;
        while let Some(step) = self.steps.get(usize::from(at)) {
            match known.result(step.condition) {
                Some(true) => at = step.then,
                Some(false) => at = step.otherwise,
                None => break,
            }
        }
        if at >= RESULT {
            return Target::End(at);
        }
        if let Some(later) = self.later.get(usize::from(at)) {
            known.keep(later);
        }
        let (index, _) = self.known.insert_full((at, known));
        Target::State(index)
    }

    /// Both targets of all reachable states; `None` if there are too many.
    fn explore(&mut self, facts: &Facts) -> Option<Vec<[Target; 2]>> {
        let limit = self.steps.len().saturating_mul(STATES).min(LIMIT);
        let mut edges = Vec::new();
        while let Some((at, known)) = self.known.get_index(edges.len()) {
            let step = *self.steps.get(usize::from(*at))?;
            let held = facts.learn(known, step.condition, true);
            let failed = facts.learn(known, step.condition, false);
            edges.push([
                self.follow(step.then, held),
                self.follow(step.otherwise, failed),
            ]);
            if self.known.len() > limit {
                return None;
            }
        }
        Some(edges)
    }

    /// The program of the states, in which equal steps are merged.
    fn merge(
        &self,
        start: Target,
        edges: &[[Target; 2]],
        conditions: &IndexSet<Condition>,
    ) -> (Vec<TableStep>, u16) {
        let mut order: Vec<_> = self.known.iter().zip(edges).enumerate().collect();
        // Last steps first, so that targets precede the steps that lead to them.
        order.sort_by_key(|(_, ((at, _), _))| std::cmp::Reverse(*at));
        let mut steps: IndexSet<[usize; 3]> = IndexSet::new();
        let mut places = vec![usize::from(u16::MAX); edges.len()];
        let place = |target: Target, places: &[usize]| match target {
            Target::End(end) => usize::from(end),
            Target::State(index) => places.get(index).copied().unwrap_or(usize::MAX),
        };
        for (index, ((at, _), targets)) in order {
            let [then, otherwise] = targets.map(|target| place(target, &places));
            let step = self.steps.get(usize::from(*at));
            let condition = step.map_or(0, |step| usize::from(step.condition));
            let assigns = conditions
                .get_index(condition)
                .is_some_and(|condition| condition.assign.is_some());
            let merged = if then == otherwise && !assigns {
                then
            } else {
                steps.insert_full([condition, then, otherwise]).0
            };
            if let Some(place) = places.get_mut(index) {
                *place = merged;
            }
        }
        let count = steps.len();
        let forward = |place: usize| match u16::try_from(place) {
            Ok(end) if end >= RESULT => end,
            _ => u16::try_from(count.saturating_sub(place + 1)).unwrap_or(u16::MAX),
        };
        let root = forward(place(start, &places));
        let steps = steps.into_iter().rev();
        let steps = steps.map(|[condition, then, otherwise]| TableStep {
            condition: u16::try_from(condition).unwrap_or_default(),
            then: forward(then),
            otherwise: forward(otherwise),
        });
        (steps.collect(), root)
    }
}

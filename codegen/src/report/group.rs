//! Groups equal warnings into one with a count.

use indexmap::IndexMap;

use crate::problem::{Problem, Severity};

/// Problems in order, each with the number of later duplicates.
///
/// Errors are fixed one by one, so each stays; a warning about hundreds of members is one decision.
pub(super) fn group(problems: Vec<Problem>) -> Vec<(Problem, usize)> {
    let mut groups: Vec<(Problem, usize)> = Vec::with_capacity(problems.len());
    let mut first: IndexMap<(&'static str, String), usize> = IndexMap::new();
    for problem in problems {
        if problem.severity() == Severity::Warning {
            let words = (problem.kind.code(), problem.kind.to_string());
            let known = first.get(&words).and_then(|index| groups.get_mut(*index));
            if let Some((_, repeats)) = known {
                *repeats += 1;
                continue;
            }
            first.insert(words, groups.len());
        }
        groups.push((problem, 0));
    }
    groups
}

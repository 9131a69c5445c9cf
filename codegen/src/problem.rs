//! Problems found in a model, with their locations; cheap values without source text.
//!
//! **Invariants**
//! - A problem states what is wrong and what was expected; `report` decides on the presentation.
//! - Problems are collected within a stage; [`Problems::propagate`] stops between stages.

mod advice;
mod code;
mod help;
mod kind;

pub use self::kind::ProblemKind;

use crate::ir::Pointer;

/// A problem in a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Kind of problem.
    pub kind: ProblemKind,
    /// Location.
    pub at: Pointer,
}

impl Problem {
    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// Severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Generation continues without the named part.
    Warning,
    /// Generation stops after the stage.
    Error,
}

/// Marker that a stage failed; the errors are in its [`Problems`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// Problems of a run, in the order found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
    errors: usize,
}

impl Problems {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, kind: ProblemKind, at: Pointer) {
        self.errors += usize::from(kind.severity() == Severity::Error);
        self.list.push(Problem { kind, at });
    }

    /// The candidate most similar to `name`, for "did you mean"; `None` if none is similar enough.
    ///
    /// Gives up after many problems, so that a long model full of errors stays fast.
    pub(crate) fn similar<'c>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<String> {
        const ENOUGH: usize = 100;
        if self.list.len() < ENOUGH {
            similar(name, candidates)
        } else {
            None
        }
    }

    /// Checks for errors between stages.
    ///
    /// # Errors
    ///
    /// [`Stopped`] if an error was reported.
    pub fn propagate(&self) -> Result<(), Stopped> {
        if self.errors == 0 {
            Ok(())
        } else {
            Err(Stopped)
        }
    }

    /// Every problem so far.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// Converts into the list of problems.
    pub fn into_vec(self) -> Vec<Problem> {
        self.list
    }
}

/// The candidate most similar to `name`, if any is similar enough.
///
/// Of shape IDs only the names are compared, so that a shared namespace does not count as similarity.
fn similar<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    const LIKE: f64 = 0.8;
    let name = local_name(name).to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let local = local_name(candidate).to_lowercase();
            (strsim::jaro_winkler(&name, &local), candidate)
        })
        .filter(|(alike, _)| *alike > LIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate.to_owned())
}

/// The part of a shape ID after its namespace.
fn local_name(id: &str) -> &str {
    id.rsplit_once('#').map_or(id, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{Problem, ProblemKind, Problems, Severity, Stopped, similar};
    use crate::ir::Pointer;

    #[test]
    fn only_errors_stop() {
        let mut problems = Problems::new();
        let warning = ProblemKind::UnknownKey {
            key: "x".to_owned(),
            similar: None,
        };
        problems.push(warning.clone(), Pointer::root());
        assert_eq!(problems.propagate(), Ok(()));
        problems.push(ProblemKind::UnknownFormat, Pointer::root());
        assert_eq!(problems.propagate(), Err(Stopped));
        let severities: Vec<_> = problems.iter().map(Problem::severity).collect();
        assert_eq!(severities, [Severity::Warning, Severity::Error]);
    }

    #[test]
    fn the_most_similar_is_meant() {
        let names = ["Endpoint", "EndpointType", "Contact"];
        assert_eq!(similar("Endpont", names).as_deref(), Some("Endpoint"));
        assert_eq!(
            similar("endpointtype", names).as_deref(),
            Some("EndpointType")
        );
        assert_eq!(similar("Zebra", names), None);
        let ids = ["my.home#Ring", "smithy.api#Integer"];
        let found = similar("my.home#Integr", ids);
        assert_eq!(found.as_deref(), Some("smithy.api#Integer"));
        assert_eq!(similar("my.home#Door", ids), None);
    }
}

//! What can be wrong with a model, and where: cheap values that hold no source text.
//!
//! **Invariants**
//! - A problem says what is wrong and what was expected; how it is shown is decided in `report`.
//! - Problems are collected in a stage and stop between stages, by [`Problems::propagate`].

mod help;
mod kind;

pub use self::kind::ProblemKind;

use crate::ir::Pointer;

/// Something wrong with a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub at: Pointer,
}

impl Problem {
    /// Whether it stops the generator.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// Whether a problem stops the generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The generator goes on; what it left out is named.
    Warning,
    /// The generator stops after the stage.
    Error,
}

/// That a stage met an error; what it was is in the [`Problems`] that were handed to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// The problems of a run, in the order they were met.
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

    /// The candidate most like `name`, where one is like it at all: "did you mean".
    ///
    /// Nobody reads on after so many errors, and a long model full of them must not take long.
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

    /// Stands between stages: goes on where there is no error.
    ///
    /// # Errors
    ///
    /// [`Stopped`] where there is one.
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

    /// The problems themselves.
    pub fn into_vec(self) -> Vec<Problem> {
        self.list
    }
}

/// The candidate most like `name`, where one is like it at all.
fn similar<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    const LIKE: f64 = 0.8;
    candidates
        .into_iter()
        .map(|candidate| {
            let alike = strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase());
            (alike, candidate)
        })
        .filter(|(alike, _)| *alike > LIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate.to_owned())
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
    }
}

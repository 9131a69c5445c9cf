//! Events: findings of loading and validation.
//!
//! **Invariants**
//! - Names of events are those of the reference implementation, so that suppressions carry over.
//!
//! <https://smithy.io/2.0/spec/model-validation.html>

use std::borrow::Cow;
use std::fmt;

use crate::files::Location;
use crate::model::ShapeId;

/// Severity of an event, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// An event that the model suppresses.
    Suppressed,
    /// Information.
    Note,
    /// A likely problem.
    Warning,
    /// A severe problem that can be suppressed.
    Danger,
    /// A problem that makes the model unusable.
    Error,
}

impl Severity {
    /// The severity of a name such as `ERROR`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "SUPPRESSED" => Some(Self::Suppressed),
            "NOTE" => Some(Self::Note),
            "WARNING" => Some(Self::Warning),
            "DANGER" => Some(Self::Danger),
            "ERROR" => Some(Self::Error),
            _ => None,
        }
    }

    /// The name in models and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suppressed => "SUPPRESSED",
            Self::Note => "NOTE",
            Self::Warning => "WARNING",
            Self::Danger => "DANGER",
            Self::Error => "ERROR",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A finding about a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The importance.
    pub severity: Severity,
    /// The name of the event: `Model`, `TraitTarget`, `Model.UnresolvedTrait`.
    pub id: Cow<'static, str>,
    /// The shape or member it is about, if any.
    pub shape: Option<ShapeId>,
    /// A human-readable sentence.
    pub message: String,
    /// Location.
    pub at: Location,
}

impl Event {
    /// An error of the loader: severity `ERROR`, name `Model`.
    pub fn model_error(message: impl Into<String>, at: Location) -> Self {
        Self::new(Severity::Error, "Model", message, at)
    }

    /// An event about no shape.
    pub fn new(
        severity: Severity,
        id: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
        at: Location,
    ) -> Self {
        Self {
            severity,
            id: id.into(),
            shape: None,
            message: message.into(),
            at,
        }
    }

    /// The same event about a shape or member.
    #[must_use]
    pub fn of(self, shape: ShapeId) -> Self {
        Self {
            shape: Some(shape),
            ..self
        }
    }

    /// Returns true if the name is `id` or one of its descendants: `Model.UnresolvedTrait` is a `Model`.
    pub fn is_a(&self, id: &str) -> bool {
        self.id
            .strip_prefix(id)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Severity};
    use crate::files::Location;

    #[test]
    fn an_event_is_an_instance_of_its_ancestors() {
        let event = Event::new(Severity::Note, "A.B.C", "", Location::NONE);
        assert!(event.is_a("A.B.C") && event.is_a("A.B") && event.is_a("A"));
        assert!(!event.is_a("A.B.C.D") && !event.is_a("A.B.") && !event.is_a("A.BC"));
    }
}

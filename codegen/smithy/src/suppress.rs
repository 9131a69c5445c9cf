//! Suppressions and severity overrides of a model.
//!
//! <https://smithy.io/2.0/spec/model-validation.html#suppressions>

use crate::event::{Event, Severity};
use crate::model::{Model, Node, ShapeId};

/// The suppressions of a model: its metadata `suppressions` and `severityOverrides`, and the traits `suppress`.
pub(crate) struct Suppressions<'a> {
    model: &'a Model,
}

impl<'a> Suppressions<'a> {
    pub(crate) fn of(model: &'a Model) -> Self {
        Self { model }
    }

    /// Changes the severity of an event as the model demands; errors are not affected.
    pub(crate) fn apply(&self, event: &mut Event) {
        if matches!(event.severity, Severity::Error | Severity::Suppressed) {
            return;
        }
        if self.is_suppressed(event) {
            event.severity = Severity::Suppressed;
            return;
        }
        for rule in self.rules("severityOverrides") {
            let severity = rule.get("severity").and_then(Node::as_str);
            let severity = severity.and_then(Severity::from_name);
            if matches!(severity, Some(Severity::Warning | Severity::Danger))
                && matches(rule, event)
            {
                event.severity = event.severity.max(severity.unwrap_or(event.severity));
            }
        }
    }

    fn is_suppressed(&self, event: &Event) -> bool {
        let traits = event.shape.as_ref().and_then(|id| {
            let of_member = || Some(&self.model.member(id)?.traits);
            let of_shape = self.model.shape(id).map(|shape| &shape.traits);
            of_shape.or_else(of_member)
        });
        let names = traits.and_then(|traits| traits.get("smithy.api#suppress")?.as_array());
        let mut names = names.unwrap_or_default().iter().filter_map(Node::as_str);
        names.any(|name| event.is_a(name))
            || self
                .rules("suppressions")
                .iter()
                .any(|rule| matches(rule, event))
    }

    fn rules(&self, key: &str) -> &'a [Node] {
        let rules = self.model.metadata().get(key);
        rules.and_then(Node::as_array).unwrap_or_default()
    }
}

fn matches(rule: &Node, event: &Event) -> bool {
    let text = |key| rule.get(key).and_then(Node::as_str);
    let namespace = event.shape.as_ref().map(ShapeId::namespace);
    let in_namespace = |wanted: &str| wanted == "*" || namespace == Some(wanted);
    text("id").is_some_and(|id| event.is_a(id)) && text("namespace").is_some_and(in_namespace)
}

//! Suppressions and severity overrides of a model.
//!
//! <https://smithy.io/2.0/spec/model-validation.html#suppressions>

use std::collections::BTreeMap;

use crate::event::{Event, Severity};
use crate::model::{Model, Node, ShapeId};

/// The values of rules by the ID of events and by namespace; `*` stands for all namespaces.
type Rules<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Severity>>;

/// The suppressions of a model: its metadata `suppressions` and `severityOverrides`, and the traits `suppress`.
pub(crate) struct Suppressions<'a> {
    model: &'a Model,
    suppressed: Rules<'a>,
    overrides: Rules<'a>,
}

impl<'a> Suppressions<'a> {
    pub(crate) fn of(model: &'a Model) -> Self {
        let overridden = |rule: &Node| {
            let severity = rule.get("severity").and_then(Node::as_str)?;
            let severity = Severity::from_name(severity)?;
            matches!(severity, Severity::Warning | Severity::Danger).then_some(severity)
        };
        Self {
            model,
            suppressed: rules(model, "suppressions", |_| Some(Severity::Suppressed)),
            overrides: rules(model, "severityOverrides", overridden),
        }
    }

    /// Changes the severity of an event as the model demands; errors are not affected.
    pub(crate) fn apply(&self, event: &mut Event) {
        if matches!(event.severity, Severity::Error | Severity::Suppressed) {
            return;
        }
        if self.is_suppressed_by_trait(event) || find(&self.suppressed, event).is_some() {
            event.severity = Severity::Suppressed;
        } else if let Some(severity) = find(&self.overrides, event) {
            event.severity = event.severity.max(severity);
        }
    }

    fn is_suppressed_by_trait(&self, event: &Event) -> bool {
        let traits = event.shape.as_ref().and_then(|id| {
            let of_member = || Some(&self.model.member(id)?.traits);
            let of_shape = self.model.shape(id).map(|shape| &shape.traits);
            of_shape.or_else(of_member)
        });
        let names = traits.and_then(|traits| traits.get("smithy.api#suppress")?.as_array());
        let mut names = names.unwrap_or_default().iter().filter_map(Node::as_str);
        names.any(|name| event.is_a(name))
    }
}

/// The rules of a metadata key, each with the most severe of its values.
fn rules<'a>(
    model: &'a Model,
    key: &str,
    severity: impl Fn(&Node) -> Option<Severity>,
) -> Rules<'a> {
    let mut found = Rules::new();
    let nodes = model.metadata().get(key).and_then(Node::as_array);
    for rule in nodes.unwrap_or_default() {
        let text = |key| rule.get(key).and_then(Node::as_str);
        let (Some(id), Some(namespace), Some(severity)) =
            (text("id"), text("namespace"), severity(rule))
        else {
            continue;
        };
        let known = found.entry(id).or_default().entry(namespace);
        let known = known.or_insert(severity);
        *known = severity.max(*known);
    }
    found
}

/// The most severe value of the rules that an event matches: those of its ID and of the IDs that it descends from.
fn find(rules: &Rules<'_>, event: &Event) -> Option<Severity> {
    let namespace = event.shape.as_ref().map(ShapeId::namespace);
    let dots = event.id.match_indices('.').map(|(end, _)| end);
    let ids = dots
        .chain([event.id.len()])
        .filter_map(|end| event.id.get(..end));
    let known = ids.filter_map(|id| rules.get(id));
    let values = known.flat_map(|by_namespace| {
        let here = namespace.and_then(|namespace| by_namespace.get(namespace));
        here.into_iter().chain(by_namespace.get("*"))
    });
    values.copied().max()
}

#[cfg(test)]
mod tests {
    use super::Suppressions;
    use crate::event::{Event, Severity};
    use crate::files::{Location, Source};
    use crate::load::{Options, load};
    use crate::model::ShapeId;

    #[test]
    fn rules_apply_to_an_id_and_its_descendants_in_a_namespace() {
        let text = r#"$version: "2"
            metadata suppressions = [
                { id: "A.b", namespace: "a" }
                { id: "C", namespace: "*" }
                { id: "D" }
            ]
            metadata severityOverrides = [
                { id: "E", namespace: "a", severity: "WARNING" }
                { id: "E.f", namespace: "*", severity: "DANGER" }
                { id: "G", namespace: "*", severity: "ERROR" }
            ]
        "#;
        let loaded = load(vec![Source::new("m.smithy", text)], &Options::default());
        let suppressions = Suppressions::of(&loaded.model);
        let applied = |id: &str, shape: Option<&str>| {
            let mut event = Event::new(Severity::Note, id.to_owned(), "", Location::NONE);
            event.shape = shape.and_then(ShapeId::parse);
            suppressions.apply(&mut event);
            event.severity
        };
        assert_eq!(applied("A.b", Some("a#S")), Severity::Suppressed);
        assert_eq!(applied("A.b.c", Some("a#S")), Severity::Suppressed);
        assert_eq!(applied("A.bc", Some("a#S")), Severity::Note);
        assert_eq!(applied("A", Some("a#S")), Severity::Note);
        assert_eq!(applied("A.b", Some("b#S")), Severity::Note);
        assert_eq!(applied("A.b", None), Severity::Note);
        assert_eq!(applied("C.x", None), Severity::Suppressed);
        assert_eq!(applied("D", Some("a#S")), Severity::Note);
        assert_eq!(applied("E.x", Some("a#S")), Severity::Warning);
        assert_eq!(applied("E.f", Some("a#S")), Severity::Danger);
        assert_eq!(applied("G", Some("a#S")), Severity::Note);
    }
}

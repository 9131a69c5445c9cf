//! `ConditionsTrait`: conditions that values of a shape have to meet.
//!
//! <https://smithy.io/2.0/additional-specs/contracts.html>

use super::report::Report;
use super::views::Views;
use crate::event::Severity;
use crate::jmespath::{Grade, Literals, Problem, Sample, check, evaluate, parse};
use crate::model::{Model, Node, Traits};
use crate::subject::Subject;

const CONDITIONS: &str = "smithy.contracts#conditions";

/// The conditions of a shape or member: name and expression.
fn conditions(traits: &Traits) -> impl Iterator<Item = (&str, &Node, &str)> {
    let conditions = traits.get(CONDITIONS).and_then(Node::as_object);
    conditions.into_iter().flatten().filter_map(|entry| {
        let expression = entry.node.get("expression")?.as_str()?;
        Some((entry.key.as_str(), &entry.node, expression))
    })
}

/// The fault in a trait whose expressions cannot be read.
pub(super) fn fault(node: &Node) -> Option<String> {
    node.as_object()?.iter().find_map(|entry| {
        let text = entry.node.get("expression")?.as_str()?;
        let fault = parse(text, Literals::Json).err()?;
        Some(format!("the condition `{}`, {text}: {fault}", entry.key))
    })
}

/// Checks that conditions fit their shapes and are true or false.
pub(super) fn expressions(views: &Views<'_>, report: &mut Report) {
    for subject in views.having(CONDITIONS) {
        let target = match subject {
            Subject::Shape(shape) => Some(*shape),
            Subject::Member(member) => views.model.target(member),
        };
        for (name, node, text) in conditions(subject.traits()) {
            let Ok(expression) = parse(text, Literals::Json) else {
                continue;
            };
            let input = target.map_or(Sample::Any, Sample::Shape);
            let (result, problems) = check(views.model, &expression, input);
            for Problem { grade, message } in problems {
                let message = format!("the condition `{name}`, {text}: {message}");
                let (severity, kind) = match grade {
                    Grade::Error => {
                        report.error_at(*subject, node.at, message);
                        continue;
                    }
                    Grade::Danger => (Severity::Danger, "JmespathEventDanger"),
                    Grade::Warning => (Severity::Warning, "JmespathEventWarning"),
                };
                report.add_at(severity, *subject, node.at, message);
                for part in ["JmespathProblem", kind, name] {
                    report.within(part);
                }
            }
            let found = result.type_name();
            if found != "boolean" {
                let message =
                    format!("the condition `{name}` has to be true or false, not {found}");
                report.add(Severity::Danger, *subject, message);
            }
        }
    }
}

/// The names of the conditions of a shape or member that a value does not meet.
pub(super) fn broken<'m>(model: &'m Model, traits: &'m Traits, node: &Node) -> Vec<&'m str> {
    let broken = conditions(traits).filter(|(_, _, text)| {
        let expression = parse(text, Literals::Json);
        expression.is_ok_and(|expression| evaluate(model, &expression, node) == Some(false))
    });
    broken.map(|(name, _, _)| name).collect()
}

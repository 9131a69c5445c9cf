//! `WaitableTrait` and `UniqueWaiterNames`: waiters.
//!
//! <https://smithy.io/2.0/additional-specs/waiters.html>

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::report::Report;
use super::text::{SHOWN, ticked};
use super::views::Views;
use crate::event::{Event, Severity};
use crate::jmespath::{Grade, Literals, Problem, Sample, check, parse};
use crate::model::{Node, Number, Shape, ShapeId, ShapeType};

const WAITABLE: &str = "smithy.waiters#waitable";

/// Checks delays, acceptors and the expressions in them.
pub(super) fn waiters(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(WAITABLE) {
        for entry in node.as_object().into_iter().flatten() {
            let mut waiter = Waiter {
                views,
                shape,
                node,
                name: &entry.key,
                report,
            };
            waiter.check(&entry.node);
        }
    }
}

/// A waiter with the report of its faults.
struct Waiter<'w, 'm> {
    views: &'w Views<'m>,
    shape: &'m Shape,
    node: &'m Node,
    name: &'m str,
    report: &'w mut Report,
}

impl<'m> Waiter<'_, 'm> {
    fn add(&mut self, severity: Severity, id: String, message: &str) {
        let message = format!("the waiter `{}`: {message}", self.name);
        let event = Event::new(severity, id, message, self.node.at);
        self.report.events.push(event.of(self.shape.id.clone()));
    }

    fn error(&mut self, message: &str) {
        self.add(Severity::Error, "WaitableTrait".to_owned(), message);
    }

    fn check(&mut self, waiter: &Node) {
        let delay = |key, default| {
            let delay = waiter.get(key).and_then(Node::as_number);
            delay.and_then(Number::to_i64).unwrap_or(default)
        };
        let (min, max) = (delay("minDelay", 2), delay("maxDelay", 120));
        if min > max {
            self.error(&format!("`minDelay` is {min}, more than `maxDelay`, {max}"));
        }
        let acceptors = waiter.get("acceptors").and_then(Node::as_array);
        let mut has_success = false;
        for (index, acceptor) in acceptors.unwrap_or_default().iter().enumerate() {
            self.matcher(index, acceptor);
            let state = acceptor.get("state").and_then(Node::as_str);
            has_success |= state == Some("success");
            let message = acceptor.get("message").and_then(Node::as_str);
            match (message, state) {
                (Some(message), Some("failure")) => self.message(index, message),
                (Some(_), state) => self.error(&format!(
                    "the acceptor {index} has a `message`, which only the state `failure` takes, not `{}`",
                    state.unwrap_or_default()
                )),
                (None, _) => {}
            }
        }
        if !has_success {
            self.error("no acceptor has the state `success`");
        }
    }

    fn matcher(&mut self, index: usize, acceptor: &Node) {
        let Some(matcher) = acceptor.get("matcher") else {
            return;
        };
        let side = |side: Option<&'m Shape>| side.map_or(Sample::Any, Sample::Shape);
        let output = side(self.views.output(self.shape));
        if let Some(path) = matcher.get("output") {
            self.path(index, path, output);
        } else if let Some(path) = matcher.get("inputOutput") {
            let input = side(self.views.input(self.shape));
            let sides = [("input".into(), input), ("output".into(), output)];
            self.path(index, path, Sample::Object(Rc::new(sides)));
        } else if let Some(error) = matcher.get("errorType").and_then(Node::as_str) {
            let errors = self.shape.operation().map(|found| found.errors.as_slice());
            let errors = errors.unwrap_or_default();
            if !errors
                .iter()
                .any(|id| id.as_str() == error || id.name() == error)
            {
                let known = ticked(errors.iter().map(ShapeId::as_str));
                let message =
                    format!("the operation does not have the error `{error}`; it has {known}");
                let id = format!("WaitableTraitInvalidErrorType.{}.{index}", self.name);
                self.add(Severity::Warning, id, &message);
            }
        }
    }

    /// Checks an expression and the type of its result against the comparator.
    fn path(&mut self, index: usize, matcher: &Node, input: Sample<'m>) {
        let text = |key| matcher.get(key).and_then(Node::as_str);
        let (Some(path), Some(comparator)) = (text("path"), text("comparator")) else {
            return;
        };
        let expected = match comparator {
            "booleanEquals" => "boolean",
            "stringEquals" => "string",
            _ => "array",
        };
        let value = text("expected").unwrap_or_default();
        if expected == "boolean" && !matches!(value, "true" | "false") {
            self.error(&format!(
                "the acceptor {index} expects `true` or `false`, not `{value}`"
            ));
        }
        let found = self
            .evaluate(index, path, input)
            .map_or("any", |found| found.type_name());
        if found != "any" && found != expected {
            let message = format!(
                "`{comparator}` of the acceptor {index} needs a value of the type {expected}, not {found}: {path}"
            );
            let id = format!(
                "WaitableTraitJmespathProblem.ReturnTypeMismatch.{}.{index}",
                self.name
            );
            self.add(Severity::Danger, id, &message);
        }
    }

    /// The result of an expression; nothing if it cannot be read.
    fn evaluate(&mut self, index: usize, text: &str, input: Sample<'m>) -> Option<Sample<'m>> {
        let expression = match parse(text, Literals::Json) {
            Ok(expression) => expression,
            Err(fault) => {
                self.error(&format!(
                    "the acceptor {index} has a bad expression, {text}: {fault}"
                ));
                return None;
            }
        };
        let (result, problems) = check(self.views.model, &expression, input);
        for Problem { grade, message } in problems {
            let message = format!("the acceptor {index} has a bad expression, {text}: {message}");
            let (severity, kind) = match grade {
                Grade::Error => {
                    self.error(&message);
                    continue;
                }
                Grade::Danger => (Severity::Danger, "JmespathEventDanger"),
                Grade::Warning => (Severity::Warning, "JmespathEventWarning"),
            };
            let id = format!("WaitableTraitJmespathProblem.{kind}.{}.{index}", self.name);
            self.add(severity, id, &message);
        }
        Some(result)
    }

    /// Checks that a message is a text or an array of texts.
    fn message(&mut self, index: usize, text: &str) {
        let output = self.views.output(self.shape);
        let output = output.map_or(Sample::Any, Sample::Shape);
        let Some(result) = self.evaluate(index, text, output.clone()) else {
            return;
        };
        let found = match result.type_name() {
            "array" => {
                let item = parse(&format!("{text}[0]"), Literals::Json);
                let item = item.map(|item| check(self.views.model, &item, output).0);
                item.map_or("any", |item| item.type_name())
            }
            found => found,
        };
        if found != "string" {
            self.error(&format!(
                "the `message` of the acceptor {index} has to be a text or texts, not {found}"
            ));
        }
    }
}

/// Checks that the waiters of a service have names of their own, whatever their case.
pub(super) fn names(views: &Views<'_>, report: &mut Report) {
    for service in views.of_kind(ShapeType::Service) {
        let mut by_name: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for operation in views.operations(service) {
            let waiters = operation.traits.get(WAITABLE).and_then(Node::as_object);
            for entry in waiters.into_iter().flatten() {
                let operations = by_name.entry(entry.key.to_lowercase()).or_default();
                operations.insert(operation.id.as_str());
            }
        }
        for (name, ids) in by_name.iter().filter(|(_, ids)| ids.len() > 1) {
            for operation in ids.iter().filter_map(|id| views.model.shape(*id)) {
                let others = ids.iter().filter(|id| **id != operation.id.as_str());
                let message = format!(
                    "other operations of `{}` have a waiter `{name}`: {}",
                    service.id,
                    ticked(others.take(SHOWN))
                );
                let at = operation
                    .traits
                    .get(WAITABLE)
                    .map_or(operation.at, |node| node.at);
                report.error_at(operation, at, message);
            }
        }
    }
}

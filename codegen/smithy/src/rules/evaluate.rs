//! Evaluation of rules with the parameters of a test case.
//!
//! **Invariants**
//! - Rules have passed the check of types.
//! - Steps and the size of texts are limited, so that no model keeps a run from ending.

use std::collections::BTreeMap;

use super::Fault;
use super::arguments;
use super::found::{Found, compare};
use super::function::{Function, Part};
use super::partition::partition;
use super::read::RESULTS;
use super::tree::{
    Call, Condition, Diagram, Endpoint, Expression, Form, Outcome, Piece, Rule, RuleSet,
};
use super::value::Value;
use crate::files::Location;
use crate::model::Node;

/// The largest text that a template may have, in bytes.
const LONGEST: usize = 8 * 1024;

/// The number of steps for the test cases of all services of a model; those of S3 take about 100,000.
const STEPS: usize = 2_000_000;

/// The bytes that are copied in one step.
const STEP: usize = 256;

/// The number of steps that are left.
#[derive(Debug)]
pub(crate) struct Budget(usize);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(STEPS)
    }

    /// Returns true if a run ended for want of steps.
    pub(crate) fn is_spent(&self) -> bool {
        self.0 == 0
    }

    fn spend(&mut self, steps: usize, at: Location) -> Result<(), Fault> {
        self.0 = self.0.saturating_sub(steps);
        if self.is_spent() {
            return Err(Fault::new("the test cases take too many steps", at));
        }
        Ok(())
    }
}

/// Runs a test case.
///
/// # Errors
///
/// The rules do not end in what the case expects.
pub(crate) fn test(rules: &RuleSet<'_>, case: &Node, budget: &mut Budget) -> Result<(), Fault> {
    let mut evaluator = Evaluator {
        values: BTreeMap::new(),
        log: Vec::new(),
        budget,
    };
    for parameter in &rules.parameters {
        if let Some(default) = parameter.default {
            evaluator.values.insert(parameter.name, Value::of(default)?);
        }
    }
    for entry in case
        .get("params")
        .and_then(Node::as_object)
        .into_iter()
        .flatten()
    {
        evaluator.values.insert(&entry.key, Value::of(&entry.node)?);
    }
    let found = if let Some(diagram) = &rules.diagram {
        evaluator.diagram(diagram, &rules.rules, case.at)?
    } else {
        let found = evaluator.first(&rules.rules)?;
        found.ok_or_else(|| Fault::new("no rule applies to the test case", case.at))?
    };
    compare(&found, case)
}

/// The values of names, with a log that undoes what a rule adds.
struct Evaluator<'e, 'm> {
    values: BTreeMap<&'m str, Value>,
    log: Vec<(&'m str, Option<Value>)>,
    budget: &'e mut Budget,
}

impl<'m> Evaluator<'_, 'm> {
    /// The outcome of the first rule that applies.
    fn first(&mut self, rules: &[Rule<'m>]) -> Result<Option<Found>, Fault> {
        for rule in rules {
            let size = self.log.len();
            let found = self.rule(rule)?;
            while self.log.len() > size {
                match self.log.pop() {
                    Some((name, Some(value))) => _ = self.values.insert(name, value),
                    Some((name, None)) => _ = self.values.remove(name),
                    None => break,
                }
            }
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn rule(&mut self, rule: &Rule<'m>) -> Result<Option<Found>, Fault> {
        for condition in &rule.conditions {
            if !self.holds(condition)? {
                return Ok(None);
            }
        }
        let Outcome::Tree(rules) = &rule.outcome else {
            return self.outcome(rule).map(Some);
        };
        let found = self.first(rules)?;
        let none = || {
            Fault::new(
                "the conditions of a tree hold, but none of its rules apply",
                rule.at,
            )
        };
        found.ok_or_else(none).map(Some)
    }

    fn outcome(&mut self, rule: &Rule<'m>) -> Result<Found, Fault> {
        match &rule.outcome {
            Outcome::Endpoint(endpoint) => self.endpoint(endpoint),
            Outcome::Error(error) => Ok(Found::Error(self.value(error)?)),
            Outcome::Tree(_) => Err(Fault::new(
                "a result of a diagram cannot be a tree",
                rule.at,
            )),
        }
    }

    fn endpoint(&mut self, endpoint: &Endpoint<'m>) -> Result<Found, Fault> {
        let url = Value::Text(self.text(&endpoint.url)?);
        let mut properties = BTreeMap::new();
        for (name, value) in &endpoint.properties {
            properties.insert((*name).to_owned(), self.value(value)?);
        }
        let mut headers = BTreeMap::new();
        for (name, values) in &endpoint.headers {
            let values: Result<_, _> = values.iter().map(|value| self.value(value)).collect();
            headers.insert((*name).to_owned(), Value::Array(values?));
        }
        Ok(Found::Endpoint {
            url,
            properties,
            headers,
        })
    }

    fn diagram(
        &mut self,
        diagram: &Diagram<'m>,
        results: &[Rule<'m>],
        at: Location,
    ) -> Result<Found, Fault> {
        let mut reference = diagram.root;
        let lost = |reference: i32| Fault::new(format!("the diagram has no node {reference}"), at);
        while reference.unsigned_abs() > 1 && reference < RESULTS {
            let index = usize::try_from(reference.unsigned_abs() - 1).ok();
            let node = index.and_then(|index| diagram.nodes.get(index));
            let Some([condition, high, low]) = node else {
                return Err(lost(reference));
            };
            let index = usize::try_from(*condition).ok();
            let condition = index.and_then(|index| diagram.conditions.get(index));
            let holds = self.holds(condition.ok_or_else(|| lost(reference))?)?;
            reference = if holds == (reference > 0) {
                *high
            } else {
                *low
            };
        }
        let result = reference.checked_sub(RESULTS);
        let result = result.and_then(|result| usize::try_from(result).ok());
        let rule = result.and_then(|result| results.get(result.checked_sub(1)?));
        let rule = rule.ok_or_else(|| Fault::new("no result applies to the test case", at))?;
        self.outcome(rule)
    }

    fn holds(&mut self, condition: &Condition<'m>) -> Result<bool, Fault> {
        self.budget.spend(1, condition.at)?;
        let value = self.call(&condition.call, condition.at)?;
        let holds = value.holds();
        if let Some(name) = condition.assign
            && value != Value::Empty
        {
            let before = self.values.insert(name, value);
            self.log.push((name, before));
        }
        Ok(holds)
    }

    fn value(&mut self, expression: &Expression<'m>) -> Result<Value, Fault> {
        Ok(match &expression.value {
            Form::Flag(flag) => Value::Flag(*flag),
            Form::Number(number) => Value::Number(*number),
            Form::Text(pieces) => Value::Text(self.template(pieces, expression.at)?),
            Form::Array(items) => {
                let items: Result<_, _> = items.iter().map(|item| self.value(item)).collect();
                Value::Array(items?)
            }
            Form::Record(members) => {
                let mut values = BTreeMap::new();
                for (name, value) in members {
                    values.insert((*name).to_owned(), self.value(value)?);
                }
                Value::Record(values)
            }
            Form::Reference(name) => {
                let value = self.values.get(name).unwrap_or(&Value::Empty);
                self.budget.spend(1 + value.size() / STEP, expression.at)?;
                value.clone()
            }
            Form::Call(call) => self.call(call, expression.at)?,
        })
    }

    fn template(&mut self, pieces: &[Piece<'m>], at: Location) -> Result<String, Fault> {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Value(value) => text.push_str(&self.text(value)?),
            }
            if text.len() > LONGEST {
                return Err(Fault::new("a text of the rules is longer than 8 KiB", at));
            }
        }
        Ok(text)
    }

    fn text(&mut self, expression: &Expression<'m>) -> Result<String, Fault> {
        match self.value(expression)? {
            Value::Text(text) => Ok(text),
            other => Err(unexpected("string", &other, expression.at)),
        }
    }

    fn flag(&mut self, expression: &Expression<'m>) -> Result<bool, Fault> {
        match self.value(expression)? {
            Value::Flag(flag) => Ok(flag),
            other => Err(unexpected("boolean", &other, expression.at)),
        }
    }

    fn number(&mut self, expression: &Expression<'m>) -> Result<i32, Fault> {
        match self.value(expression)? {
            Value::Number(number) => Ok(number),
            other => Err(unexpected("integer", &other, expression.at)),
        }
    }

    fn call(&mut self, call: &Call<'m>, at: Location) -> Result<Value, Fault> {
        Ok(match (call.function, &call.arguments[..]) {
            (Function::IsSet, [value]) => Value::Flag(self.value(value)? != Value::Empty),
            (Function::Not, [value]) => Value::Flag(!self.flag(value)?),
            (Function::BooleanEquals, [one, other]) => {
                Value::Flag(self.flag(one)? == self.flag(other)?)
            }
            (Function::StringEquals, [one, other]) => {
                Value::Flag(self.text(one)? == self.text(other)?)
            }
            (Function::Ite, [condition, yes, no]) => {
                let chosen = if self.flag(condition)? { yes } else { no };
                self.value(chosen)?
            }
            (Function::Coalesce, values) => {
                for value in values {
                    let value = self.value(value)?;
                    if value != Value::Empty {
                        return Ok(value);
                    }
                }
                Value::Empty
            }
            (Function::GetAttr, [target]) => {
                let mut value = self.value(target)?;
                for part in &call.path {
                    value = attribute(value, *part, at)?;
                }
                value
            }
            (Function::IsValidHostLabel, [text, dots]) => Value::Flag(arguments::is_host_label(
                &self.text(text)?,
                self.flag(dots)?,
            )),
            (Function::IsVirtualHostableS3Bucket, [text, dots]) => Value::Flag(
                arguments::is_bucket_host(&self.text(text)?, self.flag(dots)?),
            ),
            (Function::UriEncode, [text]) => Value::Text(arguments::uri_encode(&self.text(text)?)),
            (Function::ParseUrl, [text]) => arguments::url(&self.text(text)?),
            (Function::ParseArn, [text]) => arguments::arn(&self.text(text)?),
            (Function::Partition, [text]) => partition(&self.text(text)?),
            (Function::Substring, [text, start, stop, reverse]) => arguments::substring(
                &self.text(text)?,
                self.number(start)?,
                self.number(stop)?,
                self.flag(reverse)?,
            ),
            (Function::Split, [text, delimiter, limit]) => {
                let (text, delimiter) = (self.text(text)?, self.text(delimiter)?);
                let split = arguments::split(&text, &delimiter, self.number(limit)?);
                split.map_err(|message| Fault::new(message, at))?
            }
            (function, arguments) => {
                let (name, count) = (function.name(), arguments.len());
                return Err(Fault::new(
                    format!("`{name}` cannot have {count} arguments"),
                    at,
                ));
            }
        })
    }
}

/// A member or element of a value.
fn attribute(value: Value, part: Part<'_>, at: Location) -> Result<Value, Fault> {
    match (part, value) {
        (Part::Key(key), Value::Record(mut members)) => {
            Ok(members.remove(key).unwrap_or(Value::Empty))
        }
        (Part::Index(index), Value::Array(mut items)) => {
            let index = i64::from(index);
            let size = i64::try_from(items.len()).unwrap_or(i64::MAX);
            let position = if index < 0 { size + index } else { index };
            if position < 0 {
                let message = format!("the array has {size} elements, so there is no `[{index}]`");
                return Err(Fault::new(message, at));
            }
            let position = usize::try_from(position).ok();
            let position = position.filter(|position| *position < items.len());
            Ok(position.map_or(Value::Empty, |position| items.swap_remove(position)))
        }
        (Part::Key(_), other) => Err(unexpected("object", &other, at)),
        (Part::Index(_), other) => Err(unexpected("array", &other, at)),
    }
}

fn unexpected(expected: &str, found: &Value, at: Location) -> Fault {
    let message = format!("expected {expected}, but found {}: {found}", found.kind());
    Fault::new(message, at)
}

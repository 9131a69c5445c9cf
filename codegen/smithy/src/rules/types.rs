//! Types of expressions.
//!
//! **Invariants**
//! - Faults are those of the reference implementation: a rule set without a fault can be evaluated.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use super::function::{Function, Part};
use super::kind::Type;
use super::tree::{
    Call, Condition, Endpoint, Expression, Form, Kind, Outcome, Parameter, Piece, Rule, RuleSet,
};
use super::value::Value;
use crate::files::Location;

/// The type of a parameter's values.
pub(super) fn of_kind(kind: Kind) -> Type {
    match kind {
        Kind::Text => Type::Text,
        Kind::Flag => Type::Flag,
        Kind::Texts => Type::Texts,
    }
}

/// Checks the types of all expressions.
///
/// # Errors
///
/// The first fault.
pub(crate) fn check(rules: &RuleSet<'_>) -> Result<(), Fault> {
    let mut scope = Scope::default();
    for parameter in &rules.parameters {
        scope.parameter(parameter)?;
    }
    if let Some(diagram) = &rules.diagram {
        for condition in &diagram.conditions {
            scope.condition(condition)?;
        }
    }
    rules.rules.iter().try_for_each(|rule| scope.rule(rule))
}

/// The types of names, with a log that undoes what a rule adds.
#[derive(Default)]
struct Scope<'m> {
    types: BTreeMap<&'m str, Type>,
    /// The names that are known to have a value.
    set: BTreeSet<&'m str>,
    log: Vec<Change<'m>>,
}

enum Change<'m> {
    Named(&'m str),
    Set(&'m str),
}

impl<'m> Scope<'m> {
    fn parameter(&mut self, parameter: &Parameter<'m>) -> Result<(), Fault> {
        let kind = of_kind(parameter.kind);
        if let Some(default) = parameter.default {
            let found = Value::of(default)?.kind();
            if found != kind {
                let message = format!(
                    "the default of the parameter `{}` has to be of the type {kind}, but is of the type {found}",
                    parameter.name
                );
                return Err(Fault::new(message, default.at));
            }
        }
        let kind = if parameter.is_required {
            kind
        } else {
            kind.optional()
        };
        self.types.insert(parameter.name, kind);
        Ok(())
    }

    fn within<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let size = self.log.len();
        let result = run(self);
        for change in self.log.drain(size..) {
            match change {
                Change::Named(name) => _ = self.types.remove(name),
                Change::Set(name) => _ = self.set.remove(name),
            }
        }
        result
    }

    fn rule(&mut self, rule: &Rule<'m>) -> Result<(), Fault> {
        self.within(|scope| {
            for condition in &rule.conditions {
                scope.condition(condition)?;
            }
            match &rule.outcome {
                Outcome::Tree(rules) if rules.is_empty() => {
                    Err(Fault::new("a rule of the type `tree` needs rules", rule.at))
                }
                Outcome::Tree(rules) => rules.iter().try_for_each(|rule| scope.rule(rule)),
                Outcome::Endpoint(endpoint) => scope.endpoint(endpoint),
                Outcome::Error(error) => scope.text(error),
            }
        })
    }

    fn endpoint(&mut self, endpoint: &Endpoint<'m>) -> Result<(), Fault> {
        self.text(&endpoint.url)?;
        for (_, value) in &endpoint.properties {
            self.expression(value)?;
        }
        let mut headers = endpoint.headers.iter().flat_map(|(_, values)| values);
        headers.try_for_each(|value| self.text(value))
    }

    fn condition(&mut self, condition: &Condition<'m>) -> Result<(), Fault> {
        let kind = self.call(&condition.call, condition.at)?;
        if let Some(name) = condition.assign {
            if self.types.contains_key(name) {
                let message = format!("the name `{name}` is already in use");
                return Err(Fault::new(message, condition.at));
            }
            self.types.insert(name, kind.inner().clone());
            self.log.push(Change::Named(name));
        }
        Ok(())
    }

    /// Checks that an expression is a text.
    fn text(&mut self, expression: &Expression<'m>) -> Result<(), Fault> {
        let found = self.expression(expression)?;
        expect(&Type::Text, &found, expression.at)
    }

    fn expression(&mut self, expression: &Expression<'m>) -> Result<Type, Fault> {
        Ok(match &expression.value {
            Form::Flag(_) => Type::Flag,
            Form::Number(_) => Type::Number,
            Form::Text(pieces) => {
                for piece in pieces {
                    if let Piece::Value(value) = piece {
                        self.text(value)?;
                    }
                }
                Type::Text
            }
            Form::Array(items) => {
                let types: Result<_, _> = items.iter().map(|item| self.expression(item)).collect();
                Type::Array(types?)
            }
            Form::Record(members) => {
                let mut types = Vec::with_capacity(members.len());
                for (name, value) in members {
                    types.push(((*name).to_owned(), self.expression(value)?));
                }
                Type::Record(types)
            }
            Form::Reference(name) => self.reference(name, expression.at)?,
            Form::Call(call) => self.call(call, expression.at)?,
        })
    }

    fn reference(&self, name: &str, at: Location) -> Result<Type, Fault> {
        let Some(kind) = self.types.get(name) else {
            let message = format!("the name `{name}` is not defined");
            return Err(Fault::new(message, at));
        };
        let kind = if self.set.contains(name) {
            kind.inner()
        } else {
            kind
        };
        Ok(kind.clone())
    }

    fn call(&mut self, call: &Call<'m>, at: Location) -> Result<Type, Fault> {
        match call.function {
            Function::Not => self.within(|scope| {
                let argument = one(call, at)?;
                let found = scope.expression(argument)?;
                expect(&Type::Flag, &found, argument.at)?;
                Ok(Type::Flag)
            }),
            Function::IsSet => self.is_set(one(call, at)?),
            Function::GetAttr => {
                let mut kind = match call.arguments.first() {
                    Some(target) => self.expression(target)?,
                    None => Type::Empty,
                };
                for part in &call.path {
                    kind = attribute(kind, *part, at)?;
                }
                Ok(kind)
            }
            Function::Coalesce => self.coalesce(call, at),
            Function::Ite => self.choice(call, at),
            function => {
                let (expected, result) = function.signature().unwrap_or((Vec::new(), Type::Empty));
                count(call, expected.len(), at)?;
                for (expected, argument) in expected.iter().zip(&call.arguments) {
                    let found = self.expression(argument)?;
                    expect(expected, &found, argument.at)?;
                }
                Ok(result)
            }
        }
    }

    fn is_set(&mut self, argument: &Expression<'m>) -> Result<Type, Fault> {
        let found = self.expression(argument)?;
        if !found.is_optional() {
            let message = format!("`isSet` needs a value that may be missing, but found {found}");
            return Err(Fault::new(message, argument.at));
        }
        if let Form::Reference(name) = argument.value
            && self.set.insert(name)
        {
            self.log.push(Change::Set(name));
        }
        Ok(Type::Flag)
    }

    fn coalesce(&mut self, call: &Call<'m>, at: Location) -> Result<Type, Fault> {
        if call.arguments.len() < 2 {
            let message = "`coalesce` needs at least two arguments";
            return Err(Fault::new(message, at));
        }
        let mut result: Option<Type> = None;
        let mut is_optional = true;
        for argument in &call.arguments {
            let found = self.expression(argument)?;
            is_optional &= found.is_optional();
            let first = result.get_or_insert_with(|| found.inner().clone());
            expect(first, found.inner(), argument.at)?;
        }
        let result = result.unwrap_or(Type::Empty);
        Ok(if is_optional {
            result.optional()
        } else {
            result
        })
    }

    fn choice(&mut self, call: &Call<'m>, at: Location) -> Result<Type, Fault> {
        let [condition, yes, no] = &call.arguments[..] else {
            return Err(wrong_count(call, 3, at));
        };
        let found = self.expression(condition)?;
        expect(&Type::Flag, &found, condition.at)?;
        let (one, other) = (self.expression(yes)?, self.expression(no)?);
        expect(one.inner(), other.inner(), no.at)?;
        let is_optional = one.is_optional() || other.is_optional();
        let result = one.inner().clone();
        Ok(if is_optional {
            result.optional()
        } else {
            result
        })
    }
}

/// The type of a member or element.
fn attribute(kind: Type, part: Part<'_>, at: Location) -> Result<Type, Fault> {
    match (part, kind) {
        (Part::Index(_), Type::Texts) => Ok(Type::Text.optional()),
        (Part::Key(key), Type::Record(members)) => {
            let member = members.into_iter().find(|(name, _)| name == key);
            let missing = || Fault::new(format!("the object has no `{key}`"), at);
            Ok(member.ok_or_else(missing)?.1)
        }
        (Part::Index(index), other) => {
            let message = format!("`[{index}]` needs an array, but found {other}");
            Err(Fault::new(message, at))
        }
        (Part::Key(key), other) => {
            let message = format!("`{key}` needs an object, but found {other}");
            Err(Fault::new(message, at))
        }
    }
}

fn expect(expected: &Type, found: &Type, at: Location) -> Result<(), Fault> {
    if expected == found {
        return Ok(());
    }
    let hint = if found.inner() == expected {
        "; test it with `isSet`, or give the result of a condition a name with `assign`"
    } else {
        ""
    };
    Err(Fault::new(
        format!("expected {expected}, but found {found}{hint}"),
        at,
    ))
}

fn one<'c, 'm>(call: &'c Call<'m>, at: Location) -> Result<&'c Expression<'m>, Fault> {
    count(call, 1, at)?;
    call.arguments
        .first()
        .ok_or_else(|| wrong_count(call, 1, at))
}

fn count(call: &Call<'_>, expected: usize, at: Location) -> Result<(), Fault> {
    let fits = call.arguments.len() == expected;
    if fits {
        Ok(())
    } else {
        Err(wrong_count(call, expected, at))
    }
}

fn wrong_count(call: &Call<'_>, expected: usize, at: Location) -> Fault {
    let (name, found) = (call.function.name(), call.arguments.len());
    Fault::new(
        format!("`{name}` needs {expected} arguments, but has {found}"),
        at,
    )
}

//! Constraints on values: ranges of types, and the constraint traits of a shape or member.
//!
//! <https://smithy.io/2.0/spec/constraint-traits.html>

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Check;
use crate::event::Severity;
use crate::model::{Node, Number, Shape, ShapeId, ShapeType, Value};
use crate::subject::Subject;
use crate::validate::conditions::broken;
use crate::validate::text::{json, ticked};

/// The names of floats that are no numbers in JSON.
const NOT_NUMERIC: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

impl<'m> Check<'_, 'm> {
    /// Checks a value against the constraint traits of a shape or member; `of.1` is the shape itself or the target.
    pub(super) fn constraints(&mut self, of: (Subject<'m>, &'m Shape), node: &Node) {
        let (subject, target) = of;
        match &node.value {
            Value::String(text) => self.text((subject, target), text, node),
            Value::Number(number) => self.number((subject, target), number, node),
            Value::Array(items) => {
                self.length(subject, items.len(), node);
                self.unique(subject, items, node);
            }
            Value::Object(object) if target.kind == ShapeType::Map => {
                self.length(subject, object.len(), node);
            }
            _ => {}
        }
        for name in broken(self.views.model, subject.traits(), node) {
            let message = format!(
                "the value does not meet the condition `{name}` of `{}`",
                subject.id()
            );
            self.report(self.constraint(), node.at, message);
            self.suffix(name);
        }
    }

    fn text(&mut self, of: (Subject<'m>, &'m Shape), text: &str, node: &Node) {
        let (subject, target) = of;
        match target.kind {
            ShapeType::Blob => self.length(subject, text.len(), node),
            ShapeType::String | ShapeType::Enum => {
                self.length(subject, text.encode_utf16().count(), node);
                self.pattern(subject, text, node);
                self.id_ref(subject, text, node);
                if let Subject::Shape(shape) = subject {
                    self.enum_value(shape, text, node);
                }
            }
            ShapeType::Float | ShapeType::Double => self.not_numeric(subject, text, node),
            _ => {}
        }
    }

    fn length(&mut self, subject: Subject<'_>, length: usize, node: &Node) {
        let Some(limits) = subject.traits().get("smithy.api#length") else {
            return;
        };
        let limit = |key| {
            let limit = limits.get(key).and_then(Node::as_number)?;
            usize::try_from(limit.to_i64()?).ok()
        };
        let id = subject.id();
        if let Some(min) = limit("min").filter(|min| length < *min) {
            self.report(
                self.constraint(),
                node.at,
                format!("`{id}` needs a length of at least {min}, but this has {length}"),
            );
        }
        if let Some(max) = limit("max").filter(|max| length > *max) {
            self.report(
                self.constraint(),
                node.at,
                format!("`{id}` needs a length of at most {max}, but this has {length}"),
            );
        }
    }

    fn pattern(&mut self, subject: Subject<'_>, text: &str, node: &Node) {
        let pattern = subject.traits().get("smithy.api#pattern");
        let Some(pattern) = pattern.and_then(Node::as_str) else {
            return;
        };
        // A pattern that cannot be compiled, or costs too much, is reported at its trait.
        let compiled = self.views.pattern(pattern);
        if compiled.is_some_and(|compiled| matches!(compiled.is_match(text), Ok(false))) {
            let message = format!(
                "`{text}` does not match the pattern of `{}`: {pattern}",
                subject.id()
            );
            self.report(self.constraint(), node.at, message);
        }
    }

    fn id_ref(&mut self, subject: Subject<'_>, text: &str, node: &Node) {
        let Some(rules) = subject.traits().get("smithy.api#idRef") else {
            return;
        };
        let id = ShapeId::parse(text);
        let Some(id) = id else {
            self.report(
                Severity::Error,
                node.at,
                format!("`{text}` is no absolute shape ID"),
            );
            return;
        };
        let fault = if self.views.model.contains(&id) {
            let selector = rules.get("selector").and_then(Node::as_str).unwrap_or("*");
            let matches = (selector != "*").then(|| self.views.select(selector));
            let is_other = matches.is_some_and(|matches| match &*matches {
                Ok(ids) => !ids.contains(&id),
                Err(_) => false,
            });
            is_other.then(|| format!("the shape `{id}` does not match the selector `{selector}`"))
        } else {
            let fails = rules.get("failWhenMissing").and_then(Node::as_bool);
            (fails == Some(true)).then(|| format!("the shape `{id}` does not exist"))
        };
        if let Some(fault) = fault {
            let message = rules.get("errorMessage").and_then(Node::as_str);
            let message = message.map_or(fault, str::to_owned);
            self.report(Severity::Error, node.at, message);
        }
    }

    fn enum_value(&mut self, shape: &Shape, text: &str, node: &Node) {
        let values: Vec<&str> = if shape.kind == ShapeType::Enum {
            let members = shape.members.values();
            members
                .map(|member| {
                    let value = member.traits.get("smithy.api#enumValue");
                    value.and_then(Node::as_str).unwrap_or(member.name())
                })
                .collect()
        } else if let Some(definitions) = shape.traits.get("smithy.api#enum") {
            let definitions = definitions.as_array().unwrap_or_default().iter();
            definitions
                .filter_map(|definition| definition.get("value")?.as_str())
                .collect()
        } else {
            return;
        };
        if !values.contains(&text) {
            let message = format!("`{text}` is no value of `{}`: {}", shape.id, ticked(values));
            self.report(Severity::Error, node.at, message);
        }
    }

    fn unique(&mut self, subject: Subject<'_>, items: &[Node], node: &Node) {
        if !subject.traits().has("smithy.api#uniqueItems") {
            return;
        }
        let mut known = BTreeSet::new();
        let doubled: Vec<String> = items
            .iter()
            .map(json)
            .filter(|item| !known.insert(item.clone()))
            .collect();
        if !doubled.is_empty() {
            let message = format!(
                "the items of `{}` have to differ, but these are there more than once: {}",
                subject.id(),
                ticked(doubled)
            );
            self.report(Severity::Error, node.at, message);
        }
    }

    fn number(&mut self, of: (Subject<'m>, &'m Shape), number: &Number, node: &Node) {
        let (subject, target) = of;
        if let (Subject::Shape(shape), ShapeType::IntEnum) = (subject, target.kind) {
            self.int_enum_value(shape, number, node);
        }
        let Some(limits) = subject.traits().get("smithy.api#range") else {
            return;
        };
        let limit = |key| limits.get(key).and_then(Node::as_number);
        let sides = [
            ("min", Ordering::Less, "at least"),
            ("max", Ordering::Greater, "at most"),
        ];
        for (key, outside, words) in sides {
            if let Some(limit) = limit(key)
                && number.compare(limit) == outside
            {
                let (number, limit) = (number.as_str(), limit.as_str());
                let message = format!(
                    "`{}` has to be {words} {limit}, but is {number}",
                    subject.id()
                );
                self.out_of_range(subject, node, message);
            }
        }
    }

    fn out_of_range(&mut self, subject: Subject<'_>, node: &Node, message: String) {
        let is_zero = node.as_number().is_some_and(Number::is_zero);
        let severity = if self.zero_warns && is_zero {
            Severity::Warning
        } else {
            self.constraint()
        };
        self.report(severity, node.at, message);
        self.suffix(match subject {
            Subject::Member(_) => "Member.InvalidRange",
            Subject::Shape(_) => "Target.InvalidRange",
        });
    }

    fn int_enum_value(&mut self, shape: &Shape, number: &Number, node: &Node) {
        let values = shape.members.values().filter_map(|member| {
            let value = member.traits.get("smithy.api#enumValue")?;
            value.as_number()?.to_i64()
        });
        let values: Vec<i64> = values.collect();
        if !number
            .to_i64()
            .is_some_and(|number| values.contains(&number))
        {
            let known = ticked(values.iter().map(i64::to_string));
            let message = format!("{} is no value of `{}`: {known}", number.as_str(), shape.id);
            self.report(Severity::Error, node.at, message);
        }
    }

    fn not_numeric(&mut self, subject: Subject<'_>, text: &str, node: &Node) {
        if !NOT_NUMERIC.contains(&text) {
            if matches!(subject, Subject::Shape(_)) {
                let message = format!(
                    "`{text}` is no number for `{}`, and none of {}",
                    subject.id(),
                    ticked(NOT_NUMERIC)
                );
                self.report(Severity::Error, node.at, message);
            }
            return;
        }
        let Some(limits) = subject.traits().get("smithy.api#range") else {
            return;
        };
        let message = format!("`{text}` is outside of the range of `{}`", subject.id());
        match text {
            "NaN" => self.report(Severity::Error, node.at, message),
            "Infinity" if limits.get("max").is_some() => self.out_of_range(subject, node, message),
            "-Infinity" if limits.get("min").is_some() => self.out_of_range(subject, node, message),
            _ => {}
        }
    }

    /// Returns true for a number that the type can hold, and for other values.
    pub(super) fn fits_or_reports(&mut self, shape: &Shape, node: &Node) -> bool {
        let limits = match shape.kind {
            ShapeType::Byte => Some((i64::from(i8::MIN), i64::from(i8::MAX))),
            ShapeType::Short => Some((i64::from(i16::MIN), i64::from(i16::MAX))),
            ShapeType::Integer | ShapeType::IntEnum => {
                Some((i64::from(i32::MIN), i64::from(i32::MAX)))
            }
            ShapeType::Long => Some((i64::MIN, i64::MAX)),
            ShapeType::BigInteger => None,
            _ => return true,
        };
        let Some(number) = node.as_number() else {
            return true;
        };
        let fits = number.is_integer()
            && limits.is_none_or(|(min, max)| {
                let value = number.to_i64();
                value.is_some_and(|value| (min..=max).contains(&value))
            });
        if !fits {
            let message = format!(
                "{} does not fit into the {} `{}`",
                number.as_str(),
                shape.kind,
                shape.id
            );
            self.report(Severity::Error, node.at, message);
        }
        fits
    }

    /// Returns true for base64 where that is required, and for other values.
    pub(super) fn is_base64_or_reports(&mut self, shape: &Shape, node: &Node) -> bool {
        let text = node
            .as_str()
            .filter(|_| self.base64 && shape.kind == ShapeType::Blob);
        let is_fit = text.is_none_or(is_base64);
        if !is_fit {
            let message = format!("the value of the blob `{}` is no base64", shape.id);
            self.report(Severity::Error, node.at, message);
        }
        is_fit
    }
}

/// Returns true for base64 with or without padding.
pub(in crate::validate) fn is_base64(text: &str) -> bool {
    let content = text.trim_end_matches('=');
    let padding = text.len() - content.len();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    let rest = content.len() % 4;
    let padded = match rest {
        0 => padding == 0,
        2 => padding == 0 || padding == 2,
        3 => padding <= 1,
        _ => false,
    };
    padded && content.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::is_base64;

    #[test]
    fn base64_has_whole_groups() {
        for text in ["", "AA==", "AA", "AAA=", "AAA", "+/+/"] {
            assert!(is_base64(text), "{text}");
        }
        for text in ["A", "{}", "AA=", "=", "AAAA="] {
            assert!(!is_base64(text), "{text}");
        }
    }
}

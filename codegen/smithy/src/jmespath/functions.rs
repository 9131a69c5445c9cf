//! Functions of `JMESPath`: their types, and their results on values.

use std::rc::Rc;

use super::check::{Check, Grade, STEPS};
use super::{Expression, Sample};

/// The types of an argument: `a`ny, `b`oolean, `n`umber, `s`tring, a`r`ray, `o`bject and `e`xpression; in capitals, an
/// array of those.
type Types = &'static str;

/// The functions: name, result, arguments, and the type of all further arguments.
const FUNCTIONS: [(&str, Types, &[Types], Option<Types>); 26] = [
    ("abs", "n", &["n"], None),
    ("avg", "n", &["N"], None),
    ("ceil", "n", &["n"], None),
    ("contains", "b", &["rs", "a"], None),
    ("ends_with", "n", &["s", "s"], None),
    ("floor", "n", &["n"], None),
    ("join", "s", &["s", "S"], None),
    ("keys", "r", &["o"], None),
    ("length", "n", &["sro"], None),
    ("map", "r", &["e", "r"], None),
    ("max", "n", &["r"], None),
    ("max_by", "n", &["r", "e"], None),
    ("merge", "o", &[], Some("o")),
    ("min", "n", &["r"], None),
    ("min_by", "n", &["r", "e"], None),
    ("not_null", "a", &["a"], Some("a")),
    ("reverse", "r", &["rs"], None),
    ("sort", "r", &["r"], None),
    ("sort_by", "r", &["r", "e"], None),
    ("starts_with", "b", &["s", "s"], None),
    ("sum", "n", &["N"], None),
    ("to_array", "r", &["a"], None),
    ("to_number", "n", &["a"], None),
    ("to_string", "s", &["a"], None),
    ("type", "s", &["a"], None),
    ("values", "r", &["o"], None),
];

impl<'m> Check<'m> {
    /// Evaluates a call of a function.
    pub(super) fn call(
        &mut self,
        name: &str,
        arguments: &[Expression],
        current: &Sample<'m>,
    ) -> Sample<'m> {
        let values = arguments.iter().map(|argument| match argument {
            Expression::Reference(inner) => {
                // A reference sees the items of the value, whose type is not known here.
                self.eval(inner, &Sample::Any);
                Sample::Reference
            }
            _ => self.open(argument, current),
        });
        let values: Vec<Sample<'m>> = values.collect();
        let Some((_, result, expected, more)) = FUNCTIONS.iter().find(|row| row.0 == name) else {
            self.problem(Grade::Error, format!("there is no function `{name}`"));
            return Sample::Any;
        };
        if values.len() < expected.len() || (more.is_none() && values.len() > expected.len()) {
            let message = format!(
                "the function `{name}` takes {} arguments, not {}",
                expected.len(),
                values.len()
            );
            self.problem(Grade::Error, message);
        } else {
            for (position, value) in values.iter().enumerate() {
                let types = expected.get(position).copied().or(*more);
                if !self.is_of(value, types.unwrap_or("a")) {
                    let message = format!(
                        "the function `{name}` does not take a value of the type {} as argument {position}",
                        value.type_name()
                    );
                    self.problem(Grade::Error, message);
                }
            }
        }
        if self.is_value {
            return value_of(name, &values);
        }
        match *result {
            "b" => Sample::Bool(false),
            "n" => Sample::Number(0.0),
            "s" => Sample::Text("".into()),
            "r" => Sample::empty_array(),
            "o" => Sample::empty_object(),
            _ => Sample::Any,
        }
    }

    fn is_of(&self, value: &Sample<'m>, types: Types) -> bool {
        types.chars().any(|kind| match (kind, value) {
            ('a', _)
            | (_, Sample::Any)
            | ('b', Sample::Bool(_))
            | ('n', Sample::Number(_))
            | ('s', Sample::Text(_))
            | ('r', Sample::Array(_))
            | ('o', Sample::Object(_))
            | ('e', Sample::Reference) => true,
            ('N' | 'S', Sample::Array(items)) => {
                let inner = if kind == 'N' { "n" } else { "s" };
                let mut items = items.iter().map(|item| item.clone().open(self.model));
                items.all(|item| self.is_of(&item, inner))
            }
            _ => false,
        })
    }
}

/// The result of a function on values; of any type for unknown functions.
fn value_of<'m>(name: &str, values: &[Sample<'m>]) -> Sample<'m> {
    match (name, values) {
        ("length", [Sample::Text(text)]) => count(text.chars().count()),
        ("length", [Sample::Array(items)]) => count(items.len()),
        ("length", [Sample::Object(entries)]) => count(entries.len()),
        ("starts_with", [Sample::Text(text), Sample::Text(part)]) => {
            Sample::Bool(text.starts_with(&**part))
        }
        ("ends_with", [Sample::Text(text), Sample::Text(part)]) => {
            Sample::Bool(text.ends_with(&**part))
        }
        ("contains", [Sample::Text(text), Sample::Text(part)]) => {
            Sample::Bool(text.contains(&**part))
        }
        ("contains", [Sample::Array(items), wanted]) => {
            let mut steps = STEPS;
            Sample::Bool(items.iter().any(|item| item.equals(wanted, &mut steps)))
        }
        ("keys", [Sample::Object(entries)]) => {
            let keys = entries.iter().map(|(key, _)| Sample::Text(Rc::clone(key)));
            Sample::Array(keys.collect())
        }
        ("values", [Sample::Object(entries)]) => {
            Sample::Array(entries.iter().map(|(_, value)| value.clone()).collect())
        }
        ("not_null", values) => {
            let mut values = values.iter().filter(|value| !matches!(value, Sample::Null));
            values.next().cloned().unwrap_or(Sample::Null)
        }
        _ => Sample::Any,
    }
}

fn count<'m>(count: usize) -> Sample<'m> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Sample::Number(f64::from(count))
}

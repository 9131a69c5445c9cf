//! Evaluates expressions on sample values, to find errors.

use std::rc::Rc;

use super::{Comparator, Expression, Sample};
use crate::model::{Model, Node};

/// The steps that a check may take.
pub(super) const STEPS: usize = 20_000;

/// Severity of a problem, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    Warning,
    Danger,
    Error,
}

/// A problem in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) grade: Grade,
    pub(crate) message: String,
}

/// Evaluates an expression: its result and the problems on the way.
pub(crate) fn check<'m>(
    model: &'m Model,
    expression: &Expression,
    input: Sample<'m>,
) -> (Sample<'m>, Vec<Problem>) {
    let mut check = Check {
        model,
        problems: Vec::new(),
        left: STEPS,
        is_value: false,
    };
    let result = check.eval(expression, &input.open(model));
    (result.open(model), check.problems)
}

/// Evaluates a condition on a value; `None` if it is neither true nor false, or uses an unknown function.
pub(crate) fn evaluate(model: &Model, expression: &Expression, value: &Node) -> Option<bool> {
    let mut check = Check {
        model,
        problems: Vec::new(),
        left: STEPS,
        is_value: true,
    };
    match check.eval(expression, &Sample::of(value)) {
        Sample::Bool(result) if check.left > 0 => Some(result),
        _ => None,
    }
}

pub(super) struct Check<'m> {
    pub(super) model: &'m Model,
    problems: Vec<Problem>,
    left: usize,
    /// True for the value of a node instead of a sample: functions have results of their own.
    pub(super) is_value: bool,
}

impl<'m> Check<'m> {
    pub(super) fn problem(&mut self, grade: Grade, message: String) {
        let problem = Problem { grade, message };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Reports a value of the wrong type.
    fn wrong(&mut self, doing: &str, found: &Sample<'m>) {
        if !matches!(found, Sample::Any) {
            self.problem(
                Grade::Danger,
                format!("{doing} a value of the type {}", found.type_name()),
            );
        }
    }

    /// Evaluates an expression on a value; the result may be an unexpanded shape.
    pub(super) fn eval(&mut self, expression: &Expression, current: &Sample<'m>) -> Sample<'m> {
        let Some(left) = self.left.checked_sub(1) else {
            return Sample::Any;
        };
        self.left = left;
        match expression {
            Expression::Current => current.clone(),
            Expression::Field(name) => self.field(name, current),
            Expression::Index(index) => self.index(*index, current),
            Expression::Slice(..) => self.slice(current),
            Expression::Literal(node) => Sample::of(node),
            Expression::List(items) => {
                let items = items.iter().map(|item| self.eval(item, current));
                Sample::Array(items.collect())
            }
            Expression::Hash(entries) => {
                let entries = entries
                    .iter()
                    .map(|(name, value)| (Rc::from(name.as_str()), self.eval(value, current)));
                Sample::Object(entries.collect())
            }
            Expression::And(sides) => {
                let [left, right] = self.both(sides, current);
                if left.is_true() { right } else { left }
            }
            Expression::Or(sides) => {
                let [left, right] = self.both(sides, current);
                if left.is_true() { left } else { right }
            }
            Expression::Not(inner) => Sample::Bool(!self.open(inner, current).is_true()),
            Expression::Comparison(comparator, sides) => {
                let [left, right] = self.both(sides, current);
                self.compare(*comparator, &left, &right)
            }
            Expression::Path(parts) => {
                let [left, right] = &**parts;
                let left = self.open(left, current);
                self.eval(right, &left)
            }
            Expression::Projection(parts) => self.projection(parts, current),
            Expression::ObjectProjection(parts) => self.object_projection(parts, current),
            Expression::Filter(parts) => self.filter(parts, current),
            Expression::Flatten(inner) => self.flatten(inner, current),
            Expression::Reference(inner) => {
                self.eval(inner, &Sample::Any);
                Sample::Reference
            }
            Expression::Call(name, arguments) => self.call(name, arguments, current),
        }
    }

    /// Evaluates an expression to a value with its first level known.
    pub(super) fn open(&mut self, expression: &Expression, current: &Sample<'m>) -> Sample<'m> {
        self.eval(expression, current).open(self.model)
    }

    fn both(&mut self, sides: &[Expression; 2], current: &Sample<'m>) -> [Sample<'m>; 2] {
        let [left, right] = sides;
        [self.open(left, current), self.open(right, current)]
    }

    fn field(&mut self, name: &str, current: &Sample<'m>) -> Sample<'m> {
        let Sample::Object(entries) = current else {
            self.wrong(&format!("the field `{name}` is taken of"), current);
            return Sample::Any;
        };
        if let Some((_, value)) = entries.iter().find(|(key, _)| &**key == name) {
            return value.clone();
        }
        let known: Vec<&str> = entries.iter().map(|(key, _)| &**key).collect();
        let message = format!("there is no field `{name}`, only [{}]", known.join(", "));
        self.problem(Grade::Danger, message);
        Sample::Null
    }

    fn index(&mut self, index: i64, current: &Sample<'m>) -> Sample<'m> {
        let Sample::Array(items) = current else {
            self.wrong("an index is taken of", current);
            return Sample::Any;
        };
        let position = usize::try_from(index).ok().or_else(|| {
            let back = usize::try_from(index.unsigned_abs()).ok()?;
            items.len().checked_sub(back)
        });
        let item = position.and_then(|position| items.get(position));
        item.cloned().unwrap_or(Sample::Null)
    }

    fn slice(&mut self, current: &Sample<'m>) -> Sample<'m> {
        if matches!(current, Sample::Array(_)) {
            return current.clone();
        }
        self.wrong("a slice is taken of", current);
        Sample::empty_array()
    }

    fn compare(
        &mut self,
        comparator: Comparator,
        left: &Sample<'m>,
        right: &Sample<'m>,
    ) -> Sample<'m> {
        use Comparator::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        if left.type_name() != right.type_name() || matches!(left, Sample::Any) {
            return Sample::Bool(false);
        }
        match (comparator, left, right) {
            (_, Sample::Reference, _) => {}
            (Equal, ..) => return Sample::Bool(left.equals(right, &mut self.left)),
            (NotEqual, ..) => return Sample::Bool(!left.equals(right, &mut self.left)),
            (_, Sample::Number(left), Sample::Number(right)) => {
                return Sample::Bool(match comparator {
                    Less => left < right,
                    LessEqual | Equal | NotEqual => left <= right,
                    Greater => left > right,
                    GreaterEqual => left >= right,
                });
            }
            _ => {}
        }
        let message = format!(
            "values of the type {} cannot be compared so",
            left.type_name()
        );
        self.problem(Grade::Warning, message);
        Sample::Null
    }

    /// Evaluates an expression on each item; equal items are evaluated once.
    fn each(&mut self, items: &[Sample<'m>], right: &Expression) -> Vec<Sample<'m>> {
        let mut results: Vec<Sample<'m>> = Vec::new();
        let mut last: Option<&Sample<'m>> = None;
        for item in items {
            let known = last.is_some_and(|last| last.equals(item, &mut self.left));
            let result = match results.last() {
                Some(result) if known => result.clone(),
                _ => {
                    let item = item.clone().open(self.model);
                    self.eval(right, &item)
                }
            };
            results.push(result);
            last = Some(item);
        }
        results
    }

    fn projection(&mut self, parts: &[Expression; 2], current: &Sample<'m>) -> Sample<'m> {
        let [left, right] = parts;
        match self.open(left, current) {
            Sample::Array(items) if !items.is_empty() => {
                Sample::Array(self.each(&items, right).into())
            }
            found => {
                if !matches!(found, Sample::Array(_)) {
                    self.wrong("a projection is made of", &found);
                }
                self.eval(right, &Sample::Any);
                Sample::empty_array()
            }
        }
    }

    fn object_projection(&mut self, parts: &[Expression; 2], current: &Sample<'m>) -> Sample<'m> {
        let [left, right] = parts;
        match self.open(left, current) {
            Sample::Object(entries) => {
                let values: Vec<_> = entries.iter().map(|(_, value)| value.clone()).collect();
                Sample::Array(self.each(&values, right).into())
            }
            found => {
                self.wrong("a projection of an object is made of", &found);
                self.eval(right, &Sample::Any);
                Sample::empty_object()
            }
        }
    }

    fn filter(&mut self, parts: &[Expression; 3], current: &Sample<'m>) -> Sample<'m> {
        let [left, condition, right] = parts;
        match self.open(left, current) {
            Sample::Array(items) if !items.is_empty() => {
                let conditions = self.each(&items, condition);
                let kept = items.iter().zip(conditions);
                let kept = kept.filter(|(_, found)| found.clone().open(self.model).is_true());
                let kept: Vec<_> = kept.map(|(item, _)| item.clone()).collect();
                let mut results = self.each(&kept, right);
                results.retain(|result| !matches!(result, Sample::Null));
                Sample::Array(results.into())
            }
            found => {
                if !matches!(found, Sample::Array(_)) {
                    self.wrong("a filter is applied to", &found);
                }
                self.eval(condition, &Sample::Any);
                self.eval(right, &Sample::Any);
                Sample::empty_array()
            }
        }
    }

    fn flatten(&mut self, inner: &Expression, current: &Sample<'m>) -> Sample<'m> {
        let found = self.open(inner, current);
        let Sample::Array(items) = found else {
            self.wrong("a projection is made flat of", &found);
            return Sample::empty_array();
        };
        let mut flat = Vec::new();
        for item in &*items {
            match item.clone().open(self.model) {
                Sample::Array(inner) => {
                    self.left = self.left.saturating_sub(inner.len());
                    if self.left == 0 {
                        return Sample::empty_array();
                    }
                    flat.extend(inner.iter().cloned());
                }
                Sample::Null => {}
                _ => flat.push(item.clone()),
            }
        }
        Sample::Array(flat.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Grade, check};
    use crate::Source;
    use crate::jmespath::{Literals, Sample, parse};
    use crate::load::{Loaded, Options, load};

    const MODEL: &str = "$version: \"2\"\nnamespace example\nstructure A { text: String, list: Items, next: A }\nlist Items { member: A }\n";

    fn loaded() -> Loaded {
        load(vec![Source::new("a.smithy", MODEL)], &Options::default())
    }

    fn found(text: &str) -> (&'static str, Vec<Grade>) {
        let loaded = loaded();
        let shape = loaded.model.shape("example#A");
        let input = shape.map_or(Sample::Any, Sample::Shape);
        let expression =
            parse(text, Literals::Json).unwrap_or_else(|error| panic!("{text}: {error}"));
        let (result, problems) = check(&loaded.model, &expression, input);
        let grades = problems.iter().map(|problem| problem.grade);
        (result.type_name(), grades.collect())
    }

    #[test]
    fn results_have_the_types_of_shapes() {
        assert_eq!(found("text"), ("string", vec![]));
        assert_eq!(found("list[*].next.list[].text"), ("array", vec![]));
        assert_eq!(found("length(list) > `1`"), ("boolean", vec![]));
        assert_eq!(
            found("list[?text == 'aa'].next | [0].text"),
            ("string", vec![])
        );
    }

    #[test]
    fn problems_are_graded() {
        assert_eq!(found("missing"), ("null", vec![Grade::Danger]));
        assert_eq!(found("text.a"), ("any", vec![Grade::Danger]));
        assert_eq!(found("text < text"), ("null", vec![Grade::Warning]));
        assert_eq!(found("length(`1`)"), ("number", vec![Grade::Error]));
        assert_eq!(found("nothing(@)"), ("any", vec![Grade::Error]));
        assert_eq!(found("abs()"), ("number", vec![Grade::Error]));
    }

    #[test]
    fn doubling_values_end() {
        let doubled = format!("{}[@,@]", "[@,@]|".repeat(80));
        found(&format!("{{l: ({doubled}), r: ({doubled})}} | l == r"));
        found(&format!("@{}", "|[@,@][]".repeat(40)));
    }
}

//! The parser of selectors.
//!
//! <https://smithy.io/2.0/spec/selectors.html#grammar>

mod attribute;
mod cursor;

use self::cursor::Cursor;
use super::graph::Relation;
use super::step::{Label, Step};
use super::template::Part;
use super::{Selector, SelectorError};
use crate::model::ShapeType;

/// The deepest nesting of chains.
const MAX_DEPTH: usize = 100;
/// The most steps of a selector.
const MAX_STEPS: usize = 1000;

type Parsed<T> = Result<T, SelectorError>;

/// Parses a selector.
pub(super) fn parse(text: &str) -> Parsed<Selector> {
    let mut parser = Parser {
        cursor: Cursor::new(text),
        roots: Vec::new(),
        variables: Vec::new(),
        depth: 0,
        steps: 0,
    };
    let steps = parser.chain()?;
    parser.cursor.whitespace();
    if !parser.cursor.is_at_end() {
        return Err(parser.cursor.unexpected("the end of the selector"));
    }
    Ok(Selector {
        text: text.to_owned(),
        steps,
        roots: parser.roots,
        variables: parser.variables,
    })
}

/// Parses a message template.
pub(super) fn template(text: &str) -> Parsed<Vec<Part>> {
    let mut parser = Parser {
        cursor: Cursor::new(text),
        roots: Vec::new(),
        variables: Vec::new(),
        depth: 0,
        steps: 0,
    };
    let mut parts = Vec::new();
    let mut plain = String::new();
    while let Some(next) = parser.cursor.peek() {
        parser.cursor.skip();
        if next != '@' || parser.cursor.take('@') {
            plain.push(next);
            continue;
        }
        parser.cursor.expect('{', "`@{`")?;
        parts.push(Part::Text(std::mem::take(&mut plain)));
        parts.push(Part::Path(parser.path()?));
        parser.cursor.whitespace();
        parser.cursor.expect('}', "`|` or `}`")?;
    }
    parts.push(Part::Text(plain));
    Ok(parts)
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    roots: Vec<Vec<Step>>,
    variables: Vec<String>,
    depth: usize,
    steps: usize,
}

impl Parser<'_> {
    /// Parses steps up to a comma, a closing bracket or the end; there is at least one.
    fn chain(&mut self) -> Parsed<Vec<Step>> {
        if self.depth == MAX_DEPTH {
            return Err(self.cursor.unexpected("at most 100 levels of nesting"));
        }
        self.depth += 1;
        let mut steps = Vec::new();
        loop {
            self.steps += 1;
            if self.steps > MAX_STEPS {
                return Err(self.cursor.unexpected("at most 1,000 steps"));
            }
            self.cursor.whitespace();
            // `*` passes every shape on, so it needs no step.
            if !self.cursor.take('*') {
                steps.push(self.step()?);
            }
            self.cursor.whitespace();
            if matches!(self.cursor.peek(), None | Some(',' | ']' | ')')) {
                break;
            }
        }
        self.depth -= 1;
        Ok(steps)
    }

    fn step(&mut self) -> Parsed<Step> {
        match self.cursor.peek() {
            Some(':') => {
                self.cursor.skip();
                self.function()
            }
            Some('[') => {
                self.cursor.skip();
                if self.cursor.take('@') {
                    self.scope()
                } else {
                    self.attribute()
                }
            }
            Some('>') => {
                self.cursor.skip();
                Ok(neighbors(Vec::new(), false))
            }
            Some('<') => {
                self.cursor.skip();
                if !self.cursor.take('-') {
                    return Ok(neighbors(Vec::new(), true));
                }
                let labels = self.labels()?;
                self.cursor.expect('-', "`]-`")?;
                Ok(neighbors(labels, true))
            }
            Some('~') => {
                self.cursor.skip();
                self.cursor.expect('>', "`~>`")?;
                Ok(Step::Reachable)
            }
            Some('-') => {
                self.cursor.skip();
                let labels = self.labels()?;
                self.cursor.expect('-', "`]->`")?;
                self.cursor.expect('>', "`]->`")?;
                Ok(neighbors(labels, false))
            }
            Some('$') => {
                self.cursor.skip();
                self.variable()
            }
            _ => {
                let start = self.cursor.offset();
                let name = self.cursor.identifier()?;
                types(name).ok_or(SelectorError::Syntax {
                    offset: start,
                    expected: "a shape type",
                })
            }
        }
    }

    fn variable(&mut self) -> Parsed<Step> {
        self.cursor.whitespace();
        if self.cursor.take('{') {
            self.cursor.whitespace();
            let index = self.variable_index()?;
            self.cursor.whitespace();
            self.cursor.expect('}', "`}`")?;
            return Ok(Step::Load(index));
        }
        let index = self.variable_index()?;
        self.cursor.whitespace();
        self.cursor.expect('(', "`(`")?;
        let chain = self.chain()?;
        self.cursor.whitespace();
        self.cursor.expect(')', "`)`")?;
        Ok(Step::Store(index, chain))
    }

    fn variable_index(&mut self) -> Parsed<usize> {
        let name = self.cursor.identifier()?;
        let known = self.variables.iter().position(|known| known == name);
        Ok(known.unwrap_or_else(|| {
            self.variables.push(name.to_owned());
            self.variables.len() - 1
        }))
    }

    /// Parses names of relationships in brackets.
    fn labels(&mut self) -> Parsed<Vec<Label>> {
        self.cursor.expect('[', "`[`")?;
        let mut labels = Vec::new();
        loop {
            self.cursor.whitespace();
            labels.push(label(self.cursor.identifier()?));
            self.cursor.whitespace();
            if self.cursor.take(']') {
                return Ok(labels);
            }
            self.cursor.expect(',', "`,` or `]`")?;
        }
    }

    fn function(&mut self) -> Parsed<Step> {
        let start = self.cursor.offset();
        let name = self.cursor.identifier()?;
        let arguments = self.arguments()?;
        let one = |mut arguments: Vec<Vec<Step>>| match (arguments.pop(), arguments.len()) {
            (Some(chain), 0) => Ok(chain),
            _ => Err(SelectorError::Syntax {
                offset: start,
                expected: "a function with one argument",
            }),
        };
        Ok(match name {
            "not" => Step::Not(one(arguments)?),
            "test" => Step::Test(arguments),
            "is" | "each" => Step::Is(arguments),
            "in" => Step::In(one(arguments)?),
            "root" => {
                self.roots.push(one(arguments)?);
                Step::Root(self.roots.len() - 1)
            }
            "recursive" => Step::Recursive(one(arguments)?),
            "topdown" => {
                let mut arguments = arguments.into_iter();
                match (arguments.next(), arguments.next(), arguments.next()) {
                    (Some(first), last, None) => Step::TopDown(first, last),
                    _ => {
                        return Err(SelectorError::Syntax {
                            offset: start,
                            expected: "`:topdown` with one or two arguments",
                        });
                    }
                }
            }
            _ => Step::Nothing,
        })
    }

    fn arguments(&mut self) -> Parsed<Vec<Vec<Step>>> {
        self.cursor.whitespace();
        self.cursor.expect('(', "`(`")?;
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.chain()?);
            self.cursor.whitespace();
            if self.cursor.take(')') {
                return Ok(arguments);
            }
            self.cursor.expect(',', "`,` or `)`")?;
        }
    }
}

fn neighbors(labels: Vec<Label>, reverse: bool) -> Step {
    Step::Neighbors { labels, reverse }
}

fn label(name: &str) -> Label {
    match name {
        "bound" => Label::Bound,
        "instanceOperation" => Label::InstanceOperation,
        _ => Relation::named(name).map_or(Label::Unknown, Label::Relation),
    }
}

/// The types matched by a name; an enum is also a string, and an intEnum an integer.
fn types(name: &str) -> Option<Step> {
    use ShapeType as T;
    let numbers = [
        T::Byte,
        T::Short,
        T::Integer,
        T::Long,
        T::Float,
        T::Double,
        T::BigInteger,
        T::BigDecimal,
        T::IntEnum,
    ];
    let others = [
        T::Blob,
        T::Boolean,
        T::String,
        T::Timestamp,
        T::Document,
        T::Enum,
    ];
    let aggregates = [T::List, T::Set, T::Map, T::Structure, T::Union];
    Some(Step::Types(match name {
        "number" => numbers.to_vec(),
        "simpleType" => [&others[..], &numbers].concat(),
        "collection" | "list" => vec![T::List, T::Set],
        // The type named first is the one that a selector can start at.
        "set" => vec![T::Set, T::List],
        "aggregateType" => aggregates.to_vec(),
        "serviceType" => vec![T::Service, T::Resource, T::Operation],
        "dataType" => [&others[..], &numbers, &aggregates].concat(),
        "string" => vec![T::String, T::Enum],
        "integer" => vec![T::Integer, T::IntEnum],
        "member" => vec![T::Member],
        _ => vec![T::from_name(name)?],
    }))
}

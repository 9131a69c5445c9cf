//! Attributes in brackets.

use super::{Parsed, Parser};
use crate::selector::attribute::Path;
use crate::selector::compare::Comparator;
use crate::selector::step::{Assertion, Operand, Step};

impl Parser<'_> {
    /// Parses an attribute behind its `[`.
    pub(super) fn attribute(&mut self) -> Parsed<Step> {
        let path = self.path()?;
        self.cursor.whitespace();
        if self.cursor.take(']') {
            return Ok(Step::Attribute {
                path,
                test: None,
                ignore_case: false,
            });
        }
        if self.cursor.peek() == Some('{') {
            return Err(self.cursor.unexpected("a comparison or `]`"));
        }
        let comparator = self.comparator()?;
        let mut values = vec![self.value()?];
        self.cursor.whitespace();
        while self.cursor.take(',') {
            values.push(self.value()?);
            self.cursor.whitespace();
        }
        let ignore_case = self.ignore_case();
        self.cursor.expect(']', "`]`")?;
        Ok(Step::Attribute {
            path,
            test: Some((comparator, values)),
            ignore_case,
        })
    }

    /// Parses assertions about an attribute behind their `[@`.
    pub(super) fn scope(&mut self) -> Parsed<Step> {
        let path = self.path()?;
        self.cursor.whitespace();
        self.cursor.expect(':', "`:`")?;
        let mut assertions = vec![self.assertion()?];
        self.cursor.whitespace();
        while self.cursor.take('&') {
            self.cursor.expect('&', "`&&`")?;
            assertions.push(self.assertion()?);
        }
        self.cursor.expect(']', "`&&` or `]`")?;
        Ok(Step::Scope { path, assertions })
    }

    fn assertion(&mut self) -> Parsed<Assertion> {
        let left = self.operand()?;
        let comparator = self.comparator()?;
        let mut right = vec![self.operand()?];
        while self.cursor.take(',') {
            right.push(self.operand()?);
        }
        Ok(Assertion {
            left,
            comparator,
            right,
            ignore_case: self.ignore_case(),
        })
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.cursor.whitespace();
        let operand = if self.cursor.take('@') {
            self.cursor.expect('{', "`@{`")?;
            let mut path = vec![self.segment()?];
            self.segments(&mut path)?;
            self.cursor.expect('}', "`|` or `}`")?;
            Operand::Path(path)
        } else {
            Operand::Value(self.value()?)
        };
        self.cursor.whitespace();
        Ok(operand)
    }

    fn ignore_case(&mut self) -> bool {
        self.cursor.whitespace();
        let found = self.cursor.take('i');
        self.cursor.whitespace();
        found
    }

    fn comparator(&mut self) -> Parsed<Comparator> {
        let first = self.cursor.peek();
        self.cursor.skip();
        let with_equals =
            |parser: &mut Self, comparator| parser.cursor.expect('=', "`=`").map(|()| comparator);
        let comparator = match first {
            Some('=') => Comparator::Equal,
            Some('!') => with_equals(self, Comparator::NotEqual)?,
            Some('^') => with_equals(self, Comparator::StartsWith)?,
            Some('$') => with_equals(self, Comparator::EndsWith)?,
            Some('*') => with_equals(self, Comparator::Contains)?,
            Some('?') => with_equals(self, Comparator::Exists)?,
            Some('>') if self.cursor.take('=') => Comparator::GreaterOrEqual,
            Some('>') => Comparator::Greater,
            Some('<') if self.cursor.take('=') => Comparator::LessOrEqual,
            Some('<') => Comparator::Less,
            Some('{') => self.projection_comparator()?,
            _ => return Err(self.cursor.unexpected("a comparison")),
        };
        self.cursor.whitespace();
        Ok(comparator)
    }

    fn projection_comparator(&mut self) -> Parsed<Comparator> {
        let comparator = if self.cursor.take('=') {
            Comparator::SameValues
        } else if self.cursor.take('!') {
            self.cursor.expect('=', "`{!=}`")?;
            Comparator::OtherValues
        } else {
            self.cursor.expect('<', "`{=}`, `{!=}`, `{<}` or `{<<}`")?;
            if self.cursor.take('<') {
                Comparator::ProperSubset
            } else {
                Comparator::Subset
            }
        };
        self.cursor.expect('}', "`}`")?;
        Ok(comparator)
    }

    /// Parses the path of an attribute; that of the shape itself is empty.
    pub(super) fn path(&mut self) -> Parsed<Path> {
        self.cursor.whitespace();
        if self.cursor.peek() == Some(':') {
            return Ok(Path::new());
        }
        let mut path = vec![self.cursor.identifier()?.to_owned()];
        self.segments(&mut path)?;
        Ok(path)
    }

    fn segments(&mut self, path: &mut Path) -> Parsed<()> {
        self.cursor.whitespace();
        while self.cursor.take('|') {
            path.push(self.segment()?);
        }
        Ok(())
    }

    fn segment(&mut self) -> Parsed<String> {
        self.cursor.whitespace();
        if !self.cursor.take('(') {
            return self.value();
        }
        let name = self.cursor.identifier()?;
        self.cursor.expect(')', "`)`")?;
        Ok(format!("({name})"))
    }

    /// Parses a text in quotes, a number, or a shape ID without a member.
    fn value(&mut self) -> Parsed<String> {
        self.cursor.whitespace();
        match self.cursor.peek() {
            Some(quote @ ('\'' | '"')) => self.cursor.quoted(quote).map(str::to_owned),
            Some('-' | '0'..='9') => self.number(),
            _ => {
                let start = self.cursor.offset();
                self.cursor.identifier()?;
                while self.cursor.take('.') {
                    self.cursor.identifier()?;
                }
                if self.cursor.take('#') {
                    self.cursor.identifier()?;
                }
                Ok(self.cursor.text_since(start).to_owned())
            }
        }
    }

    fn number(&mut self) -> Parsed<String> {
        let start = self.cursor.offset();
        self.cursor.take('-');
        self.digits()?;
        if self.cursor.take('.') {
            self.digits()?;
        }
        if self.cursor.take('e') || self.cursor.take('E') {
            let _ = self.cursor.take('+') || self.cursor.take('-');
            self.digits()?;
        }
        Ok(self.cursor.text_since(start).to_owned())
    }

    fn digits(&mut self) -> Parsed<()> {
        if self.cursor.take_while(|c| c.is_ascii_digit()).is_empty() {
            return Err(self.cursor.unexpected("a digit"));
        }
        Ok(())
    }
}

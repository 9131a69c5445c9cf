//! A `JMESPath` parser by operator precedence.

use super::token::{self, Token};
use crate::ir::{Comparison, PathExpression as Expression, PathFunction};

/// Maximum nesting.
const DEEPEST: usize = 32;

/// A syntax error at a byte offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) offset: usize,
    pub(super) why: &'static str,
}

/// Comparison operators.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<", Comparison::Less),
    ("<=", Comparison::LessOrEqual),
    (">", Comparison::Greater),
    (">=", Comparison::GreaterOrEqual),
];

/// The binding power at which the right-hand side of a projection ends.
const PROJECTION_STOP: u8 = 10;

/// Parses an expression.
///
/// # Errors
///
/// A syntax error, or a construct not used by AWS models: slices, multi-select hashes, other functions.
pub(super) fn parse(text: &str) -> Result<Expression, Fault> {
    let tokens = token::tokens(text)?;
    let mut parser = Parser {
        tokens,
        next: 0,
        end: text.len(),
        depth: 0,
    };
    let expression = parser.expression(0)?;
    match parser.tokens.get(parser.next) {
        None => Ok(expression),
        Some((offset, _)) => Err(Fault {
            offset: *offset,
            why: "unexpected token",
        }),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn fault<T>(&self, why: &'static str) -> Result<T, Fault> {
        let token = self.tokens.get(self.next);
        let offset = token.map_or(self.end, |(offset, _)| *offset);
        Err(Fault { offset, why })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn peek_sign(&self) -> Option<&'static str> {
        match self.peek() {
            Some(Token::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    /// Consumes an operator, if it is the next token.
    fn take(&mut self, sign: &str) -> bool {
        let is_next = self.peek_sign() == Some(sign);
        self.next += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, sign: &str, why: &'static str) -> Result<(), Fault> {
        if self.take(sign) {
            Ok(())
        } else {
            self.fault(why)
        }
    }

    /// An expression of operators that bind more tightly than `power`.
    fn expression(&mut self, power: u8) -> Result<Expression, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.fault("expressions nested too deep");
        }
        let mut left = self.prefix()?;
        while let Some(sign) = self.peek_sign().filter(|sign| power_of(sign) > power) {
            left = self.infix(left, sign)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// The start of an expression.
    fn prefix(&mut self) -> Result<Expression, Fault> {
        let token = self.peek().cloned();
        let here = self.next;
        self.next += 1;
        match token {
            Some(Token::Name(name)) if self.peek_sign() == Some("(") => self.call(&name, here),
            Some(Token::Name(name)) => Ok(Expression::Field(name)),
            Some(Token::Literal(value)) => Ok(Expression::Literal(value)),
            Some(Token::Sign("@")) => Ok(Expression::Current),
            Some(Token::Sign("!")) => Ok(Expression::Not(Box::new(self.expression(45)?))),
            Some(Token::Sign("(")) => {
                let inside = self.expression(0)?;
                self.expect(")", "unclosed parenthesis")?;
                Ok(inside)
            }
            Some(Token::Sign("*")) => {
                let right = self.projected()?;
                Ok(Expression::Values(
                    Box::new(Expression::Current),
                    Box::new(right),
                ))
            }
            Some(Token::Sign(sign @ ("[" | "[]" | "[?"))) => {
                self.next = here;
                if sign == "[" && !self.is_index() {
                    self.next += 1;
                    return self.list();
                }
                self.infix(Expression::Current, sign)
            }
            Some(Token::Sign("{")) => {
                self.next = here;
                self.fault("multi-select hashes are not supported")
            }
            _ => {
                self.next = here;
                self.fault("missing expression")
            }
        }
    }

    /// Returns true if a bracket contains an index or a star.
    fn is_index(&self) -> bool {
        let token = |offset: usize| self.tokens.get(self.next + offset).map(|(_, token)| token);
        match token(1) {
            Some(Token::Number(_) | Token::Sign(":")) => true,
            Some(Token::Sign("*")) => token(2) == Some(&Token::Sign("]")),
            _ => false,
        }
    }

    /// The rest of an expression after an operator.
    fn infix(&mut self, left: Expression, sign: &'static str) -> Result<Expression, Fault> {
        let left = Box::new(left);
        self.next += 1;
        match sign {
            "." => self.member(left),
            "|" => Ok(Expression::Chain(
                left,
                Box::new(self.expression(power_of("|"))?),
            )),
            "||" => Ok(Expression::Or(
                left,
                Box::new(self.expression(power_of("||"))?),
            )),
            "&&" => Ok(Expression::And(
                left,
                Box::new(self.expression(power_of("&&"))?),
            )),
            "[]" => Ok(Expression::Flatten(left, Box::new(self.projected()?))),
            "[?" => {
                let condition = Box::new(self.expression(0)?);
                self.expect("]", "unclosed filter")?;
                Ok(Expression::Filter(
                    left,
                    condition,
                    Box::new(self.projected()?),
                ))
            }
            "[" => self.bracket(left),
            comparison => {
                let known = COMPARISONS.iter().find(|(sign, _)| *sign == comparison);
                let Some((_, known)) = known else {
                    return self.fault("unexpected token");
                };
                let right = self.expression(power_of(comparison))?;
                Ok(Expression::Compare(*known, left, Box::new(right)))
            }
        }
    }

    /// The rest of an expression after a dot.
    fn member(&mut self, left: Box<Expression>) -> Result<Expression, Fault> {
        if self.take("*") {
            return Ok(Expression::Values(left, Box::new(self.projected()?)));
        }
        let right = self.after_dot()?;
        Ok(Expression::Chain(left, Box::new(right)))
    }

    fn after_dot(&mut self) -> Result<Expression, Fault> {
        match self.peek() {
            Some(Token::Name(_)) => self.prefix(),
            Some(Token::Sign("[")) if !self.is_index() => {
                self.next += 1;
                self.list()
            }
            _ => self.fault("missing member after dot"),
        }
    }

    /// An index or list projection, after its opening bracket.
    fn bracket(&mut self, left: Box<Expression>) -> Result<Expression, Fault> {
        let expression = if self.take("*") {
            self.expect("]", "unclosed bracket")?;
            return Ok(Expression::Each(left, Box::new(self.projected()?)));
        } else if let Some(&Token::Number(index)) = self.peek() {
            self.next += 1;
            Expression::Index(index)
        } else {
            return self.fault("expected an index or `*` in brackets");
        };
        self.expect("]", "unclosed bracket; slices are not supported")?;
        Ok(Expression::Chain(left, Box::new(expression)))
    }

    /// The right-hand side of a projection: everything applied to each item.
    fn projected(&mut self) -> Result<Expression, Fault> {
        let mut right = if self.take(".") {
            if self.take("*") {
                let inner = self.projected()?;
                Expression::Values(Box::new(Expression::Current), Box::new(inner))
            } else {
                self.after_dot()?
            }
        } else {
            Expression::Current
        };
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.fault("expressions nested too deep");
        }
        while let Some(sign) = self.peek_sign() {
            // A flatten operator applies to the result of the entire projection.
            if power_of(sign) <= PROJECTION_STOP {
                break;
            }
            right = self.infix(right, sign)?;
        }
        self.depth -= 1;
        Ok(right)
    }

    /// The items of a multi-select list, after its opening bracket.
    fn list(&mut self) -> Result<Expression, Fault> {
        let items = self.items("]", "unclosed list")?;
        Ok(Expression::List(items))
    }

    fn call(&mut self, name: &str, here: usize) -> Result<Expression, Fault> {
        let function = PathFunction::ALL
            .into_iter()
            .find(|known| known.as_str() == name);
        let Some(function) = function else {
            self.next = here;
            return self.fault("unsupported function");
        };
        self.next += 1;
        let arguments = self.items(")", "unclosed argument list")?;
        if arguments.len() != function.arity() {
            self.next = here;
            return self.fault("wrong number of arguments");
        }
        Ok(Expression::Call(function, arguments))
    }

    /// Comma-separated expressions up to `end`.
    fn items(&mut self, end: &str, why: &'static str) -> Result<Vec<Expression>, Fault> {
        let mut items = Vec::new();
        loop {
            items.push(self.expression(0)?);
            if self.take(end) {
                return Ok(items);
            }
            self.expect(",", why)?;
        }
    }
}

/// The binding power of an operator; 0 for any other token.
fn power_of(sign: &str) -> u8 {
    match sign {
        "|" => 1,
        "||" => 2,
        "&&" => 3,
        "==" | "!=" | "<" | "<=" | ">" | ">=" => 5,
        "[]" => 9,
        "[?" => 21,
        "." => 40,
        "[" => 55,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;

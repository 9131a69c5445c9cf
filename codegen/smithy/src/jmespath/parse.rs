//! Parses tokens to an expression, by operator precedence.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::tokens::{Token, tokens};
use super::{Comparator, Expression, Fault, Literals};

/// The deepest nesting.
const DEPTH: usize = 200;

/// The strength of the weakest token that goes on with a projection.
const PROJECTION: u8 = 10;
/// The strength of the right side of projections and filters.
const STAR: u8 = 20;
const FILTER: u8 = 21;
const DOT: u8 = 40;
const NOT: u8 = 45;

/// The strength with which a token binds what is on its left.
fn strength(token: &Token) -> u8 {
    match token {
        Token::Pipe => 1,
        Token::Or => 2,
        Token::And => 3,
        Token::Compare(_) => 5,
        Token::Flatten => 9,
        Token::Star => STAR,
        Token::Filter => FILTER,
        Token::Dot => DOT,
        Token::Not => NOT,
        Token::OpenBrace => 50,
        Token::Open => 55,
        Token::OpenParenthesis => 60,
        _ => 0,
    }
}

/// Parses an expression.
///
/// ```
/// use sansmith_smithy::jmespath::{Literals, parse};
///
/// assert!(parse("items[*].name", Literals::Json).is_ok());
/// assert_eq!(parse("items[", Literals::Json).unwrap_err().offset, 6);
/// ```
///
/// # Errors
///
/// The first syntax error. Expressions nest at most 200 deep.
pub fn parse(text: &str, literals: Literals) -> Result<Expression, Fault> {
    let mut parser = Parser {
        tokens: tokens(text, literals)?.into_iter().peekable(),
        end: text.len(),
        depth: 0,
    };
    let expression = parser.expression(0)?;
    match parser.tokens.next() {
        None => Ok(expression),
        Some((offset, token)) => Err(unexpected(offset, &token)),
    }
}

fn unexpected(offset: usize, token: &Token) -> Fault {
    let message = format!("{token:?} is unexpected");
    Fault { offset, message }
}

struct Parser {
    tokens: Peekable<IntoIter<(usize, Token)>>,
    end: usize,
    depth: usize,
}

type Parsed = Result<Expression, Fault>;

impl Parser {
    /// An error at the next token.
    fn fault(&mut self, message: impl Into<String>) -> Fault {
        let next = self.tokens.peek();
        Fault {
            offset: next.map_or(self.end, |(offset, _)| *offset),
            message: message.into(),
        }
    }

    fn too_deep(&mut self) -> Fault {
        self.fault(format!("the expression nests more than {DEPTH} deep"))
    }

    fn peek(&mut self) -> Option<&Token> {
        self.tokens.peek().map(|(_, token)| token)
    }

    fn next(&mut self) -> Result<(usize, Token), Fault> {
        match self.tokens.next() {
            Some(next) => Ok(next),
            None => Err(self.fault("the expression ends too early")),
        }
    }

    fn expect(&mut self, expected: &Token) -> Result<(), Fault> {
        match self.next()? {
            (_, token) if token == *expected => Ok(()),
            (offset, token) => Err(Fault {
                offset,
                message: format!("expected {expected:?}, but found {token:?}"),
            }),
        }
    }

    fn unexpected_next(&mut self) -> Fault {
        match self.next() {
            Ok((offset, token)) => unexpected(offset, &token),
            Err(fault) => fault,
        }
    }

    fn takes(&mut self, expected: &Token) -> bool {
        self.tokens
            .next_if(|(_, token)| token == expected)
            .is_some()
    }

    fn expression(&mut self, least: u8) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.too_deep());
        }
        let mut left = self.start()?;
        let mut links = 0;
        while self.peek().is_some_and(|token| least < strength(token)) {
            // A chain of links nests as deep as it is long.
            links += 1;
            if self.depth + links > DEPTH {
                return Err(self.too_deep());
            }
            left = self.link(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// Reads what can start an expression.
    fn start(&mut self) -> Parsed {
        let (offset, token) = self.next()?;
        match token {
            Token::Current => Ok(Expression::Current),
            Token::Name(name) if self.takes(&Token::OpenParenthesis) => {
                let arguments = self.list(&Token::CloseParenthesis)?;
                Ok(Expression::Call(name, arguments))
            }
            Token::Name(name) | Token::QuotedName(name) => Ok(Expression::Field(name)),
            Token::Literal(node) => Ok(Expression::Literal(node)),
            Token::Star => self.object_projection(Expression::Current),
            Token::Flatten => self.flatten(Expression::Current),
            Token::Filter => self.filter(Expression::Current),
            Token::Reference => Ok(Expression::Reference(Box::new(self.expression(0)?))),
            Token::Not => Ok(Expression::Not(Box::new(self.expression(NOT)?))),
            Token::OpenParenthesis => {
                let inner = self.expression(0)?;
                self.expect(&Token::CloseParenthesis)?;
                Ok(inner)
            }
            Token::OpenBrace => self.hash(),
            Token::Open => match self.peek() {
                Some(Token::Number(_) | Token::Colon) => self.index(),
                Some(Token::Star) => self.star_or_list(),
                _ => Ok(Expression::List(self.list(&Token::Close)?)),
            },
            token => Err(unexpected(offset, &token)),
        }
    }

    /// Reads what goes on with an expression.
    fn link(&mut self, left: Expression) -> Parsed {
        let (offset, token) = self.next()?;
        match token {
            Token::Dot if self.takes(&Token::Star) => self.object_projection(left),
            Token::Dot => Ok(Expression::Path(Box::new([left, self.after_dot(DOT)?]))),
            Token::Flatten => self.flatten(left),
            Token::Filter => self.filter(left),
            Token::Or => Ok(Expression::Or(Box::new([left, self.expression(2)?]))),
            Token::And => Ok(Expression::And(Box::new([left, self.expression(3)?]))),
            Token::Pipe => Ok(Expression::Path(Box::new([left, self.expression(1)?]))),
            Token::Compare(comparator) => self.comparison(comparator, left),
            Token::Open if self.takes(&Token::Star) => {
                self.expect(&Token::Close)?;
                self.projection(left)
            }
            Token::Open => {
                let index = self.index()?;
                Ok(Expression::Path(Box::new([left, index])))
            }
            token => Err(unexpected(offset, &token)),
        }
    }

    fn comparison(&mut self, comparator: Comparator, left: Expression) -> Parsed {
        let right = self.expression(5)?;
        Ok(Expression::Comparison(comparator, Box::new([left, right])))
    }

    /// Reads `[*]` after its bracket, or a list that starts with a star.
    fn star_or_list(&mut self) -> Parsed {
        let mut ahead = self.tokens.clone();
        ahead.next();
        if ahead.next().map(|(_, token)| token) != Some(Token::Close) {
            return Ok(Expression::List(self.list(&Token::Close)?));
        }
        self.expect(&Token::Star)?;
        self.expect(&Token::Close)?;
        self.projection(Expression::Current)
    }

    /// Reads an index or slice after its bracket.
    fn index(&mut self) -> Parsed {
        let (mut bounds, mut colons) = ([None; 3], 0);
        loop {
            let (offset, token) = self.next()?;
            match token {
                Token::Number(number) => {
                    bounds
                        .iter_mut()
                        .skip(colons)
                        .take(1)
                        .for_each(|bound| *bound = Some(number));
                    if !matches!(self.peek(), Some(Token::Colon | Token::Close)) {
                        return Err(self.fault("a number in brackets needs `:` or `]` after it"));
                    }
                }
                Token::Colon if colons < 2 => colons += 1,
                Token::Close => {
                    let fault = |message: &str| Fault {
                        offset,
                        message: message.to_owned(),
                    };
                    let [start, stop, by] = bounds;
                    return match (colons, start, by) {
                        (0, None, _) => Err(fault("an index needs a number")),
                        (0, Some(index), _) => Ok(Expression::Index(index)),
                        (_, _, Some(0)) => Err(fault("the step of a slice cannot be 0")),
                        (..) => {
                            let by = by.unwrap_or(1);
                            self.projection(Expression::Slice(start, stop, by))
                        }
                    };
                }
                token => return Err(unexpected(offset, &token)),
            }
        }
    }

    fn list(&mut self, end: &Token) -> Result<Vec<Expression>, Fault> {
        let mut items = Vec::new();
        if self.takes(end) {
            return Ok(items);
        }
        loop {
            items.push(self.expression(0)?);
            if self.takes(end) {
                return Ok(items);
            }
            self.expect(&Token::Comma)?;
            if self.peek() == Some(end) {
                return Err(self.fault("a comma needs an expression after it"));
            }
        }
    }

    fn hash(&mut self) -> Parsed {
        let mut entries = Vec::new();
        loop {
            let name = match self.next()? {
                (_, Token::Name(name) | Token::QuotedName(name)) => name,
                (offset, token) => return Err(unexpected(offset, &token)),
            };
            self.expect(&Token::Colon)?;
            entries.push((name, self.expression(0)?));
            if !self.takes(&Token::Comma) {
                self.expect(&Token::CloseBrace)?;
                return Ok(Expression::Hash(entries));
            }
        }
    }

    fn projection(&mut self, left: Expression) -> Parsed {
        let right = self.projected(STAR)?;
        Ok(Expression::Projection(Box::new([left, right])))
    }

    fn object_projection(&mut self, left: Expression) -> Parsed {
        let right = self.projected(STAR)?;
        Ok(Expression::ObjectProjection(Box::new([left, right])))
    }

    fn flatten(&mut self, left: Expression) -> Parsed {
        self.projection(Expression::Flatten(Box::new(left)))
    }

    fn filter(&mut self, left: Expression) -> Parsed {
        let condition = self.expression(0)?;
        self.expect(&Token::Close)?;
        let right = self.projected(FILTER)?;
        Ok(Expression::Filter(Box::new([left, condition, right])))
    }

    /// Reads what a projection does with each item.
    fn projected(&mut self, least: u8) -> Parsed {
        match self.peek() {
            Some(Token::Dot) => {
                self.tokens.next();
                self.after_dot(least)
            }
            Some(Token::Open | Token::Filter) => self.expression(least),
            Some(token) if strength(token) >= PROJECTION => Err(self.unexpected_next()),
            _ => Ok(Expression::Current),
        }
    }

    fn after_dot(&mut self, least: u8) -> Parsed {
        match self.peek() {
            Some(Token::Open) => {
                self.tokens.next();
                Ok(Expression::List(self.list(&Token::Close)?))
            }
            Some(Token::OpenBrace | Token::Star | Token::Name(_) | Token::QuotedName(_)) => {
                self.expression(least)
            }
            Some(_) => Err(self.unexpected_next()),
            None => Err(self.fault("a dot needs a name after it")),
        }
    }
}

#[cfg(test)]
mod tests;

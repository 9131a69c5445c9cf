//! Node values and traits.

use crate::syntax::TokenKind;

use super::super::tree::{Comment, Item, Pair, Trait, TraitBody, Traits, Value};
use super::{MAX_DEPTH, Parsed, Parser};

impl<'a> Parser<'a> {
    /// Parses a key of an object: an identifier or a string.
    pub(super) fn key(&mut self) -> Parsed<&'a str> {
        if !matches!(self.kind(), TokenKind::Identifier | TokenKind::String) {
            return Err(self.unexpected("a key"));
        }
        let text = self.token().text(self.source);
        self.advance();
        Ok(text)
    }

    pub(super) fn value(&mut self) -> Parsed<Value<'a>> {
        let token = self.token();
        match token.kind {
            TokenKind::String | TokenKind::Number => {
                self.advance();
                Ok(Value::Scalar(token.text(self.source)))
            }
            TokenKind::TextBlock => {
                self.advance();
                Ok(Value::TextBlock(token.text(self.source)))
            }
            TokenKind::Identifier => match token.text(self.source) {
                keyword @ ("true" | "false" | "null") => {
                    self.advance();
                    Ok(Value::Scalar(keyword))
                }
                _ => self.shape_id().map(Value::Scalar),
            },
            TokenKind::LeftBrace => self.nested(Self::object).map(Value::Object),
            TokenKind::LeftBracket => self.nested(Self::array).map(Value::Array),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn nested<T>(&mut self, parse: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return Err(self.unexpected("at most 100 levels of nesting"));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn array(&mut self) -> Parsed<Vec<Item<'a, Value<'a>>>> {
        self.advance();
        let mut items = comment_items(self.whitespace());
        while !matches!(self.kind(), TokenKind::RightBracket | TokenKind::Eof) {
            items.push(Item::Value(self.value()?));
            items.extend(comment_items(self.whitespace()));
        }
        self.expect(TokenKind::RightBracket)?;
        Ok(items)
    }

    /// Parses an object with its braces.
    pub(super) fn object(&mut self) -> Parsed<Vec<Item<'a, Pair<'a>>>> {
        self.expect(TokenKind::LeftBrace)?;
        let mut items = comment_items(self.whitespace());
        while !matches!(self.kind(), TokenKind::RightBrace | TokenKind::Eof) {
            items.push(Item::Value(self.pair()?));
            items.extend(comment_items(self.whitespace()));
        }
        self.expect(TokenKind::RightBrace)?;
        Ok(items)
    }

    fn pair(&mut self) -> Parsed<Pair<'a>> {
        let key = self.key()?;
        let mut comments = self.whitespace();
        self.expect(TokenKind::Colon)?;
        comments.extend(self.whitespace());
        let value = self.value()?;
        Ok(Pair {
            key,
            comments,
            value,
        })
    }

    /// Parses traits and the white space behind each.
    pub(super) fn traits(&mut self) -> Parsed<Traits<'a>> {
        let mut traits = Vec::new();
        while self.kind() == TokenKind::At {
            traits.push(Item::Value(self.applied()?));
            traits.extend(comment_items(self.whitespace()));
        }
        Ok(traits)
    }

    /// Parses one trait.
    pub(super) fn applied(&mut self) -> Parsed<Trait<'a>> {
        if self.kind() != TokenKind::At {
            return Err(self.unexpected("a trait"));
        }
        self.advance();
        let id = self.shape_id()?;
        let body = if self.kind() == TokenKind::LeftParen {
            self.advance();
            self.trait_body()?
        } else {
            None
        };
        Ok(Trait { id, body })
    }

    /// Parses the value of a trait behind its parenthesis; comments in empty parentheses are dropped.
    fn trait_body(&mut self) -> Parsed<Option<TraitBody<'a>>> {
        let before = self.whitespace();
        if self.kind() == TokenKind::RightParen {
            self.advance();
            return Ok(None);
        }
        let body = if self.is_key() {
            let mut items = comment_items(before);
            while self.kind() != TokenKind::RightParen {
                items.push(Item::Value(self.pair()?));
                items.extend(comment_items(self.whitespace()));
            }
            TraitBody::Pairs(items)
        } else {
            let value = self.value()?;
            let after = self.whitespace();
            TraitBody::Value {
                before,
                value,
                after,
            }
        };
        self.expect(TokenKind::RightParen)?;
        Ok(Some(body))
    }

    /// Tells if a key and its colon come next.
    fn is_key(&self) -> bool {
        if !matches!(self.kind(), TokenKind::String | TokenKind::Identifier) {
            return false;
        }
        let mut count = 1;
        loop {
            match self.token_ahead(count).kind {
                TokenKind::Colon => return true,
                kind if kind.is_whitespace() || kind == TokenKind::DocComment => count += 1,
                _ => return false,
            }
        }
    }
}

/// Comments as elements of a list.
pub(super) fn comment_items<T>(comments: Vec<Comment<'_>>) -> Vec<Item<'_, T>> {
    comments.into_iter().map(Item::Comment).collect()
}

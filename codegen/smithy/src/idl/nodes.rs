//! Node values and shape IDs.
//!
//! <https://smithy.io/2.0/spec/idl.html#node-values>

use super::{Mistake, Parsed, Parser};
use crate::files::Location;
use crate::load::document::{Ids, Literal, Name, Word};
use crate::model::{Entry, Node, Number, ObjectBuilder, Value};
use crate::syntax::{TokenKind, string_value, text_block_value};

/// The number of arrays and objects that may be open.
const MAX_DEPTH: usize = 64;

/// The kinds of tokens that a node value starts with.
const VALUE: [TokenKind; 6] = [
    TokenKind::String,
    TokenKind::TextBlock,
    TokenKind::Number,
    TokenKind::Identifier,
    TokenKind::LeftBrace,
    TokenKind::LeftBracket,
];

impl Parser<'_> {
    /// Reads a node value with its shape IDs marked.
    pub(super) fn literal(&mut self) -> Parsed<Literal> {
        self.ids = Ids::None;
        let node = self.node()?;
        Ok(Literal {
            node,
            ids: self.ids,
        })
    }

    /// Reads a node value.
    pub(super) fn node(&mut self) -> Parsed<Node> {
        let at = self.cursor.at();
        match self.cursor.expect_any(&VALUE)? {
            TokenKind::LeftBrace => self.object(),
            TokenKind::LeftBracket => self.array(),
            TokenKind::Number => Ok(Node::new(Value::Number(self.number()?), at)),
            TokenKind::Identifier => {
                let name = self.shape_name()?;
                Ok(self.word(name))
            }
            _ => Ok(Node::string(self.string()?, at)),
        }
    }

    /// Moves past a number.
    fn number(&mut self) -> Parsed<Number> {
        let number = Number::parse(self.cursor.text());
        let number = number.ok_or_else(|| self.cursor.unexpected("a number"))?;
        self.cursor.next();
        Ok(number)
    }

    /// Moves past a string, text block or identifier; its text.
    pub(super) fn string(&mut self) -> Parsed<String> {
        let lexeme = self.cursor.text();
        let text = match self.cursor.kind() {
            TokenKind::TextBlock => text_block_value(lexeme),
            TokenKind::String => string_value(lexeme).map(std::borrow::Cow::into_owned),
            _ => Ok(lexeme.to_owned()),
        };
        let text = text.map_err(|error| Mistake::new(error.to_string(), self.cursor.at()))?;
        self.cursor.next();
        Ok(text)
    }

    /// The value of a word: a keyword, or a shape ID to resolve.
    pub(super) fn word(&mut self, name: Name) -> Node {
        let value = match name.text.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => {
                self.ids = Ids::Inside;
                self.document.words.push(Word {
                    name: name.clone(),
                    in_metadata: self.document.namespace.is_none(),
                });
                Value::String(name.text)
            }
        };
        Node::new(value, name.at)
    }

    fn array(&mut self) -> Parsed<Node> {
        self.enter()?;
        let start = self.cursor.start();
        self.cursor.next();
        self.cursor.skip_whitespace_and_docs();
        let mut items = Vec::new();
        while !self.cursor.is(TokenKind::RightBracket) {
            items.push(self.node()?);
            self.cursor.skip_whitespace_and_docs();
        }
        let at = self.close(start);
        Ok(Node::new(Value::Array(items), at))
    }

    fn object(&mut self) -> Parsed<Node> {
        self.enter()?;
        let start = self.cursor.start();
        self.cursor.next();
        self.cursor.skip_whitespace_and_docs();
        let mut object = ObjectBuilder::new();
        while !self.cursor.is(TokenKind::RightBrace) {
            if self.cursor.at_end() {
                return Err(self.cursor.unexpected("`}`"));
            }
            let kinds = [
                TokenKind::RightBrace,
                TokenKind::String,
                TokenKind::Identifier,
            ];
            self.cursor.expect_any(&kinds)?;
            let key_at = self.cursor.at();
            let key = self.string()?;
            let entry = self.entry(key, key_at)?;
            object.add(entry).map_err(|entry| {
                let message = format!("the key `{}` is there already", entry.key);
                Mistake::new(message, key_at)
            })?;
        }
        let at = self.close(start);
        Ok(Node::new(Value::Object(object.finish()), at))
    }

    /// Reads colon and value after a key, and white space after them.
    pub(super) fn entry(&mut self, key: String, key_at: Location) -> Parsed<Entry> {
        self.cursor.skip_whitespace_and_docs();
        self.cursor.take(TokenKind::Colon)?;
        self.cursor.skip_whitespace_and_docs();
        let node = self.node()?;
        self.cursor.skip_whitespace_and_docs();
        Ok(Entry { key, key_at, node })
    }

    /// Moves past the closing bracket of a value that starts at an offset; the place of the value.
    fn close(&mut self, start: usize) -> Location {
        let end = self.cursor.at().end;
        self.cursor.next();
        self.leave();
        let start = self.cursor.span(start, start);
        Location { end, ..start }
    }

    pub(super) fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("node values nest more than {MAX_DEPTH} deep");
            return Err(Mistake::new(message, self.cursor.at()));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Reads a namespace.
    pub(super) fn namespace(&mut self) -> Parsed<Name> {
        let start = self.cursor.start();
        self.dotted()?;
        Ok(self.name_since(start))
    }

    /// Reads an absolute shape ID.
    pub(super) fn absolute_name(&mut self) -> Parsed<Name> {
        let start = self.cursor.start();
        self.dotted()?;
        self.cursor.take(TokenKind::Pound)?;
        self.name_and_member()?;
        Ok(self.name_since(start))
    }

    /// Reads a shape ID, relative or absolute, with or without a member.
    pub(super) fn shape_name(&mut self) -> Parsed<Name> {
        let start = self.cursor.start();
        self.dotted()?;
        if matches!(self.cursor.kind(), TokenKind::Dollar | TokenKind::Pound) {
            self.cursor.next();
            self.name_and_member()?;
        }
        Ok(self.name_since(start))
    }

    fn dotted(&mut self) -> Parsed<()> {
        self.cursor.take(TokenKind::Identifier)?;
        while self.cursor.is(TokenKind::Dot) {
            self.cursor.next();
            self.cursor.take(TokenKind::Identifier)?;
        }
        Ok(())
    }

    fn name_and_member(&mut self) -> Parsed<()> {
        self.cursor.take(TokenKind::Identifier)?;
        if self.cursor.is(TokenKind::Dollar) {
            self.cursor.next();
            self.cursor.take(TokenKind::Identifier)?;
        }
        Ok(())
    }

    fn name_since(&self, start: usize) -> Name {
        let (text, at) = self.cursor.since(start);
        Name {
            text: text.to_owned(),
            at,
        }
    }
}

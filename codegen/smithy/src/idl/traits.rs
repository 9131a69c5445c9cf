//! Traits and doc comments before a shape or member.
//!
//! <https://smithy.io/2.0/spec/idl.html#applying-traits>

use super::{Mistake, Parsed, Parser};
use crate::files::Location;
use crate::load::document::{Application, Ids, Literal, Name, Target};
use crate::model::{Entry, Node, ObjectBuilder, ShapeId, Value};
use crate::syntax::TokenKind;

/// A trait whose target is not yet known.
pub(super) struct Written {
    pub(super) name: Name,
    pub(super) literal: Literal,
    pub(super) kind: WrittenKind,
}

/// Syntax of a trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenKind {
    /// With a value.
    Value,
    /// Without.
    Annotation,
    /// As a doc comment.
    DocComment,
}

impl Written {
    /// The documentation of a doc comment.
    pub(super) fn documentation(text: String, at: Location) -> Self {
        let name = "smithy.api#documentation".to_owned();
        Self {
            name: Name { text: name, at },
            literal: Literal::plain(Node::string(text, at)),
            kind: WrittenKind::DocComment,
        }
    }

    /// An annotation of the prelude.
    pub(super) fn annotation(name: &str, at: Location) -> Self {
        let text = name.to_owned();
        Self {
            name: Name { text, at },
            literal: Literal::plain(Node::empty_object(at)),
            kind: WrittenKind::Value,
        }
    }
}

impl Parser<'_> {
    /// Reads doc comments and traits before a shape or member.
    pub(super) fn docs_and_traits(&mut self, member: bool) -> Parsed<Vec<Written>> {
        self.cursor.skip_whitespace();
        let mut docs = None;
        if self.cursor.is(TokenKind::DocComment) {
            let at = self.cursor.at();
            self.cursor.skip_whitespace_and_docs();
            docs = self.cursor.take_docs().map(|text| (text, at));
        }
        self.cursor.skip_whitespace_and_docs();
        let mut traits = self.traits()?;
        traits.extend(docs.map(|(text, at)| Written::documentation(text, at)));
        self.cursor.skip_whitespace_and_docs();
        if member {
            self.cursor.warn_of_docs();
        }
        Ok(traits)
    }

    /// Reads traits as long as there are some.
    pub(super) fn traits(&mut self) -> Parsed<Vec<Written>> {
        let mut traits = Vec::new();
        while self.cursor.is(TokenKind::At) {
            traits.push(self.one_trait()?);
            self.cursor.skip_whitespace_and_docs();
        }
        Ok(traits)
    }

    /// Reads a trait.
    pub(super) fn one_trait(&mut self) -> Parsed<Written> {
        let at = self.cursor.at();
        self.cursor.take(TokenKind::At)?;
        let name = self.shape_name()?;
        let annotation = |name: Name| {
            let at = Location {
                end: name.at.end,
                ..at
            };
            Written {
                name,
                literal: Literal::plain(Node::new(Value::Null, at)),
                kind: WrittenKind::Annotation,
            }
        };
        if !self.cursor.is(TokenKind::LeftParen) {
            return Ok(annotation(name));
        }
        self.cursor.next();
        self.cursor.skip_whitespace_and_docs();
        if self.cursor.is(TokenKind::RightParen) {
            self.cursor.next();
            return Ok(annotation(name));
        }
        self.ids = Ids::None;
        let mut node = self.trait_body(at)?;
        self.cursor.skip_whitespace_and_docs();
        let end = self.cursor.at().end;
        self.cursor.take(TokenKind::RightParen)?;
        node.at = Location { end, ..at };
        let ids = match (self.ids, &node.value) {
            (Ids::Inside, Value::String(_)) => Ids::Whole,
            (ids, _) => ids,
        };
        Ok(Written {
            name,
            literal: Literal { node, ids },
            kind: WrittenKind::Value,
        })
    }

    /// Reads the contents of a trait's parentheses: a node value, or an object without braces.
    fn trait_body(&mut self, at: Location) -> Parsed<Node> {
        let key_at = self.cursor.at();
        let key = match self.cursor.kind() {
            TokenKind::String => self.string()?,
            TokenKind::Identifier => {
                let name = self.shape_name()?;
                self.cursor.skip_whitespace_and_docs();
                let is_id = name.text.contains(['.', '$', '#']);
                if is_id || self.cursor.is(TokenKind::RightParen) {
                    return Ok(self.word(Name { at, ..name }));
                }
                self.cursor.expect(TokenKind::Colon)?;
                name.text
            }
            _ => return self.node(),
        };
        self.cursor.skip_whitespace_and_docs();
        if self.cursor.is(TokenKind::Colon) {
            self.structured(key, key_at)
        } else {
            Ok(Node::string(key, key_at))
        }
    }

    /// Reads an object without its braces, after its first key.
    fn structured(&mut self, first: String, first_at: Location) -> Parsed<Node> {
        self.enter()?;
        let mut object = ObjectBuilder::new();
        let mut entry = self.entry(first, first_at)?;
        loop {
            object.add(entry).map_err(|entry: Entry| {
                let message = format!("the key `{}` is there already", entry.key);
                Mistake::new(message, entry.key_at)
            })?;
            if self.cursor.is(TokenKind::RightParen) {
                break;
            }
            self.cursor
                .expect_any(&[TokenKind::Identifier, TokenKind::String])?;
            let key_at = self.cursor.at();
            let key = self.string()?;
            entry = self.entry(key, key_at)?;
        }
        self.leave();
        Ok(Node::new(Value::Object(object.finish()), first_at))
    }

    /// Records traits of a shape or member.
    pub(super) fn add_traits(&mut self, target: &ShapeId, traits: Vec<Written>) {
        for written in traits {
            self.document.applications.push(Application {
                target: Target::Here(target.clone()),
                annotation: written.kind == WrittenKind::Annotation,
                name: written.name,
                literal: written.literal,
            });
        }
    }
}

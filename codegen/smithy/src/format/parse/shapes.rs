//! Shapes and `apply` statements.

use crate::syntax::TokenKind;

use super::super::tree::{Body, Head, Item, Section, Shape, Statement};
use super::values::comment_items;
use super::{Parsed, Parser};

/// The grammar of a shape's body, by the keyword of the shape.
#[derive(Clone, Copy)]
enum BodyKind {
    None,
    Enum,
    Members,
    Entity,
    Operation,
}

fn body_kind(keyword: &str) -> Option<BodyKind> {
    Some(match keyword {
        "blob" | "boolean" | "string" | "timestamp" | "byte" | "short" | "integer" | "long"
        | "float" | "double" | "bigInteger" | "bigDecimal" | "document" => BodyKind::None,
        "enum" | "intEnum" => BodyKind::Enum,
        "list" | "set" | "map" | "structure" | "union" => BodyKind::Members,
        "service" | "resource" => BodyKind::Entity,
        "operation" => BodyKind::Operation,
        _ => return None,
    })
}

impl<'a> Parser<'a> {
    /// Parses a shape or `apply` statement and the break behind it.
    pub(super) fn section(&mut self) -> Parsed<Section<'a>> {
        let line = self.current_line();
        let statement = if self.is_word("apply") {
            self.apply()?
        } else {
            Statement::Shape {
                traits: self.traits()?,
                shape: self.shape()?,
            }
        };
        let end = self.line_break()?;
        Ok(Section {
            line,
            statement,
            end,
        })
    }

    fn shape(&mut self) -> Parsed<Shape<'a>> {
        let keyword = self.token().text(self.source);
        let kind = body_kind(keyword).ok_or_else(|| self.unexpected("a shape type"))?;
        self.advance();
        self.spaces();
        let name = Some(self.identifier()?);
        let takes_resource = matches!(kind, BodyKind::Members);
        let head = self.head(name, takes_resource)?;
        if matches!(kind, BodyKind::None) {
            return Ok(Shape {
                keyword,
                head,
                comments: Vec::new(),
                body: Body::None,
            });
        }
        let comments = self.whitespace();
        let body = match kind {
            BodyKind::None => Body::None,
            BodyKind::Enum => Body::Members(self.members(Self::enum_member)?),
            BodyKind::Members => Body::Members(self.members(Self::member)?),
            BodyKind::Entity => Body::Entity(self.object()?),
            BodyKind::Operation => Body::Operation(self.members(Self::property)?),
        };
        Ok(Shape {
            keyword,
            head,
            comments,
            body,
        })
    }

    /// Parses the part between a shape's name and its body.
    pub(super) fn head(&mut self, name: Option<&'a str>, takes_resource: bool) -> Parsed<Head<'a>> {
        self.spaces();
        let mut head = Head {
            name,
            ..Head::default()
        };
        if takes_resource && self.is_word("for") {
            self.advance();
            self.space()?;
            head.resource = Some(self.shape_id()?);
            self.spaces();
        }
        if self.is_word("with") {
            self.advance();
            let mut items = comment_items(self.whitespace());
            self.expect(TokenKind::LeftBracket)?;
            items.extend(comment_items(self.whitespace()));
            loop {
                items.push(Item::Value(self.shape_id()?));
                items.extend(comment_items(self.whitespace()));
                if self.kind() != TokenKind::Identifier {
                    break;
                }
            }
            self.expect(TokenKind::RightBracket)?;
            head.mixins = Some(items);
        }
        Ok(head)
    }

    fn apply(&mut self) -> Parsed<Statement<'a>> {
        self.advance();
        self.space()?;
        let target = self.shape_id()?;
        if !self.kind().is_whitespace() && self.kind() != TokenKind::DocComment {
            return Err(self.unexpected("white space"));
        }
        let mut comments = self.whitespace();
        if self.kind() != TokenKind::LeftBrace {
            return Ok(Statement::ApplyOne {
                comments,
                target,
                applied: self.applied()?,
            });
        }
        self.advance();
        comments.extend(self.whitespace());
        let traits = self.traits()?;
        self.expect(TokenKind::RightBrace)?;
        Ok(Statement::ApplyBlock {
            comments,
            target,
            traits,
        })
    }
}

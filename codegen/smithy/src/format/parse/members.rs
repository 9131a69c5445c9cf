//! Members of shapes and properties of operations.

use crate::syntax::TokenKind;

use super::super::tree::{
    Assignment, Entry, Inline, Item, Member, Members, Property, PropertyValue,
};
use super::values::comment_items;
use super::{Parsed, Parser};

impl<'a> Parser<'a> {
    /// Parses members in their braces.
    pub(super) fn members<M>(
        &mut self,
        parse: fn(&mut Self) -> Parsed<M>,
    ) -> Parsed<Members<'a, M>> {
        let open_line = self.current_line();
        self.expect(TokenKind::LeftBrace)?;
        let mut entries = Vec::new();
        self.comments_between(&mut entries);
        while !matches!(self.kind(), TokenKind::RightBrace | TokenKind::Eof) {
            entries.push(Entry::Member(parse(self)?));
            self.comments_between(&mut entries);
        }
        self.expect(TokenKind::RightBrace)?;
        Ok(Members { open_line, entries })
    }

    fn comments_between<M>(&mut self, entries: &mut Vec<Entry<'a, M>>) {
        let comments = self.whitespace();
        if !comments.is_empty() {
            entries.push(Entry::Comments(comments));
        }
    }

    pub(super) fn enum_member(&mut self) -> Parsed<Member<'a>> {
        let traits = self.traits()?;
        let name = self.identifier()?;
        let end_line = self.last_line();
        let member = Member {
            traits,
            name,
            target: None,
            assignment: None,
            end_line,
        };
        self.assigned(member)
    }

    pub(super) fn member(&mut self) -> Parsed<Member<'a>> {
        let traits = self.traits()?;
        let start = self.token().start;
        let mut target = None;
        if self.kind() == TokenKind::Dollar {
            self.advance();
            self.identifier()?;
        } else {
            self.identifier()?;
        }
        let name = self.text_since(start);
        if !name.starts_with('$') {
            self.spaces();
            self.expect(TokenKind::Colon)?;
            self.spaces();
            target = Some(self.shape_id()?);
        }
        let end_line = self.last_line();
        let member = Member {
            traits,
            name,
            target,
            assignment: None,
            end_line,
        };
        self.assigned(member)
    }

    /// Parses the value behind a member, if there is one.
    fn assigned(&mut self, mut member: Member<'a>) -> Parsed<Member<'a>> {
        let mut count = 0;
        while self.token_ahead(count).kind == TokenKind::Space {
            count += 1;
        }
        if self.token_ahead(count).kind != TokenKind::Equal {
            return Ok(member);
        }
        self.spaces();
        self.advance();
        self.spaces();
        let value = self.value()?;
        member.end_line = self.last_line();
        self.spaces();
        if self.kind() == TokenKind::Comma {
            self.advance();
        }
        let end = self.line_break()?;
        member.assignment = Some(Assignment { value, end });
        Ok(member)
    }

    pub(super) fn property(&mut self) -> Parsed<Property<'a>> {
        let keyword = self.token().text(self.source);
        if !matches!(keyword, "input" | "output" | "errors") {
            return Err(self.unexpected("`input`, `output` or `errors`"));
        }
        self.advance();
        let mut comments = self.whitespace();
        let value = if keyword == "errors" {
            self.expect(TokenKind::Colon)?;
            comments.extend(self.whitespace());
            PropertyValue::Errors(self.errors()?)
        } else if self.kind() == TokenKind::Walrus {
            self.advance();
            PropertyValue::Inline(self.inline()?)
        } else {
            self.expect(TokenKind::Colon)?;
            comments.extend(self.whitespace());
            PropertyValue::Target(self.shape_id()?)
        };
        Ok(Property {
            keyword,
            comments,
            value,
            end_line: self.last_line(),
        })
    }

    fn inline(&mut self) -> Parsed<Inline<'a>> {
        let mut comments = self.whitespace();
        let traits = self.traits()?;
        let head = self.head(None, true)?;
        comments.extend(self.whitespace());
        let members = self.members(Self::member)?;
        Ok(Inline {
            comments,
            traits,
            head,
            members,
        })
    }

    fn errors(&mut self) -> Parsed<Vec<Item<'a, &'a str>>> {
        self.expect(TokenKind::LeftBracket)?;
        let mut items = comment_items(self.whitespace());
        while !matches!(self.kind(), TokenKind::RightBracket | TokenKind::Eof) {
            items.push(Item::Value(self.shape_id()?));
            items.extend(comment_items(self.whitespace()));
        }
        self.expect(TokenKind::RightBracket)?;
        Ok(items)
    }
}

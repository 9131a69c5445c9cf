//! Members of aggregates and enums.
//!
//! <https://smithy.io/2.0/spec/idl.html#structure-shapes>

use super::traits::WrittenKind;
use super::{Mistake, Parsed, Parser};
use crate::load::document::{Definition, MemberDefinition, Name};
use crate::syntax::TokenKind;

impl Parser<'_> {
    /// Reads the members of a list, map, structure or union.
    pub(super) fn members(&mut self, definition: &mut Definition) -> Parsed<()> {
        self.cursor.skip_whitespace_and_docs();
        self.cursor.warn_of_docs();
        self.cursor.take(TokenKind::LeftBrace)?;
        self.cursor.skip_whitespace();
        while !self.cursor.at_end() && !self.cursor.is(TokenKind::RightBrace) {
            self.member(definition)?;
            self.cursor.skip_whitespace();
        }
        self.cursor.take(TokenKind::RightBrace)
    }

    fn member(&mut self, definition: &mut Definition) -> Parsed<()> {
        let traits = self.docs_and_traits(true)?;
        if self.cursor.is(TokenKind::RightBrace)
            && let [only] = traits.as_slice()
            && only.kind == WrittenKind::DocComment
        {
            let text = only.literal.node.as_str().unwrap_or_default();
            self.cursor.warn_of_stray_docs(text, only.literal.node.at);
            return Ok(());
        }
        let mut at = self.cursor.at();
        let elided = self.cursor.is(TokenKind::Dollar);
        if elided {
            self.cursor.next();
        }
        self.cursor.expect(TokenKind::Identifier)?;
        let name = self.cursor.text();
        at.end = self.cursor.at().end;
        if definition.members.contains_key(name) {
            let message = format!("the member `{name}` is there already");
            return Err(Mistake::new(message, self.cursor.at()).of(&definition.id));
        }
        let id = definition.id.with_member(name);
        if elided {
            self.need_version_two("members without a target")
                .map_err(|mistake| mistake.of(&id))?;
        }
        self.cursor.next();
        let mut member = MemberDefinition {
            at,
            target: None,
            assigned: None,
        };
        if !elided {
            self.cursor.skip_spaces();
            self.cursor.take(TokenKind::Colon)?;
            self.cursor.skip_spaces();
            member.target = Some(self.shape_name()?);
        }
        self.cursor.skip_spaces();
        if self.cursor.is(TokenKind::Equal) {
            self.need_version_two("defaults after `=`")?;
            self.assigned(&mut member)?;
        }
        definition.members.insert(name.to_owned(), member);
        self.add_traits(&id, traits);
        Ok(())
    }

    /// Reads `= value` and the line break after it.
    fn assigned(&mut self, member: &mut MemberDefinition) -> Parsed<()> {
        self.cursor.take(TokenKind::Equal)?;
        self.cursor.skip_spaces();
        member.assigned = Some(self.literal()?);
        self.cursor.take_line_break_after_value()
    }

    /// Reads mixins and members of an enum.
    pub(super) fn enumeration(&mut self, mut definition: Definition) -> Parsed<()> {
        self.mixins(&mut definition)?;
        self.cursor.skip_whitespace_and_docs();
        self.cursor.take(TokenKind::LeftBrace)?;
        self.cursor.skip_whitespace();
        while !self.cursor.at_end() && !self.cursor.is(TokenKind::RightBrace) {
            self.enum_member(&mut definition)?;
        }
        self.cursor.take(TokenKind::RightBrace)?;
        self.document.definitions.push(definition);
        Ok(())
    }

    fn enum_member(&mut self, definition: &mut Definition) -> Parsed<()> {
        let traits = self.docs_and_traits(true)?;
        let at = self.cursor.at();
        self.cursor.expect(TokenKind::Identifier)?;
        let name = self.cursor.text();
        if definition.members.contains_key(name) {
            let message = format!("the member `{name}` is there already");
            return Err(Mistake::new(message, at).of(&definition.id));
        }
        self.add_traits(&definition.id.with_member(name), traits);
        self.cursor.next();
        self.cursor.skip_spaces();
        let text = "smithy.api#Unit".to_owned();
        let mut member = MemberDefinition {
            at,
            target: Some(Name { text, at }),
            assigned: None,
        };
        if self.cursor.is(TokenKind::Equal) {
            self.assigned(&mut member)?;
        } else {
            self.cursor.skip_whitespace();
        }
        definition.members.insert(name.to_owned(), member);
        Ok(())
    }
}

//! Shapes and `apply` statements.
//!
//! <https://smithy.io/2.0/spec/idl.html#defining-shapes>

use super::traits::{Written, WrittenKind};
use super::{Mistake, Parsed, Parser};
use crate::files::Location;
use crate::load::document::{Application, Definition, Target};
use crate::model::{ShapeId, ShapeType};
use crate::syntax::TokenKind;

impl Parser<'_> {
    /// Reads a shape or `apply` statement after its traits.
    pub(super) fn shape_or_apply(&mut self, traits: Vec<Written>) -> Parsed<()> {
        let at = self.cursor.at();
        self.cursor.expect(TokenKind::Identifier)?;
        let word = self.cursor.text();
        if word == "apply" {
            return self.apply(&traits);
        }
        let kind = ShapeType::from_name(word)
            .ok_or_else(|| Mistake::new(format!("unknown shape type `{word}`"), at))?;
        self.cursor.next();
        self.cursor.take_spaces()?;
        let (id, name_at) = self.new_name()?;
        let at = Location {
            end: name_at.end,
            ..at
        };
        let definition = Definition::new(id.clone(), kind, at);
        match kind {
            ShapeType::Service => self.service(definition)?,
            ShapeType::Resource => self.resource(definition)?,
            ShapeType::Operation => self.operation(definition)?,
            ShapeType::Enum | ShapeType::IntEnum => self.enumeration(definition)?,
            kind if kind.is_simple() => self.simple(definition)?,
            _ => self.aggregate(definition)?,
        }
        self.add_traits(&id, traits);
        self.cursor.take_line_break()
    }

    /// Reads the name of a new shape.
    fn new_name(&mut self) -> Parsed<(ShapeId, Location)> {
        let at = self.cursor.at();
        self.cursor.expect(TokenKind::Identifier)?;
        let name = self.cursor.text();
        let id = self.id(name);
        if let Some(known) = self.document.uses.get(name) {
            let message = format!(
                "the shape `{name}` has the name of the imported `{}`",
                known.id
            );
            return Err(Mistake::new(message, at));
        }
        self.cursor.next();
        Ok((id, at))
    }

    /// The ID of a name in the namespace of the file.
    pub(super) fn id(&self, name: &str) -> ShapeId {
        ShapeId::assume(&format!("{}#{name}", self.namespace))
    }

    fn apply(&mut self, traits: &[Written]) -> Parsed<()> {
        if traits
            .iter()
            .any(|written| written.kind != WrittenKind::DocComment)
        {
            let message = "traits stand before an `apply` statement; they belong inside it";
            return Err(Mistake::new(message, self.cursor.at()));
        }
        self.cursor.next();
        self.cursor.take_whitespace()?;
        let target = self.shape_name()?;
        self.cursor.take_whitespace()?;
        let kinds = [TokenKind::At, TokenKind::LeftBrace];
        let traits = if self.cursor.expect_any(&kinds)? == TokenKind::At {
            vec![self.one_trait()?]
        } else {
            self.cursor.next();
            self.cursor.skip_whitespace_and_docs();
            let traits = self.traits()?;
            self.cursor.skip_whitespace_and_docs();
            self.cursor.take(TokenKind::RightBrace)?;
            traits
        };
        for written in traits {
            self.document.applications.push(Application {
                target: Target::Apply(target.clone()),
                annotation: written.kind == WrittenKind::Annotation,
                name: written.name,
                literal: written.literal,
            });
        }
        self.cursor.take_line_break()
    }

    fn simple(&mut self, mut definition: Definition) -> Parsed<()> {
        self.mixins(&mut definition)?;
        self.document.definitions.push(definition);
        Ok(())
    }

    pub(super) fn aggregate(&mut self, mut definition: Definition) -> Parsed<()> {
        self.bound_resource(&mut definition)?;
        self.mixins(&mut definition)?;
        self.members(&mut definition)?;
        self.document.definitions.push(definition);
        Ok(())
    }

    /// Reads `for RESOURCE`, if it is there.
    fn bound_resource(&mut self, definition: &mut Definition) -> Parsed<()> {
        self.cursor.skip_spaces();
        if !self.cursor.is_word("for") {
            return Ok(());
        }
        self.need_version_two("structures bound to resources")
            .map_err(|mistake| mistake.of(&definition.id))?;
        self.cursor.next();
        self.cursor.take_spaces()?;
        definition.resource = Some(self.shape_name()?);
        Ok(())
    }

    /// Reads `with [MIXIN…]`, if it is there.
    pub(super) fn mixins(&mut self, definition: &mut Definition) -> Parsed<()> {
        self.cursor.skip_spaces();
        if !self.cursor.is_word("with") {
            return Ok(());
        }
        self.need_version_two("mixins")
            .map_err(|mistake| mistake.of(&definition.id))?;
        self.cursor.next();
        self.cursor.skip_whitespace_and_docs();
        self.cursor.take(TokenKind::LeftBracket)?;
        self.cursor.skip_whitespace_and_docs();
        loop {
            definition.mixins.push(self.shape_name()?);
            self.cursor.skip_whitespace_and_docs();
            if self.cursor.is(TokenKind::RightBracket) {
                self.cursor.next();
                return Ok(());
            }
        }
    }
}

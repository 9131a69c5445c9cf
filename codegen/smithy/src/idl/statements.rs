//! Control statements, metadata, namespace and imports, and recovery from syntax errors.
//!
//! <https://smithy.io/2.0/spec/idl.html#smithy-idl-abnf>

use std::collections::BTreeSet;

use super::traits::Written;
use super::{Mistake, Parsed, Parser};
use crate::event::{Event, Severity};
use crate::load::document::{Literal, Metadata, Use};
use crate::model::{Node, ShapeId, Version};
use crate::syntax::TokenKind;

impl Parser<'_> {
    /// Reads a file.
    pub(super) fn file(&mut self) -> Parsed<()> {
        self.cursor.skip_whitespace_and_docs();
        self.control_section()?;
        self.cursor.skip_whitespace_and_docs();
        while self.cursor.is_word("metadata") {
            let read = self.metadata();
            self.recover(read)?;
        }
        if !self.cursor.is_word("namespace") {
            return if self.cursor.at_end() {
                Ok(())
            } else {
                Err(self.cursor.unexpected("a `namespace` statement"))
            };
        }
        self.shape_section()
    }

    /// Reports the mistake of a statement and moves to the next one; a mistake at the end is given back.
    fn recover(&mut self, read: Parsed<()>) -> Parsed<()> {
        let Err(mistake) = read else { return Ok(()) };
        self.depth = 0;
        if mistake.fatal || self.cursor.at_end() {
            return Err(mistake);
        }
        self.report(mistake);
        loop {
            self.cursor.next();
            let starts = matches!(
                self.cursor.kind(),
                TokenKind::Identifier | TokenKind::DocComment | TokenKind::At | TokenKind::Dollar
            );
            if self.cursor.at_end() || (starts && self.cursor.starts_line()) {
                return Ok(());
            }
        }
    }

    fn control_section(&mut self) -> Parsed<()> {
        let mut known = BTreeSet::new();
        while self.cursor.is(TokenKind::Dollar) {
            let read = self.control(&mut known);
            self.recover(read)?;
        }
        Ok(())
    }

    fn control(&mut self, known: &mut BTreeSet<String>) -> Parsed<()> {
        self.cursor.next();
        self.cursor
            .expect_any(&[TokenKind::Identifier, TokenKind::String])?;
        let key = self.string()?;
        self.cursor.skip_spaces();
        self.cursor.take(TokenKind::Colon)?;
        self.cursor.skip_spaces();
        if !known.insert(key.clone()) {
            let message = format!("the control statement `${key}` is there already");
            return Err(Mistake::new(message, self.cursor.at()));
        }
        let value = self.node()?;
        match key.as_str() {
            "version" => {
                let text = control_text(&key, &value)?;
                let version = Version::parse(&text);
                self.document.version = version.ok_or_else(|| {
                    let message =
                        format!("unsupported Smithy version `{text}`, expected `1.0` or `2.0`");
                    Mistake::new(message, self.cursor.at())
                })?;
            }
            "operationInputSuffix" => self.input_suffix = control_text(&key, &value)?,
            "operationOutputSuffix" => self.output_suffix = control_text(&key, &value)?,
            _ => self.document.events.push(Event::new(
                Severity::Warning,
                "Model",
                format!("unknown control statement `${key}`"),
                value.at,
            )),
        }
        self.cursor.take_line_break()
    }

    fn metadata(&mut self) -> Parsed<()> {
        self.cursor.next();
        self.cursor.take_spaces()?;
        self.cursor
            .expect_any(&[TokenKind::Identifier, TokenKind::String])?;
        let key = self.string()?;
        self.cursor.skip_spaces();
        self.cursor.take(TokenKind::Equal)?;
        self.cursor.skip_spaces();
        let literal: Literal = self.literal()?;
        self.document.metadata.push(Metadata { key, literal });
        self.cursor.take_line_break()?;
        self.cursor.skip_whitespace_and_docs();
        Ok(())
    }

    fn shape_section(&mut self) -> Parsed<()> {
        self.cursor.next();
        self.cursor.take_spaces()?;
        self.namespace = self.namespace()?.text;
        self.document.namespace = Some(self.namespace.clone());
        self.cursor.take_line_break()?;
        // Doc comments here belong to the first shape, unless imports follow.
        let docs_at = self.cursor.at();
        self.cursor.skip_whitespace_and_docs();
        while self.cursor.is_word("use") {
            self.import()?;
        }
        if !self.cursor.at_end() {
            let docs = self.cursor.take_docs();
            let docs = docs.map(|text| Written::documentation(text, docs_at));
            let read = self.statement(docs);
            self.recover(read)?;
        }
        while !self.cursor.at_end() {
            let read = self.statement(None);
            self.recover(read)?;
        }
        Ok(())
    }

    fn import(&mut self) -> Parsed<()> {
        self.cursor.next();
        self.cursor.take_spaces()?;
        let name = self.absolute_name()?;
        if name.text.contains('$') {
            let message = format!("`use` imports shapes, not the member `{}`", name.text);
            return Err(Mistake::new(message, name.at));
        }
        let id = ShapeId::parse(&name.text)
            .ok_or_else(|| Mistake::new(format!("invalid shape ID `{}`", name.text), name.at))?;
        if let Some(known) = self.document.uses.get(id.name()) {
            let message = format!(
                "cannot import `{id}`: its name is taken by `{known}`",
                known = known.id
            );
            return Err(Mistake::new(message, name.at));
        }
        let imported = Use {
            id: id.clone(),
            at: name.at,
        };
        self.document.uses.insert(id.name().to_owned(), imported);
        self.cursor.take_line_break()?;
        self.cursor.skip_whitespace_and_docs();
        Ok(())
    }

    /// Reads a shape or `apply` statement with its traits; `docs` are those before the first shape.
    fn statement(&mut self, docs: Option<Written>) -> Parsed<()> {
        let documented = docs.is_some() || self.cursor.is(TokenKind::DocComment);
        let mut traits = self.docs_and_traits(false)?;
        traits.extend(docs);
        if self.cursor.at_end() {
            if documented && let [only] = traits.as_slice() {
                let text = only.literal.node.as_str().unwrap_or_default();
                let at = self.cursor.at();
                self.cursor.warn_of_stray_docs(text, at);
                return Ok(());
            }
            if !documented && traits.is_empty() {
                return Ok(());
            }
        }
        self.shape_or_apply(traits)
    }
}

/// The text that a control statement needs.
fn control_text(key: &str, value: &Node) -> Parsed<String> {
    let text = value.as_str().map(str::to_owned);
    text.ok_or_else(|| {
        let message = format!(
            "the control statement `${key}` needs a string, found {}",
            value.type_name()
        );
        Mistake::fatal(message, value.at)
    })
}

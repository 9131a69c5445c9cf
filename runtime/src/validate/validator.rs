//! A serializer that records violations.

use std::fmt::Write;

use super::checks::Amount;
use super::fingerprint::Fingerprint;
use super::violation::{Rule, Violation, Violations};
use crate::model::schema::{Kind, Member};
use crate::shape::serializer::ShapeSerializer;
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// Receives serializer events and records violations.
#[derive(Debug, Default)]
pub(super) struct Validator {
    violations: Vec<Violation>,
    /// Most violations that are recorded; `None` for all.
    limit: Option<usize>,
    /// Path of the current value.
    path: String,
    /// Open containers.
    frames: Vec<Frame>,
    /// True if the current value itself is sensitive.
    hidden: bool,
    /// True if the current value is a map key.
    key: bool,
    elements: Fingerprint,
}

/// An open structure, list or map.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// Path length at its start.
    base: usize,
    /// True if all contents are sensitive.
    hidden: bool,
    /// True for a list with unique elements.
    unique: bool,
}

impl Validator {
    /// A validator that records the first violations alone.
    #[cfg(feature = "server")]
    pub(super) fn up_to(limit: usize) -> Self {
        Self {
            limit: Some(limit),
            ..Self::default()
        }
    }

    /// The violations.
    pub(super) fn finish(self) -> Result<(), Violations> {
        if self.violations.is_empty() {
            Ok(())
        } else {
            Err(Violations(self.violations))
        }
    }

    /// Returns true if the current value must not be shown.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden || self.frames.last().is_some_and(|frame| frame.hidden)
    }

    /// Records a violation of the current value, up to the limit.
    pub(super) fn add(&mut self, rule: Rule) {
        if { self.limit }.is_some_and(|limit| self.violations.len() >= limit) {
            return;
        }
        self.violations.push(Violation {
            path: self.path.clone(),
            key: self.key,
            rule,
        });
    }

    /// Truncates the path to the innermost container.
    fn rewind(&mut self) {
        self.path
            .truncate(self.frames.last().map_or(0, |frame| frame.base));
    }

    /// Updates the sensitivity of the current value.
    pub(super) fn look_at(&mut self, at: &Member) {
        self.hidden = at.is_sensitive();
    }

    /// Opens the current value as a container.
    fn open(&mut self, at: &Member) {
        self.look_at(at);
        let frame = Frame {
            base: self.path.len(),
            hidden: self.is_hidden(),
            unique: at.target.unique_items,
        };
        self.frames.push(frame);
        self.hidden = false;
    }

    /// Closes the innermost container.
    fn close(&mut self) {
        self.rewind();
        self.frames.pop();
    }

    /// Moves to a member.
    pub(super) fn step_to(&mut self, name: &str) {
        self.rewind();
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
    }

    /// Records duplicate elements.
    fn same(&mut self, same: Option<(usize, usize)>) {
        if let Some((first, second)) = same {
            self.rewind();
            self.add(Rule::UniqueItems { first, second });
        }
    }
}

impl ShapeSerializer for Validator {
    fn begin_structure(&mut self, at: &Member, _: usize) {
        self.elements.add(b'{', &[]);
        self.open(at);
    }

    fn member(&mut self, member: &'static Member) {
        self.elements.add(b'.', member.name.as_bytes());
        self.step_to(member.name);
    }

    fn unknown(&mut self, _: &Member, member: &UnknownMember) {
        self.elements.add_shown(b'?', member);
        if member.is_empty() {
            self.rewind();
            self.add(Rule::Union { found: 0 });
        }
    }

    fn end_structure(&mut self, _: &Member) {
        self.elements.add(b'}', &[]);
        self.close();
    }

    fn begin_list(&mut self, at: &Member, length: usize) {
        self.elements.add(b'[', &[]);
        self.check_length(at.target, "elements", length);
        if at.target.unique_items {
            self.elements.open();
        }
        self.open(at);
    }

    fn element(&mut self, _: &'static Member, index: usize) {
        if self.frames.last().is_some_and(|list| list.unique) {
            let same = self.elements.element(index);
            self.same(same);
        }
        self.rewind();
        // Writing to a string cannot fail.
        let _ = write!(self.path, "[{index}]");
    }

    fn end_list(&mut self, at: &Member) {
        if at.target.unique_items {
            let same = self.elements.close();
            self.same(same);
        }
        self.elements.add(b']', &[]);
        self.close();
    }

    fn begin_map(&mut self, at: &Member, length: usize) {
        self.elements.add(b'(', &[]);
        self.check_length(at.target, "entries", length);
        self.open(at);
    }

    fn key(&mut self, at: &Member, key: &str, _: usize) {
        let Kind::Map(member, _) = at.target.kind else {
            return;
        };
        self.elements.add(b':', key.as_bytes());
        self.look_at(member);
        self.rewind();
        if self.is_hidden() {
            self.path.push_str("[***]");
        } else {
            // Writing to a string cannot fail.
            let _ = write!(self.path, "[{key:?}]");
        }
        self.key = true;
        self.check_text(member.target, key);
        self.key = false;
    }

    fn end_map(&mut self, _: &Member) {
        self.elements.add(b')', &[]);
        self.close();
    }

    fn null(&mut self, _: &Member) {
        self.elements.add(b'0', &[]);
    }

    fn boolean(&mut self, _: &Member, value: bool) {
        self.elements.add(b'b', &[u8::from(value)]);
    }

    fn integer(&mut self, at: &Member, value: i64) {
        self.elements.add(b'i', &value.to_le_bytes());
        self.look_at(at);
        self.check_range(at.target, Amount::Integer(value));
        self.check_known(at.target, value);
    }

    fn number(&mut self, at: &Member, value: &str) {
        self.elements.add(b'n', value.as_bytes());
        self.look_at(at);
        self.check_range(at.target, Amount::Text(value));
    }

    fn float(&mut self, at: &Member, value: f32) {
        self.elements.add(b'f', &value.to_bits().to_le_bytes());
        self.look_at(at);
        if at.target.range.is_some() {
            // A bound of 0.1 is that of a model's text, and not the float of 64 bits that is nearest to that of 32.
            let value = value.to_string().parse().unwrap_or(f64::NAN);
            self.check_range(at.target, Amount::Float(value));
        }
    }

    fn double(&mut self, at: &Member, value: f64) {
        self.elements.add(b'd', &value.to_bits().to_le_bytes());
        self.look_at(at);
        self.check_range(at.target, Amount::Float(value));
    }

    fn string(&mut self, at: &Member, value: &str) {
        self.elements.add(b's', value.as_bytes());
        self.look_at(at);
        self.check_text(at.target, value);
    }

    fn enumeration(&mut self, at: &Member, value: &str) {
        self.string(at, value);
    }

    fn blob(&mut self, at: &Member, value: &Blob) {
        self.elements.add(b'x', value);
        self.check_length(at.target, "bytes", value.len());
    }

    fn timestamp(&mut self, _: &Member, value: &Timestamp) {
        self.elements.add_shown(b't', value);
    }

    fn document(&mut self, _: &Member, value: &Document) {
        self.elements.add_shown(b'*', value);
    }
}

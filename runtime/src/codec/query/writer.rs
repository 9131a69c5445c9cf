//! The query serializer.

use super::Query;
use crate::model::schema::{Kind, Member, TimestampFormat};
use crate::shape::serializer::ShapeSerializer;
use crate::types::timestamp::Fraction;
use crate::types::{Blob, Document, Timestamp, UnknownMember, text};

/// Key syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// awsQuery: unchanged names, `member` for lists, `entry` for maps, an empty value for an empty list.
    Aws,
    /// ec2Query: capitalized names, lists always flattened, empty lists omitted.
    Ec2,
}

/// Serializes to query pairs.
#[derive(Debug)]
pub struct QueryWriter {
    query: Query,
    dialect: Dialect,
    pub(super) fraction: Fraction,
    /// Key of the next value.
    path: String,
    /// Path length at each open structure, list and map.
    bases: Vec<usize>,
}

impl QueryWriter {
    /// A serializer that appends to `query`.
    pub const fn new(query: Query, dialect: Dialect) -> Self {
        Self {
            query,
            dialect,
            fraction: Fraction::Whole,
            path: String::new(),
            bases: Vec::new(),
        }
    }

    /// Sets the precision of timestamps.
    #[must_use]
    pub(crate) const fn fraction(mut self, fraction: Fraction) -> Self {
        self.fraction = fraction;
        self
    }

    /// The finished pairs.
    pub fn finish(self) -> Query {
        self.query
    }

    /// Truncates the path to the innermost open container.
    pub(super) fn rewind(&mut self) {
        self.path.truncate(self.bases.last().copied().unwrap_or(0));
    }

    /// Appends a path segment.
    pub(super) fn descend(&mut self, segment: &str) {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(segment);
    }

    /// Appends an index: `index` is 0-based, 1-based on the wire.
    pub(super) fn descend_to(&mut self, index: usize) {
        self.descend(&index.saturating_add(1).to_string());
    }

    /// Opens a container at the current path.
    pub(super) fn open(&mut self) {
        self.bases.push(self.path.len());
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) {
        self.rewind();
        self.bases.pop();
    }

    /// The dialect.
    pub(super) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Writes a pair with the current path as key.
    pub(super) fn pair(&mut self, value: &str) {
        self.query.push(self.path.as_str(), value);
    }

    /// Appends the name of a structure member.
    fn descend_to_member(&mut self, member: &Member) {
        match self.dialect {
            Dialect::Aws => self.descend(aws_key(member)),
            Dialect::Ec2 => match member.ec2_name {
                Some(name) => self.descend(name),
                None => self.descend(&capitalized(member.xml_key())),
            },
        }
    }
}

/// The awsQuery key of a member. A flattened list without a name of its own uses that of its element.
pub(super) fn aws_key(member: &Member) -> &'static str {
    if let (None, true, Kind::List(element)) =
        (member.xml_name, member.xml_flattened, &member.target.kind)
    {
        element.xml_name.unwrap_or(member.name)
    } else {
        member.xml_key()
    }
}

/// Capitalizes the first letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(chars)
        .collect()
}

impl ShapeSerializer for QueryWriter {
    fn counts(&self) -> bool {
        false
    }

    fn begin_structure(&mut self, _: &Member, _: usize) {
        self.open();
    }

    fn member(&mut self, member: &'static Member) {
        self.rewind();
        self.descend_to_member(member);
    }

    fn unknown(&mut self, _: &Member, member: &UnknownMember) {
        self.rewind();
        self.descend(&member.tag);
        self.free_value(&member.value);
    }

    fn end_structure(&mut self, _: &Member) {
        self.close();
    }

    fn begin_list(&mut self, at: &Member, length: usize) {
        if length == 0 && self.dialect == Dialect::Aws {
            self.pair("");
        }
        let flat = at.xml_flattened || self.dialect == Dialect::Ec2;
        if let (false, Kind::List(element)) = (flat, &at.target.kind) {
            self.descend(element.xml_name.unwrap_or("member"));
        }
        self.open();
    }

    fn element(&mut self, _: &'static Member, index: usize) {
        self.rewind();
        self.descend_to(index);
    }

    fn end_list(&mut self, _: &Member) {
        self.close();
    }

    fn begin_map(&mut self, at: &Member, _: usize) {
        if !at.xml_flattened {
            self.descend("entry");
        }
        self.open();
    }

    fn key(&mut self, at: &Member, key: &str, index: usize) {
        let Kind::Map(name, value) = at.target.kind else {
            return;
        };
        self.rewind();
        self.descend_to(index);
        let entry = self.path.len();
        self.descend(name.xml_name.unwrap_or("key"));
        self.pair(key);
        self.path.truncate(entry);
        self.descend(value.xml_name.unwrap_or("value"));
    }

    fn end_map(&mut self, _: &Member) {
        self.close();
    }

    /// Queries have no null: an omitted index represents a sparse null.
    fn null(&mut self, _: &Member) {}

    fn boolean(&mut self, _: &Member, value: bool) {
        self.pair(text::boolean(value));
    }

    fn integer(&mut self, _: &Member, value: i64) {
        self.pair(&value.to_string());
    }

    fn float(&mut self, _: &Member, value: f32) {
        self.pair(&text::float(value));
    }

    fn double(&mut self, _: &Member, value: f64) {
        self.pair(&text::double(value));
    }

    fn string(&mut self, _: &Member, value: &str) {
        self.pair(value);
    }

    fn enumeration(&mut self, _: &Member, value: &str) {
        self.pair(value);
    }

    fn blob(&mut self, _: &Member, value: &Blob) {
        self.pair(&value.to_base64());
    }

    fn timestamp(&mut self, at: &Member, value: &Timestamp) {
        let format = at.timestamp(TimestampFormat::DateTime);
        self.pair(&self.fraction.of(*value).format(format));
    }

    fn document(&mut self, _: &Member, value: &Document) {
        self.free_document(value);
    }
}

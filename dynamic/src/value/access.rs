//! Access to contents by name.

use sansmith::Schema;
use sansmith::schema::Kind;

use super::{Content, DynValue, Variant, zero};

impl DynValue {
    /// The zero value of a shape: empty, `0`, `false`; of a structure, the default or zero value of each required member.
    pub fn zero(schema: &'static Schema) -> Self {
        zero(schema)
    }

    /// A structure without any member, even required ones, which [`set`](Self::set) adds.
    ///
    /// `None` if the schema is not that of a structure.
    pub fn structure(schema: &'static Schema) -> Option<Self> {
        let Kind::Structure(members) = &schema.kind else {
            return None;
        };
        let content = Content::Structure(vec![None; members.len()]);
        Some(Self { schema, content })
    }

    /// A value with a content; `None` if the content is not of the schema's kind.
    ///
    /// Members, elements and entries are taken as they are.
    pub fn new(schema: &'static Schema, content: Content) -> Option<Self> {
        let fits = match (&schema.kind, &content) {
            (Kind::Boolean, Content::Boolean(_))
            | (
                Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum(_),
                Content::Integer(_),
            )
            | (Kind::Float, Content::Float(_))
            | (Kind::Double, Content::Double(_))
            | (Kind::BigInteger, Content::BigInteger(_))
            | (Kind::BigDecimal, Content::BigDecimal(_))
            | (Kind::String, Content::String(_))
            | (Kind::Enum(_), Content::Enum(_))
            | (Kind::Blob, Content::Blob(_))
            | (Kind::Timestamp, Content::Timestamp(_))
            | (Kind::Document, Content::Document(_)) => true,
            (Kind::List(_), Content::List(_)) | (Kind::Map(..), Content::Map(_)) => !schema.sparse,
            (Kind::List(_), Content::SparseList(_)) | (Kind::Map(..), Content::SparseMap(_)) => {
                schema.sparse
            }
            (Kind::Structure(members), Content::Structure(values)) => members.len() == values.len(),
            (Kind::Union(members), Content::Union(variant)) => match &**variant {
                Variant::Known(index, _) => *index < members.len(),
                Variant::Unknown(_) => true,
            },
            _ => false,
        };
        fits.then_some(Self { schema, content })
    }

    /// A member of a structure or union, or an entry of a map, by name.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match &self.content {
            Content::Structure(values) => values.get(self.index(name)?)?.as_ref(),
            Content::Union(variant) => match &**variant {
                Variant::Known(index, value) if self.index(name) == Some(*index) => Some(value),
                Variant::Known(..) | Variant::Unknown(_) => None,
            },
            Content::Map(entries) => entries.get(name),
            Content::SparseMap(entries) => entries.get(name)?.as_ref(),
            _ => None,
        }
    }

    /// Sets or removes a member of a structure; returns false if it has none of that name.
    pub fn set(&mut self, name: &str, value: Option<Self>) -> bool {
        let index = self.index(name);
        if let (Content::Structure(values), Some(index)) = (&mut self.content, index)
            && let Some(place) = values.get_mut(index)
        {
            *place = value;
            return true;
        }
        false
    }

    /// The index of a member.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        let mut members = self.schema.members().iter();
        members.position(|member| member.name == name)
    }

    /// The text of a string or enum.
    pub fn as_str(&self) -> Option<&str> {
        match &self.content {
            Content::String(text) | Content::Enum(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is an integer of up to 64 bits.
    pub const fn as_i64(&self) -> Option<i64> {
        match &self.content {
            Content::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// The boolean.
    pub const fn as_bool(&self) -> Option<bool> {
        match &self.content {
            Content::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements of a list without nulls.
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.content {
            Content::List(elements) => Some(elements),
            _ => None,
        }
    }
}

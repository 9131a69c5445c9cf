//! Shape IDs: `namespace#Name` and `namespace#Name$member`.
//!
//! <https://smithy.io/2.0/spec/model.html#shape-id>

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The absolute ID of a shape or member; cheap to clone.
///
/// IDs are ordered without regard to case, then with it, as the reference implementation does.
///
/// ```
/// use sansmith_smithy::model::ShapeId;
///
/// let id = ShapeId::parse("example.weather#City$name").unwrap();
/// assert_eq!(id.namespace(), "example.weather");
/// assert_eq!(id.name(), "City");
/// assert_eq!(id.member(), Some("name"));
/// ```
#[derive(Clone)]
pub struct ShapeId {
    text: Arc<str>,
    /// The offset of `#`.
    hash: u32,
    /// The offset of `$`, or the length of the text.
    dollar: u32,
}

impl ShapeId {
    /// The ID of a text, if it is an absolute ID.
    pub fn parse(text: &str) -> Option<Self> {
        let (namespace, rest) = text.split_once('#')?;
        let (name, member) = match rest.split_once('$') {
            Some((name, member)) => (name, Some(member)),
            None => (rest, None),
        };
        let valid =
            is_namespace(namespace) && is_identifier(name) && member.is_none_or(is_identifier);
        valid.then(|| Self::assume(text))
    }

    /// The ID of a text that is known to have one `#`, and at most one `$` after it.
    pub(crate) fn assume(text: &str) -> Self {
        let hash = text.find('#').unwrap_or_default();
        let dollar = text.find('$').unwrap_or(text.len());
        Self {
            text: text.into(),
            hash: u32::try_from(hash).unwrap_or_default(),
            dollar: u32::try_from(dollar).unwrap_or(u32::MAX),
        }
    }

    /// The ID of a member of this shape; a member that this ID has is replaced.
    #[must_use]
    pub fn with_member(&self, member: &str) -> Self {
        let root = self.root_str();
        Self::assume(&format!("{root}${member}"))
    }

    /// The ID without its member.
    #[must_use]
    pub fn root(&self) -> Self {
        if self.member().is_none() {
            self.clone()
        } else {
            Self::assume(self.root_str())
        }
    }

    /// The text without its member.
    pub fn root_str(&self) -> &str {
        self.text.get(..self.dollar as usize).unwrap_or(&self.text)
    }

    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.text.get(..self.hash as usize).unwrap_or_default()
    }

    /// The name of the shape, without namespace and member.
    pub fn name(&self) -> &str {
        let range = self.hash as usize + 1..self.dollar as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The name of the member, if it is the ID of one.
    pub fn member(&self) -> Option<&str> {
        self.text.get(self.dollar as usize + 1..)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Returns true for `_*[A-Za-z][A-Za-z0-9_]*` and `_+[A-Za-z0-9][A-Za-z0-9_]*`.
pub fn is_identifier(text: &str) -> bool {
    let rest = text.trim_start_matches('_');
    let first = rest.bytes().next();
    let starts = first.is_some_and(|byte| {
        byte.is_ascii_alphabetic() || (byte.is_ascii_digit() && rest.len() < text.len())
    });
    starts
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Returns true for identifiers joined with dots.
pub fn is_namespace(text: &str) -> bool {
    text.split('.').all(is_identifier)
}

impl PartialEq for ShapeId {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for ShapeId {}

impl PartialEq<str> for ShapeId {
    fn eq(&self, other: &str) -> bool {
        *self.text == *other
    }
}

impl PartialEq<&str> for ShapeId {
    fn eq(&self, other: &&str) -> bool {
        *self.text == **other
    }
}

impl Hash for ShapeId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for ShapeId {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Ord for ShapeId {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = self.text.bytes().map(|byte| byte.to_ascii_lowercase());
        let right = other.text.bytes().map(|byte| byte.to_ascii_lowercase());
        left.cmp(right).then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for ShapeId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{ShapeId, is_identifier};

    #[test]
    fn identifiers_need_a_letter_first_or_a_digit_after_underscores() {
        for text in ["a", "A1_", "_a", "__1", "_a_"] {
            assert!(is_identifier(text), "{text}");
        }
        for text in ["", "_", "1", "a-b", "a.b", "é"] {
            assert!(!is_identifier(text), "{text}");
        }
    }

    #[test]
    fn only_absolute_ids_parse() {
        for text in ["", "a", "a#", "#a", "a#b#c", "a#b$", "a#b$c$d", "a..b#c"] {
            assert_eq!(ShapeId::parse(text), None, "{text}");
        }
        let id = ShapeId::parse("a.b#C").unwrap();
        assert_eq!(id.with_member("d").root(), id);
        assert_eq!(id.member(), None);
    }

    #[test]
    fn order_ignores_case_first() {
        let ids = ["a#B", "a#a", "a#b", "A#c"].map(|id| ShapeId::parse(id).unwrap());
        let mut sorted = ids.clone();
        sorted.sort();
        assert_eq!(
            sorted.map(|id| id.to_string()),
            ["a#a", "a#B", "a#b", "A#c"]
        );
    }
}

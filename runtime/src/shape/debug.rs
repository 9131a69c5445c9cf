//! `Debug` of structures and unions: members by model name, sensitive data redacted.

use std::fmt;

use crate::model::schema::{Kind, Member};
use crate::shape::sealed::Sealed;
use crate::shape::{MemberVisitor, Shape};
use crate::types::UnknownMember;

/// Replacement for sensitive values.
pub const REDACTED: &str = "*** redacted ***";

/// Formats a structure or union like a derived `Debug`, with member names of the model and [`REDACTED`] for sensitive
/// values.
///
/// # Errors
///
/// The formatter's.
pub fn structure<T: Shape>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let schema = value.own_schema();
    if schema.sensitive {
        return f.write_str(REDACTED);
    }
    let mut fields = Shown {
        fields: f.debug_struct(schema.name),
        members: schema.members(),
    };
    value.members(&mut fields);
    fields.fields.finish()
}

/// The output in progress.
struct Shown<'a, 'f> {
    fields: fmt::DebugStruct<'a, 'f>,
    members: &'static [Member],
}

impl Sealed for Shown<'_, '_> {}

impl MemberVisitor<'_> for Shown<'_, '_> {
    fn member<T: Shape>(&mut self, index: usize, value: &T) {
        let Some(member) = self.members.get(index) else {
            return;
        };
        if is_sensitive(member) && !value.is_absent() {
            self.fields.field(member.name, &format_args!("{REDACTED}"));
        } else {
            self.fields.field(member.name, value);
        }
    }

    fn unknown(&mut self, member: &UnknownMember) {
        self.fields.field("Unknown", member);
    }
}

/// Returns true if a member is redacted as a whole. A structure redacts its own members.
fn is_sensitive(member: &Member) -> bool {
    let inside = if let Kind::List(element) = member.target.kind {
        is_sensitive(element)
    } else if let Kind::Map(key, value) = member.target.kind {
        is_sensitive(key) || is_sensitive(value)
    } else {
        false
    };
    inside || member.is_sensitive()
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::{REDACTED, structure};
    use crate::fixture::{EVERYTHING, Everything, full};
    use crate::forms::Codecs as _;
    use crate::model::schema::Schema;
    use crate::shape::deserializer::MemberSource;
    use crate::shape::{MemberVisitor, Shape};

    /// The fixture with the `Debug` of a generated structure.
    #[derive(Clone, PartialEq)]
    struct Shown(Everything);

    impl Shape for Shown {
        const SCHEMA: &'static Schema = &EVERYTHING;

        fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
            self.0.members(visitor);
        }

        fn build<S: MemberSource>(source: &mut S) -> Self {
            Self(Everything::build(source))
        }
    }

    impl fmt::Debug for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            structure(self, f)
        }
    }

    #[test]
    fn what_is_sensitive_is_hidden_and_the_rest_is_shown() {
        let text = format!("{:?}", Shown(full()));
        assert!(
            text.starts_with("Everything { boolean: Some(true), Byte: Some(-128),"),
            "{text}"
        );
        assert!(
            text.contains(&format!("Secret: {REDACTED}, Blob:")),
            "{text}"
        );
        assert!(
            text.contains(&format!("SecretMap: {REDACTED}, Nulls:")),
            "{text}"
        );
        assert!(text.contains("Document: None"), "{text}");
        let absent = Shown(Everything::from_json("{}").unwrap_or_default());
        assert!(format!("{absent:?}").contains("Secret: None"));
    }
}

//! Reads JSON trees into mirrors: plain structures with the keys of a format, collecting all errors.
//!
//! **Invariants**
//! - Every key is read, explicitly ignored, or produces a warning.
//! - Reading continues after an error, so that all errors of a text are found at once.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::json::Node;
use crate::ir::{Number, Pointer, Value};
use crate::problem::{ProblemKind, Problems};

/// Text from a model, borrowed if it has no escapes.
pub(crate) type Text<'a> = Cow<'a, str>;

/// Entries of an object with arbitrary keys.
pub(crate) type Entries<'a, T> = IndexMap<Text<'a>, T>;

/// The path to a value, converted to a pointer only on demand.
#[derive(Clone, Copy)]
pub(crate) struct At<'p> {
    place: Place<'p>,
}

#[derive(Clone, Copy)]
enum Place<'p> {
    Root(&'p Pointer),
    Inside(&'p At<'p>, &'p str),
    Item(&'p At<'p>, usize),
}

impl<'p> At<'p> {
    /// The start of a text.
    pub(crate) fn root(pointer: &'p Pointer) -> Self {
        Self {
            place: Place::Root(pointer),
        }
    }

    /// The path to the value of a key.
    pub(crate) fn key(&'p self, key: &'p str) -> Self {
        Self {
            place: Place::Inside(self, key),
        }
    }

    /// The path to an array item.
    pub(crate) fn item(&'p self, index: usize) -> Self {
        Self {
            place: Place::Item(self, index),
        }
    }

    /// The equivalent pointer.
    pub(crate) fn pointer(&self) -> Pointer {
        match self.place {
            Place::Root(pointer) => pointer.clone(),
            Place::Inside(at, key) => at.pointer().child(key),
            Place::Item(at, index) => at.pointer().child(&index.to_string()),
        }
    }
}

/// Types that can be read from a JSON tree.
pub(crate) trait Read<'a>: Sized {
    /// Reads a value; errors go to `problems`. Returns `None` if nothing usable is left.
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self>;
}

/// Reports a value of the wrong type.
pub(crate) fn wrong_type<T>(
    expected: &'static str,
    node: &Node<'_>,
    at: &At<'_>,
    problems: &mut Problems,
) -> Option<T> {
    let found = node.type_name();
    problems.push(ProblemKind::WrongType { expected, found }, at.pointer());
    None
}

/// The entries of an object.
pub(crate) fn object<'a>(
    node: Node<'a>,
    at: &At<'_>,
    problems: &mut Problems,
) -> Option<Vec<(Text<'a>, Node<'a>)>> {
    if let Node::Object(entries) = node {
        Some(entries)
    } else {
        wrong_type("an object", &node, at, problems)
    }
}

/// Reads the value of a key into an empty slot.
pub(crate) fn fill<'a, T: Read<'a>>(
    slot: &mut Option<T>,
    (key, node): (Text<'a>, Node<'a>),
    at: &At<'_>,
    problems: &mut Problems,
) {
    let inside = at.key(&key);
    if slot.is_some() {
        let key = key.clone().into_owned();
        problems.push(ProblemKind::DuplicateKey { key }, inside.pointer());
    }
    *slot = T::read(node, &inside, problems);
}

/// Warns of an unknown key.
pub(crate) fn unknown_key(key: &str, known: &[&'static str], at: &At<'_>, problems: &mut Problems) {
    let similar = problems.similar(key, known.iter().copied());
    let key_at = at.key(key).pointer();
    let key = key.to_owned();
    problems.push(ProblemKind::UnknownKey { key, similar }, key_at);
}

impl<'a> Read<'a> for Text<'a> {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        if let Node::Text(text) = node {
            Some(text)
        } else {
            wrong_type("a string", &node, at, problems)
        }
    }
}

impl<'a> Read<'a> for bool {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        if let Node::Bool(value) = node {
            Some(value)
        } else {
            wrong_type("a boolean", &node, at, problems)
        }
    }
}

impl<'a> Read<'a> for Number {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        if let Node::Number(value) = node {
            Some(value)
        } else {
            wrong_type("a number", &node, at, problems)
        }
    }
}

impl<'a> Read<'a> for Node<'a> {
    fn read(node: Node<'a>, _at: &At<'_>, _problems: &mut Problems) -> Option<Self> {
        Some(node)
    }
}

impl<'a> Read<'a> for Value {
    fn read(node: Node<'a>, _at: &At<'_>, _problems: &mut Problems) -> Option<Self> {
        Some(node.into_value())
    }
}

impl<'a, T: Read<'a>> Read<'a> for Vec<T> {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        let Node::List(items) = node else {
            return wrong_type("an array", &node, at, problems);
        };
        let items = items.into_iter().enumerate();
        let read = items.filter_map(|(index, item)| T::read(item, &at.item(index), problems));
        Some(read.collect())
    }
}

impl<'a, T: Read<'a>> Read<'a> for Entries<'a, T> {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        let entries = object(node, at, problems)?;
        let mut read = Self::with_capacity(entries.len());
        for (key, node) in entries {
            let inside = at.key(&key);
            if read.contains_key(&key) {
                let key = key.clone().into_owned();
                problems.push(ProblemKind::DuplicateKey { key }, inside.pointer());
            }
            if let Some(value) = T::read(node, &inside, problems) {
                read.insert(key, value);
            }
        }
        Some(read)
    }
}

/// One string or several.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Texts<'a>(pub(crate) Vec<Text<'a>>);

impl<'a> Read<'a> for Texts<'a> {
    fn read(node: Node<'a>, at: &At<'_>, problems: &mut Problems) -> Option<Self> {
        if let Node::Text(text) = node {
            Some(Self(vec![text]))
        } else if let Node::List(_) = node {
            Vec::read(node, at, problems).map(Self)
        } else {
            wrong_type("a string or an array of strings", &node, at, problems)
        }
    }
}

/// Declares the mirror of an object: required, optional and ignored keys.
///
/// A comment next to an ignored key gives the reason.
macro_rules! mirror {
    (
        $(#[$meta:meta])*
        struct $name:ident $(<$life:lifetime>)?
        $(needs { $($need_key:literal => $need:ident: $need_type:ty,)* })?
        takes { $($key:literal => $field:ident: $type:ty,)* }
        $(ignores { $($ignored:literal,)* })?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $name $(<$life>)? {
            $($(pub(crate) $need: $need_type,)*)?
            $(pub(crate) $field: Option<$type>,)*
        }

        impl<'a> $crate::read::mirror::Read<'a> for $name $(<$life>)? {
            fn read(
                node: $crate::read::json::Node<'a>,
                at: &$crate::read::mirror::At<'_>,
                problems: &mut $crate::problem::Problems,
            ) -> Option<Self> {
                let entries = $crate::read::mirror::object(node, at, problems)?;
                $($(
                    if !entries.iter().any(|(key, _)| key == $need_key) {
                        let missing = $crate::problem::ProblemKind::MissingKey { key: $need_key };
                        problems.push(missing, at.pointer());
                    }
                    let mut $need: Option<$need_type> = None;
                )*)?
                $(let mut $field: Option<$type> = None;)*
                for (key, node) in entries {
                    match &*key {
                        $($($need_key => {
                            $crate::read::mirror::fill(&mut $need, (key, node), at, problems);
                        })*)?
                        $($key => {
                            $crate::read::mirror::fill(&mut $field, (key, node), at, problems);
                        })*
                        $($($ignored)|* => {})?
                        unknown => {
                            let known = &[$($($need_key,)*)? $($key,)*];
                            $crate::read::mirror::unknown_key(unknown, known, at, problems);
                        }
                    }
                }
                Some(Self {
                    $($($need: $need?,)*)?
                    $($field,)*
                })
            }
        }
    };
}

pub(crate) use mirror;

#[cfg(test)]
mod tests {
    use super::{At, Entries, Node, Read, Text};
    use crate::ir::Pointer;
    use crate::problem::{Problem, ProblemKind, Problems};

    mirror! {
        /// A mirror for testing the macro.
        struct Sample<'a>
        needs { "shape" => name: Text<'a>, }
        takes { "box" => boxed: bool, "inner" => inner: Entries<'a, Vec<bool>>, }
        ignores { "noise", "din", }
    }

    fn read(text: &str) -> (Option<Sample<'_>>, Vec<(String, &'static str)>) {
        let mut problems = Problems::new();
        let root = Pointer::root();
        let node = Node::parse(text, &root, &mut problems).expect("the text is JSON");
        let sample = Sample::read(node, &At::root(&root), &mut problems);
        let problems = problems
            .into_vec()
            .into_iter()
            .map(|Problem { kind, at }| (at.to_string(), kind.code()))
            .collect();
        (sample, problems)
    }

    #[test]
    fn a_clean_object_is_read_without_a_word() {
        let (sample, problems) =
            read(r#"{"shape": "A", "inner": {"x": [true]}, "noise": 3, "din": null}"#);
        assert_eq!(problems, []);
        let sample = sample.unwrap();
        assert_eq!(sample.name, "A");
        assert_eq!(sample.boxed, None);
        assert_eq!(sample.inner.unwrap()["x"], [true]);
    }

    #[test]
    fn every_fault_is_found_at_once() {
        let (sample, problems) =
            read(r#"{"shap": "A", "box": 1, "inner": {"x": [true, "no"], "x": []}, "box": true}"#);
        assert_eq!(sample, None);
        assert_eq!(
            problems,
            [
                (String::new(), "model::missing_key"),
                ("/shap".to_owned(), "model::unknown_key"),
                ("/box".to_owned(), "model::wrong_type"),
                ("/inner/x/1".to_owned(), "model::wrong_type"),
                ("/inner/x".to_owned(), "model::duplicate_key"),
            ]
        );
    }

    #[test]
    fn a_near_miss_is_named() {
        let mut problems = Problems::new();
        let root = Pointer::root();
        let node = Node::parse(r#"{"shape": "A", "innr": {}}"#, &root, &mut problems).unwrap();
        Sample::read(node, &At::root(&root), &mut problems);
        let kinds: Vec<_> = problems.iter().map(|problem| &problem.kind).collect();
        let expected = ProblemKind::UnknownKey {
            key: "innr".to_owned(),
            similar: Some("inner".to_owned()),
        };
        assert_eq!(kinds, [&expected]);
    }
}

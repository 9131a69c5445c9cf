//! Compares XML documents, ignoring the order of attributes, the spelling of text, and whitespace around elements.
//!
//! Elements of the same name form an ordered list, unless they are map entries; elements of different names are structure members,
//! whose order is ignored.
//!
//! <https://smithy.io/2.0/spec/aggregate-types.html#structure>

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use sansmith_codegen::Ir;
use sansmith_codegen::ir::{Shape, ShapeKind};

use super::differs;

/// The form of map entries in a model.
#[derive(Debug, Default)]
pub(in crate::conformance) struct Entries {
    /// Element names of entry, key and value.
    names: BTreeSet<[String; 3]>,
}

impl Entries {
    /// Collects the forms from a model.
    pub(in crate::conformance) fn of(ir: &Ir) -> Self {
        let mut names = BTreeSet::new();
        for member in ir.shapes.values().flat_map(Shape::members) {
            let Some(ShapeKind::Map(key, value)) = ir.target(member).map(|shape| &shape.kind)
            else {
                continue;
            };
            let own = member.xml_name.as_deref().unwrap_or(&member.name);
            let entry = if member.xml_flattened { own } else { "entry" };
            let key = key.xml_name.as_deref().unwrap_or("key");
            let value = value.xml_name.as_deref().unwrap_or("value");
            names.insert([entry, key, value].map(str::to_owned));
        }
        Self { names }
    }

    /// The key of an element, if it is an entry.
    fn key<'a>(&self, node: Node<'a, '_>) -> Option<&'a str> {
        let mut children = node.children().filter(Node::is_element);
        let (key, value) = (children.next()?, children.next());
        let name = |node: Node<'_, '_>| node.tag_name().name().to_owned();
        // The value may be absent in a sparse map.
        let is_entry = self.names.iter().any(|[entry, of_key, of_value]| {
            *entry == name(node)
                && *of_key == name(key)
                && value.is_none_or(|value| *of_value == name(value))
        });
        is_entry.then(|| key.text().unwrap_or_default())
    }

    /// Sorts elements by name, and entries by key, so that only significant order remains.
    fn order(&self, parts: &mut [Part<'_, '_>]) {
        parts.sort_by_cached_key(|part| match part {
            Part::Element(node) => {
                let key = self.key(*node).unwrap_or_default();
                (name(*node), key.to_owned())
            }
            Part::Text(_) => Default::default(),
        });
    }
}

/// The first difference between two texts; the outer `None` means that the expected one is not XML.
#[expect(
    clippy::option_option,
    reason = "the outer result is about parsing, the inner one about equality"
)]
pub(super) fn bodies(expected: &[u8], actual: &[u8], entries: &Entries) -> Option<Option<String>> {
    let expected = std::str::from_utf8(expected).ok()?;
    let expected = Document::parse(expected).ok()?;
    let Ok(actual) = std::str::from_utf8(actual) else {
        return Some(Some("is not UTF-8".to_owned()));
    };
    Some(match Document::parse(actual) {
        Ok(actual) => difference(expected.root_element(), actual.root_element(), "", entries),
        Err(error) => Some(format!("is not XML: {error}")),
    })
}

fn difference(
    expected: Node<'_, '_>,
    actual: Node<'_, '_>,
    inside: &str,
    entries: &Entries,
) -> Option<String> {
    let path = format!("{inside}/{}", expected.tag_name().name());
    let (name, other) = (name(expected), name(actual));
    if name != other {
        return Some(differs(&path, name, other));
    }
    of_sets(
        &path,
        "namespaces",
        &namespaces(expected),
        &namespaces(actual),
    )
    .or_else(|| {
        of_sets(
            &path,
            "attributes",
            &attributes(expected),
            &attributes(actual),
        )
    })
    .or_else(|| of_content(expected, actual, &path, entries))
}

fn of_content(
    expected: Node<'_, '_>,
    actual: Node<'_, '_>,
    path: &str,
    entries: &Entries,
) -> Option<String> {
    let (mut parts, mut others) = (content(expected), content(actual));
    entries.order(&mut parts);
    entries.order(&mut others);
    let pairs = parts.iter().zip(&others);
    pairs
        .map(|pair| match pair {
            (Part::Element(expected), Part::Element(actual)) => {
                difference(*expected, *actual, path, entries)
            }
            (Part::Text(expected), Part::Text(actual)) if expected == actual => None,
            (expected, actual) => Some(differs(path, expected, actual)),
        })
        .find_map(|found| found)
        .or_else(|| {
            let next = |parts: &[Part<'_, '_>], after: usize| {
                parts
                    .get(after)
                    .map_or("nothing more".to_owned(), ToString::to_string)
            };
            let shared = parts.len().min(others.len());
            (parts.len() != others.len())
                .then(|| differs(path, next(&parts, shared), next(&others, shared)))
        })
}

/// Content of an element.
enum Part<'a, 'input> {
    Element(Node<'a, 'input>),
    Text(String),
}

impl std::fmt::Display for Part<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Element(node) => write!(f, "<{}>", node.tag_name().name()),
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}

/// Content of an element. Whitespace only counts if there is nothing else, as it is a value then.
fn content<'a, 'input>(node: Node<'a, 'input>) -> Vec<Part<'a, 'input>> {
    let children = node
        .children()
        .filter(|child| child.is_element() || child.is_text());
    let mut parts: Vec<Part<'_, '_>> = Vec::new();
    for child in children {
        match (child.text(), parts.last_mut()) {
            _ if child.is_element() => parts.push(Part::Element(child)),
            // Text continues after a comment.
            (Some(text), Some(Part::Text(before))) => before.push_str(text),
            (Some(text), _) => parts.push(Part::Text(text.to_owned())),
            (None, _) => {}
        }
    }
    if parts.iter().any(|part| matches!(part, Part::Element(_))) {
        parts.retain(|part| !matches!(part, Part::Text(text) if text.trim().is_empty()));
    }
    parts
}

fn name(node: Node<'_, '_>) -> String {
    let name = node.tag_name();
    match name.namespace() {
        Some(namespace) => format!("<{}> of `{namespace}`", name.name()),
        None => format!("<{}>", name.name()),
    }
}

fn namespaces(node: Node<'_, '_>) -> BTreeSet<String> {
    node.namespaces()
        .map(|namespace| {
            format!(
                "{}={}",
                namespace.name().unwrap_or_default(),
                namespace.uri()
            )
        })
        .collect()
}

fn attributes(node: Node<'_, '_>) -> BTreeSet<String> {
    node.attributes()
        .map(|attribute| {
            let namespace = attribute.namespace().unwrap_or_default();
            format!(
                "{{{namespace}}}{}={:?}",
                attribute.name(),
                attribute.value()
            )
        })
        .collect()
}

fn of_sets(
    path: &str,
    what: &str,
    expected: &BTreeSet<String>,
    actual: &BTreeSet<String>,
) -> Option<String> {
    let shown = |set: &BTreeSet<String>| format!("{what} {set:?}");
    (expected != actual).then(|| differs(path, shown(expected), shown(actual)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Map entries are `entry` elements with `key` and `value`.
    fn differ(expected: &str, actual: &str) -> bool {
        let names = BTreeSet::from([["entry", "key", "value"].map(str::to_owned)]);
        bodies(expected.as_bytes(), actual.as_bytes(), &Entries { names })
            .expect("what is expected is XML")
            .is_some()
    }

    #[test]
    fn layout_makes_no_difference() {
        for (expected, actual) in [
            ("<a>\n  <b>x</b>\n  <c/>\n</a>\n", "<a><b>x</b><c></c></a>"),
            (r#"<a x="1" y="2"/>"#, r"<a y='2' x='1'/>"),
            ("<a>&lt;</a>", "<a><![CDATA[<]]></a>"),
            ("<a>&#65;</a>", r#"<?xml version="1.0"?><a>A</a>"#),
            (r#"<a xmlns="u"><b/></a>"#, r#"<a xmlns="u"><b/></a>"#),
            ("<a><b>1</b><c/><b>2</b></a>", "<a><c/><b>1</b><b>2</b></a>"),
        ] {
            assert!(!differ(expected, actual), "{expected} {actual}");
        }
    }

    #[test]
    fn everything_else_does() {
        for (expected, actual) in [
            ("<a/>", "<b/>"),
            ("<a><b>1</b><c/><b>2</b></a>", "<a><b>2</b><c/><b>1</b></a>"),
            ("<a><b/></a>", "<a/>"),
            ("<a/>", "<a><b/></a>"),
            ("<a>x</a>", "<a>y</a>"),
            ("<a>x</a>", "<a> x</a>"),
            ("<a> </a>", "<a/>"),
            (r#"<a x="1"/>"#, "<a/>"),
            (r#"<a x="1"/>"#, r#"<a x="2"/>"#),
            ("<a><x>1</x></a>", r#"<a x="1"/>"#),
            (r#"<a xmlns="u"/>"#, "<a/>"),
            (r#"<a xmlns="u"/>"#, r#"<a xmlns="v"/>"#),
            (r#"<a xmlns:p="u"/>"#, "<a/>"),
            (r#"<a xmlns:p="u"><p:b/></a>"#, r#"<a xmlns:p="u"><b/></a>"#),
            (r#"<a xmlns:p="u" p:x="1"/>"#, r#"<a xmlns:p="u" x="1"/>"#),
            ("<a/>", "{}"),
        ] {
            assert!(differ(expected, actual), "{expected} {actual}");
        }
    }

    #[test]
    fn a_map_has_no_order() {
        let entry =
            |key: &str, value: u8| format!("<entry><key>{key}</key><value>{value}</value></entry>");
        let (a, b) = (entry("a", 1), entry("b", 2));
        let of = |inside: &str| format!("<m>{inside}</m>");
        assert!(!differ(&of(&format!("{a}{b}")), &of(&format!("{b}{a}"))));
        assert!(differ(&of(&format!("{a}{b}")), &of(&format!("{a}{a}"))));
        assert!(differ(&of(&a), &of(&entry("a", 2))));
        let list = |entry: &str| entry.replace("key", "name");
        let (a, b) = (list(&a), list(&b));
        assert!(differ(&of(&format!("{a}{b}")), &of(&format!("{b}{a}"))));
    }

    #[test]
    fn differences_report_the_path() {
        let found = bodies(
            b"<a><b><c>1</c></b></a>",
            b"<a><b><c>2</c></b></a>",
            &Entries::default(),
        );
        assert_eq!(
            found.flatten().unwrap(),
            r#"at `/a/b/c`: expected "1", found "2""#
        );
    }
}

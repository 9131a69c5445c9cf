//! Linters: rules of style that run where the metadata `validators` ask for them.
//!
//! A linter is a function from its configuration to events, listed by name in [`LINTERS`].
//!
//! <https://smithy.io/2.0/guides/model-linters.html>

mod members;
mod names;
mod operations;
mod terms;
mod words;

use crate::model::Node;

use super::report::Report;
use super::views::Views;

/// A function from the configuration of a validator to events under the validator's name.
pub(super) type Run = fn(&Views<'_>, &Node, &mut Report) -> Result<(), String>;

/// The linters by name.
pub(super) const LINTERS: [(&str, Run); 12] = [
    ("AbbreviationName", names::abbreviations),
    ("CamelCase", names::camel_case),
    ("InputOutputStructureReuse", operations::reused_structures),
    ("MissingClientOptionalTrait", members::client_optional),
    ("MissingPaginatedTrait", operations::pagination),
    ("MissingSensitiveTrait", words::sensitive),
    ("NoninclusiveTerms", terms::noninclusive),
    ("RepeatedShapeName", names::repeated),
    ("ReservedWords", words::reserved),
    ("ShouldHaveUsedTimestamp", members::timestamps),
    ("StandardOperationVerb", operations::verbs),
    ("StutteredShapeName", names::stuttered),
];

/// The texts of a configuration's list; nothing if the key is not there.
///
/// # Errors
///
/// A value that is no list of texts.
fn texts<'n>(configuration: &'n Node, key: &str) -> Result<Option<Vec<&'n str>>, String> {
    let Some(node) = configuration.get(key) else {
        return Ok(None);
    };
    let items = node.as_array();
    let texts = items.and_then(|items| items.iter().map(Node::as_str).collect());
    texts
        .map(Some)
        .ok_or_else(|| format!("`{key}` has to be a list of texts"))
}

/// The flag of a configuration: false if it is not there.
///
/// # Errors
///
/// A value that is no boolean.
fn flag(configuration: &Node, key: &str) -> Result<bool, String> {
    configuration.get(key).map_or(Ok(false), |node| {
        node.as_bool()
            .ok_or_else(|| format!("`{key}` has to be `true` or `false`"))
    })
}

/// The words of a name in camel case: `GetHTTPThing2` has `Get`, `HTTP` and `Thing2`.
fn camel_words(name: &str) -> Vec<&str> {
    let bytes = name.as_bytes();
    let is = |index: usize, fits: fn(&u8) -> bool| bytes.get(index).is_some_and(fits);
    let mut words = Vec::new();
    let mut start = 0;
    for at in 1..bytes.len() {
        let after_other = !is(at - 1, u8::is_ascii_uppercase);
        let starts_word = is(at + 1, u8::is_ascii_lowercase);
        if is(at, u8::is_ascii_uppercase) && (after_other || starts_word) {
            words.extend(name.get(start..at));
            start = at;
        }
    }
    words.extend(name.get(start..).filter(|rest| !rest.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::camel_words;

    #[test]
    fn words_start_with_capitals() {
        assert_eq!(camel_words("GetHTTPThing2"), ["Get", "HTTP", "Thing2"]);
        assert_eq!(camel_words("fooBar"), ["foo", "Bar"]);
        assert_eq!(camel_words("ABC"), ["ABC"]);
        assert_eq!(camel_words(""), [""; 0]);
    }
}

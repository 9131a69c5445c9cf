//! Parses operation URIs and host prefixes.

use indexmap::IndexMap;

use crate::ir::{MemberName, PathPart, Pointer, Uri};
use crate::problem::{ProblemKind, Problems};

/// Parses a URI; `labels` maps a name in braces to its member.
pub(super) fn lower_uri(
    text: &str,
    labels: &IndexMap<&str, MemberName>,
    at: &Pointer,
    problems: &mut Problems,
) -> Uri {
    let mut invalid = |why| {
        let uri = text.to_owned();
        problems.push(ProblemKind::InvalidUri { uri, why }, at.clone());
    };
    if text
        .bytes()
        .any(|byte| byte <= b' ' || byte >= 0x7f || b"\"<>\\^`|#".contains(&byte))
    {
        invalid("has a character that must be percent-encoded");
        return Uri::default();
    }
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    if !path.starts_with('/') {
        invalid("does not start with a slash");
        return Uri::default();
    }
    if query.contains(['{', '}']) {
        invalid("has a label in its query");
        return Uri::default();
    }
    let Some(pieces) = split_braces(path) else {
        invalid("has braces that do not match");
        return Uri::default();
    };
    let mut parts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => parts.push(PathPart::Literal(literal.to_owned())),
            Piece::Label(label) => {
                let (name, greedy) = label
                    .strip_suffix('+')
                    .map_or((label, false), |name| (name, true));
                if let Some(member) = labels.get(name).cloned() {
                    parts.push(PathPart::Label { member, greedy });
                } else {
                    let similar = problems.similar(name, labels.keys().copied());
                    let label = name.to_owned();
                    problems.push(ProblemKind::UnknownLabel { label, similar }, at.clone());
                }
            }
        }
    }
    Uri {
        path: parts,
        query: split_query(query),
    }
}

/// Reports an invalid host prefix, or a label without a member; `is_label` tells which members exist.
pub(super) fn check_host_prefix(
    prefix: &str,
    is_label: impl Fn(&str) -> bool,
    at: &Pointer,
    problems: &mut Problems,
) {
    let valid = |literal: &str| {
        let mut bytes = literal.bytes();
        bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    let pieces = split_braces(prefix).unwrap_or_else(|| vec![Piece::Literal(prefix)]);
    for piece in pieces {
        match piece {
            Piece::Literal(literal) if valid(literal) => {}
            Piece::Literal(_) => {
                let unknown = ProblemKind::UnknownValue {
                    what: "host prefix",
                    value: prefix.to_owned(),
                    expected: "labels, letters, digits, `-` and `.`",
                };
                problems.push(unknown, at.clone());
            }
            Piece::Label(label) => {
                if !is_label(label) {
                    let unknown = ProblemKind::UnknownLabel {
                        label: label.to_owned(),
                        similar: None,
                    };
                    problems.push(unknown, at.clone());
                }
            }
        }
    }
}

enum Piece<'t> {
    Literal(&'t str),
    Label(&'t str),
}

/// Splits a template into non-empty literals and labels; `None` if braces do not match.
fn split_braces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once('{') {
        let (label, after) = after.split_once('}')?;
        if literal.contains('}') || label.contains('{') || label.is_empty() {
            return None;
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        pieces.push(Piece::Label(label));
        rest = after;
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    Some(pieces)
}

/// Splits a query into names with optional values.
fn split_query(query: &str) -> Vec<(String, Option<String>)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (pair.to_owned(), None),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::lower_uri;
    use crate::ir::{MemberName, Pointer};
    use crate::problem::Problems;

    fn lower(text: &str) -> Result<String, Vec<String>> {
        let labels = IndexMap::from([
            ("bucket_id", MemberName::from("Bucket")),
            ("Key", MemberName::from("Key")),
        ]);
        let mut problems = Problems::new();
        let uri = lower_uri(text, &labels, &Pointer::root(), &mut problems);
        problems.propagate().map(|()| uri.to_string()).map_err(|_| {
            problems
                .iter()
                .map(|problem| problem.kind.to_string())
                .collect()
        })
    }

    #[test]
    fn labels_are_named_after_members() {
        let uri = lower("/a/{bucket_id}/{Key+}?acl&x=1=2&y=").unwrap();
        assert_eq!(uri, "/a/{Bucket}/{Key+}?acl&x=1=2&y=");
        assert_eq!(lower("/").unwrap(), "/");
    }

    #[test]
    fn what_is_no_uri_is_refused() {
        for text in [
            "",
            "a",
            "/{Key",
            "/Key}",
            "/{}",
            "/{a{Key}}",
            "/ ",
            "/\r\nx: y",
            "/é",
            "/?q={Key}",
            "/{Bucket}",
        ] {
            assert!(lower(text).is_err(), "{text:?}");
        }
    }
}

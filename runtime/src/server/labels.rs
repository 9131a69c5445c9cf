//! Matches paths with URI patterns: the reverse of expanding labels.
//!
//! **Invariants**
//! - A label is never empty; a greedy one may stand anywhere, and takes as many segments as the others leave.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#uri>

/// The labels of a path, still escaped, if it matches a pattern without query; a slash at the end of either is ignored.
///
/// ```
/// use sansmith::server::match_path;
///
/// let labels = match_path("/{Bucket}/{Key+}", "/photos/2026/a%20b.jpg").unwrap();
/// assert_eq!(labels, [("Bucket", "photos"), ("Key", "2026/a%20b.jpg")]);
/// assert_eq!(match_path("/{Bucket}/{Key+}", "/photos/"), None);
/// ```
pub fn match_path<'p>(
    pattern: &'static str,
    path: &'p str,
) -> Option<Vec<(&'static str, &'p str)>> {
    let mut labels = Vec::new();
    let pattern = pattern.strip_prefix('/').unwrap_or(pattern);
    let mut rest = Some(path.strip_prefix('/').unwrap_or(path));
    let mut segments = pattern.split('/');
    while let Some(segment) = segments.next() {
        if let Some(name) = greedy(segment) {
            let text = before(rest?, segments, &mut labels)?;
            labels.push(filled(name, text)?);
            return Some(labels);
        }
        let Some(text) = rest else {
            // The pattern ends in a slash, the path does not.
            return (segment.is_empty() && segments.next().is_none()).then_some(labels);
        };
        let (text, after) = match text.split_once('/') {
            Some((text, after)) => (text, Some(after)),
            None => (text, None),
        };
        match_segment(segment, text, &mut labels)?;
        rest = after;
    }
    rest.is_none_or(str::is_empty).then_some(labels)
}

/// The name of a greedy label.
fn greedy(segment: &'static str) -> Option<&'static str> {
    segment.strip_prefix('{')?.strip_suffix("+}")
}

/// The text before the segments that follow a greedy label, which are matched.
fn before<'p>(
    text: &'p str,
    after: std::str::Split<'static, char>,
    labels: &mut Vec<(&'static str, &'p str)>,
) -> Option<&'p str> {
    let mut rest = text;
    for segment in after.rev() {
        let trimmed = if segment.is_empty() {
            rest
        } else {
            rest.strip_suffix('/').unwrap_or(rest)
        };
        let (start, text) = trimmed.rsplit_once('/')?;
        match_segment(segment, text, labels)?;
        rest = start;
    }
    Some(rest)
}

/// Matches one segment.
fn match_segment<'p>(
    segment: &'static str,
    text: &'p str,
    labels: &mut Vec<(&'static str, &'p str)>,
) -> Option<()> {
    let Some((prefix, label)) = segment.split_once('{') else {
        return is_literal(segment, text).then_some(());
    };
    let (name, suffix) = label.split_once('}')?;
    let value = text.strip_prefix(prefix)?.strip_suffix(suffix)?;
    labels.push(filled(name, value)?);
    Some(())
}

/// Returns true if a segment is a literal, possibly with escapes that were not necessary.
pub(super) fn is_literal(literal: &str, text: &str) -> bool {
    literal == text
        || text.contains('%') && percent_encoding::percent_decode_str(text).eq(literal.bytes())
}

/// A label, unless its value is empty.
fn filled<'p>(name: &'static str, value: &'p str) -> Option<(&'static str, &'p str)> {
    (!value.is_empty()).then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_anywhere() {
        for (pattern, path, expected) in [
            ("/", "/", Some(vec![])),
            ("/", "", Some(vec![])),
            ("/a", "/a/", Some(vec![])),
            ("/a/", "/a", Some(vec![])),
            ("/a", "/a//", None),
            ("/a", "/b", None),
            ("/a/b", "/a", None),
            ("/a b", "/a%20b", Some(vec![])),
            ("/{a}", "/", None),
            ("/{a}", "/x", Some(vec![("a", "x")])),
            ("/{a}/c", "/x/c", Some(vec![("a", "x")])),
            ("/{a}:run", "/x:run", Some(vec![("a", "x")])),
            ("/{a+}", "/x/y/", Some(vec![("a", "x/y/")])),
            ("/p/{a+}/tags", "/p/x/y/tags", Some(vec![("a", "x/y")])),
            (
                "/p/{a+}/tags/{b}",
                "/p/x/y/tags/1",
                Some(vec![("b", "1"), ("a", "x/y")]),
            ),
            ("/p/{a+}/tags", "/p/tags", None),
            ("/p/{a+}/tags", "/p//tags", None),
        ] {
            assert_eq!(match_path(pattern, path), expected, "{pattern} {path}");
        }
    }
}

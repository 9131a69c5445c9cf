//! Canonical paths.
//!
//! Most services resolve dot segments and escape the path again; S3 uses it as sent.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::settings::Settings;
use crate::codec::query::ESCAPED;

/// Characters escaped in a path: all but unreserved characters and slashes.
const IN_PATH: &AsciiSet = &ESCAPED.remove(b'/');

/// Appends the canonical path.
pub(super) fn push(path: &str, settings: &Settings<'_>, to: &mut String) {
    let path = if path.is_empty() { "/" } else { path };
    let resolved;
    let path = if settings.normalizes() && needs_resolving(path) {
        resolved = resolve(path);
        &resolved
    } else {
        path
    };
    if settings.encodes_twice() {
        to.extend(utf8_percent_encode(path, IN_PATH));
    } else {
        to.push_str(path);
    }
}

/// Returns true if a path has an empty or dot segment, or does not start with a slash.
fn needs_resolving(path: &str) -> bool {
    !path.starts_with('/') || path.contains("//") || path.contains("/.")
}

/// Resolves dot segments by RFC 3986, and removes empty ones.
fn resolve(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_folder = matches!(last, "" | "." | "..");
    let mut resolved = String::with_capacity(path.len() + 1);
    for segment in &segments {
        resolved.push('/');
        resolved.push_str(segment);
    }
    if is_folder || segments.is_empty() {
        resolved.push('/');
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(path: &str, settings: Settings<'_>) -> String {
        let mut text = String::new();
        push(path, &settings, &mut text);
        text
    }

    #[test]
    fn dot_segments_are_resolved() {
        for (path, expected) in [
            ("", "/"),
            ("/", "/"),
            ("a", "/a"),
            ("//", "/"),
            ("/a//b/", "/a/b/"),
            ("/a/./b", "/a/b"),
            ("/a/../b", "/b"),
            ("/../..", "/"),
            ("/a/b/..", "/a/"),
            ("/a/.", "/a/"),
            ("/.a/..b/c..", "/.a/..b/c.."),
        ] {
            assert_eq!(canonical(path, Settings::new()), expected, "{path}");
        }
    }

    #[test]
    fn a_path_is_escaped_once_more() {
        assert_eq!(canonical("/a%3Ab/~ü", Settings::new()), "/a%253Ab/~%C3%BC");
    }

    #[test]
    fn s3_takes_a_path_as_it_was_sent() {
        assert_eq!(canonical("/a%3Ab/../c//", Settings::s3()), "/a%3Ab/../c//");
    }
}

//! Generates strings for a length and a pattern by walking the pattern.

mod looks;
mod writer;

use regex_syntax::hir::{Hir, HirKind};

use self::writer::Writer;
use super::word;
use crate::ir::Length;
use crate::pattern::{Pattern, translate};

/// Maximum length of an example string.
const MOST_CHARS: usize = 200;

/// Constraints on a string.
pub(super) struct Limits {
    pattern: Option<Pattern>,
    least: usize,
    most: usize,
}

impl Limits {
    /// Limits for a pattern in the model's syntax and a length.
    pub(super) fn of(pattern: Option<&str>, length: Length) -> Self {
        let count = |count: Option<u64>| count.and_then(|count| usize::try_from(count).ok());
        Self {
            pattern: pattern.map(translate),
            least: count(length.min).unwrap_or(0),
            most: count(length.max).unwrap_or(usize::MAX),
        }
    }

    fn allow(&self, text: &str) -> bool {
        let length = text.chars().count();
        self.least <= length && length <= self.most
    }
}

/// A string for a member with the given name; true if it satisfies the limits.
pub(super) fn text(name: &str, limits: &Limits) -> (String, bool) {
    let whole = word::whole(name);
    match &limits.pattern {
        None => fit(&whole, limits),
        Some(Pattern::None { .. }) => (fit(&whole, limits).0, false),
        Some(Pattern::Regex(pattern)) => match regex_syntax::parse(pattern) {
            Ok(hir) => {
                by_pattern(name, &hir, limits).unwrap_or_else(|| (fit(&whole, limits).0, false))
            }
            Err(_) => (whole, false),
        },
        Some(Pattern::Fancy(pattern)) => by_engine(name, pattern, limits),
    }
}

/// Truncates or repeats a text to the required length.
fn fit(text: &str, limits: &Limits) -> (String, bool) {
    let least = limits.least.min(MOST_CHARS);
    let length = text.chars().count().clamp(least, limits.most.max(least));
    let text: String = text.chars().cycle().take(length).collect();
    let valid = limits.allow(&text);
    (text, valid)
}

/// Generates a text from a pattern, or from one of its alternatives.
fn by_pattern(name: &str, hir: &Hir, limits: &Limits) -> Option<(String, bool)> {
    let mut hir = hir;
    while let HirKind::Capture(capture) = hir.kind() {
        hir = &capture.sub;
    }
    let branches = if let HirKind::Alternation(branches) = hir.kind() {
        branches.as_slice()
    } else {
        std::slice::from_ref(hir)
    };
    let made = || {
        branches
            .iter()
            .filter_map(|branch| by_branch(name, branch, limits))
    };
    let telling = |(text, _): &(String, bool)| !text.is_empty();
    made().find(telling).or_else(|| made().next())
}

/// Generates a text: first with words where the pattern leaves room, then as short as possible.
fn by_branch(name: &str, hir: &Hir, limits: &Limits) -> Option<(String, bool)> {
    let least = limits.least.clamp(1, MOST_CHARS);
    let mut poor = None;
    for fills in [true, false] {
        let Some(mut short) = Writer::run(name, fills, 0, hir) else {
            continue;
        };
        let length = short.text.chars().count();
        let whole = length > 0 && !short.text.ends_with('/');
        if whole && limits.allow(&short.text) {
            return Some((short.text, short.sure));
        }
        let missing = least.saturating_sub(length).max(usize::from(!whole));
        if missing > 0
            && let Some(long) = Writer::run(name, fills, missing, hir)
            && limits.allow(&long.text)
            && !long.text.is_empty()
        {
            return Some((long.text, long.sure));
        }
        if limits.allow(&short.text) {
            poor = Some((short.text.clone(), short.sure));
        }
        if !short.closed && missing > 0 {
            let padding = word::whole(name);
            short.text.extend(padding.chars().cycle().take(missing));
            if limits.allow(&short.text) {
                return Some((short.text, short.sure));
            }
        }
    }
    poor
}

/// Generates a text without regard to lookaround and checks it with the engine; falls back to common values.
fn by_engine(name: &str, pattern: &str, limits: &Limits) -> (String, bool) {
    let whole = fit(&word::whole(name), limits).0;
    let Ok(engine) = fancy_regex::Regex::new(pattern) else {
        return (whole, false);
    };
    let plain = regex_syntax::parse(&looks::without(pattern)).ok();
    let made = plain.and_then(|hir| by_pattern(name, &hir, limits));
    let compact: String = whole.chars().filter(char::is_ascii_alphanumeric).collect();
    let candidates = made
        .map(|(text, _)| text)
        .into_iter()
        .chain([whole.clone(), compact]);
    for candidate in candidates.chain(USUAL.map(str::to_owned)) {
        let (candidate, fits) = fit(&candidate, limits);
        if fits && engine.is_match(&candidate).unwrap_or(false) {
            return (candidate, true);
        }
    }
    (whole, false)
}

/// Likely matches for patterns that are not understood.
const USUAL: [&str; 11] = [
    "example",
    "Example-123",
    "Example.123",
    "example.com",
    "a1",
    "1",
    "P1D",
    "2026-01-01T00:00:00Z",
    "https://example.com",
    "user@example.com",
    "/example",
];

#[cfg(test)]
mod tests;

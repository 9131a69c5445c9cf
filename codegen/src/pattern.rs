//! Translates patterns from models to Rust regex syntax.
//!
//! Patterns should be ECMAScript with the `u` flag, but many are written for Java and some are valid in neither. A pattern is
//! read as the first dialect that accepts it.
//!
//! **Invariants**
//! - A translation never rejects a text that the pattern accepts; if it cannot be exact, it accepts more.
//! - Translations are unanchored, like the patterns.
//! - `regex` and `fancy-regex` compile the result with their default limits.
//!
//! <https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait>

mod class;
mod escape;
mod input;
mod scan;
mod size;

use self::scan::Scan;

/// The result of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// A pattern for `regex`.
    Regex(String),
    /// A pattern with lookaround or backreferences, for `fancy-regex`.
    Fancy(String),
    /// Not supported by either engine.
    None {
        /// The engine's reason.
        why: String,
    },
}

/// Limits on repetition counts, tried in order: unlimited first, then smaller ones if the program gets too large.
const REPEATS: [u32; 4] = [u32::MAX, 250, 16, 1];

/// Translates a pattern from a model.
pub(crate) fn translate(model: &str) -> Pattern {
    try_translate(without_slashes(model)).unwrap_or_else(|why| Pattern::None { why })
}

/// Translates, with the reason of a failure as the error.
fn try_translate(model: &str) -> Result<Pattern, String> {
    for most in REPEATS {
        let scan = Scan::run(model, most)?;
        if scan.fancy {
            // Limiting repeats could make the pattern stricter here, as they may be in a negative lookaround.
            fancy_regex::Regex::new(&scan.text).map_err(|error| last_line(&error.to_string()))?;
            return Ok(Pattern::Fancy(scan.text));
        }
        let hir = regex_syntax::parse(&scan.text).map_err(|error| last_line(&error.to_string()))?;
        if size::cost(&hir) <= size::MOST {
            return Ok(Pattern::Regex(scan.text));
        }
    }
    Err("it is too large".to_owned())
}

/// The engine's message without its excerpt.
fn last_line(error: &str) -> String {
    let line = error.lines().last().unwrap_or(error);
    line.trim().trim_start_matches("error: ").to_owned()
}

/// Strips the `/…/` delimiters of an `ECMAScript` literal, which some models include.
///
/// If the slashes were meant, the result accepts more.
fn without_slashes(model: &str) -> &str {
    let Some(inner) = model
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'))
    else {
        return model;
    };
    let mut escaped = false;
    let mut in_class = false;
    for c in inner.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return model,
            _ => {}
        }
    }
    if escaped || inner.is_empty() {
        model
    } else {
        inner
    }
}

#[cfg(test)]
mod tests;

//! A pattern in a model's syntax turned into one that an engine of Rust takes.
//!
//! A model's patterns are meant to be ECMAScript's with the `u` flag; many were written for Java, and some work in
//! neither. Each is read as the first of them that makes sense of it.
//!
//! **Invariants**
//! - A translation never refuses what the pattern accepts; where it cannot be exact it accepts more.
//! - It is searched for, not anchored, as the pattern is.
//! - `regex` and `fancy-regex` at their default limits compile what is given for them.
//!
//! <https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait>

mod class;
mod escape;
mod scan;
mod size;

use self::scan::Scan;

/// What becomes of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// It is one for `regex`.
    Regex(String),
    /// It looks around or back, which only `fancy-regex` does.
    Fancy(String),
    /// No engine takes it.
    None {
        /// Why not, in the words of an engine.
        why: String,
    },
}

/// How often something may be repeated at most: as often as the model says, and less where that gets too large.
const REPEATS: [u32; 4] = [u32::MAX, 250, 16, 1];

/// Translates a pattern of a model.
pub(crate) fn translate(model: &str) -> Pattern {
    try_translate(without_slashes(model)).unwrap_or_else(|why| Pattern::None { why })
}

/// The same, with why not as an error.
fn try_translate(model: &str) -> Result<Pattern, String> {
    for most in REPEATS {
        let scan = Scan::run(model, most)?;
        if scan.fancy {
            // Here fewer repeats could accept less: what they stand in may be denied.
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

/// What an engine complains of, without the picture of where.
fn last_line(error: &str) -> String {
    let line = error.lines().last().unwrap_or(error);
    line.trim().trim_start_matches("error: ").to_owned()
}

/// Takes away the delimiters of a literal of `ECMAScript`, `/…/`, which some models have left in.
///
/// Whoever did mean the slashes gets a pattern that accepts more.
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

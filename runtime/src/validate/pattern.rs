//! Patterns, compiled on first use and cached.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// A compiled pattern.
enum Pattern {
    /// For the linear-time engine.
    Plain(regex::Regex),
    /// For the backtracking engine, if lookaround is needed.
    #[cfg(feature = "lookaround")]
    Backtracking(fancy_regex::Regex),
    /// Not supported by either engine: matches everything. The generator warns of such patterns.
    Refused,
}

/// Compiled patterns by address: schemas are static, so this identifies a pattern.
static COMPILED: RwLock<BTreeMap<(usize, usize), Arc<Pattern>>> = RwLock::new(BTreeMap::new());

/// Returns true if a text matches, or if that cannot be determined.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    match &*compiled(pattern) {
        Pattern::Plain(pattern) => pattern.is_match(text),
        #[cfg(feature = "lookaround")]
        // The engine gives up after a step limit.
        Pattern::Backtracking(pattern) => pattern.is_match(text).unwrap_or(true),
        Pattern::Refused => true,
    }
}

/// The compiled form of a pattern.
fn compiled(pattern: &'static str) -> Arc<Pattern> {
    let place = (pattern.as_ptr().addr(), pattern.len());
    let kept = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(pattern) = kept.get(&place) {
        return Arc::clone(pattern);
    }
    drop(kept);
    let compiled = Arc::new(compile(pattern));
    let mut kept = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(kept.entry(place).or_insert(compiled))
}

/// Compiles a pattern with the first engine that supports it.
fn compile(pattern: &str) -> Pattern {
    if let Ok(pattern) = regex::Regex::new(pattern) {
        return Pattern::Plain(pattern);
    }
    #[cfg(feature = "lookaround")]
    if let Ok(pattern) = fancy_regex::Regex::new(pattern) {
        return Pattern::Backtracking(pattern);
    }
    Pattern::Refused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_may_be_anywhere() {
        assert!(matches("b", "abc"));
        assert!(!matches("^b", "abc"));
        assert!(matches(r"^\p{L}+$", "é"));
    }

    #[cfg(feature = "lookaround")]
    #[test]
    fn lookaround_is_understood() {
        assert!(matches(r"^(?!aws:).*$", "a"));
        assert!(!matches(r"^(?!aws:).*$", "aws:a"));
    }

    #[test]
    fn unsupported_patterns_always_match() {
        assert!(matches("(", "anything"));
    }

    #[test]
    fn no_pattern_takes_forever() {
        // Patterns count as matching if the engine gives up, or if none supports them.
        matches(r"^(?=(a|aa)+$)(a|aa)+$", &("a".repeat(200) + "b"));
    }
}

//! Patterns, compiled when the first text meets them and kept for the next.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// A pattern that was compiled.
enum Pattern {
    /// By the engine that is linear in the text.
    Plain(regex::Regex),
    /// By the engine that knows lookaround, for what the other refuses.
    #[cfg(feature = "lookaround")]
    Backtracking(fancy_regex::Regex),
    /// By none: it matches everything. The generator names such a pattern when it meets it.
    Refused,
}

/// The patterns that were compiled. A schema is static, so the place of its pattern's text names it.
static COMPILED: RwLock<BTreeMap<(usize, usize), Arc<Pattern>>> = RwLock::new(BTreeMap::new());

/// Whether a text has a match; where that cannot be told, it has.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    match &*compiled(pattern) {
        Pattern::Plain(pattern) => pattern.is_match(text),
        #[cfg(feature = "lookaround")]
        // The engine gives up on a text that takes it too long.
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

/// Compiles a pattern by the first engine that takes it.
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
    fn a_pattern_no_engine_takes_never_fires() {
        assert!(matches("(", "anything"));
    }

    #[test]
    fn no_pattern_takes_forever() {
        // Where the engine gives up, the pattern does not fire; where there is no engine for it, neither.
        matches(r"^(?=(a|aa)+$)(a|aa)+$", &("a".repeat(200) + "b"));
    }
}

//! Generates texts that match a pattern.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_syntax::hir::{Class, Hir, HirKind};

use super::tree::RandomTree;

/// Maximum text length.
const LONGEST: usize = 4096;

/// Samplers by address and length of the pattern; schemas are static, so this identifies a pattern.
type Samplers = BTreeMap<(usize, usize), Option<Arc<Sampler>>>;

/// Parsed patterns.
static READ: Mutex<Samplers> = Mutex::new(BTreeMap::new());

/// A generator of matching texts.
pub(super) struct Sampler {
    hir: Hir,
    regex: regex::Regex,
}

impl Sampler {
    /// The sampler of a pattern; `None` if it is not a regular expression.
    pub(super) fn of(pattern: &'static str) -> Option<Arc<Self>> {
        let place = (pattern.as_ptr().addr(), pattern.len());
        let mut kept = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let sampler = kept
            .entry(place)
            .or_insert_with(|| Self::new(pattern).map(Arc::new));
        sampler.clone()
    }

    /// Parses a pattern.
    fn new(pattern: &str) -> Option<Self> {
        Some(Self {
            hir: regex_syntax::parse(pattern).ok()?,
            regex: regex::Regex::new(pattern).ok()?,
        })
    }

    /// Returns true if the text matches: generation ignores assertions within the pattern.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Generates a text; optional repetitions occur `repeats` times.
    pub(super) fn sample(&self, tree: &mut RandomTree<'_, '_>, repeats: u32) -> Option<String> {
        let mut text = String::new();
        push(&self.hir, tree, repeats, &mut text)?;
        Some(text)
    }
}

/// Appends a match of a part of a pattern.
///
/// Recursion is limited by the pattern's nesting, which the parser limits.
fn push(hir: &Hir, tree: &mut RandomTree<'_, '_>, repeats: u32, to: &mut String) -> Option<()> {
    if to.len() > LONGEST {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => to.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => to.push(character(class, tree)?),
        HirKind::Repetition(repetition) => {
            let max = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repeats.clamp(repetition.min, max.max(repetition.min)) {
                push(&repetition.sub, tree, repeats, to)?;
            }
        }
        HirKind::Capture(capture) => push(&capture.sub, tree, repeats, to)?,
        HirKind::Concat(parts) => {
            for part in parts {
                push(part, tree, repeats, to)?;
            }
        }
        HirKind::Alternation(parts) => {
            let index = tree.pick(parts.len());
            push(parts.get(index)?, tree, repeats, to)?;
        }
    }
    Some(())
}

/// A character of a class.
fn character(class: &Class, tree: &mut RandomTree<'_, '_>) -> Option<char> {
    match class {
        Class::Unicode(class) => {
            let ranges = class.ranges();
            let index = tree.pick(ranges.len());
            let range = ranges.get(index)?;
            let (start, end) = (u32::from(range.start()), u32::from(range.end()));
            let code = tree.between(i64::from(start), i64::from(end));
            // A range may contain surrogates, which are not characters.
            Some(
                u32::try_from(code)
                    .ok()
                    .and_then(char::from_u32)
                    .unwrap_or(range.start()),
            )
        }
        Class::Bytes(class) => {
            let range = class.ranges().first()?;
            range.start().is_ascii().then(|| char::from(range.start()))
        }
    }
}

//! A pattern into texts that it matches.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_syntax::hir::{Class, Hir, HirKind};

use super::tree::RandomTree;

/// The longest text that is made.
const LONGEST: usize = 4096;

/// Samplers by the place and length of their pattern's text: a schema is static, so these name it.
type Samplers = BTreeMap<(usize, usize), Option<Arc<Sampler>>>;

/// The patterns that were read.
static READ: Mutex<Samplers> = Mutex::new(BTreeMap::new());

/// A pattern that texts are made of.
pub(super) struct Sampler {
    hir: Hir,
    regex: regex::Regex,
}

impl Sampler {
    /// The sampler of a pattern; none where it needs more than a regular expression can say.
    pub(super) fn of(pattern: &'static str) -> Option<Arc<Self>> {
        let place = (pattern.as_ptr().addr(), pattern.len());
        let mut kept = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let sampler = kept
            .entry(place)
            .or_insert_with(|| Self::new(pattern).map(Arc::new));
        sampler.clone()
    }

    /// Reads a pattern.
    fn new(pattern: &str) -> Option<Self> {
        Some(Self {
            hir: regex_syntax::parse(pattern).ok()?,
            regex: regex::Regex::new(pattern).ok()?,
        })
    }

    /// Whether a text has a match: assertions within a pattern are not heeded while a text is made.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Makes a text, in which what may be repeated is so `repeats` times.
    pub(super) fn sample(&self, tree: &mut RandomTree<'_, '_>, repeats: u32) -> Option<String> {
        let mut text = String::new();
        push(&self.hir, tree, repeats, &mut text)?;
        Some(text)
    }
}

/// Appends a text that a part of a pattern matches.
///
/// It recurses as deep as the pattern nests, which the parser limits.
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
            // A range may span the surrogates, which are no characters.
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

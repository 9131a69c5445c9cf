//! Writes a text that matches a pattern by walking it.
//!
//! **Invariants**
//! - The result matches the entire pattern by construction; `sure` is false where only an engine can tell.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

use super::MOST_CHARS;
use crate::describe::example::word;

/// State of the walk.
pub(super) struct Writer {
    /// The text so far.
    pub(super) text: String,
    /// Words still available for gaps.
    words: std::vec::IntoIter<String>,
    /// True to fill gaps with words, false to keep them short.
    fills: bool,
    /// Number of extra characters that repetitions should add.
    extra: usize,
    /// True if nothing may follow.
    pub(super) closed: bool,
    /// False if a part can only be checked by an engine.
    pub(super) sure: bool,
}

impl Writer {
    /// Writes a match of an entire pattern, if possible.
    pub(super) fn run(name: &str, fills: bool, extra: usize, hir: &Hir) -> Option<Self> {
        let mut writer = Self {
            text: String::new(),
            words: word::fillers(name).into_iter(),
            fills,
            extra,
            closed: false,
            sure: true,
        };
        writer.write(hir).then_some(writer)
    }

    /// Writes a match of a pattern; returns false if that fails.
    fn write(&mut self, hir: &Hir) -> bool {
        if self.text.len() > MOST_CHARS * 4 {
            return false;
        }
        match hir.kind() {
            HirKind::Empty => true,
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => self.push(text),
                Err(_) => false,
            },
            HirKind::Class(Class::Unicode(class)) => match pick(class, 'a') {
                Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
                None => false,
            },
            HirKind::Class(Class::Bytes(_)) => false,
            HirKind::Look(Look::Start | Look::StartLF | Look::StartCRLF) => self.text.is_empty(),
            HirKind::Look(Look::End | Look::EndLF | Look::EndCRLF) => {
                self.closed = true;
                true
            }
            HirKind::Look(_) => {
                self.sure = false;
                true
            }
            HirKind::Repetition(repetition) => self.repeat(repetition),
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().all(|part| self.write(part)),
            HirKind::Alternation(parts) => {
                // Prefer non-empty alternatives.
                let empty = |part: &&Hir| part.properties().minimum_len() == Some(0);
                let wanted = self.extra > 0;
                let (last, first): (Vec<&Hir>, Vec<&Hir>) =
                    parts.iter().partition(|part| wanted && empty(part));
                first.into_iter().chain(last).any(|part| self.attempt(part))
            }
        }
    }

    /// Writes a match, or restores the state on failure.
    fn attempt(&mut self, hir: &Hir) -> bool {
        let (length, extra, closed, sure) = (self.text.len(), self.extra, self.closed, self.sure);
        let written = self.write(hir);
        if !written {
            self.text.truncate(length);
            (self.extra, self.closed, self.sure) = (extra, closed, sure);
        }
        written
    }

    fn push(&mut self, text: &str) -> bool {
        if text.is_empty() {
            return true;
        }
        self.text.push_str(text);
        !self.closed
    }

    fn repeat(&mut self, repetition: &Repetition) -> bool {
        let least = usize::try_from(repetition.min).unwrap_or(usize::MAX);
        let most = repetition.max.and_then(|max| usize::try_from(max).ok());
        let most = most.unwrap_or(usize::MAX);
        if least > MOST_CHARS {
            return false;
        }
        if let HirKind::Class(Class::Unicode(class)) = repetition.sub.kind() {
            return self.repeat_class(class, least, most);
        }
        for _ in 0..least {
            if !self.write(&repetition.sub) {
                return false;
            }
        }
        let mut times = least;
        while self.extra > 0 && times < most && times < MOST_CHARS {
            let before = self.text.len();
            if !self.attempt(&repetition.sub) || self.text.len() == before {
                break;
            }
            self.extra = self.extra.saturating_sub(self.text.len() - before);
            times += 1;
        }
        true
    }

    /// Writes characters of a class: a word if there is room.
    fn repeat_class(&mut self, class: &ClassUnicode, least: usize, most: usize) -> bool {
        let wanted = (least + self.extra).min(most).min(MOST_CHARS);
        let gap = self.fills && most > least && least + self.extra > 0;
        let written = |word: &String| word == "aws" && self.text.contains("aws");
        let word = if gap {
            self.words.by_ref().find(|word| !written(word))
        } else {
            None
        };
        let word = word.unwrap_or_default();
        let mut chars: Vec<char> = word.chars().filter_map(|c| in_class(class, c)).collect();
        chars.truncate(most);
        while chars.len() < wanted {
            let model = word.chars().cycle().nth(chars.len());
            let digit = "123456789012".chars().cycle().nth(chars.len());
            let filler = model.or(digit).unwrap_or('a');
            match pick(class, filler) {
                Some(c) => chars.push(c),
                None => return false,
            }
        }
        self.extra = self.extra.saturating_sub(chars.len().saturating_sub(least));
        let text: String = chars.into_iter().collect();
        self.push(&text)
    }
}

/// The character, or its other case, if the class contains it.
fn in_class(class: &ClassUnicode, c: char) -> Option<char> {
    let has = |c: &char| {
        let ranges = class.ranges().iter();
        ranges
            .clone()
            .any(|range| range.start() <= *c && *c <= range.end())
    };
    Some(c)
        .filter(has)
        .or(Some(c.to_ascii_uppercase()).filter(has))
}

/// A character of a class: the wanted one if possible, else the most readable.
fn pick(class: &ClassUnicode, wanted: char) -> Option<char> {
    let usual = [wanted, 'a', '1', '0', '-', '_', '/', '.', ' '];
    let usual = usual.into_iter().find_map(|c| in_class(class, c));
    let visible = || ('!'..='~').find(|c| in_class(class, *c) == Some(*c));
    let first = || class.ranges().first().map(ClassUnicodeRange::start);
    usual.or_else(visible).or_else(first)
}

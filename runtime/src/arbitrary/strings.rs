//! Generates strings: arbitrary ones, by length, for enums, and for patterns.

use super::Codec;
use super::pattern::Sampler;
use super::tree::RandomTree;
use crate::model::schema::{Kind, Schema};

/// Characters that are problematic in some formats, harmless ones first: without bytes, the first is chosen.
const ODD: &[char] = &[
    'a',
    'Z',
    '0',
    ' ',
    '"',
    '\\',
    '/',
    '<',
    '>',
    '&',
    '\'',
    '%',
    '+',
    '=',
    '.',
    '~',
    '_',
    ':',
    '#',
    '\t',
    '\r',
    '\n',
    '\0',
    '\u{1}',
    '\u{1f}',
    '\u{7f}',
    '\u{85}',
    '\u{a0}',
    'é',
    'ß',
    'İ',
    '\u{301}',
    '\u{200d}',
    '\u{2028}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{feff}',
    '\u{fffe}',
    '\u{ffff}',
    '😀',
    '\u{10ffff}',
];

/// Maximum number of attempts to match a pattern and a length.
const ATTEMPTS: usize = 6;

impl RandomTree<'_, '_> {
    /// A value of a string or enum; `distinction` makes it distinct from its siblings.
    pub(super) fn text(&mut self, schema: &Schema, distinction: Option<usize>) -> String {
        if let Kind::Enum(values) = schema.kind
            && !values.is_empty()
            && (self.is_valid() || !self.rarely(8))
        {
            let index = distinction.unwrap_or_else(|| self.pick(values.len()));
            return values
                .get(index % values.len())
                .copied()
                .unwrap_or_default()
                .to_owned();
        }
        if let Some(pattern) = schema.pattern.filter(|_| self.is_valid())
            && let Some(text) = self.text_of_pattern(schema, pattern, distinction)
        {
            return text;
        }
        let length = self.length(schema, u64::from(distinction.is_some()));
        let plain = self.pick(2) == 0;
        let text: String = (0..length).map(|_| self.character(plain)).collect();
        match distinction {
            Some(index) => distinguish(&text, index),
            None => text,
        }
    }

    /// A character.
    fn character(&mut self, plain: bool) -> char {
        let c = if plain {
            char::from(b'a' + u8::try_from(self.pick(26)).unwrap_or(0))
        } else {
            let index = self.pick(ODD.len());
            ODD.get(index).copied().unwrap_or('a')
        };
        if c == '\0' && self.options.codec == Codec::Xml {
            'a'
        } else {
            c
        }
    }

    /// A text that matches a pattern and has an allowed length, if one is found.
    fn text_of_pattern(
        &mut self,
        schema: &Schema,
        pattern: &'static str,
        distinction: Option<usize>,
    ) -> Option<String> {
        let sampler = Sampler::of(pattern)?;
        let (min, max) = schema
            .length
            .map_or((None, None), |length| (length.min, length.max));
        (0..ATTEMPTS).find_map(|attempt| {
            // Unbounded repetitions occur a few times, or as often as the length requires.
            let repeats = match attempt {
                0 => u64::try_from(self.pick(6)).unwrap_or(0),
                1 => 1,
                2 => min.unwrap_or(3),
                3 => 12,
                4 => max.unwrap_or(36).min(256),
                _ => 0,
            };
            let text = sampler.sample(self, u32::try_from(repeats).unwrap_or(0))?;
            let holds_nul = self.options.codec != Codec::Xml;
            let fits = |text: &String| {
                let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
                if !holds_nul && text.contains('\0') {
                    return false;
                }
                min.is_none_or(|min| length >= min)
                    && max.is_none_or(|max| length <= max)
                    && sampler.matches(text)
            };
            let longer = || format!("{text}a");
            distinction
                .and_then(|index| {
                    let texts = [text.clone(), longer()].map(|text| distinguish(&text, index));
                    texts.into_iter().find(fits)
                })
                .or_else(|| Some(text.clone()).filter(fits))
        })
    }
}

/// Replaces the last characters by a number in base 26.
fn distinguish(text: &str, number: usize) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut rest = number;
    for last in chars.iter_mut().rev() {
        *last = char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
        if rest == 0 {
            break;
        }
    }
    chars.into_iter().collect()
}

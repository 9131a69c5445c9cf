//! Generates texts that do or do not match a pattern in the model's syntax.

use std::collections::BTreeMap;
use std::sync::Mutex;

use regex_syntax::hir::{Class, Hir, HirKind};

/// A pattern of a model.
pub(crate) struct Pattern {
    engine: fancy_regex::Regex,
    /// The pattern without lookahead, for generating texts.
    plain: Option<Hir>,
    /// Generated texts.
    made: Mutex<Made>,
}

/// Texts by length bounds and number; `None` if none was found.
type Made = BTreeMap<((usize, usize), usize), Option<String>>;

/// Texts that few patterns match.
const OTHERS: [&str; 12] = [
    "",
    "\0",
    "\u{1}",
    "\n",
    " ",
    "!",
    "aws:a",
    "d-a",
    "\u{e000}a",
    "é",
    ".",
    "a",
];

impl Pattern {
    /// Reads a pattern.
    pub(crate) fn new(text: &str) -> Self {
        let plain = without_lookahead(text);
        let mut builder = fancy_regex::RegexBuilder::new(text);
        // Large Unicode classes need a higher size limit.
        let engine = builder.delegate_size_limit(1 << 27).build();
        Self {
            engine: engine.unwrap_or_else(|error| panic!("{text}: {error}")),
            plain: regex_syntax::parse(&plain).ok(),
            made: Mutex::default(),
        }
    }

    /// Returns true if a text matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.engine.is_match(text).unwrap()
    }

    /// A matching text of allowed length, if one was found.
    pub(crate) fn text(&self, bounds: (usize, usize)) -> Option<String> {
        self.text_of(bounds, 0)
    }

    /// A matching text; `number` makes texts distinct if the pattern permits.
    pub(crate) fn text_of(&self, bounds: (usize, usize), number: usize) -> Option<String> {
        let mut made = self.made.lock().unwrap();
        let made = made.entry((bounds, number));
        made.or_insert_with(|| self.make(bounds, number)).clone()
    }

    fn make(&self, (min, max): (usize, usize), number: usize) -> Option<String> {
        let repeats = [3, 1, 0, min, 12, 30, 60, max.min(300), 2, 4, 8, 10];
        let choices = repeats
            .iter()
            .flat_map(|&repeats| (0..4).map(move |branch| (repeats, branch)));
        choices.into_iter().find_map(|(repeats, branch)| {
            let mut maker = Maker {
                repeats,
                branch,
                number,
                ..Maker::default()
            };
            let mut text = String::new();
            maker.push(self.plain.as_ref()?, &mut text)?;
            let length = text.chars().count();
            ((min..=max).contains(&length) && self.matches(&text)).then_some(text)
        })
    }

    /// A non-matching text of allowed length, if one was found.
    pub(crate) fn other(&self, (min, max): (usize, usize)) -> Option<String> {
        let inside = self.text((min, max)).unwrap_or_default();
        let others = OTHERS.iter().flat_map(|&other| {
            let filled = other.repeat(min.div_ceil(other.chars().count().max(1)));
            [
                other.to_owned(),
                format!("{inside}{other}"),
                format!("{other}{inside}"),
                filled,
            ]
        });
        let fits =
            |text: &String| (min..=max).contains(&text.chars().count()) && !self.matches(text);
        others.into_iter().find(fits)
    }

    /// A text of exact length, matching if possible.
    pub(crate) fn text_of_length(&self, length: usize) -> Option<String> {
        let exact = self.text((length, length));
        exact.or_else(|| {
            // A matching text may still match when its last character is repeated.
            let short = self.text((1, length))?;
            let last = short.chars().last()?;
            let more = length - short.chars().count();
            let text: String = short
                .chars()
                .chain(std::iter::repeat_n(last, more))
                .collect();
            self.matches(&text).then_some(text)
        })
    }
}

/// A pattern without its groups that look ahead.
fn without_lookahead(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = ["(?!", "(?="]
        .iter()
        .filter_map(|group| rest.find(group))
        .min()
    {
        plain.push_str(&rest[..start]);
        let mut depth = 0;
        let end = rest[start..].char_indices().find_map(|(index, c)| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            (depth == 0).then_some(start + index + 1)
        });
        rest = &rest[end.unwrap()..];
    }
    plain + rest
}

/// Generates a text that matches a pattern.
#[derive(Default)]
struct Maker {
    /// Number of repetitions, where variable.
    repeats: usize,
    /// Index of the alternative.
    branch: usize,
    number: usize,
    /// Preferred characters of each class, by position.
    usual: BTreeMap<usize, Vec<char>>,
}

impl Maker {
    fn push(&mut self, hir: &Hir, to: &mut String) -> Option<()> {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => to.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => to.push(self.character(class)?),
            HirKind::Repetition(repetition) => {
                let min = usize::try_from(repetition.min).ok()?;
                let max = repetition
                    .max
                    .map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
                for _ in 0..self.repeats.clamp(min, max) {
                    self.push(&repetition.sub, to)?;
                }
            }
            HirKind::Capture(capture) => self.push(&capture.sub, to)?,
            HirKind::Concat(parts) => {
                for part in parts {
                    self.push(part, to)?;
                }
            }
            HirKind::Alternation(parts) => self.push(parts.get(self.branch % parts.len())?, to)?,
        }
        Some(())
    }

    /// A character of a class: preferably a letter or digit, varied while `number` lasts.
    fn character(&mut self, class: &Class) -> Option<char> {
        let place = std::ptr::from_ref(class).addr();
        let usual = self.usual.entry(place).or_insert_with(|| usual(class));
        let count = usual.len();
        let index = self.number.checked_rem(count)?;
        self.number /= count;
        usual.get(index).copied()
    }
}

/// The letters and digits of a class, or else its first other character.
fn usual(class: &Class) -> Vec<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => {
            let ranges = class.ranges().iter();
            ranges.map(|range| (range.start(), range.end())).collect()
        }
        Class::Bytes(class) => {
            let ranges = class.ranges().iter();
            ranges
                .map(|range| (char::from(range.start()), char::from(range.end())))
                .collect()
        }
    };
    let holds = |c: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&c));
    let letters = ('a'..='z').chain('A'..='Z').chain('0'..='9');
    let usual: Vec<char> = letters.filter(holds).collect();
    if usual.is_empty() {
        (' '..='\u{ff}').find(holds).into_iter().collect()
    } else {
        usual
    }
}

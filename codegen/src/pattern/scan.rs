//! Scans patterns outside of character classes.

use super::class::read_class;
use super::escape::{Escape, push_literal, read_escape};
use super::input::Input;

/// Maximum nesting of groups: regex engines recurse over them.
const MAX_DEPTH: usize = 50;

/// The translation of `.`, which excludes other line ends in Rust.
const DOT: &str = r"[^\n\r\u{2028}\u{2029}]";

/// Openings of lookaround groups.
const LOOKS: [&str; 4] = ["?=", "?!", "?<=", "?<!"];

/// A translation in progress.
pub(super) struct Scan {
    /// The translated pattern.
    pub(super) text: String,
    /// True if it needs a backtracking engine.
    pub(super) fancy: bool,
    /// Open groups; true for lookaround groups, which are zero-width.
    open: Vec<bool>,
    /// True if the last item is a zero-width group.
    assertion: bool,
    /// True if `.` also matches line ends.
    dot_all: bool,
    /// Maximum repetition count.
    most: u32,
}

impl Scan {
    /// Translates a pattern; the error is the reason of a failure.
    pub(super) fn run(model: &str, most: u32) -> Result<Self, String> {
        let mut scan = Self {
            text: String::with_capacity(model.len() * 2),
            fancy: false,
            open: Vec::new(),
            assertion: false,
            dot_all: false,
            most,
        };
        let mut input = Input::new(model);
        while let Some(c) = input.take() {
            let assertion = std::mem::take(&mut scan.assertion);
            match c {
                '\\' => scan.escape(&mut input)?,
                '[' => read_class(&mut input, &mut scan.text)?,
                '(' => scan.group(&mut input)?,
                ')' => {
                    scan.assertion = scan.open.pop().unwrap_or(false);
                    scan.text.push(c);
                }
                '{' => scan.braces(&mut input, assertion),
                '*' | '+' | '?' => scan.quantifier(c, &mut input, assertion),
                '.' if !scan.dot_all => scan.text.push_str(DOT),
                ']' | '}' => {
                    scan.text.push('\\');
                    scan.text.push(c);
                }
                _ => scan.text.push(c),
            }
        }
        if scan.fancy {
            // `fancy-regex` only supports Unicode word boundaries.
            scan.text = scan
                .text
                .replace(r"(?-u:\b)", r"\b")
                .replace(r"(?-u:\B)", r"\B");
        }
        Ok(scan)
    }

    /// Translates an escape.
    fn escape(&mut self, input: &mut Input<'_>) -> Result<(), String> {
        match read_escape(input)? {
            Escape::Char(c) => push_literal(&mut self.text, c),
            Escape::Set(set) => {
                self.text.push('[');
                self.text.push_str(&set);
                self.text.push(']');
            }
            Escape::Assertion(text) => self.text.push_str(text),
            Escape::Back(text) => {
                self.fancy = true;
                self.text.push_str(&text);
            }
            Escape::Half(half) => {
                return Err(format!("`\\u{half:04X}` is half of a character"));
            }
        }
        Ok(())
    }

    /// Translates the opening of a group.
    fn group(&mut self, input: &mut Input<'_>) -> Result<(), String> {
        if self.open.len() == MAX_DEPTH {
            return Err(format!("its groups nest deeper than {MAX_DEPTH}"));
        }
        self.text.push('(');
        if let Some(look) = LOOKS.into_iter().find(|look| input.skip(look)) {
            self.fancy = true;
            self.text.push_str(look);
            self.open.push(true);
            return Ok(());
        }
        self.open.push(false);
        if input.skip("?>") {
            self.fancy = true;
            self.text.push_str("?>");
        } else if input.skip("?") {
            self.text.push('?');
            let flags = input.take_while(8, |c| c.is_ascii_alphabetic() || c == '-');
            self.text.push_str(flags);
            let set = flags.split('-').next().unwrap_or_default();
            self.dot_all |= set.contains('s') && !input.rest().starts_with('<');
            if let Some(end) = input.take() {
                self.text.push(end);
                if end == ')' {
                    self.open.pop();
                }
            }
        }
        Ok(())
    }

    /// Translates a counted repetition; braces without a number are literal.
    fn braces(&mut self, input: &mut Input<'_>, assertion: bool) {
        let Some((least, most)) = read_counts(input) else {
            self.text.push_str(r"\{");
            return;
        };
        if assertion && least > 0 {
            return;
        }
        let exact = most == Some(least);
        let least = least.min(self.most);
        let repeat = match most {
            Some(most) if most > self.most => format!("{{{least},}}"),
            Some(_) if exact => format!("{{{least}}}"),
            Some(most) => format!("{{{least},{most}}}"),
            None => format!("{{{least},}}"),
        };
        self.text.push_str(&repeat);
    }

    /// Translates a quantifier. On a zero-width group it is dropped, as engines reject it and it has no effect.
    fn quantifier(&mut self, c: char, input: &mut Input<'_>, assertion: bool) {
        if assertion && c == '+' {
            return;
        }
        self.text.push(c);
        if input.skip("+") {
            self.fancy = true;
            self.text.push('+');
        }
    }
}

/// Reads `m}`, `m,}` or `m,n}` after an opening brace; otherwise consumes nothing.
fn read_counts(input: &mut Input<'_>) -> Option<(u32, Option<u32>)> {
    let (counts, _) = input.rest().split_once('}')?;
    let (least, most) = match counts.split_once(',') {
        Some((least, "")) => (least, None),
        Some((least, most)) => (least, Some(most)),
        None => (counts, Some(counts)),
    };
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().unwrap_or(u32::MAX))
    };
    let least = number(least)?;
    let most = match most {
        Some(most) => Some(number(most)?),
        None => None,
    };
    input.skip(counts);
    input.skip("}");
    Some((least, most))
}

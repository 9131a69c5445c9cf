//! JSON text to a tree of any kind, with the place of every value and all digits of its numbers.
//!
//! A [`Builder`] says what the nodes of the tree are: this crate's own keep places, the generator's borrow from the
//! text.
//!
//! **Invariants**
//! - Numbers keep their text, and keys their order, doubles included.
//! - Depth is limited, so a walk over a tree may recurse.
//!
//! <https://www.rfc-editor.org/rfc/rfc8259>

use std::borrow::Cow;
use std::ops::Range;

use crate::model::Number;
use crate::syntax::string_value;

/// A value that holds no other.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, borrowed where it has no escapes.
    Text(Cow<'a, str>),
}

/// An entry of an object: its key, the place of the key in bytes, and its value.
pub type Entry<'a, N> = (Cow<'a, str>, Range<usize>, N);

/// Makes the nodes of a tree; places are ranges of bytes in the text.
pub trait Builder<'a> {
    /// A node.
    type Node;

    /// Makes the node of a value that holds no other.
    fn scalar(&self, value: Scalar<'a>, at: Range<usize>) -> Self::Node;

    /// Makes the node of an array.
    fn array(&self, items: Vec<Self::Node>, at: Range<usize>) -> Self::Node;

    /// Makes the node of an object that has `depth` arrays and objects open, itself included.
    fn object(
        &self,
        entries: Vec<Entry<'a, Self::Node>>,
        at: Range<usize>,
        depth: usize,
    ) -> Self::Node;
}

/// A text that is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The expected and the found token.
    pub message: String,
    /// The place where reading stopped, in bytes.
    pub at: Range<usize>,
}

/// Parses a text whose arrays and objects nest at most `max_depth` deep; a byte order mark is skipped.
///
/// # Errors
///
/// The text is not JSON, or nests deeper.
///
/// ```
/// use std::borrow::Cow;
/// use std::ops::Range;
///
/// use sansmith_smithy::json::{Builder, Entry, Scalar, parse};
///
/// /// Adds up the digits of all numbers.
/// struct Digits;
///
/// impl<'a> Builder<'a> for Digits {
///     type Node = usize;
///
///     fn scalar(&self, value: Scalar<'a>, _: Range<usize>) -> usize {
///         let Scalar::Number(number) = value else { return 0 };
///         number.as_str().bytes().filter(u8::is_ascii_digit).count()
///     }
///
///     fn array(&self, items: Vec<usize>, _: Range<usize>) -> usize {
///         items.into_iter().sum()
///     }
///
///     fn object(&self, entries: Vec<Entry<'a, usize>>, _: Range<usize>, _: usize) -> usize {
///         entries.into_iter().map(|(_, _, digits)| digits).sum()
///     }
/// }
///
/// assert_eq!(parse(r#"{"a": [1.50, 12345678901234567890]}"#, 128, &Digits), Ok(23));
/// assert_eq!(parse("[1 2]", 128, &Digits).unwrap_err().at.start, 3);
/// ```
pub fn parse<'a, B: Builder<'a>>(
    text: &'a str,
    max_depth: usize,
    builder: &B,
) -> Result<B::Node, Fault> {
    let mut parser = Parser {
        text,
        position: text.len() - text.trim_start_matches('\u{feff}').len(),
        depth: 0,
        max_depth,
        builder,
    };
    parser.skip_space();
    let node = parser.value()?;
    parser.skip_space();
    if parser.position < text.len() {
        return Err(parser.fault("expected the end of the file"));
    }
    Ok(node)
}

struct Parser<'a, 'b, B> {
    text: &'a str,
    position: usize,
    /// The number of arrays and objects that are open.
    depth: usize,
    max_depth: usize,
    builder: &'b B,
}

impl<'a, B: Builder<'a>> Parser<'a, '_, B> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn rest(&self) -> &'a [u8] {
        let bytes = self.text.as_bytes();
        bytes.get(self.position..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let space = self.rest().iter();
        self.position += space
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
            .count();
    }

    fn fault(&self, message: &str) -> Fault {
        let found = self.text.get(self.position..).unwrap_or_default();
        let found = match found.chars().next() {
            Some(found) => format!("`{}`", found.escape_debug()),
            None => "the end of the file".to_owned(),
        };
        self.fault_at(format!("{message}, found {found}"), self.position)
    }

    fn fault_at(&self, message: String, start: usize) -> Fault {
        let at = start..self.position;
        Fault { message, at }
    }

    fn value(&mut self) -> Result<B::Node, Fault> {
        let start = self.position;
        let scalar = match self.peek() {
            Some(b'{') => return self.object(),
            Some(b'[') => return self.array(),
            Some(b'"') => Scalar::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(self.builder.scalar(scalar, start..self.position))
    }

    fn word(&mut self) -> Result<Scalar<'a>, Fault> {
        let words = [
            ("true", Scalar::Bool(true)),
            ("false", Scalar::Bool(false)),
            ("null", Scalar::Null),
        ];
        for (word, value) in words {
            if self.rest().starts_with(word.as_bytes()) {
                self.position += word.len();
                return Ok(value);
            }
        }
        Err(self.fault("expected a value"))
    }

    fn number(&mut self) -> Result<Scalar<'a>, Fault> {
        let start = self.position;
        let count = self.rest().iter().take_while(|byte| {
            byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
        });
        let end = start + count.count();
        let text = self.text.get(start..end).unwrap_or_default();
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let padded =
            unsigned.starts_with('0') && unsigned.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        match Number::parse(text).filter(|_| !padded) {
            Some(number) => {
                self.position = end;
                Ok(Scalar::Number(number))
            }
            None => Err(self.fault("expected a number")),
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let start = self.position;
        self.position += 1;
        loop {
            let run = self.rest().iter();
            self.position += run
                .take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f))
                .count();
            match self.rest() {
                [b'"', ..] => break,
                [
                    b'\\',
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u',
                    ..,
                ] => {
                    self.position += 2;
                }
                [b'\\', _, ..] => return Err(self.fault("expected an escape of JSON")),
                _ => return Err(self.fault("expected the rest of a string")),
            }
        }
        self.position += 1;
        let lexeme = self.text.get(start..self.position).unwrap_or_default();
        string_value(lexeme).map_err(|error| self.fault_at(error.to_string(), start))
    }

    /// Moves past an opening bracket and white space.
    fn open(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > self.max_depth {
            let message = format!("arrays and objects nest more than {} deep", self.max_depth);
            return Err(self.fault_at(message, self.position));
        }
        self.position += 1;
        self.skip_space();
        Ok(())
    }

    /// Moves past a comma or the closing bracket, and white space; false at the end.
    fn more(&mut self, close: u8) -> Result<bool, Fault> {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                self.position += 1;
                self.skip_space();
                if self.peek() == Some(close) {
                    return Err(self.fault_at("trailing comma".to_owned(), self.position));
                }
                Ok(true)
            }
            Some(found) if found == close => {
                self.position += 1;
                self.depth -= 1;
                Ok(false)
            }
            _ => Err(self.fault(if close == b']' {
                "expected `,` or `]`"
            } else {
                "expected `,` or `}`"
            })),
        }
    }

    /// Moves past the closing bracket of an empty array or object.
    fn empty(&mut self, close: u8) -> bool {
        let empty = self.peek() == Some(close);
        if empty {
            self.position += 1;
            self.depth -= 1;
        }
        empty
    }

    fn array(&mut self) -> Result<B::Node, Fault> {
        let start = self.position;
        self.open()?;
        let mut items = Vec::new();
        if !self.empty(b']') {
            loop {
                items.push(self.value()?);
                if !self.more(b']')? {
                    break;
                }
            }
        }
        Ok(self.builder.array(items, start..self.position))
    }

    fn object(&mut self) -> Result<B::Node, Fault> {
        let start = self.position;
        self.open()?;
        let depth = self.depth;
        let mut entries = Vec::new();
        if !self.empty(b'}') {
            loop {
                entries.push(self.entry()?);
                if !self.more(b'}')? {
                    break;
                }
            }
        }
        Ok(self.builder.object(entries, start..self.position, depth))
    }

    fn entry(&mut self) -> Result<Entry<'a, B::Node>, Fault> {
        let start = self.position;
        if self.peek() != Some(b'"') {
            return Err(self.fault("expected a key"));
        }
        let key = self.string()?;
        let key_at = start..self.position;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.fault("expected `:`"));
        }
        self.position += 1;
        self.skip_space();
        Ok((key, key_at, self.value()?))
    }
}

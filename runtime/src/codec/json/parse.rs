//! Parses JSON to a tape, in one pass and without recursion.
//!
//! **Invariants**
//! - Everything that RFC 8259 forbids is an error here, so later code can rely on well-formed numbers and escapes.

use super::{escape, scan};
use crate::codec::tape::{Entry, Span, Tape};
use crate::types::error::{Error, ErrorKind};
use crate::types::text::BYTE_ORDER_MARK;

/// Parses a single JSON value to an empty tape. In lax mode, a byte order mark and lone surrogates are accepted.
pub(crate) fn parse<'a>(message: &'a [u8], tape: &mut Tape<'a>, is_lax: bool) -> Result<(), Error> {
    let text = std::str::from_utf8(message)
        .map_err(|error| Error::new(ErrorKind::InvalidUtf8).at_offset(error.valid_up_to()))?;
    tape.over(text)?;
    let mut parser = Parser {
        text,
        bytes: message,
        tape,
        is_lax,
        fault: None,
    };
    let start = if is_lax && text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len_utf8()
    } else {
        0
    };
    if parser.document(start).is_some() {
        return Ok(());
    }
    let expected = "a value";
    let (at, kind) = parser.fault.unwrap_or((0, ErrorKind::Syntax { expected }));
    Err(Error::new(kind).at_offset(at))
}

/// Parser state.
///
/// Each step takes and returns an offset, to keep it in a register; `None` means an error, which is stored with its
/// offset.
struct Parser<'t, 'a> {
    text: &'a str,
    bytes: &'a [u8],
    tape: &'t mut Tape<'a>,
    is_lax: bool,
    fault: Option<(usize, ErrorKind)>,
}

impl Parser<'_, '_> {
    /// Parses one value with its contents, and rejects trailing text.
    fn document(&mut self, start: usize) -> Option<()> {
        let mut at = start;
        loop {
            at = self.token(at);
            at = match self.byte(at) {
                b'"' => self.string(at + 1)?,
                b'{' => {
                    let opened = self.tape.open_map(at);
                    self.check(at, opened)?;
                    at = self.token(at + 1);
                    if self.byte(at) != b'}' {
                        at = self.key(at)?;
                        continue;
                    }
                    self.tape.close();
                    at + 1
                }
                b'[' => {
                    let opened = self.tape.open_list(at);
                    self.check(at, opened)?;
                    at = self.token(at + 1);
                    if self.byte(at) != b']' {
                        continue;
                    }
                    self.tape.close();
                    at + 1
                }
                b'-' | b'0'..=b'9' => self.number(at)?,
                b't' => self.word(at, "true", Entry::Boolean(true))?,
                b'f' => self.word(at, "false", Entry::Boolean(false))?,
                b'n' => self.word(at, "null", Entry::Null)?,
                _ => return self.fail(at, "a value"),
            };
            let (after, more) = self.follows(at)?;
            if !more {
                return self.end(after);
            }
            at = after;
        }
    }

    /// After a value: closes finished containers; returns true if another value follows.
    #[inline]
    fn follows(&mut self, mut at: usize) -> Option<(usize, bool)> {
        while let Some(in_map) = self.tape.inside() {
            self.tape.count();
            at = self.token(at);
            match (self.byte(at), in_map) {
                (b',', false) => return Some((at + 1, true)),
                (b',', true) => {
                    let key = self.token(at + 1);
                    return Some((self.key(key)?, true));
                }
                (b'}', true) | (b']', false) => self.tape.close(),
                (_, true) => return self.fail(at, "`,` or `}`"),
                (_, false) => return self.fail(at, "`,` or `]`"),
            }
            at += 1;
        }
        Some((at, false))
    }

    /// Rejects trailing text.
    fn end(&mut self, at: usize) -> Option<()> {
        let at = self.token(at);
        if at < self.bytes.len() {
            return self.fail(at, "the end of the text");
        }
        Some(())
    }

    /// The byte at an offset; zero, which starts no token, past the end.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    /// The offset of the next byte that is not white space.
    #[inline]
    fn token(&self, mut at: usize) -> usize {
        while let b' ' | b'\n' | b'\r' | b'\t' = self.byte(at) {
            at += 1;
        }
        at
    }

    /// Stores an error of the tape.
    #[inline]
    fn check(&mut self, at: usize, result: Result<(), ErrorKind>) -> Option<()> {
        match result {
            Ok(()) => Some(()),
            Err(kind) => {
                self.fault = Some((at, kind));
                None
            }
        }
    }

    /// Parses a key and its colon.
    #[inline]
    fn key(&mut self, at: usize) -> Option<usize> {
        if self.byte(at) != b'"' {
            return self.fail(at, "a key");
        }
        let after = self.string(at + 1)?;
        let colon = self.token(after);
        if self.byte(colon) != b':' {
            return self.fail(colon, "`:`");
        }
        Some(colon + 1)
    }

    /// Parses a string after its opening quote.
    #[inline]
    fn string(&mut self, start: usize) -> Option<usize> {
        let end = start + scan::plain(self.bytes.get(start..)?);
        if self.byte(end) == b'"' {
            self.tape.push(Entry::Text(span(start, end)));
            Some(end + 1)
        } else {
            self.escaped(start, end)
        }
    }

    /// Parses the rest of a string from its first special character.
    #[cold]
    fn escaped(&mut self, start: usize, mut at: usize) -> Option<usize> {
        let mut entry: fn(Span) -> Entry = Entry::Escaped;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => {
                    self.tape.push(entry(span(start, at)));
                    return Some(at + 1);
                }
                Some(b'\\') => {
                    let escape = self.text.get(at + 1..)?;
                    let after = if let Some((_, after)) = escape::character(escape) {
                        after
                    } else if let Some(after) = escape::lone(escape).filter(|_| self.is_lax) {
                        entry = Entry::Broken;
                        after
                    } else {
                        return self.fail(at, "an escape");
                    };
                    at = self.bytes.len() - after.len();
                }
                Some(_) => return self.fail(at, "no control character in text"),
                None => return self.fail(at, "`\"`"),
            }
            at += scan::plain(self.bytes.get(at..)?);
        }
    }

    /// Parses a number.
    #[inline]
    fn number(&mut self, start: usize) -> Option<usize> {
        let mut at = start + usize::from(self.byte(start) == b'-');
        at = match self.byte(at) {
            b'0' => at + 1,
            _ => self.digits(at)?,
        };
        if self.byte(at) == b'.' {
            at = self.digits(at + 1)?;
        }
        if let b'e' | b'E' = self.byte(at) {
            at += 1;
            at += usize::from(matches!(self.byte(at), b'+' | b'-'));
            at = self.digits(at)?;
        }
        self.tape.push(Entry::Number(span(start, at)));
        Some(at)
    }

    /// Skips one or more digits.
    #[inline]
    fn digits(&mut self, start: usize) -> Option<usize> {
        let mut at = start;
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        if at == start {
            self.fail(at, "a digit")
        } else {
            Some(at)
        }
    }

    /// Parses `true`, `false` or `null`.
    #[inline]
    fn word(&mut self, at: usize, word: &'static str, entry: Entry) -> Option<usize> {
        let end = at + word.len();
        if self.bytes.get(at..end) != Some(word.as_bytes()) {
            return self.fail(at, "a value");
        }
        self.tape.push(entry);
        Some(end)
    }

    /// Stores a syntax error.
    #[cold]
    fn fail<T>(&mut self, at: usize, expected: &'static str) -> Option<T> {
        self.fault = Some((at, ErrorKind::Syntax { expected }));
        None
    }
}

/// The span between two places.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a tape takes no text whose offsets have more than 32 bits"
)]
const fn span(start: usize, end: usize) -> Span {
    Span {
        start: start as u32,
        end: end as u32,
    }
}

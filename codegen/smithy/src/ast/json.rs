//! Parses JSON to nodes with locations.
//!
//! **Invariants**
//! - Numbers keep their text.
//! - The last duplicate key applies, except that objects at depth two, which hold the shapes of a model, keep both.
//!
//! <https://www.rfc-editor.org/rfc/rfc8259>

use indexmap::IndexMap;

use crate::files::{FileId, Location};
use crate::model::{Entry, Node, Number, Object, ObjectBuilder, Value};
use crate::syntax::string_value;

/// Maximum number of open arrays and objects.
const MAX_DEPTH: usize = 512;

/// The depth of the object that holds the shapes of a model.
const SHAPES_DEPTH: usize = 2;

/// A text that is not JSON.
pub(super) struct NotJson {
    pub(super) message: String,
    pub(super) at: Location,
}

/// Parses a text.
pub(super) fn parse(file: FileId, text: &str) -> Result<Node, NotJson> {
    let mut parser = Parser {
        file,
        text,
        position: text.len() - text.trim_start_matches('\u{feff}').len(),
        depth: 0,
    };
    parser.skip_space();
    let node = parser.value()?;
    parser.skip_space();
    if parser.position < text.len() {
        return Err(parser.fault("expected the end of the file"));
    }
    Ok(node)
}

struct Parser<'a> {
    file: FileId,
    text: &'a str,
    position: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text
            .as_bytes()
            .get(self.position..)
            .unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let space = self.rest().iter();
        self.position += space
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
            .count();
    }

    fn fault(&self, message: &str) -> NotJson {
        let found = self.text.get(self.position..).unwrap_or_default();
        let found = match found.chars().next() {
            Some(found) => format!("`{}`", found.escape_debug()),
            None => "the end of the file".to_owned(),
        };
        NotJson {
            message: format!("not JSON: {message}, found {found}"),
            at: self.since(self.position),
        }
    }

    fn since(&self, start: usize) -> Location {
        let offset = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Location {
            file: self.file,
            start: offset(start),
            end: offset(self.position),
        }
    }

    fn value(&mut self) -> Result<Node, NotJson> {
        let start = self.position;
        let value = match self.peek() {
            Some(b'{') => self.object()?,
            Some(b'[') => self.array()?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node::new(value, self.since(start)))
    }

    fn word(&mut self) -> Result<Value, NotJson> {
        let words = [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ];
        for (word, value) in words {
            if self.rest().starts_with(word.as_bytes()) {
                self.position += word.len();
                return Ok(value);
            }
        }
        Err(self.fault("expected a value"))
    }

    fn number(&mut self) -> Result<Value, NotJson> {
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
                Ok(Value::Number(number))
            }
            None => Err(self.fault("expected a number")),
        }
    }

    fn string(&mut self) -> Result<String, NotJson> {
        let start = self.position;
        self.position += 1;
        loop {
            let run = self.rest().iter();
            self.position += run
                .take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f))
                .count();
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') if self.rest().len() > 1 => self.position += 2,
                _ => return Err(self.fault("expected the rest of a string")),
            }
        }
        self.position += 1;
        let lexeme = self.text.get(start..self.position).unwrap_or_default();
        match string_value(lexeme) {
            Ok(text) => Ok(text.into_owned()),
            Err(error) => Err(NotJson {
                message: format!("not JSON: {error}"),
                at: self.since(start),
            }),
        }
    }

    /// Moves past an opening bracket and white space.
    fn open(&mut self) -> Result<(), NotJson> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(NotJson {
                message: format!("arrays and objects nest more than {MAX_DEPTH} deep"),
                at: self.since(self.position),
            });
        }
        self.position += 1;
        self.skip_space();
        Ok(())
    }

    /// Moves past a comma or the closing bracket, and white space; false at the end.
    fn more(&mut self, close: u8) -> Result<bool, NotJson> {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                self.position += 1;
                self.skip_space();
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

    fn array(&mut self) -> Result<Value, NotJson> {
        self.open()?;
        let mut items = Vec::new();
        if self.empty(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            if !self.more(b']')? {
                return Ok(Value::Array(items));
            }
        }
    }

    fn object(&mut self) -> Result<Value, NotJson> {
        self.open()?;
        let keep = self.depth == SHAPES_DEPTH;
        let mut object = ObjectBuilder::new();
        let mut doubled = Vec::new();
        if self.empty(b'}') {
            return Ok(Value::Object(object.finish()));
        }
        loop {
            let start = self.position;
            if self.peek() != Some(b'"') {
                return Err(self.fault("expected a key"));
            }
            let key = self.string()?;
            let key_at = self.since(start);
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.fault("expected `:`"));
            }
            self.position += 1;
            self.skip_space();
            let node = self.value()?;
            let entry = Entry { key, key_at, node };
            if let Err(entry) = object.add(entry) {
                doubled.push(entry);
            }
            if !self.more(b'}')? {
                let object = object.finish();
                return Ok(Value::Object(with_doubled(object, doubled, keep)));
            }
        }
    }
}

/// Resolves duplicate keys: appends them, or replaces the first ones.
fn with_doubled(mut object: Object, doubled: Vec<Entry>, keep: bool) -> Object {
    if doubled.is_empty() {
        return object;
    }
    if keep {
        for entry in doubled {
            object.push(entry);
        }
        return object;
    }
    let mut last: IndexMap<String, Entry> = IndexMap::new();
    for entry in object.into_iter().chain(doubled) {
        last.insert(entry.key.clone(), entry);
    }
    let mut object = Object::new();
    for (_, entry) in last {
        object.push(entry);
    }
    object
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::files::FileId;
    use crate::model::{Node, Value};

    fn read(text: &str) -> Result<Node, String> {
        parse(FileId(0), text).map_err(|fault| format!("{}: {}", fault.at.start, fault.message))
    }

    #[test]
    fn values_keep_their_text_and_place() {
        let node = read(" {\"a\": [1.50, -0, true, null, \"\\u00e9\\ud83d\\ude00\"]}\n").unwrap();
        let items = node.get("a").and_then(Node::as_array).unwrap();
        let starts: Vec<u32> = items.iter().map(|item| item.at.start).collect();
        assert_eq!(starts, [8, 14, 18, 24, 30]);
        let number = items.first().and_then(Node::as_number).unwrap();
        assert_eq!(number.as_str(), "1.50");
        assert_eq!(items.last().and_then(Node::as_str), Some("é😀"));
    }

    #[test]
    fn the_last_of_a_doubled_key_counts_in_its_first_place() {
        let node = read(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
        let Value::Object(object) = node.value else {
            return assert_eq!(node.type_name(), "object");
        };
        let keys: Vec<&str> = object.keys().collect();
        assert_eq!(keys, ["a", "b"]);
        let number = object.get("a").and_then(Node::as_number).unwrap();
        assert_eq!(number.as_str(), "3");
    }

    #[test]
    fn faults_have_a_place() {
        let faults = [
            (
                "",
                "0: not JSON: expected a value, found the end of the file",
            ),
            ("[1 2]", "3: not JSON: expected `,` or `]`, found `2`"),
            ("{a: 1}", "1: not JSON: expected a key, found `a`"),
            ("[01]", "1: not JSON: expected a number, found `0`"),
            (
                "[\"a\nb\"]",
                "3: not JSON: expected the rest of a string, found `\\n`",
            ),
            (
                "1 2",
                "2: not JSON: expected the end of the file, found `2`",
            ),
        ];
        for (text, fault) in faults {
            assert_eq!(read(text).unwrap_err(), fault);
        }
    }

    #[test]
    fn depth_is_limited() {
        assert!(read(&"[".repeat(100_000)).is_err());
        let deep = "[".repeat(512) + &"]".repeat(512);
        assert!(read(&deep).is_ok());
    }
}

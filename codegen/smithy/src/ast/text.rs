//! JSON as indented text.

use std::fmt::Write;

use crate::model::{Node, Value};

/// A node as JSON without spaces.
pub(crate) fn compact(node: &Node) -> String {
    let mut text = Text::new();
    text.compact(node);
    text.out
}

/// JSON text under construction.
pub(super) struct Text {
    out: String,
    depth: usize,
    /// True until the open array or object has an entry.
    empty: bool,
}

impl Text {
    pub(super) fn new() -> Self {
        Self {
            out: String::new(),
            depth: 0,
            empty: true,
        }
    }

    pub(super) fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.empty = true;
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.empty {
            self.line();
        }
        self.out.push(bracket);
        self.empty = false;
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.depth {
            self.out.push_str("    ");
        }
    }

    /// Begins an element of an array.
    pub(super) fn item(&mut self) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.line();
    }

    /// Begins an entry of an object.
    pub(super) fn key(&mut self, key: &str) {
        self.item();
        self.string(key);
        self.out.push_str(": ");
    }

    pub(super) fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some(index) = rest.find(|c: char| c < ' ' || c == '"' || c == '\\') {
            let (plain, special) = rest.split_at(index);
            self.out.push_str(plain);
            let mut characters = special.chars();
            if let Some(special) = characters.next() {
                self.escape(special);
            }
            rest = characters.as_str();
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    fn escape(&mut self, special: char) {
        match special {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            _ => {
                let code = u32::from(special);
                // Writing to a string cannot fail.
                let _ = write!(self.out, "\\u{code:04x}");
            }
        }
    }

    pub(super) fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(number) => self.out.push_str(number.as_str()),
            Value::String(text) => self.string(text),
            Value::Array(items) => {
                self.open('[');
                for item in items {
                    self.item();
                    self.node(item);
                }
                self.close(']');
            }
            Value::Object(object) => {
                self.open('{');
                for entry in object {
                    self.key(&entry.key);
                    self.node(&entry.node);
                }
                self.close('}');
            }
        }
    }

    fn compact(&mut self, node: &Node) {
        match &node.value {
            Value::Array(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.compact(item);
                }
                self.out.push(']');
            }
            Value::Object(object) => {
                self.out.push('{');
                for (index, entry) in object.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.string(&entry.key);
                    self.out.push(':');
                    self.compact(&entry.node);
                }
                self.out.push('}');
            }
            _ => self.node(node),
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }
}

//! The text of a pattern, read character by character.

/// The unread characters of a pattern.
#[derive(Clone)]
pub(super) struct Input<'a>(std::str::Chars<'a>);

impl<'a> Input<'a> {
    /// Input from a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.chars())
    }

    /// The next character.
    pub(super) fn take(&mut self) -> Option<char> {
        self.0.next()
    }

    /// The unread text.
    pub(super) fn rest(&self) -> &'a str {
        self.0.as_str()
    }

    /// Consumes a prefix, if present.
    pub(super) fn skip(&mut self, prefix: &str) -> bool {
        let rest = self.rest().strip_prefix(prefix);
        if let Some(rest) = rest {
            self.0 = rest.chars();
        }
        rest.is_some()
    }

    /// Consumes characters while `holds`, at most `most`.
    pub(super) fn take_while(&mut self, most: usize, holds: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest
            .chars()
            .take(most)
            .take_while(|c| holds(*c))
            .map(char::len_utf8)
            .sum();
        let (taken, rest) = rest.split_at(length);
        self.0 = rest.chars();
        taken
    }
}

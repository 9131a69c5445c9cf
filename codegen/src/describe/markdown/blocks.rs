//! Assembles paragraphs, lists and notes, line by line.

use super::inline::{code, escape_start, is_unfit, push_text};

/// Maximum nesting of lists and notes; deeper ones are flattened into their parent.
const MAX_DEPTH: usize = 8;

/// An open block.
enum Container {
    /// A note, with its introductory word.
    Note(&'static str),
    /// A list; true if numbered.
    List(bool),
    /// A list item with its marker; true until something was written.
    Item(&'static str, bool),
}

/// An open inline element of a paragraph.
struct Span {
    /// Start offset in the paragraph.
    start: usize,
    /// Delimiter, or link target.
    kind: SpanKind,
}

enum SpanKind {
    Mark(&'static str),
    Link(String),
}

/// Markdown under construction.
#[derive(Default)]
pub(super) struct Blocks {
    lines: Vec<String>,
    /// Open blocks, each with a unique number.
    containers: Vec<(usize, Container)>,
    /// Numbers of the blocks around the last output.
    last: Vec<usize>,
    /// Number of blocks opened so far.
    opened: usize,
    /// Number of blocks ignored because of their depth.
    too_deep: usize,
    paragraph: String,
    spans: Vec<Span>,
    /// Contents of an open `code`.
    code: Option<String>,
    /// Contents of an open `pre`.
    pre: Option<String>,
}

impl Blocks {
    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(pre) = &mut self.pre {
            pre.push_str(text);
        } else if let Some(code) = &mut self.code {
            code.push_str(text);
        } else {
            let linked = |span: &Span| matches!(span.kind, SpanKind::Link(_));
            push_text(&mut self.paragraph, text, !self.spans.iter().any(linked));
        }
    }

    /// Begins an inline element with a delimiter.
    pub(super) fn begin_span(&mut self, mark: &'static str) {
        self.begin(SpanKind::Mark(mark));
    }

    /// Begins a link.
    pub(super) fn begin_link(&mut self, target: String) {
        self.begin(SpanKind::Link(target));
    }

    fn begin(&mut self, kind: SpanKind) {
        let start = self.paragraph.len();
        self.spans.push(Span { start, kind });
    }

    /// Ends the innermost inline element.
    pub(super) fn end_span(&mut self) {
        let Some(Span { start, kind }) = self.spans.pop() else {
            return;
        };
        let inside = self.paragraph.split_off(start.min(self.paragraph.len()));
        let text = inside.trim();
        let (before, after) = match &kind {
            _ if text.is_empty() => (String::new(), String::new()),
            // A delimiter within a word or next to another one would not be recognized.
            SpanKind::Mark(_) if self.marked(&inside) => (String::new(), String::new()),
            SpanKind::Mark(mark) => ((*mark).to_owned(), (*mark).to_owned()),
            SpanKind::Link(target) => match link_target(target) {
                Some(target) => ("[".to_owned(), format!("]({target})")),
                None => (String::new(), String::new()),
            },
        };
        if inside.starts_with(' ') && !self.paragraph.is_empty() && !self.paragraph.ends_with(' ') {
            self.paragraph.push(' ');
        }
        self.paragraph.extend([&before, text, &after]);
        if inside.ends_with(' ') {
            self.paragraph.push(' ');
        }
    }

    /// Returns true if a delimiter is already open here, or none may start.
    fn marked(&self, text: &str) -> bool {
        let inside = self
            .spans
            .iter()
            .any(|span| matches!(span.kind, SpanKind::Mark(_)));
        let joined = self.paragraph.ends_with(char::is_alphanumeric) && !text.starts_with(' ');
        inside || joined || text.contains('*')
    }

    /// Begins inline code.
    pub(super) fn begin_code(&mut self) {
        if self.pre.is_none() && self.code.is_none() {
            self.code = Some(String::new());
        }
    }

    /// Ends inline code.
    pub(super) fn end_code(&mut self) {
        if let Some(text) = self.code.take() {
            // Adjacent code spans would merge.
            if self.paragraph.ends_with('`') {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(&code(&text));
        }
    }

    /// Begins preformatted lines.
    pub(super) fn begin_pre(&mut self) {
        self.end_paragraph();
        self.spend_word();
        self.pre = Some(String::new());
    }

    /// Ends preformatted lines; marked as text, so that they are not run as doctests.
    pub(super) fn end_pre(&mut self) {
        let Some(text) = self.pre.take() else {
            return;
        };
        let text = text.trim_matches(['\n', '\r']).trim_end();
        if text.is_empty() {
            return;
        }
        let mut fence = "```".to_owned();
        while text.contains(&fence) {
            fence.push('`');
        }
        let mut lines = vec![format!("{fence}text")];
        for line in text.lines() {
            let line: String = line
                .chars()
                .filter(|c| *c == '\t' || !is_unfit(*c))
                .collect();
            lines.push(line.replace('\t', "    ").trim_end().to_owned());
        }
        lines.push(fence);
        self.write(&lines);
    }

    /// Begins a note.
    pub(super) fn begin_note(&mut self, word: &'static str) {
        self.end_paragraph();
        self.enter(Container::Note(word));
    }

    /// Ends a note and everything open in it.
    pub(super) fn end_note(&mut self) {
        self.leave(|container| matches!(container, Container::Note(_)));
    }

    /// Begins a list.
    pub(super) fn begin_list(&mut self, numbered: bool) {
        self.end_paragraph();
        self.enter(Container::List(numbered));
    }

    /// Ends a list and everything open in it.
    pub(super) fn end_list(&mut self) {
        self.leave(|container| matches!(container, Container::List(_)));
    }

    /// Begins a list item, ending the previous one if needed.
    pub(super) fn begin_item(&mut self) {
        self.end_paragraph();
        if self.too_deep > 0 {
            return;
        }
        if matches!(self.containers.last(), Some((_, Container::Item(..)))) {
            self.containers.pop();
        }
        let marker = match self.containers.last() {
            Some((_, Container::List(true))) => "1. ",
            Some((_, Container::List(false))) => "- ",
            Some((_, Container::Note(_) | Container::Item(..))) | None => return,
        };
        self.push(Container::Item(marker, true));
    }

    /// Ends an item.
    pub(super) fn end_item(&mut self) {
        self.end_paragraph();
        if self.too_deep == 0 && matches!(self.containers.last(), Some((_, Container::Item(..)))) {
            self.containers.pop();
        }
    }

    fn push(&mut self, container: Container) {
        self.opened += 1;
        self.containers.push((self.opened, container));
    }

    /// Writes the word of a note that starts without a paragraph.
    fn spend_word(&mut self) {
        if let Some((_, Container::Note(word))) = self.containers.last_mut()
            && !word.is_empty()
        {
            let line = format!("**{word}:**");
            *word = "";
            self.write(&[line]);
        }
    }

    fn enter(&mut self, container: Container) {
        self.spend_word();
        if self.containers.len() < MAX_DEPTH {
            self.push(container);
        } else {
            self.too_deep += 1;
        }
    }

    fn leave(&mut self, is_it: fn(&Container) -> bool) {
        self.end_paragraph();
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(at) = self
            .containers
            .iter()
            .rposition(|(_, container)| is_it(container))
        {
            self.containers.truncate(at);
        }
    }

    /// Ends a paragraph and its open inline elements.
    pub(super) fn end_paragraph(&mut self) {
        self.end_code();
        while !self.spans.is_empty() {
            self.end_span();
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        let mut line = paragraph.trim().to_owned();
        if !line.is_empty() {
            escape_start(&mut line);
            self.write(&[line]);
        }
    }

    /// Writes the lines of a block with the prefixes of the open blocks.
    fn write(&mut self, block: &[String]) {
        self.separate();
        let mut first = String::new();
        for (_, container) in &mut self.containers {
            match container {
                Container::Note(word) => {
                    first.push_str("> ");
                    if !word.is_empty() {
                        first.extend(["**", word, ":** "]);
                        *word = "";
                    }
                }
                Container::Item(marker, fresh) => {
                    let indent = " ".repeat(marker.len());
                    let is_fresh = std::mem::replace(fresh, false);
                    first.push_str(if is_fresh { marker } else { &indent });
                }
                Container::List(_) => {}
            }
        }
        let rest = self.indent(self.containers.len());
        for (index, line) in block.iter().enumerate() {
            let start = if index == 0 { &first } else { &rest };
            self.lines
                .push(format!("{start}{line}").trim_end().to_owned());
        }
        self.last = self.containers.iter().map(|(id, _)| *id).collect();
    }

    /// Writes an empty line after the last block, except between list items and before the first block of an item.
    fn separate(&mut self) {
        let ids = || self.containers.iter().map(|(id, _)| id);
        let tight = match self.containers.as_slice() {
            [
                ..,
                (parent, Container::Item(..)),
                (list, _),
                (_, Container::Item(_, true)),
            ] => self.last.contains(list) || self.last.last() == Some(parent),
            [.., (list, _), (_, Container::Item(_, true))] => self.last.contains(list),
            _ => false,
        };
        if !self.lines.is_empty() && !tight {
            let shared = ids()
                .zip(&self.last)
                .take_while(|(one, other)| one == other);
            let blank = self.indent(shared.count());
            self.lines.push(blank.trim_end().to_owned());
        }
    }

    /// The line prefix of the outermost `depth` open blocks.
    fn indent(&self, depth: usize) -> String {
        let containers = self.containers.iter().take(depth);
        let parts = containers.map(|(_, container)| match container {
            Container::Note(_) => "> ".to_owned(),
            Container::Item(marker, _) => " ".repeat(marker.len()),
            Container::List(_) => String::new(),
        });
        parts.collect()
    }

    /// The finished lines.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_pre();
        self.end_paragraph();
        self.lines
    }
}

/// A link target in Markdown syntax; `None` for relative links.
fn link_target(target: &str) -> Option<String> {
    let target = target.trim();
    if !target.starts_with("https://") && !target.starts_with("http://") {
        return None;
    }
    let mut text = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            ' ' => text.push_str("%20"),
            '(' => text.push_str("%28"),
            ')' => text.push_str("%29"),
            '<' | '>' | '\\' | '`' | '*' | '[' | ']' | '|' => return None,
            _ if c.is_whitespace() || is_unfit(c) => {}
            _ => text.push(c),
        }
    }
    Some(text)
}

//! Paragraphs, lists and notes put together line by line.

use super::inline::{code, escape_start, is_unfit, push_text};

/// How deep lists and notes nest; deeper ones go into those around them.
const MAX_DEPTH: usize = 8;

/// What lines stand in.
enum Container {
    /// A note, with the word in front of it.
    Note(&'static str),
    /// A list, and whether its items are numbered.
    List(bool),
    /// An item, and whether nothing of it has been written.
    Item(&'static str, bool),
}

/// A stretch of a paragraph that a tag is open for.
struct Span {
    /// Where in the paragraph it began.
    start: usize,
    /// The mark at its ends, or the target of a link.
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
    /// What is open, each with a number of its own.
    containers: Vec<(usize, Container)>,
    /// The numbers of what the last block stands in.
    last: Vec<usize>,
    /// How many containers there have been.
    opened: usize,
    /// How many containers were not opened because they were too deep.
    too_deep: usize,
    paragraph: String,
    spans: Vec<Span>,
    /// The text of a `code` that is open.
    code: Option<String>,
    /// The text of a `pre` that is open.
    pre: Option<String>,
}

impl Blocks {
    /// Takes text.
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

    /// Begins a stretch between two marks.
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

    /// Ends the innermost stretch.
    pub(super) fn end_span(&mut self) {
        let Some(Span { start, kind }) = self.spans.pop() else {
            return;
        };
        let inside = self.paragraph.split_off(start.min(self.paragraph.len()));
        let text = inside.trim();
        let (before, after) = match &kind {
            _ if text.is_empty() => (String::new(), String::new()),
            // A mark inside of a word, or of a mark, is not seen as one.
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

    /// Whether there is a mark around here already, or none may begin.
    fn marked(&self, text: &str) -> bool {
        let inside = self
            .spans
            .iter()
            .any(|span| matches!(span.kind, SpanKind::Mark(_)));
        let joined = self.paragraph.ends_with(char::is_alphanumeric) && !text.starts_with(' ');
        inside || joined || text.contains('*')
    }

    /// Begins a span of code.
    pub(super) fn begin_code(&mut self) {
        if self.pre.is_none() && self.code.is_none() {
            self.code = Some(String::new());
        }
    }

    /// Ends a span of code.
    pub(super) fn end_code(&mut self) {
        if let Some(text) = self.code.take() {
            // Two spans of code that touch would be read as one.
            if self.paragraph.ends_with('`') {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(&code(&text));
        }
    }

    /// Begins lines that are to stay as they are.
    pub(super) fn begin_pre(&mut self) {
        self.end_paragraph();
        self.spend_word();
        self.pre = Some(String::new());
    }

    /// Ends them: as text, so that nobody runs it.
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

    /// Ends a note and what is still open in it.
    pub(super) fn end_note(&mut self) {
        self.leave(|container| matches!(container, Container::Note(_)));
    }

    /// Begins a list.
    pub(super) fn begin_list(&mut self, numbered: bool) {
        self.end_paragraph();
        self.enter(Container::List(numbered));
    }

    /// Ends a list and what is still open in it.
    pub(super) fn end_list(&mut self) {
        self.leave(|container| matches!(container, Container::List(_)));
    }

    /// Begins an item, and ends the one before it if nobody did.
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

    /// Writes the word of a note that has no paragraph to stand in front of.
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

    /// Ends a paragraph, and the stretches that are open in it.
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

    /// Writes the lines of a block into what is open around it.
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

    /// Writes an empty line behind the last block, but between items and in front of those inside of one.
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

    /// What a line begins with that is in the first so many of the open containers.
    fn indent(&self, depth: usize) -> String {
        let containers = self.containers.iter().take(depth);
        let parts = containers.map(|(_, container)| match container {
            Container::Note(_) => "> ".to_owned(),
            Container::Item(marker, _) => " ".repeat(marker.len()),
            Container::List(_) => String::new(),
        });
        parts.collect()
    }

    /// The lines.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_pre();
        self.end_paragraph();
        self.lines
    }
}

/// The target of a link as Markdown has it; one that leads nowhere from here is none.
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

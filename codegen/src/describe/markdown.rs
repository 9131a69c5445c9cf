//! Converts text and HTML of models to Markdown that rustdoc accepts without warnings.
//!
//! The input is a small HTML subset with tags of older tools. Unknown tags are kept as text, because models write `<name>`
//! for placeholders.
//!
//! **Invariants**
//! - Text stays text: it never becomes a link, tag, heading, list or runnable code.
//! - Lines contain no control characters or bidirectional overrides.
//!
//! <https://doc.rust-lang.org/rustdoc/lints.html>

mod blocks;
mod inline;
mod tags;

use self::blocks::Blocks;
use self::tags::{Tag, Token, Tokens};

pub(crate) use self::inline::{code, comment, escape};

/// Converts documentation from a model to lines.
pub(crate) fn from_html(html: &str) -> Vec<String> {
    let mut blocks = Blocks::default();
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => blocks.text(&text),
            Token::Open(tag, href) => open(&mut blocks, tag, href),
            Token::Close(tag) => close(&mut blocks, tag),
        }
    }
    blocks.finish()
}

/// Converts the first sentence of a documentation, if it is plain prose: not a list, a block or a cut span.
pub(crate) fn first_sentence(html: &str) -> Option<String> {
    let lines = from_html(html);
    let paragraph: Vec<_> = lines
        .into_iter()
        .take_while(|line| !line.is_empty())
        .collect();
    let text = paragraph.join(" ");
    let is_prose = text.starts_with(|c: char| c.is_alphanumeric() || c == '`' || c == '[');
    let end = text.match_indices(". ").map(|(at, _)| at + 1).next();
    let sentence = text.get(..end.unwrap_or(text.len()))?;
    let is_even = |mark| sentence.matches(mark).count() % 2 == 0;
    let is_whole = is_even("`")
        && is_even("*")
        && sentence.matches('[').count() == sentence.matches(']').count();
    (is_prose && is_whole && sentence.ends_with('.')).then(|| sentence.to_owned())
}

/// Handles the start of an element.
fn open(blocks: &mut Blocks, tag: Tag, href: Option<String>) {
    match tag {
        Tag::Paragraph | Tag::Row | Tag::Meaning => blocks.end_paragraph(),
        Tag::Cell => blocks.text(" "),
        Tag::Heading | Tag::Title => {
            blocks.end_paragraph();
            blocks.begin_span("**");
        }
        Tag::Bold => blocks.begin_span("**"),
        Tag::Italic => blocks.begin_span("*"),
        Tag::Code => blocks.begin_code(),
        Tag::Pre => blocks.begin_pre(),
        Tag::Link => blocks.begin_link(href.unwrap_or_default()),
        Tag::Bullets | Tag::Terms => blocks.begin_list(false),
        Tag::Numbers => blocks.begin_list(true),
        Tag::Item => blocks.begin_item(),
        Tag::Term => {
            blocks.begin_item();
            blocks.begin_span("**");
        }
        Tag::Note => blocks.begin_note("Note"),
        Tag::Important => blocks.begin_note("Important"),
        Tag::Transparent => {}
    }
}

/// Handles the end of an element.
fn close(blocks: &mut Blocks, tag: Tag) {
    match tag {
        Tag::Paragraph | Tag::Row | Tag::Meaning => blocks.end_paragraph(),
        Tag::Heading | Tag::Title | Tag::Term => {
            blocks.end_span();
            blocks.end_paragraph();
        }
        Tag::Bold | Tag::Italic | Tag::Link => blocks.end_span(),
        Tag::Code => blocks.end_code(),
        Tag::Pre => blocks.end_pre(),
        Tag::Bullets | Tag::Numbers | Tag::Terms => blocks.end_list(),
        Tag::Item => blocks.end_item(),
        Tag::Note | Tag::Important => blocks.end_note(),
        Tag::Cell | Tag::Transparent => {}
    }
}

#[cfg(test)]
mod tests;

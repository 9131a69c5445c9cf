//! Text and HTML of a model turned into Markdown that rustdoc takes without a warning.
//!
//! The HTML is a small part of HTML with tags of older tools among it; a tag that is not known is text, because models
//! write `<name>` for what a reader is to replace.
//!
//! **Invariants**
//! - What was text stays text: nothing of it becomes a link, a tag, a heading, a list or code that would be run.
//! - A line holds no control character, and none that turns the direction of what follows.
//!
//! <https://doc.rust-lang.org/rustdoc/lints.html>

mod blocks;
mod inline;
mod tags;

use self::blocks::Blocks;
use self::tags::{Tag, Token, Tokens};

pub(crate) use self::inline::{code, escape};

/// Converts the documentation of a model, a line an entry.
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

/// What a tag begins.
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

/// What a tag ends.
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

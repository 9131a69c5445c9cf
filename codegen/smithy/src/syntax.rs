//! Smithy IDL as tokens: the layer under the parser and the formatter.
//!
//! **Invariants**
//!
//! - The tokens of a text, joined, are the text: nothing is lost and nothing overlaps.
//! - Any text has tokens. A mistake is a token of kind [`TokenKind::Error`]; the next token starts behind it.
//! - Time and memory are linear in the length of the text.
//!
//! Offsets are in bytes. [`Lines`] turns an offset into a line and a column.
//!
//! <https://smithy.io/2.0/spec/idl.html#lexical-notes>

mod contents;
mod lexer;
mod lines;
mod problem;
mod token;

pub use self::contents::{doc_comment_text, string_value, text_block_contents, text_block_value};
pub use self::lexer::{Lexer, lex};
pub use self::lines::{Lines, Position};
pub use self::problem::LexError;
pub use self::token::{Token, TokenKind};

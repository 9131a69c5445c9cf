//! The formatter: one layout for every Smithy file, byte for byte that of the reference formatter.
//!
//! Stages: text to tree (`parse`), comments to where they belong (`comments`), `use` statements in order and none unused (`uses`),
//! tree to document (`print`), document to text (`doc`).
//!
//! **Invariants**
//!
//! - Formatting is idempotent, except where the reference is not:
//!   two unused `use` statements for one name go one by one, and a documentation comment between a shape's name and its
//!   body moves before it becomes a plain comment.
//! - The model stays the same, except for what the reference drops: white space at the ends of lines in documentation
//!   comments and text blocks, and documentation comments that stand where they document nothing.
//! - Formatted text can be read again. The reference trims `"a" """` to four quotes; here the white space stays.
//! - Time is linear in the length of the text.
//!
//! <https://smithy.io/2.0/guides/style-guide.html>

mod comments;
mod doc;
mod parse;
mod print;
mod tree;
mod uses;

use std::fmt;

use crate::syntax::TokenKind;

/// The longest line that the formatter makes by its own choice, in UTF-16 code units.
const LINE_WIDTH: usize = 120;

/// A syntax error that prevents formatting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatError {
    /// The offset of the first byte that the grammar does not allow.
    pub offset: usize,
    /// Expected syntax.
    pub expected: &'static str,
    /// The kind of the token found there.
    pub found: TokenKind,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for FormatError {}

/// Formats the text of a Smithy file.
///
/// The result has lines of at most 120 columns where the grammar lets them break, four spaces of indentation,
/// `use` statements in alphabetical order without unused ones, and no commas between lines.
/// Node values may nest 100 deep.
///
/// ```
/// use sansmith_smithy::format::format;
///
/// let text = "namespace a\nstructure S{a:String,b : Integer = 1\n}";
/// assert_eq!(
///     format(text)?,
///     "namespace a\n\nstructure S {\n    a: String\n    b: Integer = 1\n}\n"
/// );
/// # Ok::<(), sansmith_smithy::format::FormatError>(())
/// ```
///
/// # Errors
///
/// The first syntax error.
pub fn format(source: &str) -> Result<String, FormatError> {
    let mut file = parse::parse(source)?;
    uses::sort(&mut file);
    comments::settle(&mut file);
    uses::remove_unused(&mut file);
    let text = print::print(&file);
    Ok(finish(&text))
}

/// Drops white space around the text and at the end of each line.
fn finish(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for line in text.trim_matches(|c| c <= ' ').split('\n') {
        result.push_str(line.trim_end_matches([' ', '\t']));
        result.push('\n');
    }
    result
}

#[cfg(test)]
mod tests;

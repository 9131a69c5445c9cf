//! Tests of the lexer.

use super::*;
use TokenKind as Kind;

fn tokens(source: &str) -> Vec<(Kind, &str)> {
    lex(source)
        .map(|token| (token.kind, token.text(source)))
        .collect()
}

/// The only token of `source` except the end.
fn only(source: &str) -> Kind {
    let found = tokens(source);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].1, source);
    found[0].0
}

#[test]
fn punctuation_and_white_space() {
    let found = tokens(" \t\r\n\n\r,@$.{}[]()#=:=::=");
    let kinds: Vec<_> = found.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Space,
            Kind::Newline,
            Kind::Newline,
            Kind::Newline,
            Kind::Comma,
            Kind::At,
            Kind::Dollar,
            Kind::Dot,
            Kind::LeftBrace,
            Kind::RightBrace,
            Kind::LeftBracket,
            Kind::RightBracket,
            Kind::LeftParen,
            Kind::RightParen,
            Kind::Pound,
            Kind::Equal,
            Kind::Walrus,
            Kind::Colon,
            Kind::Walrus,
            Kind::Eof,
        ]
    );
    assert_eq!(found[1].1, "\r\n");
}

#[test]
fn comments_have_their_line_break() {
    assert_eq!(
        tokens("// a\r\n\n/// b\n//// c\r//"),
        [
            (Kind::Comment, "// a\r\n\n"),
            (Kind::DocComment, "/// b\n"),
            (Kind::DocComment, "//// c\r"),
            (Kind::Comment, "//"),
            (Kind::Eof, ""),
        ]
    );
}

#[test]
fn numbers() {
    for number in ["0", "-1", "007", "1.50", "-1.5e+10", "2E-7", "1e2147483647"] {
        assert_eq!(only(number), Kind::Number, "{number}");
    }
    assert_eq!(only("-"), Kind::Error(LexError::BareMinus));
    assert_eq!(only("1."), Kind::Error(LexError::EmptyFraction));
    assert_eq!(only("1e+"), Kind::Error(LexError::EmptyExponent));
    assert_eq!(only("1e99999999999"), Kind::Error(LexError::HugeExponent));
    assert_eq!(
        only("1e99999999999999999999"),
        Kind::Error(LexError::HugeExponent)
    );
    assert_eq!(
        tokens("1a"),
        [
            (Kind::Number, "1"),
            (Kind::Identifier, "a"),
            (Kind::Eof, "")
        ]
    );
}

#[test]
fn identifiers() {
    for identifier in ["a", "_1", "__a_", "A9_"] {
        assert_eq!(only(identifier), Kind::Identifier, "{identifier}");
    }
    assert_eq!(only("__"), Kind::Error(LexError::BareUnderscores));
}

#[test]
fn strings_and_text_blocks() {
    assert_eq!(only(r#""""#), Kind::String);
    assert_eq!(only("\"a \\\" \n é\""), Kind::String);
    assert_eq!(only("\"\"\"\n a \"\" \\\"\"\" \"\"\""), Kind::TextBlock);
    assert_eq!(only("\"a\\\""), Kind::Error(LexError::UnclosedString));
    assert_eq!(
        only("\"\"\"\n a \"\""),
        Kind::Error(LexError::UnclosedTextBlock)
    );
    assert_eq!(only("\"\"\"a\"\"\""), Kind::Error(LexError::TextBlockStart));
    assert_eq!(only(r#""\q""#), Kind::Error(LexError::UnknownEscape('q')));
}

#[test]
fn mistakes_end_where_the_next_token_starts() {
    assert_eq!(
        tokens("a/\n@%😀b"),
        [
            (Kind::Identifier, "a"),
            (Kind::Error(LexError::LoneSlash), "/\n"),
            (Kind::At, "@"),
            (Kind::Error(LexError::UnexpectedCharacter('%')), "%"),
            (Kind::Error(LexError::UnexpectedCharacter('😀')), "😀"),
            (Kind::Identifier, "b"),
            (Kind::Eof, ""),
        ]
    );
}

#[test]
fn tokens_joined_are_the_text() {
    let source = "$version: \"2\"\r\n/// é\n@a(\"\\\n\", 1e) s /\u{0}\"\"\"\n  x\\";
    for (end, _) in source.char_indices() {
        let prefix = &source[..end];
        let joined: String = lex(prefix).map(|token| token.text(prefix)).collect();
        assert_eq!(joined, prefix);
    }
}

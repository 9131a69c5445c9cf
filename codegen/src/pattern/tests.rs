//! Patterns as they occur in models, with texts to accept and reject.

use super::{Pattern, translate};

fn accepts(model: &str, text: &str) -> bool {
    match translate(model) {
        Pattern::Regex(pattern) => regex::Regex::new(&pattern).unwrap().is_match(text),
        Pattern::Fancy(pattern) => fancy_regex::Regex::new(&pattern)
            .unwrap()
            .is_match(text)
            .unwrap(),
        Pattern::None { why } => panic!("{model}: {why}"),
    }
}

fn regex(model: &str) -> String {
    match translate(model) {
        Pattern::Regex(pattern) => pattern,
        other @ (Pattern::Fancy(_) | Pattern::None { .. }) => panic!("{model}: {other:?}"),
    }
}

fn why(model: &str) -> String {
    match translate(model) {
        Pattern::None { why } => why,
        other @ (Pattern::Regex(_) | Pattern::Fancy(_)) => panic!("{model}: {other:?}"),
    }
}

#[test]
fn sets_are_those_of_ecmascript() {
    assert_eq!(regex(r"^\d\w\D$"), "^[0-9][0-9A-Za-z_][^0-9]$");
    assert_eq!(regex(r"[\w\-.]+"), r"[0-9A-Za-z_\-\.]+");
    assert!(!accepts(r"^\d$", "٣"));
    assert!(!accepts(r"^.$", "\u{2028}"));
    assert!(accepts(r"^[\s\S]$", "\u{2028}"));
    assert!(accepts(r"(?s)^.$", "\r"));
    assert!(accepts(r"^\s\S$", "\u{FEFF}é"));
    assert!(accepts(r"\bTSTALIASID\b", "a TSTALIASID"));
    assert!(!accepts(r"^[\D]$", "1"));
}

#[test]
fn a_search_stays_a_search() {
    assert!(accepts("abc", "xabcx"));
    assert!(!accepts("^abc$", "abc\n"));
    assert!(accepts(r"^abc\Z", "abc\n"));
}

#[test]
fn what_means_something_in_a_class_of_rust_alone_is_escaped() {
    assert!(accepts("^[ ~^:?*\\[]+$", "[^~"));
    assert!(accepts("^[a[b]$", "["));
    assert!(accepts("^[a&&b]$", "&"));
    assert!(accepts("^[a~~b]$", "~"));
    assert!(accepts("^[a-c--/]$", "."), "a range from `-` to `/`");
    assert!(accepts("^[^]$", "x"));
    assert!(!accepts("[]", "x"));
    assert!(accepts(r"^[\b]$", "\x08"));
}

#[test]
fn a_dash_beside_a_set_is_a_dash() {
    for model in [
        r"^[\w-_]+$",
        r"^[\w- ]*$",
        r"^[\p{L}\p{N}\p{Z}-_]*$",
        r"^[a\s-b]+$",
    ] {
        assert!(accepts(model, "-"), "{model}");
    }
}

#[test]
fn an_intersection_of_java_is_one() {
    let model = r"^[\p{Print}&&[^|:/]]+$";
    assert!(accepts(model, "a b"));
    assert!(!accepts(model, "a:b"));
}

#[test]
fn codes_are_characters() {
    assert!(accepts(
        r"^[\u0020-\u007E\u00A1]\x20\u0041\x{42}\u{43}$",
        "~ ABC"
    ));
    assert!(accepts(r"^\uD83C\uDF55$", "🍕"));
    assert!(!accepts(r"[^/:|\000-\037]+", "\x1F"));
}

#[test]
fn classes_of_surrogates_match_all_characters_with_them() {
    for halves in [
        r"\uD800\uDC00-\uDBFF\uDFFF",
        r"\uD800\uDBFF-\uDC00\uDFFF",
        r"\uD800-\uDFFF",
    ] {
        let model = format!(r"^[\u0020-\uD7FF\uE000-\uFFFD{halves}\t]*$");
        assert!(accepts(&model, "a\t🍕"), "{model}");
        assert!(!accepts(&model, "\r"), "{model}");
    }
    assert!(accepts(r"^[a-\uDBFF]$", "é"));
    assert!(why(r"\uD800").contains("half"));
}

#[test]
fn names_of_java_are_known() {
    assert!(accepts(r"^\p{Print}+$", "a b~"));
    assert!(!accepts(r"^\p{Print}+$", "é"));
    assert!(accepts(r"^\p{XDigit}{2}$", "fF"));
    assert!(accepts(r"^(\p{LD}|\p{Punct}| )+$", "é1 $"));
    assert!(accepts(r"^[0-9\p{IsAlphabetic}]$", "é"));
    assert!(accepts(r"^\P{C}*$", "é"));
    assert!(why(r"\p{InNowhere}").contains("property"));
}

#[test]
fn braces_without_a_count_are_braces() {
    assert!(accepts(r"^a{1,2}$", "aa"));
    assert!(accepts(r"^\${name}{x}]$", "${name}{x}]"));
}

#[test]
fn what_looks_around_or_back_is_fancy() {
    for (model, yes, no) in [
        (r"^(?!aws:)[a-z:]+$", "ab:c", "aws:c"),
        (r"^[a-z.]*(?<!\.)$", "a.b", "ab."),
        (r"^(?!.*?(.)\1{3})[a-z]*$", "aaab", "aaaa"),
        (r"^(\/|(\/(?!\.)+[^/]+){1,4})$", "/a/b", "/.a"),
        (r"^a++b$", "aab", "aac"),
        (r"^\d{4}(?!\d\b)", "12345x", "12345"),
    ] {
        assert!(matches!(translate(model), Pattern::Fancy(_)), "{model}");
        assert!(accepts(model, yes), "{model}");
        assert!(!accepts(model, no), "{model}");
    }
}

#[test]
fn delimiters_of_a_literal_go() {
    assert_eq!(regex(r"/^a\/b$/"), "^a/b$");
    assert_eq!(regex("/a/b/"), "/a/b/");
    assert_eq!(regex("/"), "/");
    assert_eq!(regex("//"), "//");
}

#[test]
fn what_is_too_large_accepts_more() {
    assert_eq!(regex("^a{1,2048}$"), "^a{1,2048}$");
    assert_eq!(regex(r"^.{1,100000}$"), r"^[^\n\r\u{2028}\u{2029}]{1,}$");
    assert_eq!(regex("^(a{9000}){9000}$"), "^(a{250,}){250,}$");
    assert!(why(&"(?:[^a]|é)".repeat(9000)).contains("too large"));
}

#[test]
fn what_is_no_pattern_is_refused() {
    for model in [
        "(", ")", "[", "[z-a]", "*", "\\", r"\p{L", "[a", r"(a)\2", "[\\d-", "(?", "(?<", "{1}{",
    ] {
        assert!(!why(model).is_empty(), "{model}");
    }
}

#[test]
fn depth_is_limited() {
    let deep = format!("{}{}", "(".repeat(5000), ")".repeat(5000));
    assert!(why(&deep).contains("deeper"));
    let deep = format!("{}{}", "(?=".repeat(50), ")".repeat(50));
    assert!(matches!(translate(&deep), Pattern::Fancy(_)));
    assert!(why(&"[a&&".repeat(5000)).contains("deeper"));
}

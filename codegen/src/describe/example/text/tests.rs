//! Example strings, checked against their patterns.

use super::{Limits, text};
use crate::ir::Length;
use crate::pattern::{Pattern, translate};

fn made(name: &str, pattern: Option<&str>, (min, max): (u64, u64)) -> (String, bool) {
    let length = Length {
        min: Some(min),
        max: Some(max),
    };
    text(name, &Limits::of(pattern, length))
}

#[test]
fn without_a_pattern_it_is_the_name() {
    assert_eq!(
        made("InstanceId", None, (1, 100)),
        ("instance-id".to_owned(), true)
    );
    assert_eq!(made("InstanceId", None, (0, 4)), ("inst".to_owned(), true));
    assert_eq!(made("Id", None, (5, 9)), ("ididi".to_owned(), true));
    assert_eq!(made("Id", None, (0, 0)), (String::new(), true));
    assert_eq!(
        made("TopicArn", None, (1, 500)).0,
        "arn:aws:service:us-east-1:123456789012:resource/example"
    );
    assert!(
        !made("Id", None, (5000, 9000)).1,
        "nobody reads that long an example"
    );
    assert!(!made("Id", None, (5, 2)).1, "there is none");
}

#[test]
fn what_is_made_along_a_pattern_matches_it() {
    for (pattern, length) in [
        ("[a-zA-Z0-9_-]+", (1, 64)),
        (r"^\d{12}$", (12, 12)),
        (r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", (36, 36)),
        (r"arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@-]+", (20, 200)),
        (r"^.*$", (1, 10)),
        (r"^$|^a{3}$", (1, 10)),
        (r"(^a$)|(^bc$)", (2, 2)),
        (r"[A-Z]{2}", (10, 12)),
        (r"^(ab){1,20}$", (8, 8)),
        (r"^[^\p{ASCII}]+$", (2, 3)),
        (r"x.*y|z", (1, 1)),
        (r"^(?!aws:)[a-z:]+$", (1, 9)),
        (r"^(?=.{1,20}$)x[a-z]+$", (1, 30)),
        (r"^\$[a-z]*(?<!\.)$", (3, 9)),
    ] {
        let (text, valid) = made("InstanceId", Some(pattern), length);
        let matches = match translate(pattern) {
            Pattern::Regex(rust) => regex::Regex::new(&rust).unwrap().is_match(&text),
            Pattern::Fancy(rust) => fancy_regex::Regex::new(&rust)
                .unwrap()
                .is_match(&text)
                .unwrap(),
            Pattern::None { why } => panic!("{pattern}: {why}"),
        };
        let count = u64::try_from(text.chars().count()).unwrap();
        assert!(
            valid && matches && (length.0..=length.1).contains(&count),
            "{pattern}: {text:?}"
        );
    }
}

#[test]
fn what_cannot_be_made_is_told() {
    for pattern in ["^a{500}$", "a$b", "^a$", "(", "^(?!.*)a$"] {
        assert!(!made("Id", Some(pattern), (3, 600)).1, "{pattern}");
    }
}

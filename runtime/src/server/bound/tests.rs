use super::*;
use crate::model::schema::{DOCUMENT, MemberTraits, TIMESTAMP};

static IN_HEADER: Member =
    Member::new("Since", &TIMESTAMP).with(&MemberTraits::at(Location::Header("x-since")));
static IN_QUERY: Member =
    Member::new("Since", &TIMESTAMP).with(&MemberTraits::at(Location::Query("since")));
static IN_BODY: Member = Member::new("Since", &TIMESTAMP);
static OF_TEXT: Member = Member::new("Since", &TIMESTAMP)
    .with(&MemberTraits::new().timestamp_format(TimestampFormat::DateTime));
static OF_DATE: Member = Member::new("Since", &TIMESTAMP)
    .with(&MemberTraits::new().timestamp_format(TimestampFormat::HttpDate));
static ANY: Member = Member::new("Any", &DOCUMENT);

/// The timestamp that a default of a member becomes.
fn instant(member: &'static Member, json: &'static str) -> Result<Timestamp, Error> {
    let mut bound = Bound::default();
    let node = bound.fallback(member, json);
    let instant = bound.timestamp(node, member);
    bound.take_error().map_or(Ok(instant), Err)
}

#[test]
fn a_default_is_no_text_of_a_header() {
    let evening = Timestamp::from_secs(1_767_384_000);
    for member in [&IN_HEADER, &IN_QUERY, &IN_BODY, &OF_TEXT] {
        let seconds = instant(member, "1767384000.5");
        assert_eq!(seconds, Ok(Timestamp::new(1_767_384_000, 500_000_000)));
        assert_eq!(instant(member, r#""2026-01-02T20:00:00Z""#), Ok(evening));
        assert!(instant(member, r#""soon""#).is_err());
    }
    let date = r#""Fri, 02 Jan 2026 20:00:00 GMT""#;
    assert_eq!(instant(&OF_DATE, date), Ok(evening));
}

#[test]
fn a_default_of_a_document_is_json() {
    for (json, expected) in [
        ("true", Document::from(true)),
        ("1", Document::from(1)),
        ("[]", Document::List(Vec::new())),
        ("{}", Document::Map(std::collections::BTreeMap::new())),
        (r#""a""#, Document::from("a")),
    ] {
        let mut bound = Bound::default();
        let node = bound.fallback(&ANY, json);
        assert_eq!(bound.document(node), expected, "{json}");
        assert_eq!(bound.take_error(), None);
    }
}

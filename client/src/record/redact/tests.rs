use http::HeaderName;
use sansmith::Schema;
use sansmith::schema::{BLOB, Location, Member, MemberTraits, STRING};

use super::*;

const SECRET: &str = "hunter2";

fn exchange() -> Redaction {
    Redaction::of(None)
}

fn of(shapes: &[&'static Schema]) -> Redaction {
    Redaction::of(Some(&Shapes(shapes.to_vec())))
}

/// The body of a response with a header, without its secrets.
fn body(redaction: &Redaction, (name, value): (&str, &str), body: impl Into<Bytes>) -> String {
    let response = http::Response::builder().header(name, value);
    let (head, ()) = response.body(()).unwrap().into_parts();
    let recorded = redaction.response(&head, &body.into());
    String::from_utf8_lossy(&recorded.body).into_owned()
}

const JSON: (&str, &str) = ("content-type", "application/json");

static NAME: Schema = Schema::structure("Name", &[Member::new("First", &STRING)]).sensitive();
static ANIMAL: Schema = Schema::structure("Animal", &[Member::new("Species", &STRING)]);
static NAMES: Schema = Schema::list("Names", &Member::new("member", &NAME));
static ANIMALS: Schema = Schema::list("Animals", &Member::new("member", &ANIMAL));
static BY_PLACE: Schema = Schema::map(
    "ByPlace",
    &Member::new("key", &STRING),
    &Member::new("value", &NAMES),
);
static SECRET_TEXT: Schema = Schema::new("SecretText", sansmith::schema::Kind::String).sensitive();
static SECRETS: Schema = Schema::map(
    "Secrets",
    &Member::new("key", &STRING),
    &Member::new("value", &SECRET_TEXT),
);
static PEOPLE: Schema = Schema::structure(
    "People",
    &[
        Member::new("Names", &NAMES),
        Member::new("ByPlace", &BY_PLACE),
        Member::new("Animals", &ANIMALS),
    ],
);
static BOUND: Schema = Schema::structure(
    "Bound",
    &[
        Member::new("Meta", &SECRETS).with(&MemberTraits::at(Location::PrefixHeaders("X-Meta-"))),
        Member::new("Params", &SECRETS).with(&MemberTraits::at(Location::QueryParams)),
        Member::new("Data", &BLOB).with(&MemberTraits::at(Location::Payload)),
    ],
);
static FAULT: Schema = Schema::structure("Fault", &[Member::new("Reason", &STRING)]).sensitive();

#[test]
fn answers_to_requests_for_credentials_keep_no_token() {
    let redaction = exchange();
    let token = body(&redaction, ("content-type", "text/plain"), SECRET);
    assert_eq!(token, HIDDEN);
    let document =
        format!("{{\"Code\":\"Success\",\"Token\":\"{SECRET}\",\"Expiration\":\"2099\"}}");
    assert_eq!(
        body(&redaction, JSON, document.clone()),
        "{\"Code\":\"Success\",\"Token\":\"***\",\"Expiration\":\"2099\"}"
    );
    // Elsewhere a token is one of a page, and a text is the caller's.
    let page = of(&[&PEOPLE]);
    assert_eq!(body(&page, JSON, document.clone()), document);
    assert_eq!(body(&page, ("content-type", "text/plain"), SECRET), SECRET);
}

#[test]
fn members_are_hidden_with_what_is_sensitive_within_them() {
    let redaction = of(&[&PEOPLE]);
    let text = format!(
        "{{\"Names\":[{{\"First\":\"{SECRET}\"}}],\"ByPlace\":{{\"{SECRET}\":[{{\"First\":\"{SECRET}\"}}]}},\
         \"Animals\":[{{\"Species\":\"cat\"}}]}}"
    );
    assert_eq!(
        body(&redaction, JSON, text),
        "{\"Names\":[{\"***\":null}],\"ByPlace\":{\"***\":null},\"Animals\":[{\"Species\":\"cat\"}]}"
    );
    let fault = format!("{{\"Reason\":\"{SECRET}\"}}");
    assert!(!body(&of(&[&PEOPLE, &FAULT]), JSON, fault).contains(SECRET));
}

#[test]
fn maps_are_hidden_where_they_are_bound() {
    let request = http::Request::builder()
        .uri(format!("https://host/path?a={SECRET}&b={SECRET}"))
        .header("x-meta-a", SECRET)
        .header("x-other", "shown");
    let (head, ()) = request.body(()).unwrap().into_parts();
    let recorded = of(&[&BOUND]).request(&head, &Bytes::from_static(b"data"));
    assert_eq!(recorded.uri, "https://host/path?a=***&b=***");
    assert_eq!(recorded.headers["x-meta-a"], HIDDEN);
    assert_eq!(recorded.headers["x-other"], "shown");
    assert_eq!(recorded.body, "data");
}

#[test]
fn a_header_that_says_so_is_hidden() {
    let mut value = HeaderValue::from_static(SECRET);
    value.set_sensitive(true);
    let name = HeaderName::from_static("x-own-key");
    let request = http::Request::builder().header(&name, value);
    let (head, ()) = request.body(()).unwrap().into_parts();
    let recorded = of(&[&PEOPLE]).request(&head, &Bytes::new());
    assert_eq!(recorded.headers[name], HIDDEN);
}

#[test]
fn bodies_that_cannot_be_searched_are_hidden_whole() {
    let people = of(&[&PEOPLE]);
    let cut = format!("{{\"Names\":[{{\"First\":\"{SECRET}\"");
    assert_eq!(body(&people, JSON, cut.clone()), HIDDEN);
    assert_eq!(body(&people, JSON, format!("\u{feff}{cut}")), HIDDEN);
    let gzip = ("content-encoding", "gzip");
    assert_eq!(body(&people, gzip, SECRET), HIDDEN);
    assert_eq!(body(&exchange(), gzip, vec![0x1f, 0x8b]), HIDDEN);
    assert_eq!(
        body(&people, ("content-encoding", "identity"), SECRET),
        SECRET
    );
    let cbor = ("content-type", "application/cbor");
    assert_eq!(body(&people, cbor, SECRET), HIDDEN);
    // Payloads of bytes are the caller's.
    assert_eq!(body(&of(&[&BOUND]), gzip, "data"), "data");
}

#[test]
fn a_hidden_body_has_no_length_sum_or_coding() {
    let response = http::Response::builder()
        .header("content-length", "7")
        .header("content-encoding", "gzip")
        .header("x-amz-checksum-crc32", "AAAA")
        .header("x-kept", "1");
    let (head, ()) = response.body(()).unwrap().into_parts();
    let recorded = of(&[&PEOPLE]).response(&head, &Bytes::from_static(b"hunter2"));
    let names: Vec<_> = recorded.headers.keys().map(HeaderName::as_str).collect();
    assert_eq!(names, ["x-kept"]);
}

#[test]
fn lines_of_json_are_searched_each() {
    let lines = "{\"a\":1}\n{\"b\":2}\n";
    assert_eq!(body(&of(&[&PEOPLE]), JSON, lines), lines);
    let lines = format!("{{\"a\":1}}\n{{\"Password\":\"{SECRET}\"}}\n");
    assert_eq!(
        body(&of(&[&PEOPLE]), JSON, lines),
        "{\"a\":1}\n{\"Password\":\"***\"}"
    );
}

#[test]
fn elements_are_hidden_to_their_end_or_to_the_end_of_all() {
    let xml = |text: &str| {
        body(
            &of(&[&PEOPLE]),
            ("content-type", "text/xml"),
            text.to_owned(),
        )
    };
    for (text, expected) in [
        (
            "<r><Names><First>hunter2</First></Names><Kept>1</Kept></r>",
            "<r><Names>***</Names><Kept>1</Kept></r>",
        ),
        (
            "<r><a:Names a=\"b\">hunter2</a:Names></r>",
            "<r><a:Names a=\"b\">***</a:Names></r>",
        ),
        ("<r><Names>hunter2</r>", "<r><Names>***"),
        ("<r><Names>hunter2", "<r><Names>***"),
        (
            "<r><Names><NamesOf>1</NamesOf>hunter2</Names></r>",
            "<r><Names>***</Names></r>",
        ),
        (
            "<r><Names><Names>1</Names>hunter2</Names></r>",
            "<r><Names>***</Names></r>",
        ),
        (
            "<r><Names/><Kept>1</Kept></r>",
            "<r><Names/><Kept>1</Kept></r>",
        ),
    ] {
        assert_eq!(xml(text), expected);
    }
}

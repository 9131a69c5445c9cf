//! Pagers and waits over the operation of the response fixtures.

use std::time::Duration;

use super::path::{Comparison, Function, Path, Step};
use super::waiter::{
    Accepted, Acceptor, Answer, Comparator, Expected, Matcher, Schema, State, Verdict, Wait,
    Waiter, WaiterExt as _,
};
use super::{NextPage, OnRepeated, Pager, Paginated, RepeatedToken, Tokens};
use crate::http::OperationExt as _;
use crate::http::protocol::RestJson1;
use crate::http::response::fixture::{Glow, Light};

type Read = Glow<RestJson1>;

/// Pages whose token is a text, and whose flag says that more follow.
struct Lights;

impl Paginated for Lights {
    type Operation = Read;

    fn advance(input: &mut Light, output: &Light) -> NextPage {
        Tokens::new()
            .more_results(output.flag.as_ref())
            .set(&mut input.text, output.text.as_ref())
            .set(&mut input.count, output.count.as_ref())
            .finish()
    }
}

fn page(flag: Option<bool>, text: Option<&str>, count: Option<i32>) -> Light {
    Light {
        flag,
        text: text.map(str::to_owned),
        count,
        ..Light::default()
    }
}

#[test]
fn tokens_that_an_output_lacks_are_cleared() {
    let mut input = page(None, Some("a"), Some(1));
    assert!(Lights::next_page(
        &mut input,
        &page(Some(true), Some("b"), None)
    ));
    assert_eq!(input, page(None, Some("b"), None));
    for last in [
        page(Some(true), Some(""), Some(0)),
        page(Some(false), Some("c"), Some(2)),
        page(None, Some("c"), Some(2)),
    ] {
        let mut input = page(None, Some("b"), Some(1));
        assert!(!Lights::next_page(&mut input, &last), "{last:?}");
        assert_eq!(input, Light::default());
    }
}

#[test]
fn a_pager_ends_after_the_last_page() {
    let mut pager = Pager::<Lights>::new(Light::default());
    assert_eq!(pager.accept(&page(Some(true), Some("a"), None)), Ok(true));
    assert_eq!(pager.next(), Some(&page(None, Some("a"), None)));
    assert_eq!(pager.accept(&page(Some(false), None, None)), Ok(false));
    assert_eq!(pager.next(), None);
    assert_eq!(pager.accept(&page(Some(true), Some("a"), None)), Ok(false));
}

#[test]
fn a_repeated_token_ends_paging_as_the_caller_says() {
    let begin = |response| {
        let pager = Pager::<Lights>::new(Light::default());
        let mut pager = pager.on_repeated(response);
        assert_eq!(pager.accept(&page(Some(true), Some("a"), None)), Ok(true));
        let accepted = pager.accept(&page(Some(true), Some("a"), None));
        (accepted, pager.into_input())
    };
    assert_eq!(begin(OnRepeated::Fail), (Err(RepeatedToken), None));
    assert_eq!(begin(OnRepeated::End), (Ok(false), None));
    let goes_on = (Ok(true), Some(page(None, Some("a"), None)));
    assert_eq!(begin(OnRepeated::Continue), goes_on);
}

/// `Count > 2 && Name == 'on'`.
const IS_ON: Path<'_> = Path::new(&[
    Step::Field("Count"),
    Step::Number(2.0),
    Step::Compare(Comparison::Greater, 0, 1),
    Step::Field("Name"),
    Step::Text("on"),
    Step::Compare(Comparison::Equal, 3, 4),
    Step::And(2, 5),
]);

/// `Name == ''`.
const IS_NAMELESS: Path<'_> = Path::new(&[
    Step::Field("Name"),
    Step::Text(""),
    Step::Compare(Comparison::Equal, 0, 1),
]);

/// `input.Name == output.Name`.
const IS_THE_SAME: Path<'_> = Path::new(&[
    Step::Field("input"),
    Step::Field("Name"),
    Step::Chain(0, 1),
    Step::Field("output"),
    Step::Chain(3, 1),
    Step::Compare(Comparison::Equal, 2, 4),
]);

struct LampIsOn;

impl Waiter for LampIsOn {
    type Operation = Read;
    const SCHEMA: &'static Schema = &Schema::new(
        "LampIsOn",
        &[
            Acceptor::success(Matcher::Output(
                IS_ON,
                Comparator::Equals,
                Expected::Boolean(true),
            )),
            Acceptor::failure(Matcher::Output(
                Path::new(&[Step::Field("Texts")]),
                Comparator::Any,
                Expected::Text("broken"),
            )),
            Acceptor::success(Matcher::Output(
                Path::new(&[Step::Field("Texts")]),
                Comparator::All,
                Expected::Text("on"),
            )),
            Acceptor::failure(Matcher::Output(
                IS_NAMELESS,
                Comparator::Equals,
                Expected::Boolean(true),
            )),
            Acceptor::failure(Matcher::Output(
                Path::new(&[Step::Field("Items"), Step::Call(Function::Length, &[0])]),
                Comparator::Equals,
                Expected::Number(2.0),
            )),
            Acceptor::success(Matcher::InputOutput(
                IS_THE_SAME,
                Comparator::Equals,
                Expected::Boolean(true),
            )),
            Acceptor::retry(Matcher::Error("Busy")),
            Acceptor::retry(Matcher::Status(404)),
            Acceptor::failure(Matcher::Success(false)),
        ],
    )
    .delay(2, 10)
    .attempts(7);
}

fn judged(body: &'static str, status: u16) -> Option<Accepted> {
    let mut response = http::Response::new(body);
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    let input = Light {
        name: "hall".to_owned(),
        ..Light::default()
    };
    let result = Read::response_corrected(response);
    let (result, corrected) = match &result {
        Ok(corrected) => (Ok(&corrected.output), corrected.paths.as_slice()),
        Err(error) => (Err(error), [].as_slice()),
    };
    let answer = Answer::of::<Read>(&input, result).corrected(corrected);
    LampIsOn::judge(&input, result, &answer)
}

#[test]
fn the_first_matching_acceptor_applies() {
    for (body, status, expected) in [
        (
            r#"{"name": "on", "Count": 3}"#,
            200,
            Some((0, State::Success)),
        ),
        (r#"{"name": "on", "Count": 2}"#, 200, None),
        // Missing, and so null, although the output has an empty name.
        ("{}", 200, None),
        (r#"{"name": ""}"#, 200, Some((3, State::Failure))),
        (
            r#"{"name": "x", "Items": ["a", "b"]}"#,
            200,
            Some((4, State::Failure)),
        ),
        (r#"{"name": "hall"}"#, 200, Some((5, State::Success))),
        (r#"{"code": "Busy"}"#, 500, Some((6, State::Retry))),
        (r#"{"code": "Gone"}"#, 404, Some((7, State::Retry))),
        (r#"{"code": "Broken"}"#, 500, Some((8, State::Failure))),
    ] {
        let expected = expected.map(|(index, state)| Accepted::by(index, state));
        assert_eq!(judged(body, status), expected, "{body}");
    }
}

#[test]
fn lists_are_compared_element_by_element() {
    let judged = |texts: &[&str]| {
        let output = Light {
            name: "x".to_owned(),
            texts: Some(texts.iter().map(|&text| text.to_owned()).collect()),
            ..Light::default()
        };
        let input = Light::default();
        let answer = Answer::of::<Read>(&input, Ok(&output));
        answer
            .judge(LampIsOn::SCHEMA)
            .and_then(|accepted| accepted.index)
    };
    assert_eq!(judged(&["on", "broken"]), Some(1));
    assert_eq!(judged(&["on", "on"]), Some(2));
    assert_eq!(judged(&["on", "off"]), None);
    assert_eq!(judged(&[]), None);
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

#[test]
fn delays_grow_to_the_greatest_and_end_in_time() {
    let schema = LampIsOn::SCHEMA;
    let mut wait = Wait::new(seconds(60.0));
    let mut elapsed = 0.0;
    let mut delays = Vec::new();
    while let Verdict::Pause(delay) = wait.accept(schema, None, false, (seconds(elapsed), 1.0)) {
        delays.push(delay.as_secs_f64());
        elapsed += delay.as_secs_f64();
    }
    // 2, 4, 8, then the greatest; the last call is made 2 seconds before the end.
    assert_eq!(delays, [2.0, 4.0, 8.0, 10.0, 10.0, 10.0, 10.0, 4.0]);
    assert_eq!(wait.attempts(), 9);
    assert_eq!(schema.botocore_total(), Some(seconds(14.0)));
}

#[test]
fn a_short_wait_makes_one_call() {
    let mut wait = Wait::new(seconds(1.0));
    let verdict = wait.accept(LampIsOn::SCHEMA, None, false, (seconds(0.1), f64::NAN));
    assert_eq!(verdict, Verdict::TimedOut);
}

#[test]
fn an_error_without_acceptor_ends_a_wait() {
    static NONE: Schema = Schema::new("None", &[]);
    let mut wait = Wait::new(seconds(60.0));
    let verdict = wait.accept(&NONE, None, true, (seconds(0.0), 0.0));
    assert_eq!(verdict, Verdict::Unexpected);
    let verdict = wait.accept(&NONE, None, false, (seconds(0.0), 0.0));
    assert_eq!(verdict, Verdict::Pause(seconds(2.0)));
}

#[test]
fn a_typed_waiter_takes_results() {
    let mut wait = Wait::new(seconds(60.0));
    let input = Light::default();
    let output = Light {
        name: "on".to_owned(),
        count: Some(3),
        ..Light::default()
    };
    let verdict = LampIsOn::accept(&mut wait, &input, Ok(&output), &[], (seconds(0.0), 0.0));
    assert_eq!(verdict, Verdict::Success(Accepted::by(0, State::Success)));
}

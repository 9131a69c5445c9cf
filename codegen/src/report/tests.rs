use super::Report;
use crate::bundle::{Bundle, Source};
use crate::config::Config;
use crate::ir::Pointer;
use crate::problem::{Problem, ProblemKind};

fn lines(bundle: &Bundle) -> Vec<String> {
    let report = crate::front(bundle, &Config::default()).expect_err("the model is wrong");
    report
        .entries()
        .iter()
        .map(super::Entry::one_line)
        .collect()
}

const MODEL: &str = r#"{
  "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
  "operations": {
    "Get": {"http": {"method": "GET", "requestUri": "/"}, "input": {"shape": "In"}}
  },
  "shapes": {
    "In": {
      "type": "structure",
      "members": {
        "a\"b": {"shape": "Nowhere"}
      }
    }
  }
}
"#;

#[test]
fn each_problem_has_its_line() {
    let bundle = Bundle::new(Source::new("m/service-2.json", MODEL));
    assert_eq!(
        lines(&bundle),
        [concat!(
            "m/service-2.json:10:9: error[model::invalid_name]: \"a\\\"b\" is not a valid name for a member",
            " (at /shapes/In/members/a\"b)"
        )]
    );
}

#[test]
fn a_broken_text_is_shown_where_it_breaks() {
    let bundle = Bundle::new(Source::new("s.json", "{\n  \"metadata\": nul\n}"));
    assert_eq!(
        lines(&bundle),
        ["s.json:2:15: error[json::syntax]: not valid JSON: expected a value, found `n`"]
    );
    let bundle = Bundle::new(Source::new("s.json", ""));
    assert_eq!(
        lines(&bundle),
        [
            "s.json:1:1: error[json::syntax]: not valid JSON: expected a value, found the end of the file"
        ]
    );
}

#[test]
fn a_problem_beside_the_model_is_shown_there() {
    let mut bundle = Bundle::new(Source::new("service-2.json", MODEL.replace("a\\\"b", "Ab")));
    bundle.sidecars = vec![
        Source::new("x/paginators-1.json", "{\n\"pagination\": {\"Get\": []}}"),
        Source::new(
            "x/service-2.sdk-extras.json",
            "{\"merge\":\n{\"shapes\": {\"In\":\n{\"members\": {\"New\":\n{\"shape\": 1}}}}}}",
        ),
    ];
    assert_eq!(
        lines(&bundle),
        [
            "x/paginators-1.json:2:16: error[model::wrong_type]: expected an object, found an array (at x/paginators-1.json#/pagination/Get)",
            "x/service-2.sdk-extras.json:4:11: error[model::wrong_type]: expected a string, found a number (at /shapes/In/members/New/shape)",
        ]
    );
}

#[test]
fn a_very_long_line_is_cut() {
    let text = format!(
        "{{\"pad\": \"{}\", \"é\": 7, \"end\": \"{}\"}}",
        "ü".repeat(500),
        "ü".repeat(500)
    );
    let bundle = Bundle::new(Source::new("s.json", text));
    let problem = Problem {
        kind: ProblemKind::UnknownFormat,
        at: Pointer::root().child("é"),
    };
    let report = Report::new(&bundle, vec![problem]);
    let [entry] = report.entries() else {
        panic!("one problem gives one entry");
    };
    let super::Shown::Excerpt(source, span) = &entry.shown else {
        panic!("the line is too long to be shown");
    };
    let shown = source
        .inner()
        .get(span.offset()..span.offset() + span.len());
    assert_eq!(shown, Some("7"));
    assert!(source.inner().len() < 200);
}

#[test]
fn a_flood_is_counted_and_cut() {
    let keys: Vec<String> = (0..100_000)
        .map(|number| format!("\"k{number}\": 1"))
        .collect();
    let text = format!("{{\"metadata\": 1, {}}}", keys.join(", "));
    let bundle = Bundle::new(Source::new("s.json", text));
    let report = crate::front(&bundle, &Config::default()).expect_err("the model is wrong");
    assert_eq!(
        report.to_string(),
        "s.json has 3 errors and 100000 warnings, of which 200 are shown"
    );
    let codes = report
        .entries()
        .iter()
        .map(|entry| entry.problem().kind.code());
    let codes: Vec<_> = codes.take(4).collect();
    let expected = [
        "model::missing_key",
        "model::missing_key",
        "model::wrong_type",
    ];
    assert_eq!(codes, [&expected[..], &["model::unknown_key"]].concat());
}

#[test]
fn a_warning_of_many_members_is_shown_once_with_a_count() {
    let member = |index: usize| format!(r#""M{index}": {{"shape": "Text", "colour": "red"}}"#);
    let members: Vec<_> = (0..300).map(member).collect();
    let text = MODEL
        .replace(r#""a\"b": {"shape": "Nowhere"}"#, &members.join(",\n"))
        .replace(
            r#""shapes": {"#,
            r#""shapes": {"Text": {"type": "string"},"#,
        );
    let bundle = Bundle::new(Source::new("m.json", text));
    let (_, warnings) = crate::front(&bundle, &Config::default()).expect("it is only strange");
    assert_eq!(warnings.len(), 300);
    let report = Report::new(&bundle, warnings);
    assert_eq!(report.to_string(), "m.json has 1 warning");
    let [entry] = report.entries() else {
        panic!("{report}");
    };
    assert_eq!(entry.repeats(), 299);
    let shown = entry.to_string();
    let place = r#"unknown key "colour" (at /shapes/In/members/M0/colour, and 299 more places)"#;
    assert_eq!(shown, place);
}

#[test]
fn errors_are_shown_place_by_place() {
    let members = r#""A": {"shape": "Nowhere"}, "B": {"shape": "Nowhere"}"#;
    let text = MODEL.replace(r#""a\"b": {"shape": "Nowhere"}"#, members);
    assert_eq!(lines(&Bundle::new(Source::new("m.json", text))).len(), 2);
}

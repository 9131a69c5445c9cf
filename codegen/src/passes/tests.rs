use crate::bundle::{Bundle, Source};
use crate::config::Config;
use crate::ir::Ir;

fn front(shapes: &[&str], operations: &[&str]) -> Ir {
    let (shapes, operations) = (shapes.join(","), operations.join(","));
    let text = format!(
        r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}}, "shapes": {{{shapes}}},
            "operations": {{{operations}}}}}"#
    );
    let bundle = Bundle::new(Source::new("service-2.json", text));
    let (ir, _) = crate::front(&bundle, &Config::default()).expect("the model is right");
    ir
}

#[test]
fn shuffled_keys_change_nothing() {
    let mut shapes = [
        r#""A": {"type": "structure", "required": ["B"], "members": {"B": {"shape": "B"}}}"#,
        r#""B": {"type": "structure", "required": ["C"], "members": {"C": {"shape": "C"}}}"#,
        r#""C": {"type": "structure", "members": {"A": {"shape": "A"}, "B": {"shape": "B"}}}"#,
        r#""GetInput": {"type": "string"}"#,
    ];
    let mut operations = [
        r#""Get": {"http": {"method": "GET", "requestUri": "/"}}"#,
        r#""Ge_t": {"http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "C"}}"#,
    ];
    let first = front(&shapes, &operations);
    for turn in 1..shapes.len() {
        shapes.rotate_left(1);
        if turn % 2 == 1 {
            operations.reverse();
        }
        let other = front(&shapes, &operations);
        assert_eq!(first, other);
        assert_eq!(first.to_string(), other.to_string());
    }
}

#[test]
fn a_service_of_an_unknown_protocol_keeps_its_types_alone() {
    let text = r#"{"metadata": {"protocols": ["grpc", "soap"], "serviceId": "Lamp"},
        "operations": {"Glow": {"http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"}}},
        "shapes": {"In": {"type": "structure", "members": {"Id": {"shape": "Text"}}}, "Text": {"type": "string"}}}"#;
    let bundle = Bundle::new(Source::new("m.json", text));
    let output = crate::generate(&bundle, &Config::default()).unwrap();
    let words: Vec<_> = output
        .warnings
        .iter()
        .map(|warning| warning.kind.to_string())
        .collect();
    assert!(
        words.iter().any(|words| words.contains("(grpc, soap)")),
        "{words:?}"
    );
    let paths: Vec<_> = output.files.iter().map(|file| file.path.as_str()).collect();
    assert!(paths.contains(&"src/types/in_.rs"), "{paths:?}");
    assert!(
        !paths.iter().any(|path| path.starts_with("src/operation/")),
        "{paths:?}"
    );
}

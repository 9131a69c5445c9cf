//! A model that grows may rename or box what was there; the verdict on the Rust API must say so.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use sansmith_codegen::api::{Api, Change, Verdict};
use sansmith_codegen::{Bundle, Config, Source};
use serde_json::{Value, json};

fn model() -> Value {
    json!({
        "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
        "operations": {"GetLamp": {
            "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Lamp"}
        }},
        "shapes": {
            "Lamp": {"type": "structure", "members": {
                "Shade": {"shape": "Shade"}, "Bulb": {"shape": "Ab_c"}, "Color": {"shape": "Color"}}},
            "Shade": {"type": "structure", "members": {"Name": {"shape": "Text"}}},
            "Ab_c": {"type": "structure", "members": {"Name": {"shape": "Text"}}},
            "Color": {"type": "string", "enum": ["sea-green"]},
            "Text": {"type": "string"}
        }
    })
}

fn api(model: &Value) -> Api {
    api_with(model, &[])
}

fn api_with(model: &Value, names: &[(&str, &str)]) -> Api {
    let bundle = Bundle::new(Source::new("service-2.json", model.to_string()));
    let names = names
        .iter()
        .map(|(key, name)| (String::from(*key), String::from(*name)));
    let config = Config {
        names: names.collect(),
        ..Config::default()
    };
    Api::read(&bundle, &config).unwrap()
}

/// The changes after an edit of the model.
fn after(edit: impl FnOnce(&mut Value)) -> Vec<Change> {
    let mut new = model();
    edit(&mut new);
    api(&model()).changes(&api(&new))
}

fn expect(changes: &[Change], path: &str, reason: &str) {
    let found = changes.iter().find(|change| change.path == path);
    let found = found.map(|change| (change.verdict, change.reason));
    assert_eq!(
        found,
        Some((Verdict::Major, reason)),
        "{path}: {changes:#?}"
    );
}

#[test]
fn a_member_that_closes_a_cycle_may_box_another_one() {
    // The walk starts at `Lamp`, so the member that comes last on the way round is boxed; here it is the new one.
    let changes = after(|model| {
        model["shapes"]["Shade"]["members"]["Lamp"] = json!({"shape": "Lamp"});
    });
    assert!(
        changes
            .iter()
            .all(|change| change.verdict == Verdict::Minor)
    );
    // The walk starts at `Ab_c`, and the member of `Lamp` that was there closes the cycle.
    let changes = after(|model| {
        model["shapes"]["Ab_c"]["members"]["Lamp"] = json!({"shape": "Lamp"});
    });
    expect(&changes, "types::Lamp.bulb", "has another type");
}

#[test]
fn a_shape_before_a_look_alike_takes_its_name() {
    let changes = after(|model| {
        let shapes = model["shapes"].as_object().unwrap().clone();
        let new = json!({"type": "structure", "members": {"Watts": {"shape": "Text"}}});
        let first = [("AbC".to_owned(), new)].into_iter();
        model["shapes"] = first.chain(shapes).collect();
        model["shapes"]["Shade"]["members"]["Part"] = json!({"shape": "AbC"});
    });
    let reason = "stands for another shape, operation or error under the same name";
    expect(&changes, "types::AbC", reason);
    expect(&changes, "types::Lamp.bulb", "has another type");
}

#[test]
fn a_value_before_a_look_alike_takes_its_name() {
    let changes = after(|model| {
        model["shapes"]["Color"]["enum"] = json!(["sea_green", "sea-green"]);
    });
    let reason = "has another wire value under the same name";
    expect(&changes, "types::Color::SeaGreen", reason);
}

#[test]
fn a_member_before_a_look_alike_takes_its_name() {
    let changes = after(|model| {
        model["shapes"]["Lamp"]["members"] = json!({
            "SHADE": {"shape": "Shade"}, "Shade": {"shape": "Shade"}, "Bulb": {"shape": "Ab_c"},
            "Color": {"shape": "Color"}});
    });
    let reason = "stands for another member under the same name";
    expect(&changes, "types::Lamp.shade", reason);
}

#[test]
fn kept_names_stay_where_they_were() {
    let mut new = model();
    let shapes = new["shapes"].as_object().unwrap().clone();
    let other = json!({"type": "structure", "members": {"Watts": {"shape": "Text"}}});
    new["shapes"] = [("AbC".to_owned(), other)]
        .into_iter()
        .chain(shapes)
        .collect();
    new["shapes"]["Shade"]["members"]["Part"] = json!({"shape": "AbC"});
    new["shapes"]["Color"]["enum"] = json!(["sea_green", "sea-green"]);
    new["shapes"]["Lamp"]["members"] = json!({
        "SHADE": {"shape": "Shade"}, "Shade": {"shape": "Shade"}, "Bulb": {"shape": "Ab_c"},
        "Color": {"shape": "Color"}});
    let names = [
        ("Ab_c", "AbC"),
        ("Color$sea-green", "SeaGreen"),
        ("Lamp$Shade", "shade"),
    ];
    let changes = api(&model()).changes(&api_with(&new, &names));
    let added = [
        "types::AbC_2",
        "types::Color::SeaGreen_2",
        "types::Lamp.shade_2",
        "types::Shade.part",
    ];
    let paths: Vec<&str> = changes.iter().map(|change| &*change.path).collect();
    assert_eq!(paths, added, "{changes:#?}");
    assert!(
        changes
            .iter()
            .all(|change| change.verdict == Verdict::Minor)
    );
    // What is no identifier is no name.
    assert_eq!(
        api_with(&model(), &[("Ab_c", "a b"), ("Shade", "self")]),
        api(&model())
    );
}

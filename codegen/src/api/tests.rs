//! A change of a model for each row.

mod smithy;

use serde_json::{Value, json};

use super::{Api, Change, ROWS, Verdict};
use crate::{Bundle, Config, Source};

/// A model with an item of each kind.
fn model() -> Value {
    json!({
        "metadata": {
            "protocol": "rest-json", "protocols": ["rest-json", "json"], "jsonVersion": "1.1",
            "targetPrefix": "Lamp", "serviceId": "Lamp"
        },
        "operations": {
            "GetLamp": {
                "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "LampInput"},
                "output": {"shape": "Lamp"}, "errors": [{"shape": "Broken"}]
            },
            "ListShades": {
                "http": {"method": "POST", "requestUri": "/s"}, "input": {"shape": "ShadesInput"},
                "output": {"shape": "Shades"}
            }
        },
        "shapes": {
            "LampInput": {"type": "structure", "required": ["Name", "Room"], "members": {
                "Name": {"shape": "Text"}, "Room": {"shape": "Text"}, "Note": {"shape": "Text"}}},
            "Lamp": {"type": "structure", "members": {
                "Color": {"shape": "Color"}, "Watts": {"shape": "Number"}, "Shade": {"shape": "Shade"},
                "Either": {"shape": "Either"}}},
            "Shade": {"type": "structure", "members": {"Name": {"shape": "Text"}}},
            "Color": {"type": "string", "enum": ["red", "sea-green"]},
            "Either": {"type": "structure", "union": true, "members": {
                "A": {"shape": "Text"}, "B": {"shape": "Number"}}},
            "Broken": {"type": "structure", "exception": true, "members": {"Why": {"shape": "Text"}}},
            "ShadesInput": {"type": "structure", "members": {"Next": {"shape": "Text"}}},
            "Shades": {"type": "structure", "members": {
                "Next": {"shape": "Text"}, "All": {"shape": "ShadeList"}, "Names": {"shape": "Texts"}}},
            "ShadeList": {"type": "list", "member": {"shape": "Shade"}},
            "Texts": {"type": "list", "member": {"shape": "Text"}},
            "Number": {"type": "integer"},
            "Text": {"type": "string"}
        }
    })
}

fn pages() -> Value {
    json!({"pagination": {"ListShades": {"input_token": "Next", "output_token": "Next", "result_key": "All"}}})
}

fn waiters() -> Value {
    json!({"version": 2, "waiters": {"LampReady": {"operation": "GetLamp", "delay": 5, "maxAttempts": 2,
        "acceptors": [{"state": "success", "matcher": "path", "argument": "Color", "expected": "red"}]}}})
}

fn api(model: &Value, pages: &Value, waiters: &Value) -> Api {
    let mut bundle = Bundle::new(Source::new("service-2.json", model.to_string()));
    bundle.sidecars = vec![
        Source::new("paginators-1.json", pages.to_string()),
        Source::new("waiters-2.json", waiters.to_string()),
    ];
    of(&bundle)
}

/// The public items of the crate of a model.
fn of(bundle: &Bundle) -> Api {
    Api::read(bundle, &Config::default()).unwrap()
}

/// The changes after an edit of the model.
fn after(edit: impl FnOnce(&mut Value)) -> Vec<Change> {
    let mut new = model();
    edit(&mut new);
    let old = api(&model(), &pages(), &waiters());
    old.changes(&api(&new, &pages(), &waiters()))
}

/// Expects a change of an item.
fn expect(changes: &[Change], path: &str, verdict: Verdict, reason: &str) {
    let found = changes.iter().find(|change| change.path == path);
    let found = found.map(|change| (change.verdict, change.reason));
    assert_eq!(found, Some((verdict, reason)), "{path}: {changes:#?}");
}

#[test]
fn the_same_model_is_the_same_api() {
    assert_eq!(after(|_| {}), []);
    let prose = |model: &mut Value| model["shapes"]["Text"]["documentation"] = "A text.".into();
    assert_eq!(after(prose), []);
}

#[test]
fn what_is_added_is_minor_wherever_it_stands() {
    let changes = after(|model| {
        model["shapes"]["Lamp"]["members"]["Age"] = json!({"shape": "Number"});
        model["shapes"]["Color"]["enum"] = json!(["amber", "red", "sea-green"]);
        model["operations"]["GetRoom"] = json!({
            "http": {"method": "POST", "requestUri": "/r"}, "input": {"shape": "Shade"}});
    });
    for path in [
        "types::Lamp.age",
        "types::Color::Amber",
        "operation::GetRoom",
        "feature Room",
    ] {
        expect(&changes, path, Verdict::Minor, "is new");
    }
    assert_eq!(super::verdict(&changes), Verdict::Minor);
}

#[test]
fn the_parts_of_a_new_type_are_not_listed() {
    let changes = after(|model| {
        model["shapes"]["Bulb"] = json!({"type": "structure", "required": ["Watts"],
            "members": {"Watts": {"shape": "Number"}}});
        model["shapes"]["Lamp"]["members"]["Bulb"] = json!({"shape": "Bulb"});
    });
    let paths: Vec<&str> = changes.iter().map(|change| &*change.path).collect();
    assert_eq!(paths, ["types::Bulb", "types::Lamp.bulb"]);
}

#[test]
fn an_enum_value_that_takes_the_name_of_another_is_major() {
    let changes = after(|model| {
        model["shapes"]["Color"]["enum"] = json!(["red", "sea_green", "sea-green"]);
    });
    let reason = "has another wire value under the same name";
    expect(&changes, "types::Color::SeaGreen", Verdict::Major, reason);
}

#[test]
fn a_shape_that_takes_the_name_of_another_is_major() {
    let changes = after(|model| {
        model["shapes"]["lamp"] = json!({"type": "structure", "members": {}});
        let shapes = model["shapes"].as_object_mut().unwrap();
        let lamp = shapes["Lamp"].take();
        shapes.insert("Lam_p".to_owned(), lamp.clone());
        shapes.insert("LamP".to_owned(), lamp);
        shapes.remove("Lamp");
        shapes.remove("lamp");
        model["operations"]["GetLamp"]["output"]["shape"] = "Lam_p".into();
        model["shapes"]["Shades"]["members"]["Lamp"] = json!({"shape": "LamP"});
    });
    expect(&changes, "types::Lamp", Verdict::Major, "is gone");
    let reason = "has another input or output: the names of its types changed";
    expect(&changes, "operation::GetLamp", Verdict::Major, reason);
    // `shade` before `Shade` in the model's order.
    let changes = after(|model| {
        model["shapes"]["SHade"] =
            json!({"type": "structure", "members": {"Name": {"shape": "Text"}}});
        model["shapes"]["Lamp"]["members"]["Other"] = json!({"shape": "SHade"});
    });
    assert_eq!(super::verdict(&changes), Verdict::Minor, "{changes:#?}");
}

#[test]
fn a_required_member_is_major_but_not_in_an_error() {
    let changes = after(|model| {
        model["shapes"]["LampInput"]["required"] = json!(["Name", "Room", "Note"]);
        model["shapes"]["Broken"]["required"] = json!(["Why"]);
    });
    assert_eq!(changes.len(), 1, "{changes:#?}");
    expect(
        &changes,
        "types::LampInput.note",
        Verdict::Major,
        "has another type",
    );
    let changes = after(|model| {
        model["shapes"]["LampInput"]["members"]["Door"] = json!({"shape": "Text"});
        model["shapes"]["LampInput"]["required"] = json!(["Name", "Room", "Door"]);
    });
    let reason = "is required: a builder that does not set it no longer compiles";
    expect(&changes, "types::LampInput.door", Verdict::Major, reason);
}

#[test]
fn what_is_removed_is_major() {
    let changes = after(|model| {
        model["operations"]["GetLamp"]
            .as_object_mut()
            .unwrap()
            .remove("errors");
        model["shapes"]["Lamp"]["members"]
            .as_object_mut()
            .unwrap()
            .remove("Watts");
    });
    for path in [
        "operation::GetLampError::Broken",
        "predicates::Predicates::is_broken",
        "types::Lamp.watts",
    ] {
        expect(&changes, path, Verdict::Major, "is gone");
    }
}

#[test]
fn another_type_is_major() {
    let edits: [(&str, Value); 4] = [
        ("string to enum", json!({"type": "string", "enum": ["a"]})),
        ("number width", json!({"type": "long"})),
        (
            "list to structure",
            json!({"type": "structure", "members": {}}),
        ),
        ("blob", json!({"type": "blob"})),
    ];
    for (what, shape) in edits {
        let changes = after(|model| model["shapes"]["Number"] = shape);
        expect(
            &changes,
            "types::Lamp.watts",
            Verdict::Major,
            "has another type",
        );
        expect(
            &changes,
            "types::Either::B",
            Verdict::Major,
            "has another type",
        );
        assert_eq!(super::verdict(&changes), Verdict::Major, "{what}");
    }
    let sparse = |model: &mut Value| model["shapes"]["Texts"]["sparse"] = true.into();
    expect(
        &after(sparse),
        "types::Shades.names",
        Verdict::Major,
        "has another type",
    );
    // A cycle boxes a field that was there.
    let cycle = |model: &mut Value| {
        model["shapes"]["Shade"]["members"]["Lamp"] = json!({"shape": "Lamp"});
    };
    let changes = after(cycle);
    expect(&changes, "types::Shade.lamp", Verdict::Minor, "is new");
    let union = |model: &mut Value| model["shapes"]["Either"]["union"] = false.into();
    expect(
        &after(union),
        "types::Either",
        Verdict::Major,
        "is another kind of type",
    );
}

#[test]
fn order_is_patch_and_of_required_members_minor() {
    let mut old = api(&model(), &pages(), &waiters());
    let new = old.clone();
    let lamp = old.items.get_mut("types::Lamp").unwrap();
    lamp.members = "Watts Color Shade".to_owned();
    let input = old.items.get_mut("types::LampInput").unwrap();
    input.required_members = "Room Name".to_owned();
    let changes = old.changes(&new);
    let reason = "has its members in another order";
    expect(&changes, "types::Lamp", Verdict::Patch, reason);
    let reason =
        "has its required members in another order; builders' type parameters cannot be named";
    expect(&changes, "types::LampInput", Verdict::Minor, reason);
}

#[test]
fn constraints_protocols_and_optional_members() {
    let limits = |model: &mut Value| model["shapes"]["Text"]["max"] = 3.into();
    expect(
        &after(limits),
        "types::Shade.name",
        Verdict::Minor,
        "has other constraints",
    );
    let protocol = |model: &mut Value| model["metadata"]["protocols"] = json!(["rest-json"]);
    expect(
        &after(protocol),
        "operation::GetLamp",
        Verdict::Minor,
        "has another protocol",
    );
    let optional = |model: &mut Value| model["shapes"]["LampInput"]["required"] = json!(["Name"]);
    expect(
        &after(optional),
        "types::LampInput.room",
        Verdict::Major,
        "has another type",
    );
}

#[test]
fn features_and_what_stands_under_them() {
    let old = api(&model(), &pages(), &waiters());
    let mut new = old.clone();
    new.items.remove("feature Lamp");
    let operation = new.items.get_mut("operation::GetLamp").unwrap();
    operation.features = vec!["Other".to_owned()];
    let operation = new.items.get_mut("operation::ListShades").unwrap();
    operation.features.clear();
    let changes = old.changes(&new);
    expect(&changes, "feature Lamp", Verdict::Major, "is gone");
    let reason = "is no longer compiled for a feature that compiled it";
    expect(&changes, "operation::GetLamp", Verdict::Major, reason);
    expect(
        &changes,
        "operation::ListShades",
        Verdict::Minor,
        "is compiled for more features",
    );
}

#[test]
fn paginators_and_waiters() {
    let old = api(&model(), &pages(), &waiters());
    let none = json!({"pagination": {}});
    let path = "operation::ListShades: Paginated";
    expect(
        &old.changes(&api(&model(), &none, &waiters())),
        path,
        Verdict::Major,
        "is gone",
    );
    let mut names = pages();
    names["pagination"]["ListShades"]["result_key"] = "Names".into();
    let changes = old.changes(&api(&model(), &names, &waiters()));
    expect(&changes, path, Verdict::Major, "has other items");
    let mut other = waiters();
    other["waiters"]["LampReady"]["operation"] = "ListShades".into();
    other["waiters"]["LampReady"]["acceptors"] = json!([]);
    let changes = old.changes(&api(&model(), &pages(), &other));
    expect(
        &changes,
        "waiter::LampReady",
        Verdict::Major,
        "repeats another operation",
    );
}

#[test]
fn names_that_stand_for_something_else_are_major() {
    let old = api(&model(), &pages(), &waiters());
    let mut new = old.clone();
    for (path, wire) in [
        ("types::Shade", "shade"),
        ("types::Shade.name", "name"),
        ("predicates::Predicates::is_broken", "broken"),
    ] {
        new.items.get_mut(path).unwrap().wire = wire.to_owned();
    }
    let changes = old.changes(&new);
    let reason = "stands for another shape, operation or error under the same name";
    expect(&changes, "types::Shade", Verdict::Major, reason);
    expect(
        &changes,
        "predicates::Predicates::is_broken",
        Verdict::Major,
        reason,
    );
    let reason = "stands for another member under the same name";
    expect(&changes, "types::Shade.name", Verdict::Major, reason);
}

#[test]
fn each_row_has_a_reason_of_its_own() {
    for (index, row) in ROWS.iter().enumerate() {
        let before = ROWS.get(..index).unwrap_or_default();
        assert!(
            before.iter().all(|other| other.reason != row.reason),
            "{}",
            row.reason
        );
    }
}

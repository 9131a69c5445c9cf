//! Every shape of a model has a type, and there are no other types.

use std::collections::{BTreeMap, BTreeSet};

use sansmith_tests::{connect, connect_bundle, items};
use serde_json::Value;
use syn::Item;

/// Number and names of generated types by kind.
#[derive(Debug, Default)]
struct Types {
    structures: BTreeSet<String>,
    unions: BTreeSet<String>,
    enums: BTreeSet<String>,
}

/// Unions and enums are both Rust enums; only the latter have a list of values.
fn types() -> Types {
    let mut types = Types::default();
    let mut valued = BTreeSet::new();
    for file in connect()
        .files
        .iter()
        .filter(|file| file.path.starts_with("src/types/"))
    {
        for item in items::items(&file.text) {
            let Some(name) = items::named(&item) else {
                continue;
            };
            match &item {
                // A builder stands in the file of its structure.
                Item::Struct(item) if !item.generics.params.is_empty() => {}
                Item::Struct(_) => assert!(types.structures.insert(name)),
                Item::Enum(_) => assert!(types.unions.insert(name)),
                Item::Impl(item) if item.trait_.is_none() && has_values(item) => {
                    valued.insert(name);
                }
                _ => {}
            }
        }
    }
    types.enums = types.unions.intersection(&valued).cloned().collect();
    types.unions.retain(|name| !valued.contains(name));
    types
}

fn has_values(item: &syn::ItemImpl) -> bool {
    item.items
        .iter()
        .any(|item| matches!(item, syn::ImplItem::Const(item) if item.ident == "VALUES"))
}

fn shapes() -> serde_json::Map<String, Value> {
    let mut model: Value = serde_json::from_str(&connect_bundle().service.text).unwrap();
    match model["shapes"].take() {
        Value::Object(shapes) => shapes,
        other => panic!("shapes are {other}"),
    }
}

#[test]
fn every_shape_of_connect_has_its_type() {
    let mut wanted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (name, shape) in shapes() {
        let kind = match shape["type"].as_str() {
            Some("structure") if shape["union"] == true => "union",
            Some("structure") => "structure",
            Some("string") if shape.get("enum").is_some() => "enum",
            _ => continue,
        };
        wanted.entry(kind).or_default().insert(name.to_lowercase());
    }
    let count = |kind: &str| wanted[kind].len();
    assert_eq!(
        [count("structure"), count("union"), count("enum")],
        [1359, 20, 214]
    );

    let lower = |names: BTreeSet<String>| -> BTreeSet<String> {
        names.iter().map(|name| name.to_lowercase()).collect()
    };
    let types = types();
    let structures = lower(types.structures);
    let missing: Vec<_> = wanted["structure"].difference(&structures).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // Additional types must be inputs or outputs of operations without one.
    let extra: Vec<_> = structures.difference(&wanted["structure"]).collect();
    let is_empty_side = |name: &&&String| !name.ends_with("input") && !name.ends_with("output");
    assert_eq!(extra.iter().find(is_empty_side), None);
    assert_eq!(lower(types.unions), wanted["union"]);
    assert_eq!(lower(types.enums), wanted["enum"]);
}

#[test]
fn every_operation_of_connect_has_its_type() {
    let model: Value = serde_json::from_str(&connect_bundle().service.text).unwrap();
    let wanted: BTreeSet<String> = model["operations"]
        .as_object()
        .unwrap()
        .keys()
        .map(|name| name.to_lowercase())
        .collect();
    let files = connect().files.iter();
    let operations: BTreeSet<String> = files
        .filter(|file| file.path.starts_with("src/operation/"))
        .flat_map(|file| items::items(&file.text))
        .filter(|item| matches!(item, Item::Struct(_)))
        .filter_map(|item| items::named(&item))
        .map(|name| name.to_lowercase())
        .collect();
    assert_eq!(operations, wanted);
    assert_eq!(wanted.len(), 405);
}

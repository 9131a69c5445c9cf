//! Tests of selectors on a small model.

use super::*;
use crate::Source;
use crate::load::{Options, load};
use crate::model::Model;

const MODEL: &str = r#"$version: "2"
namespace a

@title("Shop") @httpBasicAuth @httpBearerAuth
service Shop { version: "2020", operations: [Open], resources: [Item] }
resource Item { identifiers: { id: Id }, read: GetItem, operations: [Sell], resources: [Part] }
resource Part { identifiers: { id: Id, part: Id }, create: MakePart }
@auth([httpDigestAuth]) operation Open { input: In }
@readonly @auth([httpBasicAuth]) operation GetItem { input := for Item { @required $id } }
@http(method: "POST", uri: "/sell") operation Sell { errors: [Broken] }
operation MakePart {}
structure In with [Common] { @length(min: 2, max: 5) name: String, range: Range }
@mixin structure Common { note: String }
@error("client") @tags(["x", "Y"]) structure Broken {}
@range(min: 5, max: 5) integer Range
string Id
list Ids { member: Id }
@enum([{ value: "a", name: "A", tags: ["t"] }, { value: "b", name: "B" }]) string Old
enum New { A, B }
"#;

fn model() -> Model {
    let loaded = load(vec![Source::new("a.smithy", MODEL)], &Options::default());
    assert!(!loaded.has_errors(), "{:?}", loaded.events);
    loaded.model
}

/// The names of the shapes of the model that a selector matches.
#[track_caller]
fn select(text: &str) -> String {
    let model = model();
    let graph = Graph::new(&model);
    let found = Selector::parse(text).unwrap().select(&graph).unwrap();
    let own = found.iter().filter(|id| id.namespace() == "a");
    let names: Vec<_> = own.map(|id| id.as_str().trim_start_matches("a#")).collect();
    names.join(" ")
}

#[test]
fn types_and_their_groups() {
    assert_eq!(select("resource"), "Item Part");
    assert_eq!(select("string"), "Id New Old");
    assert_eq!(select("number"), "Range");
    assert_eq!(select("collection"), "Ids");
    assert_eq!(select("serviceType [id|name ^= 'S']"), "Sell Shop");
    assert_eq!(select("* [id = a#Id]"), "Id");
}

#[test]
fn attributes() {
    assert_eq!(select("[trait|length|min >= 2]"), "In$name");
    assert_eq!(select("[trait|tags|(values) = y i]"), "Broken");
    assert_eq!(select("[trait|tags|(values) = y]"), "");
    assert_eq!(
        select("structure [trait|tags ?= false]"),
        "Common GetItemInput In"
    );
    assert_eq!(select("[service|version = '2020']"), "Shop");
    assert_eq!(
        select("[id|member = member, 'id']"),
        "GetItemInput$id Ids$member"
    );
    assert_eq!(select("[trait|enum]"), "New Old");
    assert_eq!(select("[trait|enum|(values)|tags|(values)]"), "Old");
    assert_eq!(
        select("string [trait|enum|(values)|(first)|value = A]"),
        "New"
    );
    assert_eq!(select("service [trait|(length) = 3]"), "Shop");
}

#[test]
fn scopes() {
    assert_eq!(select("[@trait|range: @{min} = @{max}]"), "Range");
    assert_eq!(
        select("[@trait|enum|(values): @{tags|(values)} = t && @{name} = A, B]"),
        "Old"
    );
    assert_eq!(select("resource [@: @{id|name} = Part]"), "Part");
}

#[test]
fn neighbors() {
    assert_eq!(select("service > operation"), "Open");
    assert_eq!(select("resource -[read, create]->"), "GetItem MakePart");
    assert_eq!(select("[id = a#Broken] <-[error]-"), "Sell");
    assert_eq!(
        select("[trait|httpBasicAuth] -[trait]-> [trait|authDefinition] <-[trait]-"),
        "Shop"
    );
    assert_eq!(select("[id = a#Part] <-[bound]-"), "Item");
    assert_eq!(select("resource -[instanceOperation]->"), "GetItem Sell");
    assert_eq!(
        select("[id = a#Open] ~>"),
        "Common Common$note In In$name In$note In$range Range"
    );
    assert_eq!(select("resource -[nonsense]->"), "");
}

#[test]
fn functions() {
    assert_eq!(select("list :test(> member > string)"), "Ids");
    assert_eq!(select("operation :not(-[input]->)"), "MakePart Sell");
    assert_eq!(select(":is(resource, number)"), "Item Part Range");
    assert_eq!(
        select("[id = a#Shop] :recursive(-[resource]->)"),
        "Item Part"
    );
    assert_eq!(
        select(":topdown([id = a#Item], [id = a#Part])"),
        "Item Sell"
    );
    assert_eq!(
        select("operation :in(:root(service -[operation]->))"),
        "Open"
    );
    assert_eq!(select(":unknown(*)"), "");
}

#[test]
fn variables() {
    assert_eq!(
        select(
            "service $auth(-[trait]-> [trait|authDefinition]) ~> operation [trait|auth] \
             :not([@: @{trait|auth|(values)} {<} @{var|auth|id}])"
        ),
        "Open"
    );
    assert_eq!(
        select("$x(> member) structure ${x} [id|name = In]"),
        "In$name In$note In$range"
    );
}

#[test]
fn candidates_are_filtered() {
    let model = model();
    let graph = Graph::new(&model);
    let ids = ["a#Id", "a#Range", "a#In$name"].map(|id| ShapeId::parse(id).unwrap());
    let candidates: Vec<_> = ids.iter().collect();
    let among = |text| {
        let selector = Selector::parse(text).unwrap();
        selector.select_among(&graph, &candidates).unwrap()
    };
    assert_eq!(among(":is(string, member)"), ["a#Id", "a#In$name"]);
    assert_eq!(among("structure > member > number"), ["a#Range"]);
}

#[test]
fn syntax_errors_have_locations() {
    let offset = |text: &str| match Selector::parse(text) {
        Err(SelectorError::Syntax { offset, .. }) => Some(offset),
        _ => None,
    };
    assert_eq!(offset(""), Some(0));
    assert_eq!(offset("strin"), Some(0));
    assert_eq!(offset("string ["), Some(8));
    assert_eq!(offset(":not(string, number)"), Some(1));
    assert_eq!(offset("[id = 'a]"), Some(9));
    assert_eq!(offset("string)"), Some(6));
    assert_eq!(offset("[id <<= a]"), Some(5));
    assert!(offset(&":not(".repeat(200)).is_some());
    assert!(offset(&"> ".repeat(1001)).is_some());
    assert_eq!(offset(&"> ".repeat(1000)), None);
}

#[test]
fn a_costly_selector_is_stopped() {
    let model = model();
    let graph = Graph::new(&model);
    let selector = Selector::parse(&":is(*, *)".repeat(200)).unwrap();
    assert_eq!(selector.select(&graph), Err(SelectorError::TooCostly));
}

#[test]
fn templates_show_attributes_of_each_match() {
    let text = "$version: \"2\"\nnamespace a\n@tags([\"x\", \"y\"])\n@length(min: 1)\nstring S\nlist L { member: S }\n";
    let model = load(vec![Source::new("a.smithy", text)], &Options::default()).model;
    let graph = Graph::new(&model);
    let messages = |selector: &str, template: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let template = Template::parse(template).unwrap();
        let found = selector.messages(&graph, &template).unwrap();
        found
            .into_iter()
            .map(|(id, text)| format!("{id} {text}"))
            .collect()
    };
    let template = "@@@{id|name}: @{trait|length} @{trait|tags|(values)} @{trait|pattern}.";
    let expected = ["a#S @S: {\"min\":1} [\"x\", \"y\"] ."];
    assert_eq!(messages("[id = a#S]", template), expected);
    let found = messages(
        "[id = a#L] $of(> member > string)",
        "@{id} holds @{var|of|id|name}",
    );
    assert_eq!(found, ["a#L a#L holds [S]"]);
    for bad in ["@", "@{", "@{id", "@a", "@{}"] {
        assert!(Template::parse(bad).is_err(), "{bad}");
    }
}

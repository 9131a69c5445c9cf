//! Events of small models.

mod http;
mod rules;

use super::validate;
use crate::Source;
use crate::load::{Options, load};

/// The events of a model, as `SEVERITY Name shape line:column`.
fn events(text: &str) -> Vec<String> {
    let text = format!("$version: \"2\"\nnamespace a\n{text}\n");
    let loaded = load(vec![Source::new("a.smithy", text)], &Options::default());
    let texts = validate(&loaded).into_iter().map(|event| {
        let place = loaded.model.files().place(event.at);
        let shape = event
            .shape
            .map_or_else(|| "-".to_owned(), |id| id.to_string());
        format!(
            "{} {} {shape} {}:{}",
            event.severity, event.id, place.line, place.column
        )
    });
    texts.collect()
}

#[test]
fn a_sound_model_has_no_events() {
    let model = "structure S { @required a: T, b: L }\nstring T\nlist L { member: S }";
    assert_eq!(events(model), [""; 0]);
}

#[test]
fn a_missing_target_ends_validation_after_the_first_stage() {
    let found = events("structure S { a: Missing, @length(min: 1) b: Integer }");
    assert_eq!(found, ["ERROR Target.UnresolvedShape a#S$a 3:15"]);
}

#[test]
fn values_are_checked_against_the_definition_of_their_trait() {
    let found = events(
        "@trait\nstructure t { @required a: Short, b: B }\n@pattern(\"^x$\")\nstring B\n\
         @t(a: 40000, b: \"y\", c: 1)\nstring S\n@t\nstring Q",
    );
    let expected = [
        "ERROR TraitValue a#S 7:7",
        "ERROR TraitValue a#S 7:17",
        "WARNING TraitValue.UnknownMember.a#t.c a#S 7:1",
        "ERROR TraitValue a#Q 9:1",
    ];
    let mut expected = expected.map(str::to_owned);
    let mut found = found;
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn recursion_needs_an_optional_member_between() {
    let found = events(
        "list L { member: L }\nstructure A { @required b: B }\nstructure B { @required a: A }\n\
         union U { u: U }\nstructure C { c: C }\nunion V { v: W }\nstructure W { @required v: V }\nunion X { x: X, y: String }",
    );
    let shapes: Vec<&str> = found
        .iter()
        .filter_map(|event| event.split(' ').nth(2))
        .collect();
    assert_eq!(shapes, ["a#L", "a#A", "a#B", "a#U", "a#V"]);
}

#[test]
fn suppressions_accept_events_below_error() {
    let model =
        "@pattern(\"x\")\nstring P\n@suppress([\"PatternTrait\"])\n@pattern(\"x\")\nstring Q\n";
    let found = events(model);
    assert_eq!(
        found,
        [
            "WARNING PatternTrait a#P 3:1",
            "SUPPRESSED PatternTrait a#Q 6:1"
        ]
    );
}

#[test]
fn validators_of_the_metadata_run_under_their_own_names() {
    let text = "$version: \"2\"\nmetadata validators = [\n\
        {name: \"EmitEachSelector\", id: \"NoLists\", severity: \"NOTE\", configuration: {selector: \"list\"}}\n\
        {name: \"EmitNoneSelector\", configuration: {selector: \"map\"}}\n{name: \"Other\"}]\n\
        namespace a\nlist L { member: String }\n";
    let loaded = load(vec![Source::new("a.smithy", text)], &Options::default());
    let found = validate(&loaded).into_iter();
    let found: Vec<_> = found
        .map(|event| format!("{} {}", event.severity, event.id))
        .collect();
    assert_eq!(
        found,
        [
            "WARNING UnknownValidator_Other",
            "NOTE NoLists",
            "DANGER EmitNoneSelector"
        ]
    );
}

#[test]
fn pagination_looks_at_the_service_for_what_the_operation_lacks() {
    let model = |of_service: &str| {
        format!(
            "{of_service}service S {{ operations: [O] }}\n@paginated(items: \"i\") @readonly\n\
             operation O {{ input := {{ t: String }}, output := {{ i: L, t: String }} }}\nlist L {{ member: String }}"
        )
    };
    let found = events(&model(""));
    assert_eq!(
        found,
        [
            "ERROR PaginatedTrait a#O 4:1",
            "ERROR PaginatedTrait a#O 4:1"
        ]
    );
    let found = events(&model(
        "@paginated(inputToken: \"t\", outputToken: \"t\")\n",
    ));
    assert_eq!(found, [""; 0]);
}

#[test]
fn bindings_have_an_effect_at_the_top_of_a_message_only() {
    let found = events(
        "@http(method: \"POST\", uri: \"/\")\noperation O { input := { @httpQuery(\"q\") q: String, n: N }, output: P }\n\
         structure N { @httpHeader(\"h\") h: String }\nstructure P { @httpQuery(\"q\") @jsonName(\"b\") a: String, b: String }",
    );
    let expected = [
        "WARNING HttpBindingTraitIgnored.TopLevel a#N$h 5:15",
        "ERROR JsonName a#P 6:1",
        "WARNING HttpBindingTraitIgnored.Input a#P$a 6:15",
    ];
    assert_eq!(found, expected);
}

#[test]
fn examples_are_values_of_their_operation() {
    let model = |example: &str| {
        format!(
            "@examples([{{title: \"t\", {example}}}])\noperation O {{ input := {{ @length(min: 2) a: String }} \
             output := {{ b: Integer }} errors: [E] }}\n@error(\"client\")\nstructure E {{ c: String }}"
        )
    };
    let ids = |example: &str| -> Vec<String> {
        let found = events(&model(example)).into_iter();
        found
            .map(|event| event.split(' ').take(2).collect::<Vec<_>>().join(" "))
            .collect()
    };
    assert_eq!(ids("input: {a: \"ab\"}, output: {b: 1}"), [""; 0]);
    assert_eq!(
        ids("input: {a: \"a\"}, output: {b: \"1\"}"),
        ["ERROR ExamplesTrait", "ERROR ExamplesTrait"]
    );
    let error =
        "input: {a: \"a\"}, allowConstraintErrors: true, error: {shapeId: E, content: {c: \"\"}}";
    assert_eq!(ids(error), ["WARNING ExamplesTrait"]);
}

#[test]
fn resources_are_children_once() {
    let model = "resource A { resources: [B, C] }\nresource B { resources: [D] }\nresource C { resources: [D] }\nresource D {}";
    assert_eq!(events(model), ["ERROR ResourceCycle a#D 6:1"]);
    let model = "resource A { resources: [B] }\nresource B { resources: [A] }";
    let expected = ["ERROR ResourceCycle a#A 3:1", "ERROR ResourceCycle a#B 4:1"];
    assert_eq!(events(model), expected);
}

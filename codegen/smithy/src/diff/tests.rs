//! Tests of evaluators, suppressions and verdicts on small models.

use super::*;
use crate::Source;
use crate::load::{Options, load};

/// The differences between two bodies in the namespace `a`.
#[track_caller]
fn compare(old: &str, new: &str) -> Diff {
    let model = |body: &str| {
        let (metadata, shapes) = body.split_once("---\n").unwrap_or(("", body));
        let text = format!("$version: \"2\"\n{metadata}\nnamespace a\n{shapes}");
        let options = Options {
            allow_unknown_traits: true,
        };
        let loaded = load(vec![Source::new("a.smithy", text)], &options);
        assert!(!loaded.has_errors(), "{:?}", loaded.events);
        loaded.model
    };
    diff(&model(old), &model(new))
}

/// The events between two bodies: severity, name and shape.
#[track_caller]
fn events(old: &str, new: &str) -> Vec<String> {
    let events = compare(old, new).events;
    let texts = events.iter().map(|event| {
        let shape = event.shape.as_ref().map_or("-", |id| id.as_str());
        format!("{} {} {shape}", event.severity, event.id)
    });
    let mut texts: Vec<_> = texts.collect();
    texts.sort();
    texts
}

#[test]
fn equal_models_have_no_differences() {
    let text = "structure S { @required a: String }";
    let found = compare(text, text);
    assert_eq!(found.events, []);
    assert_eq!(found.changes, []);
    assert_eq!(found.wire(), Verdict::None);
}

#[test]
fn shapes_come_and_go() {
    assert_eq!(
        events(
            "structure S { a: String }\nstring T\n@private structure P {}",
            "structure S { b: String }\nstructure U { c: String }"
        ),
        [
            "DANGER ChangedMemberOrder a#S",
            "ERROR RemovedShape a#S$a",
            "NOTE AddedShape a#S$b",
            "NOTE AddedShape a#U",
            "WARNING RemovedShape.ScalarShape a#T",
        ]
    );
}

#[test]
fn bundled_definitions_do_not_count() {
    assert_eq!(
        events(
            "string S",
            "@aws.protocols#httpChecksum(requestChecksumRequired: true) operation O {}\nstring S"
        ),
        ["NOTE AddedShape a#O"]
    );
}

#[test]
fn a_string_may_become_an_enum() {
    assert_eq!(
        events(
            "@enum([{value: \"a\", name: \"A\"}, {value: \"b\", name: \"B\"}])\nstring S",
            "enum S { B = \"b\"\n C = \"a\"\n D = \"d\"\n }"
        ),
        [
            "ERROR ChangedEnumTrait.NameChanged.0 a#S",
            "NOTE ChangedEnumTrait.Appended.2 a#S",
        ]
    );
}

#[test]
fn enum_values_are_removed_and_inserted() {
    assert_eq!(
        events("enum E { A\n B }", "enum E { C\n B\n D }"),
        [
            "ERROR ChangedEnumTrait.OrderChanged.0 a#E",
            "ERROR ChangedEnumTrait.Removed.0 a#E",
            "ERROR RemovedShape a#E$A",
            "NOTE AddedShape a#E$C",
            "NOTE AddedShape a#E$D",
            "NOTE ChangedEnumTrait.Appended.2 a#E",
        ]
    );
}

#[test]
fn a_new_target_is_as_grave_as_its_differences() {
    assert_eq!(
        events(
            "list L { member: String }\nstring T\nstructure S { a: L }",
            "list L { member: T }\nstring T\nstructure S { a: L }"
        ),
        ["WARNING ChangedMemberTarget a#L$member"]
    );
    assert_eq!(
        events(
            "list L { member: String }\nlist M { member: String }\nstructure S { a: L }",
            "list L { member: String }\nlist M { member: Integer }\nstructure S { a: M }"
        ),
        [
            "ERROR ChangedMemberTarget a#M$member",
            "ERROR ChangedMemberTarget a#S$a",
        ]
    );
}

#[test]
fn members_may_not_lose_their_optionality() {
    assert_eq!(
        events(
            "structure S { a: String, b: S, @required c: String }",
            "structure S { @required a: String, @required b: S, c: String }"
        ),
        [
            "ERROR ChangedNullability.AddedRequiredTrait a#S$a",
            "ERROR ChangedNullability.RemovedRequiredTrait a#S$c",
            "WARNING ChangedNullability.AddedRequiredTrait.StructureOrUnion a#S$b",
        ]
    );
}

#[test]
fn limits_may_not_become_narrower() {
    assert_eq!(
        events(
            "@range(max: 5) integer I\n@length(min: 1) string S",
            "@range(min: 0.5, max: 4.9) integer I\n@length(min: 0) string S"
        ),
        [
            "ERROR ChangedRangeTrait a#I",
            "ERROR ChangedRangeTrait a#I",
            "NOTE ModifiedTrait.Update.smithy.api#length a#S",
            "NOTE ModifiedTrait.Update.smithy.api#range a#I",
        ]
    );
}

#[test]
fn definitions_say_which_changes_break() {
    let definition = "@trait(breakingChanges: [{path: \"/l/member/x\", change: \"update\", severity: \"DANGER\"}])\n\
         structure t { l: L }\nlist L { member: M }\nstructure M { x: String }\n";
    assert_eq!(
        events(
            &format!("{definition}@t(l: [{{x: \"1\"}}, {{x: \"2\"}}]) string S"),
            &format!("{definition}@t(l: [{{x: \"1\"}}, {{x: \"3\"}}, {{x: \"4\"}}]) string S"),
        ),
        ["DANGER TraitBreakingChange.Update.a#t a#S"]
    );
}

#[test]
fn tags_of_definitions_grade_changes() {
    let definition = "@trait @tags([\"diff.contents\"]) structure t { @tags([\"diff.error.const\"]) x: String }\n";
    assert_eq!(
        events(
            &format!("{definition}@t(x: \"1\") string S"),
            &format!("{definition}@t string S"),
        ),
        ["ERROR ModifiedTrait.Remove.a#t a#S"]
    );
    assert_eq!(
        events("string S", "@b#unknown string S"),
        ["WARNING ModifiedTrait.Add.b#unknown a#S"]
    );
}

#[test]
fn operations_may_move_to_a_resource() {
    let shapes = "operation O {}\nresource R { OPS }\n";
    assert_eq!(
        events(
            &format!(
                "{}service V {{ operations: [O], resources: [R] }}",
                shapes.replace("OPS", "")
            ),
            &format!(
                "{}service V {{ resources: [R] }}",
                shapes.replace("OPS", "operations: [O]")
            ),
        ),
        [
            "NOTE AddedOperationBinding.ToResource.O a#R",
            "NOTE RemovedOperationBinding.FromService.O a#V",
        ]
    );
}

#[test]
fn a_model_suppresses_and_raises_events() {
    let metadata = "metadata suppressions = [{id: \"ModifiedTrait.Add\", namespace: \"a\"}]\n\
         metadata severityOverrides = [{id: \"AddedShape\", namespace: \"*\", severity: \"DANGER\"}]\n---\n";
    assert_eq!(
        events(
            &format!("{metadata}string S"),
            &format!("{metadata}@since(\"1\") string S\nstring T"),
        ),
        [
            "DANGER AddedShape a#T",
            "SUPPRESSED ModifiedTrait.Add.smithy.api#since a#S",
        ]
    );
}

#[test]
fn metadata_is_compared() {
    assert_eq!(
        events(
            "metadata a = 1\nmetadata b = 1\n---\n",
            "metadata b = 2\nmetadata c = 3\n---\n"
        ),
        [
            "DANGER RemovedMetadata.a -",
            "NOTE AddedMetadata -",
            "WARNING ChangedMetadata -",
        ]
    );
}

#[test]
fn verdicts_are_those_of_the_gravest_event() {
    let prose = compare("/// a\nstring S", "/// b\nstring S");
    assert_eq!(prose.wire(), Verdict::Patch);
    assert_eq!(
        compare("string S", "string S\nstring T").wire(),
        Verdict::Minor
    );
    let broken = compare("structure S { a: String }", "structure S {}");
    assert_eq!(broken.wire(), Verdict::Major);
    let kinds: Vec<_> = broken.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Removed]);
}

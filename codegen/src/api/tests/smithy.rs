//! Changes of what only Smithy models have.

use super::{expect, of};
use crate::api::{Api, Verdict};
use crate::{Bundle, Source};

/// A model with an input of one member, and a shape.
fn api(member: &str, shape: &str) -> Api {
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{
            "t#S": {{"type": "service", "version": "1", "operations": [{{"target": "t#Op"}}],
                "traits": {{"aws.protocols#restJson1": {{}}}}}},
            "t#Op": {{"type": "operation", "input": {{"target": "t#In"}}, "output": {{"target": "smithy.api#Unit"}},
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}},
            "t#In": {{"type": "structure", "members": {{"n": {{"target": "t#N"{member}}}}}}},
            "t#N": {shape}}}}}"#
    );
    of(&Bundle::new(Source::new("m.json", text)))
}

#[test]
fn defaults_are_major_if_the_type_changes() {
    let api = |member: &str| api(member, r#"{"type": "integer"}"#);
    let with = |value: u32| api(&format!(r#", "traits": {{"smithy.api#default": {value}}}"#));
    let field = "types::In.n";
    let changes = with(1).changes(&with(2));
    expect(&changes, field, Verdict::Minor, "has another default");
    let changes = with(1).changes(&api(""));
    expect(&changes, field, Verdict::Major, "has another type");
    let required = api(r#", "traits": {"smithy.api#required": {}}"#);
    let changes = with(1).changes(&required);
    let reason = "is required: a builder that does not set it no longer compiles";
    expect(&changes, field, Verdict::Major, reason);
    expect(
        &required.changes(&with(1)),
        field,
        Verdict::Minor,
        "is no longer required",
    );
}

#[test]
fn constraints_stand_on_members_too() {
    let api = |member: &str| api(member, r#"{"type": "string"}"#);
    let plain = api("");
    for traits in [
        r#"{"smithy.api#pattern": "^a$"}"#,
        r#"{"smithy.api#length": {"max": 1}}"#,
    ] {
        let changes = plain.changes(&api(&format!(r#", "traits": {traits}"#)));
        let reason = "has other constraints";
        expect(&changes, "types::In.n", Verdict::Minor, reason);
    }
}

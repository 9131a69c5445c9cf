//! The partitions that the validator of Smithy models knows are those of the runtime.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use sansmith::endpoint::Partitions;
use sansmith_smithy::load::{Options, load};
use sansmith_smithy::validate::validate;
use sansmith_smithy::{Severity, Source};

/// Rules whose error has the facts of a region's partition, all of whose flags are true.
const RULES: &str = r#"$version: "2"
namespace a
use smithy.rules#clientContextParams
use smithy.rules#endpointRuleSet
use smithy.rules#endpointTests

@clientContextParams(Region: { type: "string", documentation: "The region" })
@endpointRuleSet({
    version: "1.0"
    parameters: { Region: { type: "string", required: true, documentation: "The region" } }
    rules: [{
        type: "error"
        conditions: [
            { fn: "aws.partition", argv: [{ ref: "Region" }], assign: "p" }
            { fn: "booleanEquals", argv: [{ fn: "getAttr", argv: [{ ref: "p" }, "supportsFIPS"] }, true] }
            { fn: "booleanEquals", argv: [{ fn: "getAttr", argv: [{ ref: "p" }, "supportsDualStack"] }, true] }
        ]
        error: "{p#name} {p#dnsSuffix} {p#dualStackDnsSuffix} {p#implicitGlobalRegion}"
    }]
})
"#;

/// The facts of a region's partition in the runtime.
fn facts(region: &str) -> String {
    let found = Partitions::built_in().find(region).unwrap();
    assert!(found.supports_fips && found.supports_dual_stack, "{region}");
    [
        &*found.name,
        &*found.dns_suffix,
        &*found.dual_stack_dns_suffix,
        &*found.implicit_global_region,
    ]
    .join(" ")
}

/// The messages of failed test cases; each case is a region with the facts of its partition.
fn failures(cases: &[(String, String)]) -> Vec<String> {
    let cases: Vec<String> = cases
        .iter()
        .map(|(region, facts)| {
            format!("{{ params: {{ Region: \"{region}\" }}, expect: {{ error: \"{facts}\" }} }}")
        })
        .collect();
    let text = format!(
        "{RULES}@endpointTests({{ version: \"1.0\", testCases: [{}] }})\nservice S {{}}\n",
        cases.join("\n")
    );
    let loaded = load(vec![Source::new("a.smithy", text)], &Options::default());
    assert!(!loaded.has_errors(), "{:?}", loaded.events);
    let (failed, others): (Vec<_>, Vec<_>) = validate(&loaded)
        .into_iter()
        .partition(|event| event.id == "RuleSetTestCase");
    let is_error = |severity| severity >= Severity::Error;
    assert!(
        !others.iter().any(|event| is_error(event.severity)),
        "{others:?}"
    );
    failed.into_iter().map(|event| event.message).collect()
}

#[test]
fn the_validator_knows_the_partitions_of_the_runtime() {
    let partitions = Partitions::built_in();
    let known = partitions
        .regions
        .iter()
        .map(|region| region.name.to_string());
    let prefixes = partitions.partitions.iter();
    let prefixes = prefixes.flat_map(|partition| partition.prefixes.iter());
    // Regions that are told by their name, and what is no region.
    let regions = known
        .chain(prefixes.map(|prefix| format!("{prefix}new-9")))
        .chain(["moon-base-1", "us-gov", ""].map(str::to_owned));
    let cases: Vec<_> = regions
        .map(|region| (region.clone(), facts(&region)))
        .collect();
    assert!(cases.len() > 50, "{}", cases.len());
    assert_eq!(failures(&cases), [""; 0]);
    let wrong = [("cn-north-1".to_owned(), facts("us-east-1"))];
    assert_eq!(failures(&wrong).len(), 1);
}

//! Partitions: the groups of AWS regions that `aws.partition` tells apart.
//!
//! Source: `partitions.json` of smithy-aws-endpoints 1.73.0.

use std::collections::BTreeMap;

use super::value::Value;

/// A partition: name, prefixes of its regions, suffix of hosts, suffix of dual-stack hosts, region of global services.
type Partition = (
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
    &'static str,
);

/// The first one is that of regions which fit no other.
const PARTITIONS: [Partition; 8] = [
    (
        "aws",
        &[
            "us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-",
        ],
        "amazonaws.com",
        "api.aws",
        "us-east-1",
    ),
    (
        "aws-us-gov",
        &["us-gov-"],
        "amazonaws.com",
        "api.aws",
        "us-gov-west-1",
    ),
    (
        "aws-cn",
        &["cn-"],
        "amazonaws.com.cn",
        "api.amazonwebservices.com.cn",
        "cn-northwest-1",
    ),
    (
        "aws-iso",
        &["us-iso-"],
        "c2s.ic.gov",
        "api.aws.ic.gov",
        "us-iso-east-1",
    ),
    (
        "aws-iso-b",
        &["us-isob-"],
        "sc2s.sgov.gov",
        "api.aws.scloud",
        "us-isob-east-1",
    ),
    (
        "aws-iso-e",
        &["eu-isoe-"],
        "cloud.adc-e.uk",
        "api.cloud-aws.adc-e.uk",
        "eu-isoe-west-1",
    ),
    (
        "aws-iso-f",
        &["us-isof-"],
        "csp.hci.ic.gov",
        "api.aws.hci.ic.gov",
        "us-isof-south-1",
    ),
    (
        "aws-eusc",
        &["eusc-de-"],
        "amazonaws.eu",
        "api.amazonwebservices.eu",
        "eusc-de-east-1",
    ),
];

/// The result of `aws.partition`; all partitions support FIPS and dual stack.
pub(super) fn partition(region: &str) -> Value {
    let [default, ..] = &PARTITIONS;
    let found = PARTITIONS.iter().find(|partition| has(partition, region));
    let (name, _, suffix, dual_stack, global) = found.unwrap_or(default);
    let text = |text: &str| Value::Text(text.to_owned());
    let members = [
        ("name", text(name)),
        ("dnsSuffix", text(suffix)),
        ("dualStackDnsSuffix", text(dual_stack)),
        ("supportsFIPS", Value::Flag(true)),
        ("supportsDualStack", Value::Flag(true)),
        ("implicitGlobalRegion", text(global)),
    ];
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Value::Record(BTreeMap::from(members))
}

/// Returns true for the global region of a partition, and for a prefix, a word and a number: `us-gov-west-1`.
fn has(partition: &Partition, region: &str) -> bool {
    let (name, prefixes, ..) = partition;
    if region.strip_suffix("-global") == Some(name) {
        return true;
    }
    prefixes.iter().any(|prefix| {
        let rest = region.strip_prefix(prefix);
        rest.and_then(|rest| rest.split_once('-'))
            .is_some_and(|(word, number)| {
                let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                !word.is_empty()
                    && word.bytes().all(is_word)
                    && !number.is_empty()
                    && number.bytes().all(|byte| byte.is_ascii_digit())
            })
    })
}

#[cfg(test)]
mod tests {
    use super::partition;
    use crate::rules::value::Value;

    fn name(region: &str) -> String {
        let Value::Record(members) = partition(region) else {
            return String::new();
        };
        members
            .get("name")
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    #[test]
    fn regions_are_of_the_partition_that_they_name() {
        for (region, expected) in [
            ("eu-west-9", "aws"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("aws-cn-global", "aws-cn"),
            ("eusc-de-east-1", "aws-eusc"),
            ("moon-1", "aws"),
            ("cn-north", "aws"),
        ] {
            assert_eq!(name(region), format!("{expected:?}"), "{region}");
        }
    }
}

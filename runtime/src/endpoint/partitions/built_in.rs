//! Partitions of this release, as a table of facts.
//!
//! Source: `partitions.json` of botocore 1.44.5 (Apache-2.0).

use std::borrow::Cow;

use super::{List, Outputs, Partition, Partitions, Region};

/// Declares a partition with its region prefixes.
macro_rules! partition {
    ($name:literal, $suffix:literal, $dual:literal, $region:literal, [$($prefix:literal),*]) => {
        Partition {
            outputs: Outputs {
                name: Cow::Borrowed($name),
                dns_suffix: Cow::Borrowed($suffix),
                dual_stack_dns_suffix: Cow::Borrowed($dual),
                implicit_global_region: Cow::Borrowed($region),
                supports_fips: true,
                supports_dual_stack: true,
            },
            prefixes: List::Borrowed(&[$(Cow::Borrowed($prefix)),*]),
        }
    };
}

/// Declares a region with the index of its partition.
const fn region(name: &'static str, partition: usize) -> Region<'static> {
    Region {
        name: Cow::Borrowed(name),
        partition,
        outputs: None,
    }
}

/// The partitions of this release.
pub(crate) static BUILT_IN: Partitions<'static> = Partitions {
    partitions: List::Borrowed(PARTITIONS),
    regions: List::Borrowed(REGIONS),
};

/// The partitions.
static PARTITIONS: &[Partition<'static>] = &[
    partition!(
        "aws",
        "amazonaws.com",
        "api.aws",
        "us-east-1",
        [
            "us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"
        ]
    ),
    partition!(
        "aws-cn",
        "amazonaws.com.cn",
        "api.amazonwebservices.com.cn",
        "cn-northwest-1",
        ["cn-"]
    ),
    partition!(
        "aws-eusc",
        "amazonaws.eu",
        "api.amazonwebservices.eu",
        "eusc-de-east-1",
        ["eusc-de-"]
    ),
    partition!(
        "aws-iso",
        "c2s.ic.gov",
        "api.aws.ic.gov",
        "us-iso-east-1",
        ["us-iso-"]
    ),
    partition!(
        "aws-iso-b",
        "sc2s.sgov.gov",
        "api.aws.scloud",
        "us-isob-east-1",
        ["us-isob-"]
    ),
    partition!(
        "aws-iso-e",
        "cloud.adc-e.uk",
        "api.cloud-aws.adc-e.uk",
        "eu-isoe-west-1",
        ["eu-isoe-"]
    ),
    partition!(
        "aws-iso-f",
        "csp.hci.ic.gov",
        "api.aws.hci.ic.gov",
        "us-isof-south-1",
        ["us-isof-"]
    ),
    partition!(
        "aws-us-gov",
        "amazonaws.com",
        "api.aws",
        "us-gov-west-1",
        ["us-gov-"]
    ),
];

/// The known regions, sorted by name.
static REGIONS: &[Region<'static>] = &[
    region("af-south-1", 0),
    region("ap-east-1", 0),
    region("ap-east-2", 0),
    region("ap-northeast-1", 0),
    region("ap-northeast-2", 0),
    region("ap-northeast-3", 0),
    region("ap-south-1", 0),
    region("ap-south-2", 0),
    region("ap-southeast-1", 0),
    region("ap-southeast-2", 0),
    region("ap-southeast-3", 0),
    region("ap-southeast-4", 0),
    region("ap-southeast-5", 0),
    region("ap-southeast-6", 0),
    region("ap-southeast-7", 0),
    region("aws-cn-global", 1),
    region("aws-global", 0),
    region("aws-iso-b-global", 4),
    region("aws-iso-e-global", 5),
    region("aws-iso-f-global", 6),
    region("aws-iso-global", 3),
    region("aws-us-gov-global", 7),
    region("ca-central-1", 0),
    region("ca-west-1", 0),
    region("cn-north-1", 1),
    region("cn-northwest-1", 1),
    region("eu-central-1", 0),
    region("eu-central-2", 0),
    region("eu-isoe-west-1", 5),
    region("eu-north-1", 0),
    region("eu-south-1", 0),
    region("eu-south-2", 0),
    region("eu-west-1", 0),
    region("eu-west-2", 0),
    region("eu-west-3", 0),
    region("eusc-de-east-1", 2),
    region("il-central-1", 0),
    region("me-central-1", 0),
    region("me-south-1", 0),
    region("me-west-1", 0),
    region("mx-central-1", 0),
    region("sa-east-1", 0),
    region("sa-west-1", 0),
    region("us-east-1", 0),
    region("us-east-2", 0),
    region("us-gov-east-1", 7),
    region("us-gov-west-1", 7),
    region("us-iso-east-1", 3),
    region("us-iso-west-1", 3),
    region("us-isob-east-1", 4),
    region("us-isob-west-1", 4),
    region("us-isof-east-1", 6),
    region("us-isof-south-1", 6),
    region("us-west-1", 0),
    region("us-west-2", 0),
];

#[cfg(test)]
mod tests {
    use super::BUILT_IN;

    #[test]
    fn regions_are_sorted_and_have_a_partition() {
        assert!(
            BUILT_IN
                .regions
                .is_sorted_by(|one, other| one.name < other.name)
        );
        for region in BUILT_IN.regions.iter() {
            assert!(
                BUILT_IN.partitions.get(region.partition).is_some(),
                "{}",
                region.name
            );
        }
    }
}

//! Endpoints of the services used to obtain credentials.
//!
//! Facts from botocore 1.44.5: endpoint rules of STS, SSO, SSO OIDC and sign-in, and partitions.

use super::failure::Failure;

/// A partition: region prefix and host suffixes.
struct Partition {
    regions: &'static str,
    suffix: &'static str,
    dual_stack: &'static str,
    /// Host suffix of sign-in, which uses another domain.
    sign_in: &'static str,
    /// FIPS hosts have the same name as others.
    has_plain_fips: bool,
}

/// Partitions, longer prefixes first; the last one matches all other regions.
const PARTITIONS: [Partition; 8] = [
    partition(
        "us-gov-",
        ["amazonaws.com", "api.aws", "amazonaws-us-gov.com"],
        true,
    ),
    partition(
        "us-isob-",
        ["sc2s.sgov.gov", "api.aws.scloud", "sc2shome.sgov.gov"],
        false,
    ),
    partition(
        "us-isof-",
        ["csp.hci.ic.gov", "api.aws.hci.ic.gov", "csphome.hci.ic.gov"],
        false,
    ),
    partition(
        "us-iso-",
        ["c2s.ic.gov", "api.aws.ic.gov", "c2shome.ic.gov"],
        false,
    ),
    partition(
        "eu-isoe-",
        [
            "cloud.adc-e.uk",
            "api.cloud-aws.adc-e.uk",
            "csphome.adc-e.uk",
        ],
        false,
    ),
    partition(
        "eusc-",
        [
            "amazonaws.eu",
            "api.amazonwebservices.eu",
            "amazonaws-eusc.eu",
        ],
        false,
    ),
    partition(
        "cn-",
        [
            "amazonaws.com.cn",
            "api.amazonwebservices.com.cn",
            "amazonaws.cn",
        ],
        false,
    ),
    partition("", ["amazonaws.com", "api.aws", "aws.amazon.com"], false),
];

const fn partition(
    regions: &'static str,
    [suffix, dual_stack, sign_in]: [&'static str; 3],
    has_plain_fips: bool,
) -> Partition {
    Partition {
        regions,
        suffix,
        dual_stack,
        sign_in,
        has_plain_fips,
    }
}

/// Endpoint options.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Choices {
    pub(super) fips: bool,
    pub(super) dual_stack: bool,
}

/// The endpoint of a service, given the first label of its host.
///
/// # Errors
///
/// The region is not a valid host label.
pub(super) fn endpoint(prefix: &str, region: &str, choices: Choices) -> Result<String, Failure> {
    let is_label = (1..=63).contains(&region.len())
        && !region.starts_with('-')
        && region
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_label {
        return Err(Failure::invalid(format!(
            "the region `{region}` cannot be part of a host"
        )));
    }
    let found = PARTITIONS
        .iter()
        .find(|partition| region.starts_with(partition.regions));
    let [.., last] = &PARTITIONS;
    let partition = found.unwrap_or(last);
    let Choices { fips, dual_stack } = choices;
    if prefix == "signin" && !fips && !dual_stack {
        return Ok(format!("https://{region}.signin.{}", partition.sign_in));
    }
    let suffix = if dual_stack {
        partition.dual_stack
    } else {
        partition.suffix
    };
    let fips = if fips && (dual_stack || !partition.has_plain_fips) {
        "-fips"
    } else {
        ""
    };
    Ok(format!("https://{prefix}{fips}.{region}.{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(prefix: &str, region: &str, fips: bool, dual_stack: bool) -> String {
        endpoint(prefix, region, Choices { fips, dual_stack })
            .unwrap_or_else(|failure| failure.to_string())
    }

    #[test]
    fn hosts_follow_the_rules_of_the_services() {
        for (expected, prefix, region, fips, dual_stack) in [
            (
                "https://sts.eu-west-1.amazonaws.com",
                "sts",
                "eu-west-1",
                false,
                false,
            ),
            (
                "https://sts-fips.us-east-1.api.aws",
                "sts",
                "us-east-1",
                true,
                true,
            ),
            (
                "https://sts.us-gov-west-1.amazonaws.com",
                "sts",
                "us-gov-west-1",
                true,
                false,
            ),
            (
                "https://oidc-fips.us-gov-west-1.api.aws",
                "oidc",
                "us-gov-west-1",
                true,
                true,
            ),
            (
                "https://portal.sso.cn-north-1.amazonaws.com.cn",
                "portal.sso",
                "cn-north-1",
                false,
                false,
            ),
            (
                "https://us-east-2.signin.aws.amazon.com",
                "signin",
                "us-east-2",
                false,
                false,
            ),
            (
                "https://cn-north-1.signin.amazonaws.cn",
                "signin",
                "cn-north-1",
                false,
                false,
            ),
            (
                "https://sts.us-isob-east-1.sc2s.sgov.gov",
                "sts",
                "us-isob-east-1",
                false,
                false,
            ),
        ] {
            assert_eq!(of(prefix, region, fips, dual_stack), expected);
        }
    }

    #[test]
    fn a_region_is_one_label_of_a_host() {
        for region in ["", "a.b", "x/y", "evil#", "-a", "a@b"] {
            let text = of("sts", region, false, false);
            assert!(text.contains("cannot be part of a host"), "{text}");
        }
    }
}

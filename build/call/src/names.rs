//! Names of flags, as the AWS CLI makes them of the names of members.
//!
//! Source: `botocore.xform_name` of botocore 1.44.5.

use std::sync::LazyLock;

use regex::Regex;

/// Words in names of operations that the rules would take apart, from botocore's table of exceptions.
const WHOLE: [(&str, &str); 5] = [
    ("HITs", "Hits"),
    ("OAuth2", "Oauth2"),
    ("PartiQL", "Partiql"),
    ("WhatsApp", "Whatsapp"),
    ("iSCSI", "Iscsi"),
];

/// A plural of capitals at the end, such as `ARNs`.
static PLURAL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("[A-Z]{2,}s$").ok());

/// A capitalized word after anything.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("(.)([A-Z][a-z]+)").ok());

/// A capital after a small letter or digit.
static CAPITAL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("([a-z0-9])([A-Z])").ok());

/// The name of the command for an operation.
pub(crate) fn command(name: &str) -> String {
    let mut name = name.to_owned();
    for (whole, plain) in WHOLE {
        name = name.replace(whole, plain);
    }
    flag(&name)
}

/// The name of the flag for a member, without hyphens before it.
pub(crate) fn flag(name: &str) -> String {
    if name.contains('-') {
        return name.to_lowercase();
    }
    let mut name = name.to_owned();
    let plural = PLURAL.as_ref().and_then(|plural| plural.find(&name));
    if let Some((start, rest)) = plural.and_then(|found| name.split_at_checked(found.start())) {
        name = format!("{start}-{}", rest.to_lowercase());
    }
    for expression in [&WORD, &CAPITAL] {
        if let Some(expression) = expression.as_ref() {
            name = expression.replace_all(&name, "$1-$2").into_owned();
        }
    }
    name.trim_start_matches('-').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn names_are_those_of_the_aws_cli() {
        for (name, flag) in [
            ("InstanceId", "instance-id"),
            ("VPCId", "vpc-id"),
            ("DBInstanceIdentifier", "db-instance-identifier"),
            ("ARNs", "arns"),
            ("LoadBalancerARNs", "load-balancer-arns"),
            ("S3Key", "s3-key"),
            ("SSEKMSKeyId", "ssekms-key-id"),
            ("name", "name"),
            ("IPv6Address", "i-pv6-address"),
        ] {
            assert_eq!(super::flag(name), flag, "{name}");
        }
        for (name, word) in [
            ("ListQueues", "list-queues"),
            ("CreateCachediSCSIVolume", "create-cached-iscsi-volume"),
            (
                "ListHITsForQualificationType",
                "list-hits-for-qualification-type",
            ),
            ("ExecutePartiQLBatch", "execute-partiql-batch"),
            ("CreateOAuth2TokenWithIAM", "create-oauth2-token-with-iam"),
        ] {
            assert_eq!(command(name), word, "{name}");
        }
    }
}

//! Derives the id of a service whose model has no `serviceId`.
//!
//! SDKs name clients after `serviceAbbreviation`, or else `serviceFullName`, without company words and parentheses. One
//! more step is needed here: service-specific rules are found by id, and the full name of S3 is "Amazon Simple Storage
//! Service". So a name or endpoint prefix that spells a known id takes precedence.

use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};
use crate::read::botocore::Metadata;

/// Ids of services with rules of their own.
const WITH_RULES: [&str; 11] = [
    "API Gateway",
    "DocDB",
    "DynamoDB",
    "EC2",
    "Glacier",
    "Machine Learning",
    "Neptune",
    "RDS",
    "Route 53",
    "S3",
    "SQS",
];

/// Words at the start of service names that are not part of the id.
const COMPANIES: [&str; 2] = ["Amazon", "AWS"];

/// The id of a service; deriving it produces a warning.
pub(super) fn service_id(metadata: &Metadata<'_>, problems: &mut Problems) -> String {
    if let Some(id) = &metadata.service_id {
        return id.clone().into_owned();
    }
    let names = [
        ("serviceAbbreviation", &metadata.service_abbreviation),
        ("serviceFullName", &metadata.service_full_name),
        ("endpointPrefix", &metadata.endpoint_prefix),
        ("targetPrefix", &metadata.target_prefix),
    ];
    let names = names
        .into_iter()
        .filter_map(|(key, name)| Some((key, short(name.as_deref()?)?)));
    let names: Vec<_> = names.collect();
    let known = names
        .iter()
        .find_map(|(key, name)| Some((*key, known(name)?)));
    let found = known.or_else(|| names.first().copied());
    let (key, id) = found.map_or((None, "Service"), |(key, id)| (Some(key), id));
    let id = id.to_owned();
    let derived = ProblemKind::DerivedId {
        id: id.clone(),
        key,
    };
    problems.push(derived, Pointer::root().child("metadata"));
    id
}

/// A name without company words and parentheses, unless nothing would be left.
fn short(name: &str) -> Option<&str> {
    let name = name.split('(').next().unwrap_or_default().trim();
    let rest = COMPANIES
        .iter()
        .find_map(|company| name.strip_prefix(company)?.strip_prefix(' '));
    Some(rest.unwrap_or(name).trim()).filter(|name| !name.is_empty())
}

/// The known id spelled by a name, ignoring case and separators.
fn known(name: &str) -> Option<&'static str> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect()
    };
    let name = letters(name);
    WITH_RULES.into_iter().find(|id| letters(id) == name)
}

#[cfg(test)]
mod tests {
    use super::{WITH_RULES, known, short};
    use crate::plan::customized_services;

    #[test]
    fn every_service_with_rules_is_known() {
        for id in customized_services() {
            assert!(WITH_RULES.contains(&id), "{id} has rules: add it");
        }
    }

    #[test]
    fn a_name_is_shortened_as_the_sdks_do() {
        assert_eq!(short("Amazon S3"), Some("S3"));
        assert_eq!(short("AWS Lambda"), Some("Lambda"));
        assert_eq!(
            short("Amazon EC2 Container Registry (ECR)"),
            Some("EC2 Container Registry")
        );
        assert_eq!(short("Amazonia"), Some("Amazonia"));
        assert_eq!(short(" (x)"), None);
    }

    #[test]
    fn an_endpoint_prefix_spells_an_id() {
        assert_eq!(known("route53"), Some("Route 53"));
        assert_eq!(known("machine-learning"), Some("Machine Learning"));
        assert_eq!(known("s3control"), None);
        assert_eq!(known("DocDB"), Some("DocDB"));
    }
}

//! `SdkServiceId`, `EventSource`, `CloudWatchNamespace` and `SigV4Traits`: names of a service.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#aws-api-service-trait>

use super::SERVICE;
use crate::event::Severity;
use crate::model::{Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::views::Views;

/// Names of released SDKs that break the rules.
const RELEASED: [&str; 15] = [
    "ACM PCA",
    "ApiGatewayManagementApi",
    "Config Service",
    "Cost and Usage Report Service",
    "Application Discovery Service",
    "Database Migration Service",
    "Directory Service",
    "Elasticsearch Service",
    "IoT 1Click Devices Service",
    "IoTAnalytics",
    "Lex Model Building Service",
    "Lex Runtime Service",
    "Marketplace Entitlement Service",
    "mq",
    "Resource Groups Tagging API",
];

/// Reports names of SDKs that break the rules of names.
pub(in crate::validate) fn sdk_ids(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(SERVICE) {
        let id = node.get("sdkId").and_then(Node::as_str);
        let Some(id) = id.filter(|id| !RELEASED.contains(id)) else {
            continue;
        };
        let faults = id_faults(id);
        if !faults.is_empty() {
            let message = format!("the `sdkId` `{id}` {}", faults.join(", "));
            report.add_at(Severity::Danger, Subject::Shape(shape), node.at, message);
        }
    }
}

fn id_faults(id: &str) -> Vec<&'static str> {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let lower = id.to_ascii_lowercase();
    let starts = id.starts_with(|c: char| c.is_ascii_alphabetic());
    let rules = [
        (
            starts && id.split(' ').all(is_word),
            "has to start with a letter and be words of letters and digits with one space between them",
        ),
        (
            !["AWS", "Aws", "Amazon"]
                .iter()
                .any(|name| id.contains(name)),
            "cannot have the name of the company in it",
        ),
        (
            !["service", "client", "api"]
                .iter()
                .any(|end| lower.ends_with(end)),
            "cannot end with `service`, `client` or `api`",
        ),
        (
            (1..=50).contains(&id.len()),
            "has to have 1 to 50 characters",
        ),
    ];
    let broken = rules.into_iter().filter(|(fits, _)| !fits);
    broken.map(|(_, fault)| fault).collect()
}

/// Warns of sources of events that do not follow from the namespace of ARNs.
pub(in crate::validate) fn event_sources(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(SERVICE) {
        let expected = format!("{}.amazonaws.com", arn_namespace(shape, node));
        let source = node.get("cloudTrailEventSource").and_then(Node::as_str);
        let Some(source) = source else { continue };
        let known = ("cloudwatch.amazonaws.com", "monitoring.amazonaws.com");
        if (expected.as_str(), source) == known || source == expected {
            continue;
        }
        let is_placeholder = source.contains("REPLACE") || source.to_uppercase() == source;
        let message = if is_placeholder {
            format!("`cloudTrailEventSource` is the placeholder `{source}`")
        } else {
            format!("`cloudTrailEventSource` should be `{expected}`, not `{source}`")
        };
        report.warning_at(shape, node.at, message);
    }
}

/// The namespace of a service in ARNs: its name in lower case if none is given.
pub(super) fn arn_namespace(shape: &Shape, node: &Node) -> String {
    let given = node.get("arnNamespace").and_then(Node::as_str);
    given.map_or_else(|| shape.id.name().to_ascii_lowercase(), str::to_owned)
}

/// Reports namespaces of metrics that do not follow the convention.
pub(in crate::validate) fn metrics(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(SERVICE) {
        let name = node.get("cloudWatchNamespace").and_then(Node::as_str);
        let Some(name) = name else { continue };
        let service = name.replace("AWS/", "");
        let is_pascal = service.starts_with(|c: char| c.is_ascii_uppercase())
            && service.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !name.starts_with("AWS/") || !is_pascal {
            let message = format!(
                "the namespace of metrics `{name}` should be `AWS/` and the service in Pascal case"
            );
            report.add_at(Severity::Danger, Subject::Shape(shape), node.at, message);
        }
    }
}

/// Warns of names for signing that differ from each other or from the namespace of ARNs.
pub(in crate::validate) fn signing(views: &Views<'_>, report: &mut Report) {
    for shape in views.of_kind(ShapeType::Service) {
        let name = |id: &str| {
            let name = shape.traits.get(id)?.get("name")?.as_str()?;
            Some((format!("{id}$name"), name.to_owned()))
        };
        let arn = shape.traits.get(SERVICE);
        let arn = arn.map(|node| {
            let key = format!("{SERVICE}$arnNamespace");
            (key, arn_namespace(shape, node))
        });
        let (v4, v4a) = (name("aws.auth#sigv4"), name("aws.auth#sigv4a"));
        for (left, right) in [(&arn, &v4), (&arn, &v4a), (&v4, &v4a)] {
            if let (Some((left, one)), Some((right, other))) = (left, right)
                && one != other
            {
                let message = format!(
                    "`{left}` and `{right}` should be equal, but are `{one}` and `{other}`"
                );
                report.warning(shape, message);
            }
        }
    }
}

//! `AuthorizersTrait`, `EndpointConfiguration` and `GatewayResponsesCors`: Amazon API Gateway.
//!
//! <https://smithy.io/2.0/aws/amazon-apigateway.html>

use crate::event::Severity;
use crate::model::Node;
use crate::subject::Subject;
use crate::validate::auth::schemes;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

/// Checks that authorizers are of schemes that the service has.
pub(in crate::validate) fn authorizers(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("aws.apigateway#authorizers") {
        let schemes = schemes(views, shape);
        let (mut unknown, mut simple) = (Vec::new(), Vec::new());
        for entry in node.as_object().into_iter().flatten() {
            let text = |key| entry.node.get(key).and_then(Node::as_str);
            let scheme = text("scheme").unwrap_or_default();
            if !schemes.contains(scheme) {
                unknown.push(format!("{}: {scheme}", entry.key));
            }
            let version = text("authorizerPayloadFormatVersion");
            if entry.node.get("enableSimpleResponses").is_some()
                && version.is_some_and(|version| version != "2.0")
            {
                simple.push(entry.key.as_str());
            }
        }
        if !unknown.is_empty() {
            let message = format!(
                "the service does not have the schemes of the authorizers {}; it has {}",
                ticked(unknown),
                ticked(schemes)
            );
            report.error_at(shape, node.at, message);
        }
        if !simple.is_empty() {
            let message = format!(
                "`enableSimpleResponses` needs the format version 2.0 in {}",
                ticked(simple)
            );
            report.error_at(shape, node.at, message);
        }
    }
}

/// Checks that private endpoints have addresses of both kinds.
pub(in crate::validate) fn endpoints(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("aws.apigateway#endpointConfiguration") {
        let types = node
            .get("types")
            .and_then(Node::as_array)
            .unwrap_or_default();
        let is_private = types.iter().any(|node| node.as_str() == Some("PRIVATE"));
        let addresses = node.get("ipAddressType").and_then(Node::as_str);
        if let Some(addresses) = addresses.filter(|found| is_private && *found != "dualstack") {
            let message = format!(
                "a private endpoint needs the `ipAddressType` `dualstack`, not `{addresses}`"
            );
            report.error(shape, message);
        }
    }
}

/// Reports services with responses of the gateway and headers for other origins.
pub(in crate::validate) fn responses(views: &Views<'_>, report: &mut Report) {
    for shape in views.shapes_having("aws.apigateway#gatewayResponses") {
        if shape.traits.has("smithy.api#cors") {
            let message = "`@gatewayResponses` can override the headers of `@cors`".to_owned();
            report.add(Severity::Danger, Subject::Shape(shape), message);
        }
    }
}

//! Plans the package: name and dependencies.

use super::placeholder::Krate;
use super::{Around, customizations, ident, rustdoc};
use crate::config::{Config, Runtime};
use crate::ir::{Ir, Operation, Protocol};

/// The package.
#[derive(Debug)]
pub(crate) struct Package {
    /// Name, such as `sansmith-connect`.
    pub(crate) name: String,
    /// Folder, if the output is a module instead of a package: `services/lamp`.
    pub(crate) module: Option<String>,
    /// Full name of the service.
    pub(crate) title: String,
    /// Service id, used as a keyword.
    pub(crate) keyword: String,
    /// Source of the runtime.
    pub(crate) runtime: Runtime,
    /// Required runtime features.
    pub(crate) needs: Vec<&'static str>,
    /// Crate documentation lines.
    pub(crate) docs: Vec<String>,
    /// Origin stated in each file header.
    pub(crate) origin: String,
}

impl Package {
    /// Plans the package.
    pub(super) fn plan(around: &Around<'_>, config: &Config) -> Self {
        let service = &around.ir.service;
        Self {
            name: name(&around.ir.service.id, config),
            docs: rustdoc::library(around),
            module: config.module.as_deref().map(folder),
            needs: needs(around),
            title: one_line(&service.title),
            origin: one_line(&config.origin),
            keyword: plain(&service.id),
            runtime: config.runtime.clone(),
        }
    }
}

impl Krate {
    /// The crate path for examples; they are only tested if the package name is known.
    pub(super) fn plan(ir: &Ir, config: &Config) -> Self {
        let library = name(&ir.service.id, config).replace('-', "_");
        let Some(module) = &config.module else {
            let (path, tested) = (library, true);
            return Self { path, tested };
        };
        let (library, tested) = match config.package {
            Some(_) => (library.as_str(), true),
            None => ("crate", false),
        };
        let module: Vec<_> = segments(module).map(|name| name.to_string()).collect();
        let path = format!("{library}::{}", module.join("::"));
        Self { path, tested }
    }
}

/// The package name.
fn name(service: &str, config: &Config) -> String {
    let package = config.package.clone();
    package.unwrap_or_else(|| format!("sansmith-{}", plain(service)))
}

/// The folder of a module.
fn folder(module: &str) -> String {
    let names: Vec<_> = segments(module).map(|name| name.to_string()).collect();
    names.join("/")
}

/// The identifiers of a module path.
fn segments(module: &str) -> impl Iterator<Item = ident::Ident> {
    module.split("::").map(ident::module)
}

/// Runtime features required by the generated code: codecs of the protocol, and customizations of operations.
pub(super) fn needs(around: &Around<'_>) -> Vec<&'static str> {
    let codec = match around.protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => Some("xml"),
        Protocol::RpcV2Cbor => Some("cbor"),
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 | Protocol::RestJson1 | Protocol::RpcV2Json => {
            None
        }
    };
    let any = |asks: fn(&Operation, &Ir) -> bool| {
        let mut operations = around.ir.service.operations.values();
        operations.any(|operation| asks(operation, around.ir))
    };
    let sums = any(|operation, ir| {
        let required = operation.http_checksum_required || operation.http_checksum.is_some();
        required || customizations::sums(operation, ir)
    });
    let compresses = any(|operation, _| !operation.request_compression.is_empty());
    let operations = [(sums, "checksum"), (compresses, "gzip")];
    let operations = operations.into_iter().filter(|(asked, _)| *asked);
    let mut needs: Vec<_> = codec.into_iter().collect();
    needs.extend(operations.map(|(_, feature)| feature));
    needs.sort_unstable();
    needs
}

/// The service id as in the package names of the official SDKs: lower-case letters and digits only, so that `API Gateway`
/// gives `aws-sdk-apigateway`.
fn plain(id: &str) -> String {
    let letters = id.chars().filter(char::is_ascii_alphanumeric);
    let text: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    if text.is_empty() {
        "service".to_owned()
    } else {
        text
    }
}

/// Collapses a text onto one line; line breaks in it are untrusted.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn packages_are_named_as_those_of_the_official_sdk() {
        // `serviceId` of a model, and the official Rust SDK package without `aws-sdk-`.
        for (id, name) in [
            ("API Gateway", "apigateway"),
            ("CloudTrail", "cloudtrail"),
            ("Cognito Identity Provider", "cognitoidentityprovider"),
            ("DynamoDB", "dynamodb"),
            ("DynamoDB Streams", "dynamodbstreams"),
            ("EC2", "ec2"),
            ("Elastic Load Balancing v2", "elasticloadbalancingv2"),
            ("IoT Jobs Data Plane", "iotjobsdataplane"),
            ("Lex Runtime V2", "lexruntimev2"),
            ("Route 53", "route53"),
            ("SSO OIDC", "ssooidc"),
        ] {
            assert_eq!(plain(id), name);
        }
        assert_eq!(plain("\u{e9}-"), "service");
    }
}

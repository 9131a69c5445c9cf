//! The package of the generated crate: its name and what it depends on.

use super::placeholder::Krate;
use super::{Around, customizations, ident, rustdoc};
use crate::config::{Config, Runtime};
use crate::ir::{Ir, Operation, Protocol};

/// The package.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its name, `sansmith-connect`.
    pub(crate) name: String,
    /// The folder of the module that it is in place of a package, `services/lamp`.
    pub(crate) module: Option<String>,
    /// The full name of the service.
    pub(crate) title: String,
    /// The id of the service as a keyword.
    pub(crate) keyword: String,
    /// Where it finds its runtime.
    pub(crate) runtime: Runtime,
    /// The features of the runtime that the service cannot do without.
    pub(crate) needs: Vec<&'static str>,
    /// The documentation of the library, a line an entry.
    pub(crate) docs: Vec<String>,
    /// What each file says of where it comes from.
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
    /// Plans where examples find what is generated; only what is in a package they know the name of is run.
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

/// The name of the package.
fn name(service: &str, config: &Config) -> String {
    let package = config.package.clone();
    package.unwrap_or_else(|| format!("sansmith-{}", plain(service)))
}

/// The folder of a module.
fn folder(module: &str) -> String {
    let names: Vec<_> = segments(module).map(|name| name.to_string()).collect();
    names.join("/")
}

/// The names of a path of modules.
fn segments(module: &str) -> impl Iterator<Item = ident::Ident> {
    module.split("::").map(ident::module)
}

/// The features of the runtime that what is generated cannot do without: what reads and writes its protocol, and what
/// its operations ask for.
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

/// The id of a service as the official SDKs spell it in the names of their packages: its letters and digits alone, in
/// lower case, so that `API Gateway` is in `aws-sdk-apigateway`.
fn plain(id: &str) -> String {
    let letters = id.chars().filter(char::is_ascii_alphanumeric);
    let text: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    if text.is_empty() {
        "service".to_owned()
    } else {
        text
    }
}

/// A text on one line: what breaks one is untrusted.
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
        // `serviceId` of a model, and the package of the official SDK for Rust without its `aws-sdk-`.
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

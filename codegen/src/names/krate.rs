//! The path of the generated crate, as its examples write it.

use super::ident::{self, Ident};
use crate::config::Config;
use crate::ir::Ir;

/// The generated crate, as examples see it.
#[derive(Debug, Clone)]
pub(crate) struct Krate {
    /// Path, such as `sansmith_connect` or `crate::lamp`.
    pub(crate) path: String,
    /// True if examples can use the path and are tested.
    pub(crate) tested: bool,
}

impl Krate {
    /// The crate path for examples; they are only tested if the package name is known.
    pub(crate) fn of(ir: &Ir, config: &Config) -> Self {
        let library = package(&ir.service.id, config).replace('-', "_");
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

    /// The opening fence of an example.
    pub(crate) fn fence(&self) -> &'static str {
        if self.tested { "```" } else { "```ignore" }
    }
}

/// The package name: the one of the options, or one made of the service id.
pub(crate) fn package(service: &str, config: &Config) -> String {
    let package = config.package.clone();
    package.unwrap_or_else(|| format!("sansmith-{}", plain(service)))
}

/// The identifiers of a module path.
pub(crate) fn segments(module: &str) -> impl Iterator<Item = Ident> {
    module.split("::").map(ident::module)
}

/// The service id as in the package names of the official SDKs: lower-case letters and digits only, so that `API Gateway`
/// gives `aws-sdk-apigateway`.
pub(crate) fn plain(id: &str) -> String {
    let letters = id.chars().filter(char::is_ascii_alphanumeric);
    let text: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    if text.is_empty() {
        "service".to_owned()
    } else {
        text
    }
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

//! Plans the package: name and dependencies.

use super::customizations;
use crate::config::{Config, Runtime};
use crate::describe;
use crate::ir::{Ir, Operation, Protocol};
use crate::names::Context;
use crate::names::krate::{self, plain, segments};

/// The package.
#[derive(Debug)]
pub(crate) struct Package {
    /// Name, such as `sansmith-connect`.
    pub(crate) name: String,
    /// Version; inherited or the first one if absent.
    pub(crate) version: Option<String>,
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
    pub(super) fn plan(context: &Context<'_>, config: &Config) -> Self {
        let service = &context.ir.service;
        Self {
            name: krate::package(&context.ir.service.id, config),
            version: config.version.clone(),
            docs: describe::library(context),
            module: config.module.as_deref().map(folder),
            needs: needs(context),
            title: one_line(&service.title),
            origin: one_line(&config.origin),
            keyword: plain(&service.id),
            runtime: config.runtime.clone(),
        }
    }
}

/// The folder of a module.
fn folder(module: &str) -> String {
    let names: Vec<_> = segments(module).map(|name| name.to_string()).collect();
    names.join("/")
}

/// Runtime features required by the generated code: codecs of the protocol, and customizations of operations.
pub(super) fn needs(context: &Context<'_>) -> Vec<&'static str> {
    let codec = match context.protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => Some("xml"),
        Protocol::RpcV2Cbor => Some("cbor"),
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 | Protocol::RestJson1 | Protocol::RpcV2Json => {
            None
        }
    };
    let any = |asks: fn(&Operation, &Ir) -> bool| {
        let mut operations = context.ir.service.operations.values();
        operations.any(|operation| asks(operation, context.ir))
    };
    let sums = any(|operation, ir| {
        let required = operation.http_checksum_required || operation.http_checksum.is_some();
        required || customizations::sums(operation, ir)
    });
    let compresses = any(|operation, _| !operation.request_compression.is_empty());
    let streams = any(|operation, _| {
        let mut sides = operation.input.iter().chain(&operation.output);
        sides.any(|io| io.events.is_some())
    });
    let operations = [
        (sums, "checksum"),
        (streams, "events"),
        (compresses, "gzip"),
    ];
    let operations = operations.into_iter().filter(|(asked, _)| *asked);
    let mut needs: Vec<_> = codec.into_iter().collect();
    needs.extend(operations.map(|(_, feature)| feature));
    needs.sort_unstable();
    needs
}

/// Collapses a text onto one line; line breaks in it are untrusted.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

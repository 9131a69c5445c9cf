//! The package manifest and the rustfmt configuration.

use crate::config::Runtime;
use crate::plan::{Package, Plan};

/// Runtime features that the crate forwards.
const FEATURES: [&str; 11] = [
    "arbitrary",
    "cbor",
    "clap",
    "endpoint",
    "getrandom",
    "lookaround",
    "page",
    "proptest",
    "registry",
    "validate",
    "xml",
];

/// `Cargo.toml`.
pub(super) fn manifest(plan: &Plan) -> String {
    let Package {
        name,
        keyword,
        title,
        origin,
        ..
    } = &plan.package;
    let needs = needs(&plan.package);
    let version = version(&plan.package);
    let (keys, runtime, serde, workspace) = match &plan.package.runtime {
        Runtime::Workspace => (
            INHERITED,
            format!("{{ workspace = true{needs} }}"),
            "{ workspace = true, optional = true }",
            "",
        ),
        Runtime::Version(version) => alone("version", version, &needs),
        Runtime::Path(path) => alone("path", path, &needs),
        Runtime::Git(address) => alone("git", address, &needs),
    };
    let features = FEATURES.map(|feature| format!("{feature} = [\"sansmith/{feature}\"]\n"));
    let features = features.concat();
    let lookaround = if plan.looks_around {
        ", \"lookaround\""
    } else {
        ""
    };
    let (all, resources) = resources(&plan.features);
    let client = client(&plan.package.runtime);
    let clients = if client.is_empty() {
        String::new()
    } else {
        clients(plan)
    };
    let description = text(&format!("{title}: types, codecs and sans-IO operations"));
    let (name, keyword) = (text(name), text(keyword));
    format!(
        "# @generated {origin}. Do not edit.\n\n\
         [package]\nname = {name}\ndescription = {description}\n{version}{keys}\
         keywords = [\"aws\", {keyword}, \"sans-io\", \"serde\"]\ncategories = [\"api-bindings\", \"web-programming\"]\n{METADATA}\n\
         [features]\ndefault = [\"getrandom\", \"serde\", \"validate\"{lookaround}{all}]\n\
         serde = [\"dep:serde\", \"sansmith/serde\"]\n{features}\
         maybe = []\n{clients}{resources}\n\
         [dependencies]\nsansmith = {runtime}\n{client}serde = {serde}\n{workspace}"
    )
}

/// Features with a client.
fn clients(plan: &Plan) -> String {
    let mut operations = plan.operations.iter();
    let has_input = operations.any(|operation| operation.input.events.is_some());
    let mut operations = plan.operations.iter();
    let has_events = has_input || operations.any(|operation| operation.output.events.is_some());
    let of_client = |asked: bool, name: &str| {
        let line = format!("    \"sansmith-client/{name}\",\n");
        if asked { line } else { String::new() }
    };
    let (events, http2) = (
        of_client(has_events, "events"),
        of_client(has_input, "http2"),
    );
    let blocking = if has_events {
        format!(
            "[\n    \"dep:sansmith-client\",\n    \"endpoint\",\n    \"page\",\n    \
             \"sansmith-client/blocking\",\n{events}]"
        )
    } else {
        "[\"dep:sansmith-client\", \"endpoint\", \"page\", \"sansmith-client/blocking\"]".to_owned()
    };
    let exchange = if has_input {
        "# Events in both directions of the blocking client, over HTTP/2.\n\
         blocking-h2 = [\n    \"blocking\",\n    \"sansmith-client/blocking-h2\",\n    \
         \"sansmith-client/ring\",\n    \"sansmith-client/webpki-roots\",\n]\n"
    } else {
        ""
    };
    format!(
        "# The asynchronous client, on hyper and rustls with ring.\n\
         client = [\n    \"dep:sansmith-client\",\n    \"endpoint\",\n    \"page\",\n{events}{http2}    \
         \"sansmith-client/hyper\",\n    \"sansmith-client/ring\",\n    \"sansmith-client/webpki-roots\",\n]\n\
         # The blocking client, on ureq.\n\
         blocking = {blocking}\n{exchange}"
    )
}

/// The optional dependency on the client, from where the runtime comes; empty if that is unknown.
fn client(runtime: &Runtime) -> String {
    let source = match runtime.client() {
        None => return String::new(),
        Some(Runtime::Workspace) => "workspace = true".to_owned(),
        Some(Runtime::Version(version)) => format!("version = {}", text(&version)),
        Some(Runtime::Path(path)) => format!("path = {}", text(&path)),
        Some(Runtime::Git(address)) => format!("git = {}", text(&address)),
    };
    format!("sansmith-client = {{ {source}, optional = true }}\n")
}

/// The default feature that enables all operations, and the features by resource.
fn resources(features: &[String]) -> (&'static str, String) {
    if features.is_empty() {
        return ("", String::new());
    }
    let each = features.iter().map(|feature| format!("{feature} = []\n"));
    let all = features
        .iter()
        .map(|feature| format!("    {},\n", text(feature)));
    let (each, all): (String, String) = (each.collect(), all.collect());
    let lines = format!(
        "all-operations = [\n{all}]\n\n# One for each resource: its operations, and the types that they reach.\n{each}"
    );
    (", \"all-operations\"", lines)
}

/// `rustfmt.toml`: disables rustfmt, because the output has its own layout and is never edited.
pub(super) fn formatting(package: &Package) -> String {
    let origin = &package.origin;
    format!("# @generated {origin}. Do not edit.\n\ndisable_all_formatting = true\n")
}

/// Keys inherited by a workspace member.
const INHERITED: &str = "edition.workspace = true\nrust-version.workspace = true\n\
    license.workspace = true\nrepository.workspace = true\n";

/// docs.rs settings of a published crate: document all features.
const METADATA: &str = "\n[package.metadata.docs.rs]\nall-features = true\n";

/// Keys of a standalone crate.
const STANDALONE: &str = "edition = \"2024\"\nrust-version = \"1.88\"\n\
    license = \"MIT OR Apache-2.0\"\n";

/// The serde dependency of a standalone crate.
const SERDE: &str =
    "{ version = \"1\", default-features = false, features = [\"std\"], optional = true }";

/// Parts of a standalone manifest: package keys, runtime dependency (`key` says where it is), serde, and an empty workspace.
fn alone(
    key: &str,
    value: &str,
    needs: &str,
) -> (&'static str, String, &'static str, &'static str) {
    let runtime = dependency(key, value, needs);
    (STANDALONE, runtime, SERDE, "\n[workspace]\n")
}

/// The runtime dependency without default features; the crate's own features enable them, beyond the required ones.
fn dependency(key: &str, value: &str, needs: &str) -> String {
    let value = text(value);
    format!("{{ {key} = {value}, default-features = false{needs} }}")
}

/// The line of the version.
fn version(package: &Package) -> String {
    match (&package.version, &package.runtime) {
        (Some(version), _) => format!("version = {}\n", text(version)),
        (None, Runtime::Workspace) => "version.workspace = true\n".to_owned(),
        (None, Runtime::Version(_) | Runtime::Path(_) | Runtime::Git(_)) => {
            "version = \"0.1.0\"\n".to_owned()
        }
    }
}

/// Runtime features required by the crate.
fn needs(package: &Package) -> String {
    if package.needs.is_empty() {
        return String::new();
    }
    let features: Vec<_> = package.needs.iter().map(|feature| text(feature)).collect();
    format!(", features = [{}]", features.join(", "))
}

/// A TOML basic string.
fn text(value: &str) -> String {
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

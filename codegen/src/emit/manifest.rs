//! The manifest of the package, and what rustfmt is told of it.

use crate::config::Runtime;
use crate::plan::{Package, Plan};

/// What the runtime has behind features, and the crate hands on.
const FEATURES: [&str; 10] = [
    "arbitrary",
    "cbor",
    "clap",
    "endpoint",
    "getrandom",
    "lookaround",
    "proptest",
    "table",
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
    let (inherited, runtime, serde, workspace) = match &plan.package.runtime {
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
    let description = text(&format!("{title}: types, codecs and sans-IO operations"));
    let (name, keyword) = (text(name), text(keyword));
    format!(
        "# @generated {origin}. Do not edit.\n\n\
         [package]\nname = {name}\ndescription = {description}\n{inherited}\
         keywords = [\"aws\", {keyword}, \"sans-io\", \"serde\"]\ncategories = [\"api-bindings\", \"web-programming\"]\n{METADATA}\n\
         [features]\ndefault = [\"getrandom\", \"serde\", \"validate\"{lookaround}]\n\
         serde = [\"dep:serde\", \"sansmith/serde\"]\n{features}\
         maybe = []\n\n\
         [dependencies]\nsansmith = {runtime}\nserde = {serde}\n{workspace}"
    )
}

/// `rustfmt.toml`: prettyplease breaks lines by rules of its own, and what nobody edits needs no second opinion.
pub(super) fn formatting(package: &Package) -> String {
    let origin = &package.origin;
    format!("# @generated {origin}. Do not edit.\n\ndisable_all_formatting = true\n")
}

/// What a crate of the workspace inherits.
const INHERITED: &str = "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
    license.workspace = true\nrepository.workspace = true\n";

/// What is documented of a crate that is published: all that its features have.
const METADATA: &str = "\n[package.metadata.docs.rs]\nall-features = true\n";

/// What a crate that stands alone says itself.
const STANDALONE: &str = "version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\
    license = \"MIT OR Apache-2.0\"\n";

/// Serde, where no workspace says which.
const SERDE: &str =
    "{ version = \"1\", default-features = false, features = [\"std\"], optional = true }";

/// The parts of a crate that stands alone: its own keys, the runtime that `key` finds, serde, and a workspace of its own.
fn alone(
    key: &str,
    value: &str,
    needs: &str,
) -> (&'static str, String, &'static str, &'static str) {
    let runtime = dependency(key, value, needs);
    (STANDALONE, runtime, SERDE, "\n[workspace]\n")
}

/// The runtime without its default features: the crate's own say which, beside those it cannot do without.
fn dependency(key: &str, value: &str, needs: &str) -> String {
    let value = text(value);
    format!("{{ {key} = {value}, default-features = false{needs} }}")
}

/// The features of the runtime that the crate cannot do without.
fn needs(package: &Package) -> String {
    if package.needs.is_empty() {
        return String::new();
    }
    let features: Vec<_> = package.needs.iter().map(|feature| text(feature)).collect();
    format!(", features = [{}]", features.join(", "))
}

/// A basic string of TOML.
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

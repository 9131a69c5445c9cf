//! The prelude and the standard trait definitions, bundled.
//!
//! The files in `packages/` are facts: JSON ASTs of the definitions of Smithy 1.73.0 (Apache-2.0), without documentation.
//! `cargo xtask idl DEFINITIONS --bundle codegen/smithy/src/load/packages` regenerates them.
//!
//! **Invariants**
//! - A package is read only if a file names its namespace; the prelude is always read.
//! - Shapes defined by the files replace bundled ones.

use std::collections::BTreeSet;

use super::document::{Document, Ids, Literal, Target};
use crate::ast;
use crate::files::FileId;
use crate::model::{Node, Value};

/// A bundled file: the namespace of its shapes, and its text.
struct Package {
    namespace: &'static str,
    text: &'static str,
}

macro_rules! packages {
    ($($namespace:literal $file:literal,)*) => {
        &[$(Package {
            namespace: $namespace,
            text: include_str!(concat!("packages/", $file, ".json")),
        },)*]
    };
}

/// The bundled files; the prelude comes first.
const PACKAGES: &[Package] = packages! {
    "smithy.api" "prelude",
    "aws.api" "aws.api",
    "aws.apigateway" "aws.apigateway",
    "aws.auth" "aws.auth",
    "aws.cloudformation" "aws.cloudformation",
    "aws.customizations" "aws.customizations",
    "aws.endpoints" "aws.endpoints",
    "aws.iam" "aws.iam",
    "aws.protocols" "aws.protocols",
    "aws.test" "aws.test",
    "smithy.contracts" "contracts",
    "smithy.framework" "smithy.framework.validation",
    "smithy.mqtt" "smithy.api.mqtt",
    "smithy.openapi" "smithy.openapi",
    "smithy.protocols" "smithy.protocols.rpcv2",
    "smithy.rules" "smithy.rules",
    "smithy.test" "smithy.test",
    "smithy.test" "smithy-smoke-test-traits",
    "smithy.waiters" "waiters",
};

/// Adds the prelude, and the packages used by the documents.
pub(super) fn add(documents: &mut Vec<Document>) {
    let defined: BTreeSet<String> = documents
        .iter()
        .flat_map(|document| &document.definitions)
        .map(|definition| definition.id.as_str().to_owned())
        .collect();
    let mut named = BTreeSet::from(["smithy.api".to_owned()]);
    for document in &*documents {
        add_namespaces(document, &mut named);
    }
    let mut left: Vec<&Package> = PACKAGES.iter().collect();
    loop {
        let (next, rest): (Vec<_>, Vec<_>) = left
            .into_iter()
            .partition(|package| named.contains(package.namespace));
        if next.is_empty() {
            return;
        }
        left = rest;
        for package in next {
            let Some(document) = read(package, &defined) else {
                continue;
            };
            add_namespaces(&document, &mut named);
            documents.push(document);
        }
    }
}

fn read(package: &Package, defined: &BTreeSet<String>) -> Option<Document> {
    let mut document = ast::read(FileId::NONE, package.text)?;
    document.bundled = true;
    let bundled = &mut document.definitions;
    bundled.retain(|definition| !defined.contains(definition.id.as_str()));
    document
        .applications
        .retain(|application| match &application.target {
            Target::Here(id) => !defined.contains(id.root_str()),
            Target::Apply(_) => true,
        });
    Some(document)
}

/// Adds the namespaces of all absolute shape IDs in a file.
fn add_namespaces(document: &Document, found: &mut BTreeSet<String>) {
    let mut add = |text: &str| {
        if let Some((namespace, _)) = text.split_once('#')
            && !found.contains(namespace)
        {
            found.insert(namespace.to_owned());
        }
    };
    for imported in document.uses.values() {
        add(imported.id.as_str());
    }
    for application in &document.applications {
        add(&application.name.text);
        literal(&application.literal, &mut add);
        if let Target::Apply(name) = &application.target {
            add(&name.text);
        }
    }
    for entry in &document.metadata {
        literal(&entry.literal, &mut add);
    }
    for definition in &document.definitions {
        let members = definition.members.values();
        let targets = members.filter_map(|member| member.target.as_ref());
        let relations = definition.relations.iter().map(|relation| &relation.name);
        let names = targets.chain(relations).chain(&definition.mixins);
        for name in names.chain(&definition.resource) {
            add(&name.text);
        }
    }
}

/// Adds the IDs in a value; those that are written as texts name bundled shapes only.
fn literal(literal: &Literal, add: &mut impl FnMut(&str)) {
    if literal.ids != Ids::None {
        return node(&literal.node, add);
    }
    node(&literal.node, &mut |text: &str| {
        let namespace = text.split_once('#').map(|(namespace, _)| namespace);
        let is_known = |namespace| {
            PACKAGES
                .iter()
                .any(|package| package.namespace == namespace)
        };
        if namespace.is_some_and(is_known) {
            add(text);
        }
    });
}

fn node(value: &Node, add: &mut impl FnMut(&str)) {
    match &value.value {
        Value::String(text) => add(text),
        Value::Array(items) => {
            for item in items {
                node(item, add);
            }
        }
        Value::Object(object) => {
            for entry in object {
                node(&entry.node, add);
            }
        }
        _ => {}
    }
}

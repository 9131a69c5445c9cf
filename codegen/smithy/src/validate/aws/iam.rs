//! `ConditionKeys`, `ConditionKeyValueTrait`, `DefineConditionKeysTrait`, `IamAction`, `IamResourceTrait` and
//! `IamResourceTraitConflictingName`: permissions.
//!
//! <https://smithy.io/2.0/aws/aws-iam.html>

use std::collections::{BTreeMap, BTreeSet};

use super::service::arn_namespace;
use super::{ARN, SERVICE};
use crate::event::Severity;
use crate::model::{Node, Object, Resource, Shape, ShapeId, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

const RESOURCE: &str = "aws.iam#iamResource";
const VALUE: &str = "aws.iam#conditionKeyValue";
const DEFINED: &str = "aws.iam#defineConditionKeys";
const RESOLVED: &str = "aws.iam#serviceResolvedConditionKeys";
const NO_INFERENCE: &str = "aws.iam#disableConditionKeyInference";

/// A service with its namespace of ARNs.
struct Service<'m> {
    shape: &'m Shape,
    namespace: String,
}

impl<'m> Service<'m> {
    fn all(views: &Views<'m>) -> Vec<Self> {
        let services = views.with_trait(SERVICE).map(|(shape, node)| Self {
            shape,
            namespace: arn_namespace(shape, node),
        });
        services.collect()
    }

    /// A key with the namespace of the service, if it has none.
    fn key(&self, key: &str) -> String {
        if key.contains(':') {
            key.to_owned()
        } else {
            format!("{}:{key}", self.namespace)
        }
    }

    fn listed(&self, shape: &Shape, id: &str) -> Vec<String> {
        let keys = shape.traits.get(id).and_then(Node::as_array);
        let keys = keys.unwrap_or_default().iter().filter_map(Node::as_str);
        keys.map(|key| self.key(key)).collect()
    }

    /// The keys that the service defines, and those of the identifiers of its resources.
    fn defined(&self, views: &Views<'m>) -> BTreeSet<String> {
        let defined = self.shape.traits.get(DEFINED).and_then(Node::as_object);
        let keys = defined.into_iter().flatten();
        let mut found: BTreeSet<String> = keys.map(|entry| self.key(&entry.key)).collect();
        let resources = self.shape.service().map(|service| &service.resources);
        for id in resources.into_iter().flatten() {
            self.infer(views, id, None, &mut found);
        }
        found
    }

    /// Adds the keys of the identifiers that a resource does not have from its parent, then those of its children.
    ///
    /// Cycles of resources are errors of an earlier stage.
    fn infer(
        &self,
        views: &Views<'m>,
        id: &ShapeId,
        parent: Option<&Resource>,
        found: &mut BTreeSet<String>,
    ) {
        let shape = views.model.shape(id);
        let Some((shape, resource)) = shape.and_then(|shape| Some((shape, shape.resource()?)))
        else {
            return;
        };
        let has = |shape: &Shape| shape.traits.has(NO_INFERENCE);
        if !has(shape) && !has(self.shape) {
            let given = shape.traits.get(RESOURCE);
            let given = given.and_then(|node| node.get("name")?.as_str());
            let name = given.unwrap_or_else(|| shape.id.name());
            let is_new =
                |key: &&String| !parent.is_some_and(|parent| parent.identifiers.contains_key(*key));
            for key in resource.identifiers.keys().filter(is_new) {
                let mut chars = key.chars();
                let first = chars.next().into_iter().flat_map(char::to_uppercase);
                let capitalized: String = first.chain(chars).collect();
                found.insert(format!("{}:{name}{capitalized}", self.namespace));
            }
        }
        for child in &resource.resources {
            self.infer(views, child, Some(resource), found);
        }
    }
}

/// Checks that operations use keys that the service defines.
pub(in crate::validate) fn condition_keys(views: &Views<'_>, report: &mut Report) {
    for service in Service::all(views) {
        let known = service.defined(views);
        let resolved = service.listed(service.shape, RESOLVED);
        let unknown: Vec<_> = resolved
            .iter()
            .filter(|key| !known.contains(*key))
            .collect();
        if !unknown.is_empty()
            && let Some(node) = service.shape.traits.get(RESOLVED)
        {
            let message = format!(
                "the service does not define the keys {}; it has {}",
                ticked(unknown),
                ticked(&known)
            );
            report.error_at(service.shape, node.at, message);
        }
        for operation in views.operations(service.shape) {
            let used = service.listed(operation, "aws.iam#conditionKeys");
            for key in BTreeSet::from_iter(used) {
                if !known.contains(&key) && !key.starts_with("aws:") {
                    let message = format!(
                        "`{}` does not define the key `{key}`; it has {}",
                        service.shape.id,
                        ticked(&known)
                    );
                    report.error(operation, message);
                }
            }
            values(views, (&service, &known, &resolved), operation, report);
        }
    }
}

fn values(
    views: &Views<'_>,
    of: (&Service<'_>, &BTreeSet<String>, &[String]),
    operation: &Shape,
    report: &mut Report,
) {
    let (service, known, resolved) = of;
    let input = views.input(operation);
    for member in input.into_iter().flat_map(|input| input.members.values()) {
        let node = member.traits.get(VALUE);
        let Some((node, key)) = node.and_then(|node| Some((node, node.as_str()?))) else {
            continue;
        };
        let key = service.key(key);
        let id = &service.shape.id;
        if !known.contains(&key) {
            let message = format!(
                "`{id}` does not define the key `{key}`; it has {}",
                ticked(known)
            );
            report.error_at(member, node.at, message);
        }
        if resolved.contains(&key) {
            let message = format!("`{id}` itself resolves the key `{key}`, so no member gives it");
            report.error_at(member, node.at, message);
        }
    }
}

/// Checks that one member of an input gives a key.
pub(in crate::validate) fn condition_values(views: &Views<'_>, report: &mut Report) {
    for service in Service::all(views) {
        for operation in views.operations(service.shape) {
            let Some(input) = views.input(operation) else {
                continue;
            };
            let mut by_key: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for member in input.members.values() {
                if let Some(key) = member.traits.get(VALUE).and_then(Node::as_str) {
                    by_key
                        .entry(service.key(key))
                        .or_default()
                        .push(member.name());
                }
            }
            for (key, members) in by_key.into_iter().filter(|(_, members)| members.len() > 1) {
                let message = format!(
                    "several members give the key `{key}` of `{}`: {}",
                    operation.id,
                    ticked(members)
                );
                report.error(input, message);
            }
        }
    }
}

/// Checks that keys are required only where the service resolves them.
pub(in crate::validate) fn defined_keys(views: &Views<'_>, report: &mut Report) {
    for service in Service::all(views) {
        let Some(node) = service.shape.traits.get(DEFINED) else {
            continue;
        };
        let resolved = service.shape.traits.get(RESOLVED).and_then(Node::as_array);
        let resolved = resolved.unwrap_or_default().iter().filter_map(Node::as_str);
        let resolved: BTreeSet<&str> = resolved.collect();
        for entry in node.as_object().into_iter().flatten() {
            let key = service.key(&entry.key);
            let required = entry.node.get("required").and_then(Node::as_bool);
            if required == Some(true) && !resolved.contains(key.as_str()) {
                let message = format!(
                    "the key `{key}` is required, but not one that the service resolves; mark the member with `@required` instead"
                );
                report.error_at(service.shape, node.at, message);
            }
        }
    }
}

/// The parts of `@iamAction` with the older traits for them.
const OLDER: [(&str, &str); 3] = [
    ("name", "aws.iam#actionName"),
    ("documentation", "aws.iam#actionPermissionDescription"),
    ("requiredActions", "aws.iam#requiredActions"),
];

/// Checks that `@iamAction` and the older traits do not say the same.
pub(in crate::validate) fn actions(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("aws.iam#iamAction") {
        for (key, older) in OLDER {
            let given = node.get(key);
            let given = given.filter(|node| node.as_array().is_none_or(|items| !items.is_empty()));
            if let (Some(_), Some(old)) = (given, shape.traits.get(older)) {
                let message =
                    format!("`{key}` of `@iamAction` and the deprecated `@{older}` are both there");
                report.error_at(shape, old.at, message);
                report.within("ConflictingProperty");
                report.within(key);
            }
        }
        let names = |key| {
            let names = node
                .get("resources")
                .and_then(|node| node.get(key)?.as_object());
            names.into_iter().flat_map(Object::keys)
        };
        let optional: BTreeSet<&str> = names("optional").collect();
        let both: Vec<_> = names("required")
            .filter(|name| optional.contains(name))
            .collect();
        if !both.is_empty() {
            let message = format!(
                "these resources are both required and optional: {}",
                ticked(both)
            );
            report.add_at(Severity::Danger, Subject::Shape(shape), node.at, message);
            report.within("Resources");
            report.within("DuplicateEntries");
        }
    }
}

/// The name of a resource in permissions, if it is given.
fn given_name(shape: &Shape) -> Option<&str> {
    shape.traits.get(RESOURCE)?.get("name")?.as_str()
}

/// Reports names of resources that are not in their ARNs.
pub(in crate::validate) fn resource_names(views: &Views<'_>, report: &mut Report) {
    for shape in views.shapes_having(RESOURCE) {
        let Some(arn) = shape.traits.get(ARN) else {
            continue;
        };
        let name = given_name(shape).map_or_else(|| shape.id.name().to_lowercase(), str::to_owned);
        let template = arn
            .get("template")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let is_absolute = arn.get("absolute").and_then(Node::as_bool) == Some(true);
        if !is_absolute && !template.split(['/', ':']).any(|part| part == name) {
            let message = format!("the name `{name}` is not in the ARN `{template}`");
            report.add(Severity::Danger, Subject::Shape(shape), message);
        }
    }
}

/// Checks that no two resources of a service have one name.
///
/// That is a rule only for models with traits of permissions, though it needs none of them.
pub(in crate::validate) fn resource_conflicts(views: &Views<'_>, report: &mut Report) {
    if views.model.shape(RESOURCE).is_none() {
        return;
    }
    for service in views.of_kind(ShapeType::Service) {
        let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for shape in views.resources(service) {
            let name = given_name(shape)
                .unwrap_or_else(|| shape.id.name())
                .to_lowercase();
            by_name.entry(name).or_default().push(shape.id.as_str());
        }
        for (name, shapes) in by_name.into_iter().filter(|(_, shapes)| shapes.len() > 1) {
            let message = format!(
                "several resources have the name `{name}`: {}",
                ticked(shapes)
            );
            report.error(service, message);
        }
    }
}

//! `ServiceTagging`, `TagEnabledService`, `TaggableResource`, `TagResourcePropertyType` and `TagResourcePropertyName`:
//! tags of resources.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#aws-api-tagenabled-trait>

use super::ARN;
use crate::event::Severity;
use crate::model::{Member, Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::views::Views;

const ENABLED: &str = "aws.api#tagEnabled";
const TAGGABLE: &str = "aws.api#taggable";

/// An operation for tags: its usual name, its key in `apiConfig`, and the rule that it has to fit.
type Api = (&'static str, &'static str, fn(&Views<'_>, &Shape) -> bool);

const APIS: [Api; 3] = [
    ("TagResource", "tagApi", |views, shape| {
        has_one(views, views.input(shape), is_tags_member) && has_arn(views, shape)
    }),
    ("UntagResource", "untagApi", |views, shape| {
        has_one(views, views.input(shape), is_keys_member) && has_arn(views, shape)
    }),
    ("ListTagsForResource", "listTagsApi", |views, shape| {
        has_one(views, views.output(shape), is_tags_member) && has_arn(views, shape)
    }),
];

/// Returns true for the names of a member or property with tags.
fn is_tags_name(name: &str) -> bool {
    let rest = name.strip_prefix(['T', 't', '|']);
    let rest = rest.and_then(|rest| rest.strip_prefix("ag"));
    rest.is_some_and(|rest| {
        [
            "s", "sMap", "smap", "s|ap", "Map", "map", "|ap", "List", "list", "|ist",
        ]
        .contains(&rest)
    })
}

fn is_tags_member(views: &Views<'_>, member: &Member) -> bool {
    let target = views.model.target(member);
    is_tags_name(member.name()) && target.is_some_and(|target| is_tags(views, target))
}

fn is_keys_member(views: &Views<'_>, member: &Member) -> bool {
    let name = member.name();
    let is_named = ["TagKeys", "tagKeys", "Tagkeys", "tagkeys"].contains(&name);
    let target = views.model.target(member);
    let target = target.filter(|target| target.kind == ShapeType::List);
    let item = target.and_then(|target| target.members.get("member"));
    is_named && item.is_some_and(|item| is_string(views, item))
}

fn is_string(views: &Views<'_>, member: &Member) -> bool {
    let target = views.model.target(member);
    target.is_some_and(|target| target.kind == ShapeType::String)
}

/// Returns true for a list of structures with two strings, and a map of strings.
fn is_tags(views: &Views<'_>, shape: &Shape) -> bool {
    match shape.kind {
        ShapeType::Map => {
            let value = shape.members.get("value");
            value.is_some_and(|value| is_string(views, value))
        }
        ShapeType::List => {
            let item = shape.members.get("member");
            let item = item.and_then(|item| views.model.target(item));
            item.is_some_and(|item| {
                item.kind == ShapeType::Structure
                    && item.members.len() == 2
                    && item.members.values().all(|member| is_string(views, member))
            })
        }
        _ => false,
    }
}

fn has_one(
    views: &Views<'_>,
    shape: Option<&Shape>,
    fits: fn(&Views<'_>, &Member) -> bool,
) -> bool {
    let members = shape.into_iter().flat_map(|shape| shape.members.values());
    members.filter(|member| fits(views, member)).count() == 1
}

/// Returns true if the input has a string that is named as an ARN of a resource.
fn has_arn(views: &Views<'_>, operation: &Shape) -> bool {
    let is_arn = |member: &Member| {
        let name = member.name();
        let rest = name
            .strip_prefix("Resource")
            .or_else(|| name.strip_prefix("resource"));
        let rest = rest.unwrap_or(name);
        ["", "Arn", "arn", "ARN"].contains(&rest) && is_string(views, member)
    };
    let input = views.input(operation);
    input.is_some_and(|input| input.members.values().any(is_arn))
}

/// The operation of a service for tags: that of `apiConfig`, or the one of the usual name.
fn operation<'m>(views: &Views<'m>, shape: &'m Shape, api: &Api) -> Option<&'m Shape> {
    let (name, key, _) = api;
    let service = shape.service()?;
    let wanted = configured(shape, key);
    let mut ids = service.operations.iter();
    let id = ids
        .clone()
        .find(|id| Some(id.as_str()) == wanted)
        .or_else(|| ids.find(|id| id.name() == *name))?;
    views.model.shape(id)
}

fn configured<'m>(shape: &'m Shape, key: &str) -> Option<&'m str> {
    let node = shape.traits.get(ENABLED)?;
    node.get("apiConfig")?.get(key)?.as_str()
}

/// Returns true if the service has all operations for tags, in the right form.
fn has_apis(views: &Views<'_>, service: &Shape) -> bool {
    service.traits.has(ENABLED)
        && APIS.iter().all(|api| {
            let shape = views.model.shape(&service.id);
            let found = shape.and_then(|service| operation(views, service, api));
            found.is_some_and(|shape| api.2(views, shape))
        })
}

/// Warns of missing operations for tags, and reports those of another form.
pub(in crate::validate) fn services(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(ENABLED) {
        for api in &APIS {
            let name = configured(shape, api.1).unwrap_or(api.0);
            match operation(views, shape, api) {
                None => {
                    let message = format!("this service lacks the operation `{name}`");
                    report.warning_at(shape, node.at, message);
                }
                Some(found) if !api.2(views, found) => {
                    let message = format!("`{}` does not have the form of `{}`", found.id, api.0);
                    report.add_at(Severity::Danger, Subject::Shape(shape), node.at, message);
                }
                Some(_) => {}
            }
        }
    }
}

/// Checks that services with tags have taggable resources and operations for them.
pub(in crate::validate) fn enabled(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(ENABLED) {
        let resources = views.resources(shape);
        if !resources
            .iter()
            .any(|resource| resource.traits.has(TAGGABLE))
        {
            let message = format!("this service has no resource with `@{TAGGABLE}`");
            report.error(shape, message);
        }
        let disables = node.get("disableDefaultOperations").and_then(Node::as_bool);
        if disables != Some(true) && !has_apis(views, shape) {
            let names = "`TagResource`, `UntagResource` and `ListTagsForResource`";
            report.warning(shape, format!("this service should have {names}"));
        }
        for (name, key, _) in &APIS {
            let Some(wanted) = configured(shape, key) else {
                continue;
            };
            let operations = shape.service().map(|service| &service.operations);
            let mut operations = operations.into_iter().flatten();
            let is_other = !wanted.ends_with(&format!("#{name}"));
            if is_other && operations.any(|id| id.name() == *name) {
                let message =
                    format!("`{name}` is ignored, since `{key}` of `apiConfig` is `{wanted}`");
                report.warning_at(shape, node.at, message);
            }
        }
    }
}

/// Checks that taggable resources can be tagged.
pub(in crate::validate) fn resources(views: &Views<'_>, report: &mut Report) {
    for service in views.of_kind(ShapeType::Service) {
        let has_apis = has_apis(views, service);
        for resource in views.resources(service) {
            let node = resource.traits.get(TAGGABLE);
            if let Some(node) = node {
                taggable(views, (service, has_apis), (resource, node), report);
            } else if resource.traits.has(ARN) && has_apis {
                let message = format!("this resource seems to need `@{TAGGABLE}`");
                report.warning(resource, message);
            } else {
                continue;
            }
            if !service.traits.has(ENABLED) {
                let message = format!("a service with taggable resources needs `@{ENABLED}`");
                report.warning(service, message);
            }
        }
    }
}

fn taggable(views: &Views<'_>, service: (&Shape, bool), of: (&Shape, &Node), report: &mut Report) {
    let ((service, has_apis), (shape, node)) = (service, of);
    let Some(resource) = shape.resource() else {
        return;
    };
    let property = node.get("property").and_then(Node::as_str);
    let tags = |id: &str| {
        let operation = views.model.shape(id);
        property
            .zip(operation)
            .is_some_and(|(name, operation)| takes(views, shape, operation, name))
    };
    let put = resource
        .put
        .as_ref()
        .filter(|id| !shape.traits.has("smithy.api#noReplace") && tags(id.as_str()));
    let update = resource.update.as_ref().filter(|id| tags(id.as_str()));
    if update.or(put).is_some() {
        let changed = resource.update.as_ref().or(resource.put.as_ref());
        if let Some(operation) = changed.and_then(|id| views.model.shape(id)) {
            let message =
                "an update should not change tags, since they can grant access".to_owned();
            report.add(Severity::Danger, Subject::Shape(operation), message);
        }
    }
    let has_own = node.get("apiConfig").is_some_and(|config| {
        let rules: [fn(&Views<'_>, &Shape) -> bool; 3] = [
            |views, shape| has_one(views, views.input(shape), is_tags_member),
            |views, shape| has_one(views, views.input(shape), is_keys_member),
            |views, shape| has_one(views, views.output(shape), is_tags_member),
        ];
        APIS.iter().zip(rules).all(|((_, key, _), fits)| {
            let id = config.get(key).and_then(Node::as_str).unwrap_or_default();
            let found = views.model.shape(id);
            found.is_some_and(|operation| fits(views, operation) && (*key != "tagApi" || tags(id)))
        })
    });
    if has_apis && !has_own && !shape.traits.has(ARN) {
        let message = "a resource that is tagged by its ARN needs `@arn`".to_owned();
        report.error(shape, message);
    }
    if !has_apis && !has_own {
        let message = format!(
            "this resource cannot be tagged: neither it nor `{}` has operations for that",
            service.id
        );
        report.add(Severity::Danger, Subject::Shape(shape), message);
    }
}

/// Returns true if the input of an operation has a property of a resource.
fn takes(views: &Views<'_>, resource: &Shape, operation: &Shape, property: &str) -> bool {
    let properties = resource.resource().map(|found| &found.properties);
    let is_property = |member: &Member| {
        let name = member.traits.get("smithy.api#property");
        let name = name.and_then(|node| node.get("name")?.as_str());
        name.unwrap_or(member.name()) == property
    };
    let input = views.input(operation);
    properties.is_some_and(|found| found.contains_key(property))
        && input.is_some_and(|input| input.members.values().any(is_property))
}

/// Checks the type of the property with tags.
pub(in crate::validate) fn property_types(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(TAGGABLE) {
        let name = node.get("property").and_then(Node::as_str);
        let properties = shape.resource().map(|found| &found.properties);
        let target = properties.zip(name).and_then(|(properties, name)| {
            let id = properties.get(name)?;
            views.model.shape(id)
        });
        if target.is_some_and(|target| !is_tags(views, target)) {
            let message =
                "tags are a list of structures with two strings, or a map of strings".to_owned();
            report.error(shape, message);
        }
    }
}

/// Warns of unusual names of the property with tags.
pub(in crate::validate) fn property_names(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait(TAGGABLE) {
        let name = node.get("property").and_then(Node::as_str);
        if let Some(name) = name.filter(|name| !is_tags_name(name)) {
            let message = format!("the property with tags should be `tags`, not `{name}`");
            report.warning(shape, message);
        }
    }
}

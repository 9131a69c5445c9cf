//! Validators that a model asks for in its metadata `validators`.
//!
//! <https://smithy.io/2.0/spec/model-validation.html#validators>

use std::collections::BTreeSet;

use super::linters::{LINTERS, Run};
use super::report::Report;
use super::views::{Matches, Views};
use crate::event::{Event, Severity};
use crate::files::Location;
use crate::model::{Node, Shape, ShapeId};
use crate::selector::{Selector, SelectorError, Template};

/// The validators that are built.
const BUILT: [(&str, Run); 3] = [
    ("EmitEachSelector", emit_each),
    ("EmitNoneSelector", emit_none),
    ("UnreferencedShape", unreferenced),
];

/// The names of all validators that a model can ask for.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    BUILT.iter().chain(&LINTERS).map(|(name, _)| *name)
}

/// Runs the validators of the metadata `validators`.
pub(super) fn validators(views: &Views<'_>, report: &mut Report) {
    let Some(node) = views.model.metadata().get("validators") else {
        return;
    };
    let Some(items) = node.as_array() else {
        let message = format!(
            "the metadata `validators` has to be an array, but is {}",
            node.type_name()
        );
        report.events.push(Event::model_error(message, node.at));
        return;
    };
    for item in items {
        if let Err((message, at)) = run(views, item, report) {
            report.events.push(Event::model_error(message, at));
        }
    }
}

/// The values that `severity` may have.
const SEVERITIES: [&str; 3] = ["DANGER", "WARNING", "NOTE"];

fn run(
    views: &Views<'_>,
    definition: &Node,
    report: &mut Report,
) -> Result<(), (String, Location)> {
    let fault = |message: &str| (message.to_owned(), definition.at);
    let text = |key| definition.get(key).and_then(Node::as_str);
    let name =
        text("name").ok_or_else(|| fault("a validator has to be an object with a `name`"))?;
    let severity = text("severity");
    if severity.is_some_and(|severity| !SEVERITIES.contains(&severity)) {
        return Err(fault(
            "the severity of a validator has to be `DANGER`, `WARNING` or `NOTE`",
        ));
    }
    let known = BUILT.iter().chain(&LINTERS);
    let Some((name, run)) = known.into_iter().find(|(known, _)| *known == name) else {
        let message = format!("there is no validator `{name}` here");
        let id = format!("UnknownValidator_{name}");
        report
            .events
            .push(Event::new(Severity::Warning, id, message, definition.at));
        return Ok(());
    };
    let empty = Node::empty_object(definition.at);
    let configuration = definition.get("configuration").unwrap_or(&empty);
    let mut found = Report::new(name);
    run(views, configuration, &mut found).map_err(|message| {
        (
            format!("the validator `{name}` cannot run: {message}"),
            definition.at,
        )
    })?;
    let only = text("selector").map(|selector| views.select(selector));
    if let Some(Err(error)) = only.as_deref() {
        return Err(fault(&error.to_string()));
    }
    for mut event in found.events {
        if !is_wanted(&event, definition, only.as_ref()) {
            continue;
        }
        let rest = event.id.split_once('.').map(|(_, rest)| format!(".{rest}"));
        event.id = format!("{}{}", text("id").unwrap_or(name), rest.unwrap_or_default()).into();
        event.severity = severity
            .and_then(Severity::from_name)
            .unwrap_or(event.severity);
        if let Some(message) = text("message") {
            event.message = message.replace("{super}", &event.message);
        }
        report.events.push(event);
    }
    Ok(())
}

/// Returns true for events of the namespaces and shapes that a validator is for, and events of no shape.
fn is_wanted(event: &Event, definition: &Node, only: Option<&Matches>) -> bool {
    let Some(shape) = &event.shape else {
        return true;
    };
    let namespaces = definition.get("namespaces").and_then(Node::as_array);
    let namespaces = namespaces.unwrap_or_default();
    let mut names = namespaces.iter().filter_map(Node::as_str);
    let in_namespace = namespaces.is_empty() || names.any(|name| name == shape.namespace());
    let is_selected = |matches: &Matches| matches!(&**matches, Ok(ids) if ids.contains(shape));
    in_namespace && only.is_none_or(is_selected)
}

fn selected(views: &Views<'_>, configuration: &Node) -> Result<Matches, String> {
    let selector = configuration.get("selector").and_then(Node::as_str);
    let selector = selector.ok_or("its configuration needs a `selector`")?;
    let matches = views.select(selector);
    match &*matches {
        Ok(_) => Ok(matches),
        Err(error) => Err(SelectorError::to_string(error)),
    }
}

/// Reports each shape that a selector matches, with a message for each match if there is a template.
fn emit_each(views: &Views<'_>, configuration: &Node, report: &mut Report) -> Result<(), String> {
    let text = |key| configuration.get(key).and_then(Node::as_str);
    let selector = text("selector").ok_or("its configuration needs a `selector`")?;
    let found: Vec<(ShapeId, String)> = if let Some(template) = text("messageTemplate") {
        let fault = |error: SelectorError| error.to_string();
        let template = Template::parse(template).map_err(fault)?;
        let selector = Selector::parse(selector).map_err(fault)?;
        let found = selector.messages(&views.graph, &template).map_err(fault)?;
        let found = found.into_iter();
        found.map(|(id, message)| (id.clone(), message)).collect()
    } else {
        let matches = selected(views, configuration)?;
        let message = format!("the selector matches: {selector}");
        let ids = matches.iter().flatten();
        ids.map(|id| (id.clone(), message.clone())).collect()
    };
    for (id, message) in found {
        let Some(subject) = views.subject(&id) else {
            continue;
        };
        let at = match text("bindToTrait") {
            None => subject.at(),
            Some(name) => match subject.traits().get(name) {
                Some(node) => node.at,
                None => continue,
            },
        };
        report.add_at(Severity::Danger, subject, at, message);
    }
    Ok(())
}

/// Reports a selector that matches no shape outside of the prelude.
fn emit_none(views: &Views<'_>, configuration: &Node, report: &mut Report) -> Result<(), String> {
    let matches = selected(views, configuration)?;
    let mut own = matches
        .iter()
        .flatten()
        .filter(|id| id.namespace() != "smithy.api");
    if own.next().is_none() {
        let message = "no shape matches the selector".to_owned();
        let event = Event::new(Severity::Danger, report.name(), message, Location::NONE);
        report.events.push(event);
    }
    Ok(())
}

/// Notes shapes that no root and no trait definition uses; services are the roots if no others are asked for.
fn unreferenced(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let selector = configuration.get("rootShapeSelector").map(|node| {
        let text = node.as_str();
        text.ok_or("`rootShapeSelector` has to be a selector")
    });
    let selector = selector.transpose()?.unwrap_or("service");
    let roots = views.select(selector);
    let roots = roots.as_ref().as_ref().map_err(ToString::to_string)?;
    let is_root =
        |shape: &&Shape| roots.contains(&shape.id) || shape.traits.has("smithy.api#trait");
    let mut left: Vec<&ShapeId> = views
        .model
        .shapes()
        .filter(is_root)
        .map(|shape| &shape.id)
        .collect();
    let members = roots.iter().filter(|id| id.member().is_some());
    left.extend(members.filter_map(|id| Some(&views.model.member(id)?.target)));
    let mut used: BTreeSet<&ShapeId> = left.iter().copied().collect();
    while let Some(id) = left.pop() {
        left.extend(views.next(id).filter(|next| used.insert(next)));
    }
    for shape in views
        .model
        .own_shapes()
        .filter(|shape| !used.contains(&shape.id))
    {
        let message = format!("no shape of `{selector}` uses this {}", shape.kind);
        report.add(Severity::Note, shape.into(), message);
    }
    Ok(())
}

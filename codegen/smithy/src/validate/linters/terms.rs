//! `NoninclusiveTerms`: terms in namespaces, names and the values of traits.

use std::collections::{BTreeMap, BTreeSet};

use super::{flag, texts};
use crate::event::{Event, Severity};
use crate::files::Location;
use crate::model::{Node, Shape, Trait, Value};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::{ticked, trait_name};
use crate::validate::views::Views;

/// The terms with better ones.
const TERMS: [(&str, &[&str]); 4] = [
    ("master", &["primary", "parent", "main"]),
    ("slave", &["secondary", "replica", "clone", "child"]),
    ("blacklist", &["denyList"]),
    ("whitelist", &["allowList"]),
];

type Terms<'n> = BTreeMap<String, Vec<&'n str>>;

fn terms(configuration: &Node) -> Result<Terms<'_>, String> {
    let mut terms = Terms::new();
    let excludes = flag(configuration, "excludeDefaults")?;
    if !excludes {
        terms.extend(
            TERMS
                .iter()
                .map(|(term, better)| ((*term).to_owned(), better.to_vec())),
        );
    }
    let own = configuration.get("terms");
    for key in own.and_then(Node::as_object).into_iter().flatten() {
        let better = own.map(|own| texts(own, &key.key)).transpose()?;
        terms.insert(key.key.to_lowercase(), better.flatten().unwrap_or_default());
    }
    if terms.is_empty() {
        return Err("`excludeDefaults` needs `terms`".to_owned());
    }
    Ok(terms)
}

/// Warns of each text with one of the terms.
pub(in crate::validate) fn noninclusive(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let terms = terms(configuration)?;
    let mut namespaces = BTreeSet::new();
    for shape in views.model.own_shapes() {
        let namespace = shape.id.namespace();
        if namespaces.insert(namespace) {
            for (term, advice) in found(&terms, namespace) {
                let id = format!("{}.Namespace.{namespace}.{term}", report.name());
                let message = format!("the namespace `{namespace}` has `{term}` in it{advice}");
                let event = Event::new(Severity::Warning, id, message, Location::NONE);
                report.events.push(event);
            }
        }
        subject(views, &terms, Subject::Shape(shape), report);
        for member in shape.members.values() {
            subject(views, &terms, Subject::Member(member), report);
        }
    }
    Ok(())
}

/// The terms in a text, each with its advice.
fn found<'t>(terms: &'t Terms<'_>, text: &str) -> Vec<(&'t str, String)> {
    let text = text.to_lowercase();
    let found = terms
        .iter()
        .filter(|(term, _)| text.contains(term.as_str()));
    let advise = |better: &Vec<&str>| match better.as_slice() {
        [] => String::new(),
        better => format!("; better are {}", ticked(better)),
    };
    found
        .map(|(term, better)| (term.as_str(), advise(better)))
        .collect()
}

fn subject<'m>(views: &Views<'m>, terms: &Terms<'_>, subject: Subject<'m>, report: &mut Report) {
    let id = subject.id();
    let name = id.member().unwrap_or_else(|| id.name());
    for (term, advice) in found(terms, name) {
        let message = format!("the name `{name}` has `{term}` in it{advice}");
        report.warning(subject, message);
        report.within("Shape");
        report.within(term);
    }
    for applied in subject.traits() {
        if applied.id == "smithy.api#references" {
            continue;
        }
        let Some(definition) = views.model.shape(&applied.id) else {
            continue;
        };
        let mut walk = Walk {
            views,
            terms,
            of: (subject, applied),
            path: Vec::new(),
            report,
        };
        walk.node(Some(definition), &applied.node);
    }
}

/// A walk through the texts in the value of a trait.
struct Walk<'w, 'm> {
    views: &'w Views<'m>,
    terms: &'w Terms<'w>,
    of: (Subject<'m>, &'w Trait),
    path: Vec<String>,
    report: &'w mut Report,
}

impl Walk<'_, '_> {
    /// Looks into a value; keys that are no members of the shape are texts too.
    fn node(&mut self, shape: Option<&Shape>, node: &Node) {
        match &node.value {
            Value::String(text) => self.text(text),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(index.to_string());
                    self.node(None, item);
                    self.path.pop();
                }
            }
            Value::Object(object) => {
                for entry in object {
                    self.path.push(entry.key.clone());
                    let member = shape.and_then(|shape| shape.members.get(&entry.key));
                    let target = member.and_then(|member| self.views.model.target(member));
                    if target.is_none() {
                        self.path.push("key".to_owned());
                        self.text(&entry.key);
                        self.path.pop();
                    }
                    self.node(target, &entry.node);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let (subject, applied) = self.of;
        let name = trait_name(&applied.id);
        for (term, advice) in found(self.terms, text) {
            let path = self.path.join("/");
            let message = format!("the value of the trait `{name}` has `{term}` in it{advice}");
            self.report.warning_at(subject, applied.node.at, message);
            for part in ["Trait", term, name, &path] {
                if !part.is_empty() {
                    self.report.within(part);
                }
            }
        }
    }
}

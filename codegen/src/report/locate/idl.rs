//! Maps pointers into a model's AST to locations in its IDL source.

use std::collections::BTreeMap;

use sansmith_smithy::load::Loaded;
use sansmith_smithy::model::{Member, Model, Node, Shape, Traits};
use sansmith_smithy::project::Project;
use sansmith_smithy::{FileId, Location};

use super::Place;
use crate::bundle::Bundle;
use crate::problem::{Problem, ProblemKind};
use crate::read::idl::load_bundle;

/// Locates each problem, or its nearest existing ancestor.
pub(super) fn locate(bundle: &Bundle, problems: &[Problem]) -> Vec<Place> {
    let loaded = load_bundle(bundle);
    let sources: BTreeMap<&str, usize> = bundle
        .sidecars
        .iter()
        .zip(1..)
        .map(|(source, index)| (source.name.as_str(), index))
        .collect();
    let place = |problem: &Problem| {
        let source = problem.at.source().and_then(|name| sources.get(name));
        let source = source.copied().unwrap_or_default();
        if let ProblemKind::Smithy { start, length, .. } = problem.kind {
            return Place {
                source,
                start,
                length,
            };
        }
        if let ProblemKind::IgnoredKey { key } = &problem.kind
            && let Some(file) = source.checked_sub(1)
            && let Some(text) = bundle.sidecars.get(file)
        {
            return in_project(&text.text, key, source);
        }
        let tokens: Vec<String> = problem.at.tokens().collect();
        match find(&loaded.model, &tokens) {
            Some(at) => refine(&loaded, problem, to_place(at)),
            None => Place {
                source,
                ..Place::default()
            },
        }
    };
    problems.iter().map(place).collect()
}

/// Location of the missing name, where a problem is about one that follows on the same line.
fn refine(loaded: &Loaded, problem: &Problem, place: Place) -> Place {
    let ProblemKind::UnknownTarget { target, .. } = &problem.kind else {
        return place;
    };
    let name = target.rsplit_once('#').map_or(&**target, |(_, name)| name);
    let file = FileId(u32::try_from(place.source).unwrap_or_default());
    let source = loaded.model.files().get(file);
    let rest = source.and_then(|source| source.text.get(place.start..));
    let line = rest
        .and_then(|text| text.lines().next())
        .unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let found = line.match_indices(name).find(|(start, _)| {
        let before = line.get(..*start).and_then(|text| text.chars().next_back());
        let after = line
            .get(start + name.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    });
    found.map_or(place, |(start, _)| Place {
        start: place.start + start,
        length: name.len(),
        ..place
    })
}

/// Location of a key in a project file.
fn in_project(text: &str, key: &str, source: usize) -> Place {
    let project = Project::parse(FileId(0), text).unwrap_or_default();
    let mut ignored = project.ignored.into_iter();
    let at = ignored.find(|(known, _)| known == key);
    at.map_or(Place::default(), |(_, at)| Place {
        source,
        ..to_place(at)
    })
}

fn to_place(at: Location) -> Place {
    Place {
        source: usize::try_from(at.file.0).unwrap_or_default(),
        start: at.start as usize,
        length: (at.end.saturating_sub(at.start) as usize).max(1),
    }
}

/// Location of the value at `tokens`, or of its nearest existing ancestor.
fn find(model: &Model, tokens: &[String]) -> Option<Location> {
    let (first, rest) = tokens.split_first()?;
    match first.as_str() {
        "shapes" => {
            let (id, rest) = rest.split_first()?;
            match model.member(id) {
                Some(member) => Some(in_member(member, rest)),
                None => Some(in_shape(model.shape(id)?, rest)),
            }
        }
        "metadata" => {
            let (key, rest) = rest.split_first()?;
            Some(in_node(model.metadata().get(key)?, rest))
        }
        _ => None,
    }
}

fn in_shape(shape: &Shape, tokens: &[String]) -> Location {
    let Some((first, rest)) = tokens.split_first() else {
        return shape.at;
    };
    let member = match first.as_str() {
        "traits" => return in_traits(&shape.traits, rest).unwrap_or(shape.at),
        "members" => rest.split_first(),
        "member" | "key" | "value" => Some((first, rest)),
        _ => None,
    };
    let found = member.and_then(|(name, rest)| Some((shape.members.get(name)?, rest)));
    found.map_or(shape.at, |(member, rest)| in_member(member, rest))
}

fn in_member(member: &Member, tokens: &[String]) -> Location {
    match tokens.split_first() {
        Some((first, rest)) if first == "traits" => {
            in_traits(&member.traits, rest).unwrap_or(member.at)
        }
        _ => member.at,
    }
}

fn in_traits(traits: &Traits, tokens: &[String]) -> Option<Location> {
    let (id, rest) = tokens.split_first()?;
    let found = in_node(traits.get(id)?, rest);
    (!found.is_none()).then_some(found)
}

fn in_node(node: &Node, tokens: &[String]) -> Location {
    let mut here = node;
    for token in tokens {
        let index = token.parse::<usize>().ok();
        let inner = here.get(token).or_else(|| here.as_array()?.get(index?));
        let Some(inner) = inner else { break };
        here = inner;
    }
    here.at
}

//! Maps pointers to text spans, scanning each level once for all pointers.

mod idl;
mod refine;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::bundle::{Bundle, Source};
use crate::problem::{Problem, ProblemKind};

/// A span in a text of the bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Index of the text: 0 is the model, the sidecars follow.
    pub(super) source: usize,
    pub(super) start: usize,
    pub(super) length: usize,
}

/// Locates each problem, or its nearest existing ancestor.
pub(super) fn locate(bundle: &Bundle, problems: &[Problem]) -> Vec<Place> {
    if crate::read::idl::recognises(bundle) {
        return idl::locate(bundle, problems);
    }
    let sources: Vec<&Source> = std::iter::once(&bundle.service)
        .chain(&bundle.sidecars)
        .collect();
    let wanted: Vec<Wanted> = problems
        .iter()
        .map(|problem| Wanted::of(problem, &sources))
        .collect();
    let mut places: Vec<Found<'_>> = vec![Found::default(); problems.len()];
    for (number, source) in sources.iter().enumerate() {
        let here = wanted.iter().enumerate();
        let mut search = Search {
            text: &source.text,
            source: number,
            found: &mut places,
        };
        let paths: Vec<Path<'_>> = here
            .filter(|(_, wanted)| wanted.source == number)
            .map(|(problem, wanted)| (problem, wanted.tokens.as_slice()))
            .collect();
        search.start(&paths);
    }
    search_overlays(&sources, &wanted, &mut places);
    let places = problems.iter().zip(places);
    let places = places.map(|(problem, Found { place, value, .. })| {
        let text = sources.get(place.source).map_or("", |source| &source.text);
        let ProblemKind::Syntax { offset, .. } = problem.kind else {
            let closer = value.and_then(|value| refine::refine(&problem.kind, value));
            return closer.map_or(place, |value| Place {
                start: offset_in(text, value),
                length: value.get().len(),
                ..place
            });
        };
        // A text that ends too early is marked at its last character.
        let last = text.char_indices().next_back().unwrap_or_default().0;
        let (start, length) = (offset.min(last), 1);
        Place {
            start,
            length,
            ..place
        }
    });
    places.collect()
}

/// Looks in overlays, under `merge`, for values missing from the model.
fn search_overlays<'s>(sources: &[&'s Source], wanted: &[Wanted], places: &mut [Found<'s>]) {
    let missing: Vec<(usize, Vec<String>)> = wanted
        .iter()
        .zip(places.iter())
        .enumerate()
        .filter(|(_, (wanted, found))| found.depth < wanted.tokens.len() && found.depth > 0)
        .map(|(problem, (wanted, _))| {
            let merge = std::iter::once("merge".to_owned());
            (
                problem,
                merge.chain(wanted.tokens.iter().cloned()).collect(),
            )
        })
        .collect();
    let overlays = sources.iter().enumerate();
    for (number, source) in
        overlays.filter(|(_, source)| source.file_name().ends_with(".sdk-extras.json"))
    {
        let mut found = vec![Found::default(); places.len()];
        let paths: Vec<Path<'_>> = missing
            .iter()
            .map(|(problem, tokens)| (*problem, tokens.as_slice()))
            .collect();
        Search {
            text: &source.text,
            source: number,
            found: &mut found,
        }
        .start(&paths);
        for (problem, tokens) in &missing {
            let there = found
                .get(*problem)
                .filter(|found| found.depth == tokens.len());
            if let (Some(there), Some(place)) = (there, places.get_mut(*problem)) {
                *place = *there;
            }
        }
    }
}

/// A parsed pointer.
struct Wanted {
    source: usize,
    tokens: Vec<String>,
}

impl Wanted {
    fn of(problem: &Problem, sources: &[&Source]) -> Self {
        let name = problem.at.source();
        let source = name.and_then(|name| sources.iter().position(|source| source.name == name));
        Self {
            source: source.unwrap_or_default(),
            tokens: problem.at.tokens().collect(),
        }
    }
}

/// A span, with the number of tokens that lead to it.
#[derive(Debug, Clone, Copy, Default)]
struct Found<'s> {
    place: Place,
    depth: usize,
    /// The text of the value.
    value: Option<&'s RawValue>,
}

/// Index of a problem, with the remaining tokens of its pointer.
type Path<'p> = (usize, &'p [String]);

struct Search<'s, 'f> {
    text: &'s str,
    source: usize,
    found: &'f mut [Found<'s>],
}

impl<'s> Search<'s, '_> {
    fn start(&mut self, paths: &[Path<'_>]) {
        if paths.is_empty() {
            return;
        }
        let indent = self.text.len() - self.text.trim_start().len();
        for &(problem, _) in paths {
            self.note(problem, (indent, 1), (0, None));
        }
        if let Ok(value) = serde_json::from_str::<&'s RawValue>(self.text) {
            self.descend(value, paths, 1);
        }
    }

    fn note(
        &mut self,
        problem: usize,
        (start, length): (usize, usize),
        (depth, value): (usize, Option<&'s RawValue>),
    ) {
        if let Some(found) = self.found.get_mut(problem) {
            let source = self.source;
            let place = Place {
                source,
                start,
                length,
            };
            *found = Found {
                place,
                depth,
                value,
            };
        }
    }

    /// Records the location reached by the first tokens and descends; as deep as the longest pointer.
    fn descend(&mut self, value: &'s RawValue, paths: &[Path<'_>], depth: usize) {
        let mut groups: BTreeMap<&str, Vec<Path<'_>>> = BTreeMap::new();
        for &(problem, tokens) in paths {
            if let Some((token, rest)) = tokens.split_first() {
                groups.entry(token).or_default().push((problem, rest));
            }
        }
        if groups.is_empty() {
            return;
        }
        for (token, inner) in children(value) {
            let Some(paths) = groups.get(&*token) else {
                continue;
            };
            let span = self.span(inner);
            for &(problem, _) in paths {
                self.note(problem, span, (depth, Some(inner)));
            }
            self.descend(inner, paths, depth + 1);
        }
    }

    /// The span to underline: a scalar itself, the key of an object or array.
    fn span(&self, value: &RawValue) -> (usize, usize) {
        let raw = value.get();
        let start = offset_in(self.text, value);
        let nested = raw.starts_with(['{', '[']);
        let before = self.text.get(..start).unwrap_or_default();
        let key = before.trim_end().strip_suffix(':').map(str::trim_end);
        match key.filter(|_| nested).and_then(key_start) {
            Some((key_start, key_end)) => (key_start, key_end - key_start),
            None if nested => (start, 1),
            None => (start, raw.len()),
        }
    }
}

/// Span of the string that ends a text.
fn key_start(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_suffix('"')?;
    let mut end = inside.len();
    loop {
        let quote = inside.get(..end)?.rfind('"')?;
        let before = inside.get(..quote)?;
        let slashes = before.len() - before.trim_end_matches('\\').len();
        if slashes % 2 == 0 {
            return Some((quote, text.len()));
        }
        end = quote;
    }
}

/// Offset of a value within the text that it borrows from.
fn offset_in(text: &str, value: &RawValue) -> usize {
    value
        .get()
        .as_ptr()
        .addr()
        .saturating_sub(text.as_ptr().addr())
}

/// Values of an object by key, or of an array by index.
fn children(value: &RawValue) -> Vec<(Cow<'_, str>, &RawValue)> {
    let raw = value.get();
    if raw.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
        let items = items.into_iter().enumerate();
        items
            .map(|(index, item)| (Cow::Owned(index.to_string()), item))
            .collect()
    } else if raw.starts_with('{') {
        let entries: BTreeMap<String, &RawValue> = serde_json::from_str(raw).unwrap_or_default();
        let entries = entries.into_iter();
        entries
            .map(|(key, value)| (Cow::Owned(key), value))
            .collect()
    } else {
        Vec::new()
    }
}

//! Operations by method, path, query and headers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use http::request;
use sansmith::operation::Schema as Operation;
use sansmith::schema::Location;
use sansmith::server::match_path;

use super::tree::Tree;
use crate::Facts;
use crate::query::{value, values};

/// A fixed parameter that only newer clients send: it names the operation.
///
/// Source: the Smithy model of Amazon S3.
const HINT: &str = "x-id";

/// Operations of the protocols with HTTP bindings.
#[derive(Debug, Default)]
pub(super) struct Rest {
    by_method: BTreeMap<&'static str, Tree>,
    rules: BTreeMap<usize, Rule>,
    ties: Vec<Tie>,
}

/// Operations that no message tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tie {
    /// The operation that is called.
    pub winner: &'static str,
    /// The operation that is never called.
    pub loser: &'static str,
}

/// The parts of a request besides its path that an operation needs.
#[derive(Debug, PartialEq, Eq)]
struct Rule {
    pattern: &'static str,
    /// Kind of each segment: literal, label or greedy label.
    kinds: Vec<u8>,
    fixed: Vec<(&'static str, &'static str)>,
    queries: Vec<&'static str>,
    headers: Vec<&'static str>,
}

impl Rule {
    fn of(facts: Facts) -> Self {
        let uri = facts.operation.uri;
        let (pattern, fixed) = uri.split_once('?').unwrap_or((uri, ""));
        let fixed = fixed.split('&').filter(|pair| !pair.is_empty());
        let fixed = fixed.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let kind = |segment: &str| {
            if segment.ends_with("+}") {
                2
            } else {
                u8::from(segment.contains('{'))
            }
        };
        let mut rule = Self {
            pattern,
            kinds: pattern.split('/').map(kind).collect(),
            fixed: fixed.collect(),
            queries: Vec::new(),
            headers: Vec::new(),
        };
        let members = facts
            .input
            .map(sansmith::Schema::members)
            .unwrap_or_default();
        for member in members.iter().filter(|member| member.required) {
            if let Location::Query(name) = member.location {
                rule.queries.push(name);
            } else if let Location::Header(name) = member.location {
                rule.headers.push(name);
            }
        }
        rule
    }

    /// Order of rules: the smallest is the most specific.
    fn order(&self) -> (&[u8], Reverse<usize>, Reverse<usize>, Reverse<usize>) {
        (
            &self.kinds,
            Reverse(self.fixed.iter().filter(|(name, _)| *name != HINT).count()),
            Reverse(self.queries.len()),
            Reverse(self.headers.len()),
        )
    }

    /// Returns true if a request has the path and the fixed query of the operation.
    fn fits(&self, head: &request::Parts) -> bool {
        let query = head.uri.query().unwrap_or_default();
        let has = |(name, expected): &(&str, &str)| {
            let mut found = values(query, name).peekable();
            if *name == HINT && found.peek().is_none() {
                return true;
            }
            found.any(|found| found == *expected)
        };
        self.fixed.iter().all(has) && match_path(self.pattern, head.uri.path()).is_some()
    }

    /// Returns true if a request has the required members.
    fn has_members(&self, head: &request::Parts) -> bool {
        let query = head.uri.query().unwrap_or_default();
        let has = |name: &&str| value(query, name).is_some();
        self.queries.iter().all(has)
            && self
                .headers
                .iter()
                .all(|name| head.headers.contains_key(*name))
    }
}

impl Rest {
    /// Adds an operation.
    pub(super) fn add(&mut self, index: usize, facts: Facts) {
        let rule = Rule::of(facts);
        let tree = self.by_method.entry(facts.operation.method).or_default();
        tree.add(rule.pattern, index);
        self.rules.insert(index, rule);
    }

    /// Finds the ties, after all operations were added.
    pub(super) fn settle(&mut self, facts: &[Facts]) {
        let mut by_rule: BTreeMap<String, usize> = BTreeMap::new();
        for (index, rule) in &self.rules {
            let Some(operation) = facts.get(*index).map(|facts| facts.operation) else {
                continue;
            };
            let key = format!(
                "{} {} {:?} {:?} {:?}",
                operation.method,
                names_left_out(rule.pattern),
                rule.fixed,
                rule.queries,
                rule.headers
            );
            let Some(first) = by_rule
                .insert(key, *index)
                .and_then(|first| facts.get(first))
            else {
                continue;
            };
            let is_first = order_of_tie(first.operation) <= order_of_tie(operation);
            let (winner, loser) = if is_first {
                (first.operation.name, operation.name)
            } else {
                (operation.name, first.operation.name)
            };
            self.ties.push(Tie { winner, loser });
        }
    }

    pub(super) fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// The operation of a request.
    pub(super) fn find(&self, facts: &[Facts], head: &request::Parts) -> Option<usize> {
        let tree = self.by_method.get(head.method.as_str())?;
        let candidates = tree.find(head.uri.path());
        let fitting = candidates.into_iter().filter_map(|index| {
            let rule = self.rules.get(&index).filter(|rule| rule.fits(head))?;
            Some((index, rule))
        });
        let best = |(index, rule): &(usize, &Rule)| {
            let (kinds, fixed, queries, headers) = rule.order();
            let tie = facts.get(*index).map(|facts| order_of_tie(facts.operation));
            // An operation without its required members applies only if no other fits.
            (
                kinds.to_vec(),
                fixed,
                !rule.has_members(head),
                queries,
                headers,
                tie,
            )
        };
        fitting.min_by_key(best).map(|(index, _)| index)
    }
}

/// A pattern whose labels have no names.
fn names_left_out(pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (label, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(if label.ends_with('+') { "{+}" } else { "{}" });
        rest = after;
    }
    text + rest
}

/// Order of operations that no message tells apart: those that are not deprecated first, then by name, the last one first:
/// an operation that replaces another has a longer name.
fn order_of_tie(operation: &'static Operation) -> (bool, Reverse<&'static str>) {
    (operation.deprecated, Reverse(operation.name))
}

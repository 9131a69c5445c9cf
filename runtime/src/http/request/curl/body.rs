//! Redacts sensitive data in request bodies.

use std::collections::{BTreeMap, BTreeSet};

use super::HIDDEN;
use crate::codec::json::{Options, from_json_with, to_json};
use crate::http::request::Request;
use crate::model::schema::{Kind, Location, Member, Schema};
use crate::types::Document;

/// The body with sensitive data redacted; `None` if there is none.
///
/// JSON is redacted by value; other formats entirely.
pub(super) fn redacted<S>(request: &Request<S>, body: &[u8]) -> Option<String> {
    let mut members = request.members.iter();
    let payload = members.find(|member| member.location == Location::Payload);
    let mut seen = BTreeSet::new();
    let is_sensitive = request
        .members
        .iter()
        .any(|member| reaches(member, &mut seen));
    if !is_sensitive {
        return None;
    }
    let whole = || Some(HIDDEN.to_owned());
    let document = from_json_with::<Document>(body, Options::new());
    let Ok((document, _)) = document else {
        return whole();
    };
    let shown = match payload {
        Some(payload) => masked(document, payload),
        None => structure(document, request.members),
    };
    Some(to_json(&shown))
}

/// Returns true if a member is or contains sensitive data.
fn reaches(member: &Member, seen: &mut BTreeSet<*const Schema>) -> bool {
    if member.is_sensitive() {
        return true;
    }
    let schema: *const Schema = member.target;
    if !seen.insert(schema) {
        return false;
    }
    match &member.target.kind {
        Kind::Structure(members) | Kind::Union(members) => {
            members.iter().any(|member| reaches(member, seen))
        }
        Kind::List(element) => reaches(element, seen),
        Kind::Map(key, value) => reaches(key, seen) || reaches(value, seen),
        _ => false,
    }
}

/// A value with sensitive data redacted.
fn masked(value: Document, at: &Member) -> Document {
    if at.is_sensitive() {
        return Document::from(HIDDEN);
    }
    match (value, &at.target.kind) {
        (value @ Document::Map(_), Kind::Structure(members) | Kind::Union(members)) => {
            structure(value, members)
        }
        (Document::List(elements), Kind::List(element)) => {
            let elements = elements.into_iter();
            Document::List(elements.map(|value| masked(value, element)).collect())
        }
        (Document::Map(_), Kind::Map(key, _)) if key.is_sensitive() => Document::from(HIDDEN),
        (Document::Map(entries), Kind::Map(_, value)) => {
            let entries = entries.into_iter();
            Document::Map(
                entries
                    .map(|(key, found)| (key, masked(found, value)))
                    .collect(),
            )
        }
        (value, _) => value,
    }
}

/// Members of a structure with sensitive data redacted; unknown members are redacted.
fn structure(value: Document, members: &[Member]) -> Document {
    let Document::Map(entries) = value else {
        return Document::from(HIDDEN);
    };
    let shown: BTreeMap<String, Document> = entries
        .into_iter()
        .map(|(key, value)| {
            let is = |member: &&Member| member.json_key() == key || member.name == key;
            let shown = match members.iter().find(is) {
                Some(member) => masked(value, member),
                None => Document::from(HIDDEN),
            };
            (key, shown)
        })
        .collect();
    Document::Map(shown)
}

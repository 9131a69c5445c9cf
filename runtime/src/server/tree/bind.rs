//! Members outside of the body: labels, query parameters, headers, and the payload.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::RequestTree;
use crate::model::schema::{Kind, Location, Member};
use crate::shape::deserializer::Node;

impl RequestTree<'_> {
    /// The node of a member outside of the body's structure.
    pub(super) fn bind(&mut self, member: &'static Member) -> Node {
        match member.location {
            Location::Label => self.label(member),
            Location::Query(name) => self.parameter(member, name),
            Location::QueryParams => self.parameters(member),
            Location::Header(name) => self.bound.header(member, &self.head.headers, name),
            Location::PrefixHeaders(prefix) => {
                self.bound.prefixed(member, &self.head.headers, prefix)
            }
            Location::Payload if !member.target.kind.is_raw() => self.body.root(),
            Location::Payload => self.payload(member),
            Location::Body | Location::StatusCode => Node::NONE,
        }
    }

    fn label(&mut self, member: &'static Member) -> Node {
        let mut labels = self.labels.iter();
        let label = labels.find(|(name, _)| name.trim_end_matches('+') == member.name);
        let Some(&(_, label)) = label else {
            return Node::NONE;
        };
        match percent_decode_str(label).decode_utf8() {
            Ok(text) => self.bound.text(member, text),
            Err(_) => self.bound.malformed(member, "UTF-8"),
        }
    }

    /// The query parameters of a name; a scalar takes the first.
    fn parameter(&mut self, member: &'static Member, name: &str) -> Node {
        let named = self.query.iter().filter(|(key, _)| *key == name);
        let mut values = named.map(|(_, value)| value.to_owned());
        if let Kind::List(_) = member.target.kind {
            let values: Vec<String> = values.collect();
            if values.is_empty() {
                return Node::NONE;
            }
            return self.bound.list(member, values);
        }
        match values.next() {
            Some(value) => self.bound.text(member, value),
            None => Node::NONE,
        }
    }

    /// All query parameters, also those of other members.
    fn parameters(&mut self, member: &'static Member) -> Node {
        let mut by_key: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (key, value) in self.query.iter() {
            by_key.entry(key).or_default().push(value);
        }
        if by_key.is_empty() {
            return Node::NONE;
        }
        let has_lists = matches!(
            member.target.kind,
            Kind::Map(_, value) if matches!(value.target.kind, Kind::List(_))
        );
        let mut nodes = Vec::new();
        for (key, values) in by_key {
            nodes.push(self.bound.text(member, key.to_owned()));
            let owned = values.into_iter().map(str::to_owned);
            nodes.push(if has_lists {
                self.bound.list(member, owned)
            } else {
                let first = owned.into_iter().next().unwrap_or_default();
                self.bound.text(member, first)
            });
        }
        self.bound.group(member, &nodes)
    }

    /// The raw body; an empty one is absent, unless it is required.
    fn payload(&mut self, member: &'static Member) -> Node {
        if self.raw.is_empty() && !member.required {
            return Node::NONE;
        }
        if matches!(member.target.kind, Kind::Blob) {
            return self.bound.bytes(member, self.raw);
        }
        match std::str::from_utf8(self.raw) {
            Ok(text) => self.bound.text(member, text),
            Err(_) => self.bound.malformed(member, "UTF-8"),
        }
    }
}

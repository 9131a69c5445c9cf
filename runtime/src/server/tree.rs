//! A request as one tree: members in the body, and those outside of it.

mod bind;

use std::borrow::Cow;
use std::fmt;

use http::{Method, request};

use super::bound::Bound;
use super::facts::{Content, Direction};
use super::labels::match_path;
use super::message::{self, Format};
use super::{Facts, Options, Rejection};
use crate::codec::query::Query;
use crate::http::protocol::{Message, OperationSelector};
use crate::model::schema::{Kind, Member, Schema};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};
use crate::types::{Blob, Document, Timestamp, UnknownMember, text};

/// A parsed request to deserialize from.
pub struct RequestTree<'a> {
    facts: Facts,
    head: &'a request::Parts,
    body: Box<dyn Message + 'a>,
    raw: &'a [u8],
    labels: Vec<(&'static str, &'a str)>,
    query: Query,
    bound: Bound<'a>,
    missing: Vec<String>,
}

impl fmt::Debug for RequestTree<'_> {
    /// Omits the message, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestTree")
            .field("operation", &self.facts.operation.name)
            .finish_non_exhaustive()
    }
}

impl<'a> RequestTree<'a> {
    /// The node of the input.
    pub const ROOT: Node = Node(u32::MAX - 1);

    /// Parses a request with a decoded body.
    ///
    /// # Errors
    ///
    /// The body or the query is malformed, or the path is not that of the operation.
    pub(super) fn parse(
        facts: Facts,
        head: &'a request::Parts,
        body: &'a [u8],
        options: &Options,
    ) -> Result<Self, Rejection> {
        let Some(input) = facts.input else {
            let what = "a request by facts without an input";
            return Err(Rejection::malformed(ErrorKind::Unsupported { what }.into()));
        };
        Self::read(facts, input, (head, body), options).map_err(Rejection::malformed)
    }

    fn read(
        facts: Facts,
        input: &'static Schema,
        (head, body): (&'a request::Parts, &'a [u8]),
        options: &Options,
    ) -> Result<Self, Error> {
        let query = head.uri.query().unwrap_or_default();
        let content = facts.content(input, Direction::Request);
        let is_form = matches!(facts.spec.selector, OperationSelector::ActionParam(_));
        let parsed = match content {
            // A form may be the query of a GET request.
            _ if is_form && head.method == Method::GET => query.as_bytes(),
            Content::Nothing => &[],
            Content::Payload(member) if member.target.kind.is_raw() => &[],
            Content::Members | Content::Payload(_) => body,
        };
        let root = match content {
            Content::Payload(member) => member.target,
            Content::Nothing | Content::Members => input,
        };
        let message = message::parse(facts, root, parsed, options)?;
        check_root(facts, content, input, &*message)?;
        let (mut labels, mut pairs) = (Vec::new(), Query::default());
        if facts.binds() {
            let uri = facts.operation.uri;
            let pattern = uri.split_once('?').map_or(uri, |(pattern, _)| pattern);
            labels = match_path(pattern, head.uri.path()).ok_or(Error::new(ErrorKind::Format {
                expected: "the path of the operation",
            }))?;
            pairs = Query::parse(query, options.most_fields())?;
        }
        Ok(Self {
            facts,
            head,
            body: message,
            raw: body,
            labels,
            query: pairs,
            bound: Bound::default(),
            missing: Vec::new(),
        })
    }

    /// Ends reading; returns the paths of missing required members, by model names.
    ///
    /// # Errors
    ///
    /// A value is malformed.
    pub(super) fn finish(mut self) -> Result<Vec<String>, Rejection> {
        let error = self.bound.take_error().or_else(|| self.body.take_error());
        if let Some(error) = error {
            return Err(Rejection::malformed(error));
        }
        let mut missing = self.missing;
        missing.extend(self.body.take_corrected());
        Ok(missing)
    }

    /// Adds the defaults of absent members.
    fn fill(&mut self, at: &Member, slots: &mut [Node]) {
        if let Kind::Union(_) = at.target.kind {
            return;
        }
        for (member, slot) in std::iter::zip(at.target.members(), slots) {
            if let Some(json) = member.service_default
                && !slot.is_some()
            {
                *slot = self.bound.fallback(member, json);
            }
        }
    }
}

/// Compares the root element of an XML body with the one of the model.
fn check_root(
    facts: Facts,
    content: Content,
    input: &'static Schema,
    message: &dyn Message,
) -> Result<(), Error> {
    let is_form = matches!(facts.spec.selector, OperationSelector::ActionParam(_));
    let root = message.root();
    if is_form || Format::of(facts) != Format::Xml || !root.is_some() {
        return Ok(());
    }
    let expected = match content {
        Content::Payload(member) => (member.xml_name)
            .or(member.target.xml_name)
            .unwrap_or(member.target.name),
        Content::Nothing | Content::Members => {
            let traits = facts.operation.input;
            traits.xml_name.or(input.xml_name).unwrap_or(input.name)
        }
    };
    let local = expected.rsplit(':').next().unwrap_or(expected);
    if message.name(root) == local {
        Ok(())
    } else {
        let expected = "a document with the root element of the model";
        Err(ErrorKind::Format { expected }.into())
    }
}

impl ShapeDeserializer for RequestTree<'_> {
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]) {
        if node != Self::ROOT {
            self.body.structure(node, at, slots);
            return self.fill(at, slots);
        }
        let content = self.facts.content(at.target, Direction::Request);
        let root = self.body.root();
        if matches!(content, Content::Members) && root.is_some() && !self.body.is_null(root) {
            self.body.structure(root, at, slots);
        }
        if !self.facts.binds() {
            return self.fill(at, slots);
        }
        for (member, slot) in std::iter::zip(at.target.members(), &mut *slots) {
            if !Direction::Request.is_in_body(member) {
                *slot = self.bind(member);
            } else if !matches!(content, Content::Members) {
                *slot = Node::NONE;
            }
        }
        self.fill(at, slots);
    }

    fn unknown(&mut self, node: Node, at: &Member) -> UnknownMember {
        self.body.unknown(node, at)
    }

    fn first_element(&mut self, node: Node, at: &Member) -> (Node, usize) {
        if Bound::has(node) {
            (self.bound.first(node), 0)
        } else {
            self.body.first_element(node, at)
        }
    }

    fn next_element(&mut self, element: Node, at: &Member) -> Node {
        if Bound::has(element) {
            self.bound.next(element)
        } else {
            self.body.next_element(element, at)
        }
    }

    fn first_entry(&mut self, node: Node, at: &Member) -> (Node, Node) {
        if Bound::has(node) {
            let key = self.bound.first(node);
            (key, self.bound.next(key))
        } else {
            self.body.first_entry(node, at)
        }
    }

    fn next_entry(&mut self, value: Node, at: &Member) -> (Node, Node) {
        if Bound::has(value) {
            let key = self.bound.next(value);
            (key, self.bound.next(key))
        } else {
            self.body.next_entry(value, at)
        }
    }

    fn is_null(&mut self, node: Node) -> bool {
        node != Self::ROOT && !Bound::has(node) && self.body.is_null(node)
    }

    fn boolean(&mut self, node: Node, at: &Member) -> bool {
        if Bound::has(node) {
            self.bound.scalar(node, "a boolean", text::parse_boolean)
        } else {
            self.body.boolean(node, at)
        }
    }

    fn integer(&mut self, node: Node, at: &Member) -> i64 {
        if Bound::has(node) {
            self.bound
                .scalar(node, "an integer", text::parse_integer_exact)
        } else {
            self.body.integer(node, at)
        }
    }

    fn float(&mut self, node: Node, at: &Member) -> f32 {
        if Bound::has(node) {
            self.bound.scalar(node, "a number", text::parse_float_exact)
        } else {
            self.body.float(node, at)
        }
    }

    fn double(&mut self, node: Node, at: &Member) -> f64 {
        if Bound::has(node) {
            self.bound.scalar(node, "a number", text::parse_float_exact)
        } else {
            self.body.double(node, at)
        }
    }

    fn number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        if Bound::has(node) {
            Cow::Borrowed(self.bound.text_at(node))
        } else {
            self.body.number(node, at)
        }
    }

    fn string(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        if Bound::has(node) {
            Cow::Borrowed(self.bound.text_at(node))
        } else {
            self.body.string(node, at)
        }
    }

    fn blob(&mut self, node: Node, at: &Member) -> Blob {
        if Bound::has(node) {
            self.bound.blob(node)
        } else {
            self.body.blob(node, at)
        }
    }

    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        if Bound::has(node) {
            self.bound.timestamp(node, at)
        } else {
            self.body.timestamp(node, at)
        }
    }

    fn document(&mut self, node: Node, at: &Member) -> Document {
        if Bound::has(node) {
            self.bound.document(node)
        } else {
            self.body.document(node, at)
        }
    }

    fn missing(&mut self, node: Node, at: &Member, member: &'static Member) {
        if node == Self::ROOT {
            self.missing.push(member.name.to_owned());
        } else {
            self.body.missing(node, at, member);
        }
    }

    fn hole(&mut self, node: Node) {
        self.body.hole(node);
    }

    fn fail(&mut self, node: Node, error: ErrorKind) {
        if Bound::has(node) {
            self.bound.fail(node, error);
        } else {
            self.body.fail(node, error);
        }
    }

    fn failed(&self) -> bool {
        self.bound.error().is_some() || self.body.failed()
    }
}

//! The formats of request bodies, as one type.

use std::borrow::Cow;

use super::{Facts, Options};
use crate::codec::query::Query;
use crate::codec::query::tree::FormTree;
use crate::http::protocol::{Cbor, Decode, Json, Message, OperationSelector, Xml};
use crate::model::schema::Schema;
use crate::shape::deserializer::Node;
use crate::shape::sealed::Sealed;
use crate::types::Error;
use crate::types::error::ErrorKind;

/// The format of a protocol's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
    Cbor,
}

impl Format {
    /// The format of responses, and of requests that are no forms.
    pub(super) fn of(facts: Facts) -> Self {
        let is = |text| facts.spec.content_type.contains(text);
        match facts.spec.selector {
            OperationSelector::ActionParam(_) => Self::Xml,
            _ if is("cbor") => Self::Cbor,
            _ if is("xml") => Self::Xml,
            _ => Self::Json,
        }
    }
}

/// Parses a body in the format of the protocol; one without content has no root.
pub(super) fn parse<'a>(
    facts: Facts,
    input: &'static Schema,
    body: &'a [u8],
    options: &Options,
) -> Result<Box<dyn Message + 'a>, Error> {
    let format = options.format(facts.spec);
    if let OperationSelector::ActionParam(dialect) = facts.spec.selector {
        let text = std::str::from_utf8(body).map_err(|_| Error::new(ErrorKind::InvalidUtf8))?;
        let most = options.most_fields();
        let form = (Query::parse(text, most)?, most);
        return Ok(Box::new(FormTree::new(form, dialect, input, format)?));
    }
    Ok(match Format::of(facts) {
        Format::Json => Box::new(parse_as::<Json>(input, body, format)?),
        Format::Xml => Box::new(parse_as::<Xml>(input, body, format)?),
        Format::Cbor => Box::new(parse_as::<Cbor>(input, body, format)?),
    })
}

fn parse_as<'a, D: Decode>(
    input: &'static Schema,
    body: &'a [u8],
    options: crate::codec::tape::Options,
) -> Result<D::Message<'a>, Error> {
    let mut message = D::absent(input, options);
    if !body.is_empty() {
        D::parse(&mut message, body)?;
    }
    Ok(message)
}

impl Sealed for FormTree {}

impl Message for FormTree {
    fn root(&self) -> Node {
        Self::ROOT
    }

    fn begin(&mut self, _: Node, _: &'static Schema) {}

    fn child(&self, node: Node, name: &str) -> Node {
        self.child(node, name)
    }

    fn text(&self, node: Node) -> Option<Cow<'_, str>> {
        self.value(node).map(Cow::Borrowed)
    }

    #[expect(clippy::unnecessary_literal_bound, reason = "other formats borrow it")]
    fn name(&self, _: Node) -> &str {
        ""
    }

    fn take_error(&mut self) -> Option<Error> {
        self.take_error()
    }

    fn take_corrected(&mut self) -> Vec<String> {
        self.take_missing()
    }

    fn begins_again(&mut self) -> bool {
        false
    }

    fn take_unread(&mut self) -> Vec<Error> {
        Vec::new()
    }

    fn clear(&mut self) {}

    fn as_dyn(&self) -> &dyn Message {
        self
    }
}

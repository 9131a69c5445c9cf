//! Parses response bodies to trees, including access to parts without a schema, such as error codes.

use std::borrow::Cow;

use super::foreign;
use crate::codec::tape::{Options, Reader};
use crate::model::schema::Schema;
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::Error;

/// A format of response bodies.
pub trait Decode: 'static + crate::shape::sealed::Sealed {
    /// A parsed body.
    type Message<'a>: Message;

    /// A message without a body, in which nothing is found; paths are relative to the shape `root`.
    fn absent<'a>(root: &'static Schema, options: Options) -> Self::Message<'a>;

    /// Parses a body into a message that has none yet.
    ///
    /// # Errors
    ///
    /// The body is malformed, or nests too deep.
    fn parse<'a>(message: &mut Self::Message<'a>, body: &'a [u8]) -> Result<(), Error>;

    /// Returns true for a body without content: white space or a byte order mark.
    fn is_empty(body: &[u8]) -> bool {
        foreign::start(body).is_empty()
    }

    /// Returns true if the first bytes indicate another format: HTML or plain text sent by an intermediary.
    fn is_foreign(body: &[u8]) -> bool;
}

/// A body that was parsed.
pub trait Message: ShapeDeserializer + crate::shape::sealed::Sealed {
    /// The root node; `NONE` without a body.
    fn root(&self) -> Node;
    /// Sets the node and shape from which paths start.
    fn begin(&mut self, node: Node, schema: &'static Schema);
    /// The child with the given name; `NONE` if there is none.
    fn child(&self, node: Node, name: &str) -> Node;
    /// The text at a node, if it is text.
    fn text(&self, node: Node) -> Option<Cow<'_, str>>;
    /// The name of a node, if the format has names.
    fn name(&self, node: Node) -> &str;
    /// Removes and returns the first error.
    fn take_error(&mut self) -> Option<Error>;
    /// Takes the paths of the members that were corrected.
    fn take_corrected(&mut self) -> Vec<String>;
    /// Returns true if parsing must be repeated without the parts that proved unreadable.
    fn begins_again(&mut self) -> bool;
    /// Removes and returns the errors of skipped parts.
    fn take_unread(&mut self) -> Vec<Error>;
    /// Discards a partially parsed message.
    fn clear(&mut self);
    /// Decodes the texts of elements with these names, if the message says that they are encoded for URLs.
    fn decode_urls(&mut self, _: &[&str]) {}
    /// The message as a trait object.
    fn as_dyn(&self) -> &dyn Message;
}

/// JSON.
#[derive(Debug)]
pub enum Json {}

impl crate::shape::sealed::Sealed for Json {}

impl Decode for Json {
    type Message<'a> = Reader<'a>;

    #[inline]
    fn absent<'a>(root: &'static Schema, options: Options) -> Reader<'a> {
        Reader::new(root, options)
    }

    #[inline]
    fn parse<'a>(message: &mut Reader<'a>, body: &'a [u8]) -> Result<(), Error> {
        message.fill_json(body)
    }

    fn is_foreign(body: &[u8]) -> bool {
        foreign::is_no_json(body)
    }
}

/// CBOR.
#[cfg(feature = "cbor")]
#[derive(Debug)]
pub enum Cbor {}

#[cfg(feature = "cbor")]
impl crate::shape::sealed::Sealed for Cbor {}

#[cfg(feature = "cbor")]
impl Decode for Cbor {
    type Message<'a> = Reader<'a>;

    fn absent<'a>(root: &'static Schema, options: Options) -> Reader<'a> {
        Reader::new(root, options)
    }

    fn parse<'a>(message: &mut Reader<'a>, body: &'a [u8]) -> Result<(), Error> {
        message.fill_cbor(body)
    }

    fn is_empty(body: &[u8]) -> bool {
        body.is_empty()
    }

    fn is_foreign(body: &[u8]) -> bool {
        foreign::is_text(body)
    }
}

impl crate::shape::sealed::Sealed for Reader<'_> {}

impl Message for Reader<'_> {
    #[inline]
    fn root(&self) -> Node {
        if self.tape.is_empty() {
            Node::NONE
        } else {
            Self::ROOT
        }
    }

    fn begin(&mut self, _: Node, schema: &'static Schema) {
        self.set_root(schema);
    }

    fn child(&self, node: Node, name: &str) -> Node {
        self.member(node, name)
    }

    fn text(&self, node: Node) -> Option<Cow<'_, str>> {
        self.text(node)
    }

    #[expect(clippy::unnecessary_literal_bound, reason = "other formats borrow it")]
    fn name(&self, _: Node) -> &str {
        ""
    }

    #[inline]
    fn take_error(&mut self) -> Option<Error> {
        self.check().err()
    }

    #[inline]
    fn take_corrected(&mut self) -> Vec<String> {
        self.take_paths()
    }

    #[inline]
    fn begins_again(&mut self) -> bool {
        self.begins_again()
    }

    #[inline]
    fn take_unread(&mut self) -> Vec<Error> {
        self.take_unread()
    }

    fn clear(&mut self) {
        self.tape.clear();
    }

    fn as_dyn(&self) -> &dyn Message {
        self
    }
}

/// XML.
#[cfg(feature = "xml")]
#[derive(Debug)]
pub enum Xml {}

#[cfg(feature = "xml")]
mod xml {
    use super::{Cow, Decode, Error, Message, Node, Options, Schema, Xml, foreign};
    use crate::codec::xml::XmlTree;
    use crate::types::ErrorKind;

    impl crate::shape::sealed::Sealed for Xml {}

    impl Decode for Xml {
        type Message<'a> = XmlTree<'a>;

        fn absent<'a>(root: &'static Schema, options: Options) -> XmlTree<'a> {
            XmlTree::new(root, options)
        }

        fn parse<'a>(message: &mut XmlTree<'a>, body: &'a [u8]) -> Result<(), Error> {
            let text = std::str::from_utf8(body).map_err(|error| {
                Error::new(ErrorKind::InvalidUtf8).at_offset(error.valid_up_to())
            })?;
            message.fill(text)
        }

        fn is_foreign(body: &[u8]) -> bool {
            foreign::is_no_xml(body)
        }
    }

    impl crate::shape::sealed::Sealed for XmlTree<'_> {}

    impl Message for XmlTree<'_> {
        fn root(&self) -> Node {
            if self.is_empty() {
                Node::NONE
            } else {
                self.root()
            }
        }

        fn begin(&mut self, node: Node, schema: &'static Schema) {
            self.begin(node, schema);
        }

        fn child(&self, node: Node, name: &str) -> Node {
            self.child(node, name)
        }

        fn text(&self, node: Node) -> Option<Cow<'_, str>> {
            self.text(node).map(Cow::Borrowed)
        }

        fn name(&self, node: Node) -> &str {
            self.name(node)
        }

        fn take_error(&mut self) -> Option<Error> {
            self.take_error()
        }

        fn take_corrected(&mut self) -> Vec<String> {
            self.take_corrected()
        }

        fn begins_again(&mut self) -> bool {
            self.begins_again()
        }

        fn take_unread(&mut self) -> Vec<Error> {
            self.take_unread()
        }

        fn clear(&mut self) {
            self.clear();
        }

        fn decode_urls(&mut self, names: &[&str]) {
            self.decode_urls(names);
        }

        fn as_dyn(&self) -> &dyn Message {
            self
        }
    }
}

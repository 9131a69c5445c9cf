//! What everybody does with a value: the methods that a crate's prelude brings to each of its types.

#[cfg(feature = "cbor")]
use crate::codec::cbor;
use crate::codec::json;
use crate::codec::query::{self, Dialect, Query};
use crate::codec::tape::Options;
use crate::codec::value;
#[cfg(feature = "xml")]
use crate::codec::xml;
use crate::shape::Shape;
use crate::types::Error;
use crate::types::Value;
#[cfg(feature = "validate")]
use crate::validate;

/// Every format of a value, for every [`Shape`].
///
/// ```
/// use sansmith::Codecs as _;
///
/// # use sansmith::schema::{Member, STRING, Schema};
/// # use sansmith::Value;
/// # use sansmith::shape::{MemberVisitor, Shape};
/// # use sansmith::shape::MemberSource;
/// # #[derive(Clone, Debug, PartialEq)]
/// # struct Person { name: Option<String> }
/// # static MEMBERS: &[Member] = &[Member::new("Name", &STRING)];
/// # static PERSON: Schema = Schema::structure("Person", MEMBERS);
/// # impl Shape for Person {
/// #     const SCHEMA: &'static Schema = &PERSON;
/// #     fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) { visitor.member(0, &self.name); }
/// #     fn build<S: MemberSource>(source: &mut S) -> Self { Self { name: source.get(0) } }
/// # }
/// let person = Person { name: Some("Bérénice".to_owned()) };
/// assert_eq!(person.to_json(), r#"{"Name":"Bérénice"}"#);
/// assert_eq!(Person::from_json(person.to_json())?, person);
/// assert_eq!(person.to_value(), Value::structure([("Name", Value::from("Bérénice"))]));
/// # Ok::<(), sansmith::Error>(())
/// ```
pub trait Codecs: Shape {
    /// The value as a tree, apart from every wire format, by the names of the wire.
    fn to_value(&self) -> Value {
        value::to_value(self)
    }

    /// The tree with a mark in the place of all that is sensitive: members, elements, keys.
    fn to_value_redacted(&self) -> Value {
        value::to_value_redacted(self)
    }

    /// Reads a tree.
    ///
    /// # Errors
    ///
    /// The tree is not of this shape.
    fn from_value(value: &Value) -> Result<Self, Error> {
        value::from_value(value)
    }

    /// Reads a tree with choices of the caller's own: [`Options::deny_unknown`] say. The paths of the members that were
    /// given a zero are told.
    ///
    /// # Errors
    ///
    /// The tree is not of this shape, or breaks a limit.
    fn from_value_with(value: &Value, options: Options) -> Result<(Self, Vec<String>), Error> {
        value::from_value_with(value, options)
    }

    /// The value as compact JSON, by the names of the wire.
    fn to_json(&self) -> String {
        json::to_json(self)
    }

    /// Reads JSON.
    ///
    /// # Errors
    ///
    /// The text is no JSON, does not fit the shape, or lacks a required member.
    fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        json::from_json(text.as_ref())
    }

    /// Reads JSON, with zeros where required members are missing; their paths are told.
    ///
    /// # Errors
    ///
    /// The text is no JSON or does not fit the shape.
    fn from_json_lenient(text: impl AsRef<[u8]>) -> Result<(Self, Vec<String>), Error> {
        json::from_json_lenient(text.as_ref())
    }

    /// Reads JSON with choices of the caller's own: [`Options::deny_unknown`] say. The paths of the members that were
    /// given a zero are told.
    ///
    /// # Errors
    ///
    /// The text is no JSON, does not fit the shape, or breaks a limit.
    fn from_json_with(
        text: impl AsRef<[u8]>,
        options: Options,
    ) -> Result<(Self, Vec<String>), Error> {
        json::from_json_with(text.as_ref(), options)
    }

    /// The value as the body of an awsQuery request has it; its `Display` is urlencoded.
    fn to_query(&self) -> Query {
        query::to_query(self, Dialect::Aws)
    }

    /// The value as the body of an ec2Query request has it; its `Display` is urlencoded.
    fn to_query_ec2(&self) -> Query {
        query::to_query(self, Dialect::Ec2)
    }

    /// The value as an XML document, whose root is named after the shape.
    #[cfg(feature = "xml")]
    fn to_xml(&self) -> String {
        xml::to_xml(self)
    }

    /// Reads an XML document, whatever its root is called.
    ///
    /// # Errors
    ///
    /// The text is no XML, does not fit the shape, or lacks a required member.
    #[cfg(feature = "xml")]
    fn from_xml(text: impl AsRef<str>) -> Result<Self, Error> {
        xml::from_xml(text.as_ref())
    }

    /// Reads an XML document, with zeros where required members are missing; their paths are told.
    ///
    /// # Errors
    ///
    /// The text is no XML or does not fit the shape.
    #[cfg(feature = "xml")]
    fn from_xml_lenient(text: impl AsRef<str>) -> Result<(Self, Vec<String>), Error> {
        xml::from_xml_lenient(text.as_ref())
    }

    /// Reads an XML document with choices of the caller's own: [`Options::deny_unknown`] say. The paths of the members
    /// that were given a zero are told.
    ///
    /// # Errors
    ///
    /// The text is no XML, does not fit the shape, or breaks a limit.
    #[cfg(feature = "xml")]
    fn from_xml_with(
        text: impl AsRef<str>,
        options: Options,
    ) -> Result<(Self, Vec<String>), Error> {
        xml::from_xml_with(text.as_ref(), options)
    }

    /// The value as CBOR, by the names of the wire.
    #[cfg(feature = "cbor")]
    fn to_cbor(&self) -> Vec<u8> {
        cbor::to_cbor(self)
    }

    /// Reads CBOR.
    ///
    /// # Errors
    ///
    /// The bytes are no CBOR, do not fit the shape, or lack a required member.
    #[cfg(feature = "cbor")]
    fn from_cbor(bytes: impl AsRef<[u8]>) -> Result<Self, Error> {
        cbor::from_cbor(bytes.as_ref())
    }

    /// Reads CBOR, with zeros where required members are missing; their paths are told.
    ///
    /// # Errors
    ///
    /// The bytes are no CBOR or do not fit the shape.
    #[cfg(feature = "cbor")]
    fn from_cbor_lenient(bytes: impl AsRef<[u8]>) -> Result<(Self, Vec<String>), Error> {
        cbor::from_cbor_lenient(bytes.as_ref())
    }

    /// Reads CBOR with choices of the caller's own: [`Options::deny_unknown`] say. The paths of the members that were
    /// given a zero are told.
    ///
    /// # Errors
    ///
    /// The bytes are no CBOR, do not fit the shape, or break a limit.
    #[cfg(feature = "cbor")]
    fn from_cbor_with(
        bytes: impl AsRef<[u8]>,
        options: Options,
    ) -> Result<(Self, Vec<String>), Error> {
        cbor::from_cbor_with(bytes.as_ref(), options)
    }

    /// Checks the value against its model.
    ///
    /// # Errors
    ///
    /// All violations.
    #[cfg(feature = "validate")]
    fn validate(&self) -> Result<(), validate::Violations> {
        validate::validate(self)
    }
}

impl<T: Shape> Codecs for T {}

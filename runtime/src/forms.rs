//! Methods that a generated prelude adds to every type: conversions to and from all formats, and validation.

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

/// Conversions to and from all formats, for every [`Shape`].
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
    /// Converts to a value tree, independent of wire formats; members have their wire names.
    fn to_value(&self) -> Value {
        value::to_value(self)
    }

    /// Converts to a value tree, with sensitive members, elements and keys redacted.
    fn to_value_redacted(&self) -> Value {
        value::to_value_redacted(self)
    }

    /// Converts from a value tree.
    ///
    /// # Errors
    ///
    /// The tree does not match the shape.
    fn from_value(value: &Value) -> Result<Self, Error> {
        value::from_value(value)
    }

    /// Converts from a value tree with custom options, such as [`Options::deny_unknown`]; returns the paths of required members
    /// replaced by zero values.
    ///
    /// # Errors
    ///
    /// The tree does not match the shape, or exceeds a limit.
    fn from_value_with(value: &Value, options: Options) -> Result<(Self, Vec<String>), Error> {
        value::from_value_with(value, options)
    }

    /// Serializes to compact JSON with wire names.
    fn to_json(&self) -> String {
        json::to_json(self)
    }

    /// Deserializes JSON.
    ///
    /// # Errors
    ///
    /// The text is not JSON, does not match the shape, or lacks a required member.
    fn from_json(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        json::from_json(text.as_ref())
    }

    /// Deserializes JSON, with zero values for missing required members; returns their paths.
    ///
    /// # Errors
    ///
    /// The text is not JSON or does not match the shape.
    fn from_json_lenient(text: impl AsRef<[u8]>) -> Result<(Self, Vec<String>), Error> {
        json::from_json_lenient(text.as_ref())
    }

    /// Deserializes JSON with custom options, such as [`Options::deny_unknown`]; returns the paths of required members replaced
    /// by zero values.
    ///
    /// # Errors
    ///
    /// The text is not JSON, does not match the shape, or exceeds a limit.
    fn from_json_with(
        text: impl AsRef<[u8]>,
        options: Options,
    ) -> Result<(Self, Vec<String>), Error> {
        json::from_json_with(text.as_ref(), options)
    }

    /// Serializes to the body of an awsQuery request; `Display` gives the form-encoded text.
    fn to_query(&self) -> Query {
        query::to_query(self, Dialect::Aws)
    }

    /// Serializes to the body of an ec2Query request; `Display` gives the form-encoded text.
    fn to_query_ec2(&self) -> Query {
        query::to_query(self, Dialect::Ec2)
    }

    /// Serializes to an XML document, with a root element named after the shape.
    #[cfg(feature = "xml")]
    fn to_xml(&self) -> String {
        xml::to_xml(self)
    }

    /// Deserializes an XML document; the root element may have any name.
    ///
    /// # Errors
    ///
    /// The text is not XML, does not match the shape, or lacks a required member.
    #[cfg(feature = "xml")]
    fn from_xml(text: impl AsRef<str>) -> Result<Self, Error> {
        xml::from_xml(text.as_ref())
    }

    /// Deserializes an XML document, with zero values for missing required members; returns their paths.
    ///
    /// # Errors
    ///
    /// The text is not XML or does not match the shape.
    #[cfg(feature = "xml")]
    fn from_xml_lenient(text: impl AsRef<str>) -> Result<(Self, Vec<String>), Error> {
        xml::from_xml_lenient(text.as_ref())
    }

    /// Deserializes an XML document with custom options, such as [`Options::deny_unknown`]; returns the paths of required members
    /// replaced by zero values.
    ///
    /// # Errors
    ///
    /// The text is not XML, does not match the shape, or exceeds a limit.
    #[cfg(feature = "xml")]
    fn from_xml_with(
        text: impl AsRef<str>,
        options: Options,
    ) -> Result<(Self, Vec<String>), Error> {
        xml::from_xml_with(text.as_ref(), options)
    }

    /// Serializes to CBOR with wire names.
    #[cfg(feature = "cbor")]
    fn to_cbor(&self) -> Vec<u8> {
        cbor::to_cbor(self)
    }

    /// Deserializes CBOR.
    ///
    /// # Errors
    ///
    /// The bytes are not CBOR, do not match the shape, or lack a required member.
    #[cfg(feature = "cbor")]
    fn from_cbor(bytes: impl AsRef<[u8]>) -> Result<Self, Error> {
        cbor::from_cbor(bytes.as_ref())
    }

    /// Deserializes CBOR, with zero values for missing required members; returns their paths.
    ///
    /// # Errors
    ///
    /// The bytes are not CBOR or do not match the shape.
    #[cfg(feature = "cbor")]
    fn from_cbor_lenient(bytes: impl AsRef<[u8]>) -> Result<(Self, Vec<String>), Error> {
        cbor::from_cbor_lenient(bytes.as_ref())
    }

    /// Deserializes CBOR with custom options, such as [`Options::deny_unknown`]; returns the paths of required members replaced
    /// by zero values.
    ///
    /// # Errors
    ///
    /// The bytes are not CBOR, do not match the shape, or exceed a limit.
    #[cfg(feature = "cbor")]
    fn from_cbor_with(
        bytes: impl AsRef<[u8]>,
        options: Options,
    ) -> Result<(Self, Vec<String>), Error> {
        cbor::from_cbor_with(bytes.as_ref(), options)
    }

    /// Checks the constraints of the model.
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

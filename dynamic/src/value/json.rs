//! JSON in serde's form: member names of the model, base64 blobs, RFC 3339 timestamps.

use sansmith::deserializer::{ShapeDeserializer as _, read_as};
use sansmith::json::{JsonTree, JsonWriter, Names, Options};
use sansmith::schema::TimestampFormat;
use sansmith::{Error, Schema, serializer};

use super::DynValue;

impl DynValue {
    /// Deserializes JSON in serde's form; timestamps may also be seconds since 1970.
    ///
    /// # Errors
    ///
    /// The text is not JSON, does not match the schema, or lacks a required member.
    pub fn from_json(schema: &'static Schema, text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::from_json_with(schema, text, Options::new())
    }

    /// Deserializes JSON in serde's form with options, such as denying unknown members.
    ///
    /// # Errors
    ///
    /// The text is not JSON, is too large or too deep, does not match the schema, or lacks a required member.
    pub fn from_json_with(
        schema: &'static Schema,
        text: impl AsRef<[u8]>,
        options: Options,
    ) -> Result<Self, Error> {
        let mut tree = JsonTree::parse(text.as_ref(), schema, options.names(Names::Model))?;
        let root = tree.root();
        let value: Self = read_as(&mut tree, root, schema);
        debug_assert!(tree.failed() || std::ptr::eq(value.schema, schema));
        Ok(tree.finish(value)?.0)
    }

    /// Serializes to JSON in serde's form.
    pub fn to_json(&self) -> String {
        let mut writer = JsonWriter::new(Names::Model).timestamp_format(TimestampFormat::DateTime);
        serializer::write(self, &mut writer);
        writer.finish()
    }
}

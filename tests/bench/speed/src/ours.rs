//! Code for our crate beyond a single call: values behind `dyn`, and responses as a client provides them.

use sansmith_connect::sansmith::json::{JsonTree, JsonWriter, Names, Options};
use sansmith_connect::sansmith::{DynShape, Type};

use crate::HEADERS;

/// Serializes a value of statically unknown type.
pub(crate) fn write(value: &dyn DynShape) -> String {
    let mut writer = JsonWriter::new(Names::Wire);
    value.write(&mut writer);
    writer.finish()
}

/// Parses a value of statically unknown type.
pub(crate) fn read(of: &Type, message: &[u8]) -> Box<dyn DynShape> {
    let mut tree = JsonTree::parse(message, of.schema(), Options::new()).expect("JSON");
    let root = tree.root();
    let value = of.read(&mut tree, root);
    tree.finish(value).expect("a value").0
}

/// A received response with its body in memory.
pub(crate) fn response(body: &'static [u8]) -> http::Response<&'static [u8]> {
    let mut response = http::Response::builder();
    for (name, value) in HEADERS {
        response = response.header(name, value);
    }
    response.body(body).expect("a response")
}

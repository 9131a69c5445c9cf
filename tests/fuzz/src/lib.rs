//! Feeds bytes to all parsers: the result must be a value or an error, and values must survive a round trip.
//!
//! Each function is the body of a fuzz target; violated properties panic.

#![forbid(unsafe_code)]

include!(concat!(env!("OUT_DIR"), "/lamp/include.rs"));

mod client;
mod dynamic;
mod endpoint;
mod exchange;
mod frames;

pub use client::{config, credentials};
pub use dynamic::dynamic;
pub use endpoint::endpoint;
pub use exchange::{error, headers, request, response};
pub use frames::frames;

use lamp::prelude::*;
use lamp::types::{Carried, Everything};
use sansmith::schema::TimestampFormat;
use sansmith::{Blob, Document, Timestamp};
use sansmith_codegen::{Bundle, Config, Report, Source};

/// Formats a value in every supported form.
fn show(value: &Everything) {
    let _ = format!("{value:?}");
    let _ = value.to_value_redacted();
    let _ = value.to_query().to_string();
    let _ = value.to_query_ec2().to_string();
    let _ = value.validate();
}

/// JSON as a shape.
pub fn json(data: &[u8]) {
    let _ = Everything::from_json_lenient(data).map(|(value, _)| show(&value));
    match Everything::from_json(data) {
        Ok(value) => {
            let text = value.to_json();
            let again = Everything::from_json(&text);
            let again = again.unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(again.to_json(), text);
            // An http-date has no fraction of a second.
            if !text.contains(" GMT\"") {
                assert_eq!(again, value, "{text}");
            }
            assert_eq!(
                Everything::from_value(&value.to_value()).as_ref(),
                Ok(&value)
            );
        }
        Err(error) => drop(error.to_string()),
    }
}

/// XML as a shape.
pub fn xml(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let _ = Everything::from_xml_lenient(text).map(|(value, _)| show(&value));
    match Everything::from_xml(text) {
        Ok(value) => {
            let written = value.to_xml();
            // Absent values stay absent, but the meaning of an empty element depends on its type. From the second round trip on,
            // nothing may change.
            let again = Everything::from_xml(&written);
            let again = again.unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!(again.to_xml(), written);
        }
        Err(error) => drop(error.to_string()),
    }
}

/// CBOR as a shape.
pub fn cbor(data: &[u8]) {
    let _ = Everything::from_cbor_lenient(data).map(|(value, _)| show(&value));
    match Everything::from_cbor(data) {
        Ok(value) => {
            let bytes = value.to_cbor();
            let again = Everything::from_cbor(&bytes);
            let again = again.unwrap_or_else(|error| panic!("{error}: {bytes:02x?}"));
            assert_eq!(again.to_cbor(), bytes);
        }
        Err(error) => drop(error.to_string()),
    }
}

/// Arbitrary JSON, compared with another parser.
pub fn document(data: &[u8]) {
    match Document::from_json(data) {
        Ok(document) => {
            let text = document.to_json();
            assert_eq!(Document::from_json(&text), Ok(document), "{text}");
            let other = serde_json::from_slice::<serde::de::IgnoredAny>(data);
            assert!(
                other.is_ok(),
                "{:?}: {other:?}",
                String::from_utf8_lossy(data)
            );
        }
        Err(error) => drop(error.to_string()),
    }
}

/// Values as queries.
pub fn query(data: &[u8]) {
    if let Ok((value, _)) = Everything::from_json_lenient(data) {
        for query in [value.to_query(), value.to_query_ec2()] {
            let text = query.to_string();
            assert!(text.is_ascii(), "{text}");
            assert!(!text.contains([' ', '\n', '\r', '<', '"']), "{text}");
        }
    }
}

/// Text as timestamps.
pub fn timestamp(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let formats = [
        TimestampFormat::DateTime,
        TimestampFormat::HttpDate,
        TimestampFormat::EpochSeconds,
    ];
    for format in formats {
        if let Ok(instant) = Timestamp::parse(text, format) {
            let written = instant.format(format);
            let again = Timestamp::parse(&written, format);
            let again = again.unwrap_or_else(|error| panic!("{error}: {written:?} of {text:?}"));
            assert_eq!(again.format(format), written, "{text:?}");
        }
    }
    let _ = text.parse::<Timestamp>();
}

/// Text as blobs.
pub fn base64(data: &[u8]) {
    let bytes = Blob::new(data);
    assert_eq!(Blob::from_base64(&bytes.to_base64()), Ok(bytes));
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(blob) = Blob::from_base64(text) {
        assert_eq!(Blob::from_base64(&blob.to_base64()), Ok(blob));
    }
}

/// Validation of values.
pub fn validate(data: &[u8]) {
    if let Ok((value, _)) = Everything::from_json_lenient(data) {
        if let Err(violations) = value.validate() {
            let _ = format!("{violations} {violations:?}");
        }
    }
    if let Ok((value, _)) = Carried::from_json_lenient(data) {
        let _ = value.validate();
    }
}

/// JSON through serde.
pub fn serde(data: &[u8]) {
    if let Ok(value) = serde_json::from_slice::<Everything>(data) {
        let text = serde_json::to_string(&value).expect("what is read can be written");
        let again = serde_json::from_str::<Everything>(&text);
        assert_eq!(again.ok().as_ref(), Some(&value), "{text}");
    }
}

/// Models.
pub fn model(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let bundle = Bundle::new(Source::new("service-2.json", text));
    let report = match sansmith_codegen::front(&bundle, &Config::default()) {
        Err(report) => report,
        // Emitting all files would be too slow for fuzzing.
        Ok((ir, warnings)) => {
            let _ = ir.to_string();
            Report::new(&bundle, warnings)
        }
    };
    for entry in report.entries() {
        let _ = entry.one_line();
    }
}

/// A Smithy model as IDL and as JSON AST: the resulting AST must load without errors.
pub fn smithy(data: &[u8]) {
    use sansmith_smithy::ast::{WriteOptions, write};
    use sansmith_smithy::load::{Options, load};

    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let load_text = |name: &str, text: String| {
        let source = sansmith_smithy::Source::new(name, text);
        load(vec![source], &Options::default())
    };
    for name in ["m.smithy", "m.json"] {
        let loaded = load_text(name, text.to_owned());
        for event in &loaded.events {
            let place = loaded.model.files().place(event.at);
            assert!(event.at.is_none() || place.line > 0);
        }
        let ast = write(&loaded.model, WriteOptions::default());
        let _ = sansmith_smithy::validate::validate(&loaded);
        let _ = sansmith_smithy::diff::diff(&loaded.model, &sansmith_smithy::Model::default());
        if !loaded.has_errors() {
            let again = load_text("again.json", ast.clone());
            assert_eq!(write(&again.model, WriteOptions::default()), ast);
        }
    }
}

/// Selectors, on a model that has every kind of relationship.
pub fn selector(data: &[u8]) {
    use sansmith_smithy::selector::{Graph, Selector};

    const MODEL: &str = "$version: \"2\"\nnamespace a\n\
        service S { operations: [O], resources: [R] }\nresource R { identifiers: { id: T }, read: G }\n\
        @readonly operation G { input := for R { @required $id } }\noperation O { input: A, errors: [E] }\n\
        @mixin structure M { @tags([\"x\"]) m: L }\nstructure A with [M] {}\nlist L { member: U }\n\
        union U { s: T, n: N }\nmap N { key: T, value: T }\nstring T\n@error(\"client\") structure E {}\n";
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let source = sansmith_smithy::Source::new("m.smithy", MODEL);
    let options = sansmith_smithy::load::Options::default();
    let loaded = sansmith_smithy::load::load(vec![source], &options);
    assert!(!loaded.has_errors(), "{:?}", loaded.events);
    if let Ok(selector) = Selector::parse(text) {
        let _ = selector.select(&Graph::new(&loaded.model));
    }
}

/// The formatter: its output can be formatted again, and is a fixed point.
///
/// The reference moves documentation comments in two steps and drops one `use` statement of a name at a time, and so does this.
pub fn format(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(first) = sansmith_smithy::format::format(text) {
        let second = sansmith_smithy::format::format(&first);
        let moves = text.contains("///") || text.matches("use").count() > 1;
        assert!(second.is_ok_and(|second| moves || second == first), "{first}");
    }
}

//! Property tests: arbitrary text, compared with another parser.

use proptest::prelude::*;

use super::*;
use crate::types::Number;

/// The result of another parser, converted.
fn theirs(text: &[u8]) -> Option<Document> {
    fn document(value: &serde_json::Value) -> Document {
        use serde_json::Value;
        match value {
            Value::Null => Document::Null,
            Value::Bool(value) => Document::Boolean(*value),
            Value::Number(number) => {
                let integer = number
                    .as_i64()
                    .map(Number::from)
                    .or(number.as_u64().map(Number::from));
                Document::Number(integer.unwrap_or_else(|| number.as_f64().unwrap().into()))
            }
            Value::String(text) => Document::String(text.clone()),
            Value::Array(elements) => elements.iter().map(document).collect(),
            Value::Object(entries) => {
                Document::map(entries.iter().map(|(key, value)| (key, document(value))))
            }
        }
    }
    serde_json::from_slice(text).ok().as_ref().map(document)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_are_read_as_by_another_parser(text in r#"([\[\]{}:,"0-9eE.+\-\\untrfalse \u{e9}]|"a"|[1-9]|\\u[0-9a-fd]{4}|\{"|":|true){0,24}"#) {
        let ours = from_json::<Document>(text.as_bytes()).ok();
        match theirs(text.as_bytes()) {
            None => prop_assert!(ours.is_none(), "{}", text),
            // The other parser reads integers beyond 64 bits and `-0` as floats.
            theirs => prop_assert!(ours == theirs || text.contains("-0") || text.len() > 18, "{}", text),
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = from_json::<Everything>(&bytes);
    }

    #[test]
    fn a_damaged_message_is_read_without_a_panic(at in 0..FULL.len(), byte: u8, length in 0..FULL.len()) {
        let mut text = FULL.as_bytes().to_vec();
        text[at] = byte;
        let _ = from_json::<Everything>(&text);
        let _ = from_json::<Everything>(text.get(..length).unwrap());
    }

    #[test]
    fn any_text_comes_back(text: String) {
        let written = to_json(&text);
        prop_assert_eq!(&serde_json::from_str::<String>(&written).unwrap(), &text);
        prop_assert_eq!(from_json::<String>(written.as_bytes()), Ok(text));
    }

    #[test]
    fn any_number_comes_back(double: f64, float: f32, long: i64) {
        prop_assert_eq!(from_json::<f64>(to_json(&double).as_bytes()).unwrap().to_bits(), double.to_bits());
        prop_assert_eq!(from_json::<f32>(to_json(&float).as_bytes()).unwrap().to_bits(), float.to_bits());
        prop_assert_eq!(from_json::<i64>(to_json(&long).as_bytes()), Ok(long));
    }
}

//! The MD5 of messages of Amazon SQS and of their attributes.
//!
//! **Invariants**
//! - A checksum is skipped if the service did not send it, or the output lacks the data.
//!
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html>

use md5::{Digest, Md5};

use super::Mismatch;
use crate::types::Value;

/// The transport type of texts and numbers.
const TEXT: u8 = 1;

/// The transport type of bytes.
const BINARY: u8 = 2;

/// Pairs of a sum in a response and the data it is of: body first, then attributes.
const SENT: [(&str, &str); 3] = [
    ("MD5OfMessageBody", "MessageBody"),
    ("MD5OfMessageAttributes", "MessageAttributes"),
    ("MD5OfMessageSystemAttributes", "MessageSystemAttributes"),
];

/// The same of a message that is received.
const RECEIVED: [(&str, &str); 2] = [
    ("MD5OfBody", "Body"),
    ("MD5OfMessageAttributes", "MessageAttributes"),
];

/// Compares the messages of an input and an output with the sums in the output.
pub(super) fn check(input: &Value, output: &Value) -> Result<(), Mismatch> {
    compare(input, output, &SENT)?;
    for result in list(output, "Successful") {
        let id = result.get("Id");
        let mut entries = list(input, "Entries").iter();
        if let Some(entry) = entries.find(|entry| entry.get("Id") == id) {
            compare(entry, result, &SENT)?;
        }
    }
    for message in list(output, "Messages") {
        compare(message, message, &RECEIVED)?;
    }
    Ok(())
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_list).unwrap_or_default()
}

/// Compares data with sums.
fn compare(data: &Value, sums: &Value, pairs: &[(&str, &str)]) -> Result<(), Mismatch> {
    for (of, name) in pairs {
        let sent = sums.get(of).and_then(Value::as_str);
        let (Some(sent), Some(data)) = (sent, data.get(name)) else {
            continue;
        };
        let Some(computed) = sum(data) else {
            continue;
        };
        if !computed.eq_ignore_ascii_case(sent) {
            return Err(Mismatch {
                of: (*of).to_owned(),
                sent: sent.to_owned(),
                computed,
            });
        }
    }
    Ok(())
}

/// The sum of a body or of attributes; none if there are no attributes.
fn sum(data: &Value) -> Option<String> {
    let mut md5 = Md5::new();
    if let Some(text) = data.as_str() {
        md5.update(text.as_bytes());
    } else {
        let Value::Map(entries) = data else {
            return None;
        };
        let named = entries.iter();
        let mut named: Vec<_> = named
            .filter_map(|(name, value)| Some((name.as_str()?, value)))
            .collect();
        if named.is_empty() {
            return None;
        }
        named.sort_unstable_by_key(|(name, _)| *name);
        for (name, attribute) in named {
            put(&mut md5, name.as_bytes())?;
            put_attribute(&mut md5, attribute)?;
        }
    }
    let digest = md5.finalize();
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    let digits = digits.filter_map(|digit| char::from_digit(u32::from(digit), 16));
    Some(digits.collect())
}

/// Adds the type and the value of an attribute: a text, or bytes.
fn put_attribute(md5: &mut Md5, attribute: &Value) -> Option<()> {
    put(md5, attribute.get("DataType")?.as_str()?.as_bytes())?;
    if let Some(text) = attribute.get("StringValue").and_then(Value::as_str) {
        md5.update([TEXT]);
        return put(md5, text.as_bytes());
    }
    let Some(Value::Blob(bytes)) = attribute.get("BinaryValue") else {
        return None;
    };
    md5.update([BINARY]);
    put(md5, bytes.as_ref())
}

/// Adds a length of four bytes, and as many bytes.
fn put(md5: &mut Md5, bytes: &[u8]) -> Option<()> {
    let length = u32::try_from(bytes.len()).ok()?;
    md5.update(length.to_be_bytes());
    md5.update(bytes);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Blob;

    // Sums by Python's `hashlib` over the documented layout.
    const BODY: &str = "5d41402abc4b2a76b9719d911017c592";
    const ATTRIBUTES: &str = "1034117c1b5e4298250a0bebfcba4ee5";
    const SYSTEM: &str = "d6619b3d47b81d3fc72c0db005a70eda";

    fn text(kind: &str, value: &str) -> Value {
        Value::structure([
            ("StringValue", Value::from(value)),
            ("DataType", Value::from(kind)),
        ])
    }

    fn attributes() -> Value {
        let bytes = Value::structure([
            ("BinaryValue", Value::Blob(Blob::from(vec![0, 255]))),
            ("DataType", Value::from("Binary")),
        ]);
        Value::map([
            ("b", bytes),
            ("a", text("String", "é")),
            ("Z", text("Number.int", "7")),
        ])
    }

    fn message(id: &str) -> Value {
        let system = Value::map([("AWSTraceHeader", text("String", "Root=1"))]);
        Value::structure([
            ("Id", Value::from(id)),
            ("MessageBody", Value::from("hello")),
            ("MessageAttributes", attributes()),
            ("MessageSystemAttributes", system),
        ])
    }

    fn sums(id: &str, body: &str) -> Value {
        Value::structure([
            ("Id", Value::from(id)),
            ("MD5OfMessageBody", Value::from(body)),
            ("MD5OfMessageAttributes", Value::from(ATTRIBUTES)),
            ("MD5OfMessageSystemAttributes", Value::from(SYSTEM)),
        ])
    }

    #[test]
    fn a_message_that_is_sent_is_compared() {
        assert_eq!(check(&message("1"), &sums("1", BODY)), Ok(()));
        let error = check(&message("1"), &sums("1", SYSTEM)).unwrap_err();
        assert_eq!(error.of, "MD5OfMessageBody");
        assert_eq!(error.computed, BODY);
        let nothing = Value::structure::<&str>([]);
        assert_eq!(check(&message("1"), &nothing), Ok(()));
        assert_eq!(check(&nothing, &sums("1", BODY)), Ok(()));
    }

    #[test]
    fn entries_of_a_batch_are_found_by_their_ids() {
        let input = Value::structure([("Entries", Value::list([message("1"), message("2")]))]);
        let output = |body| {
            let results = Value::list([sums("2", body), sums("3", "x")]);
            Value::structure([("Successful", results)])
        };
        assert_eq!(check(&input, &output(BODY)), Ok(()));
        assert!(check(&input, &output("0")).is_err());
    }

    #[test]
    fn a_message_that_is_received_is_compared() {
        let output = |body: &str, sum: &str| {
            let message = Value::structure([
                ("Body", Value::from(body)),
                ("MD5OfBody", Value::from(sum)),
                ("MessageAttributes", attributes()),
                ("MD5OfMessageAttributes", Value::from(ATTRIBUTES)),
            ]);
            Value::structure([("Messages", Value::list([message]))])
        };
        let input = Value::structure::<&str>([]);
        assert_eq!(check(&input, &output("hello", BODY)), Ok(()));
        assert!(check(&input, &output("hullo", BODY)).is_err());
        assert!(check(&input, &output("hello", &BODY.to_ascii_uppercase())).is_ok());
    }
}

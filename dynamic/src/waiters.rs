//! Waiters of a model, as the runtime has them.

use sansmith::page::waiter::{Acceptor, Comparator, Expected, Matcher, Schema, State};

use crate::image::{
    AcceptorRecord, ComparatorRecord, ExpectedRecord, MatcherRecord, StateRecord, WaiterRecord,
};
use crate::interned::keep;
use crate::operation::Operation;
use crate::path::Program;

/// The greatest delay where a model has none, in seconds.
const MAX_DELAY: u32 = 120;

/// A waiter of a model.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Waiter {
    /// The operation to repeat.
    pub operation: Operation,
    /// Name, delays and acceptors.
    pub schema: &'static Schema,
}

/// Makes the schema of a waiter, which is kept.
///
/// # Errors
///
/// The runtime has no such acceptor; the text says why.
pub(crate) fn schema(
    name: &'static str,
    record: &WaiterRecord<'static>,
) -> Result<&'static Schema, String> {
    let acceptors = record.acceptors.iter().map(acceptor);
    let acceptors = keep(acceptors.collect::<Result<_, _>>()?);
    let greatest = record.max_delay.unwrap_or(MAX_DELAY).max(record.min_delay);
    let schema = Schema::new(name, acceptors).delay(record.min_delay, greatest);
    Ok(Box::leak(Box::new(match record.attempts {
        Some(attempts) => schema.attempts(attempts),
        None => schema,
    })))
}

fn acceptor(record: &AcceptorRecord<'static>) -> Result<Acceptor<'static>, String> {
    let state = match record.state {
        StateRecord::Success => State::Success,
        StateRecord::Failure => State::Failure,
        StateRecord::Retry => State::Retry,
    };
    let matcher = match record.matcher {
        MatcherRecord::Success(success) => Matcher::Success(success),
        MatcherRecord::Error(code) => Matcher::Error(code),
        MatcherRecord::Status(status) => Matcher::Status(status),
        MatcherRecord::Output(text, comparator, expected, with_input) => {
            let path = Program::parse(text).map_err(|why| format!("the path `{text}`: {why}"))?;
            let comparator = match comparator {
                ComparatorRecord::Equals => Comparator::Equals,
                ComparatorRecord::All => Comparator::All,
                ComparatorRecord::Any => Comparator::Any,
            };
            let expected = match expected {
                ExpectedRecord::Null => Expected::Null,
                ExpectedRecord::Boolean(value) => Expected::Boolean(value),
                ExpectedRecord::Number(number) => Expected::Number(number),
                ExpectedRecord::Text(text) => Expected::Text(text),
                ExpectedRecord::Nested => {
                    return Err(format!("`{text}` is to be a list or a structure"));
                }
            };
            if with_input {
                Matcher::InputOutput(path.path(), comparator, expected)
            } else {
                Matcher::Output(path.path(), comparator, expected)
            }
        }
    };
    Ok(Acceptor { state, matcher })
}

#[cfg(test)]
mod tests {
    use sansmith::page::waiter::{Accepted, Answer};
    use sansmith::{Codecs as _, Document};
    use sansmith_codegen::Source;

    use super::*;
    use crate::model::Model;

    const HOUSE: &str = r#"{
"metadata":{"protocol":"json","jsonVersion":"1.1","targetPrefix":"House","serviceId":"House","apiVersion":"2026-01-01","endpointPrefix":"house"},
"operations":{"ListLamps":{"name":"ListLamps","http":{"method":"POST","requestUri":"/"},"input":{"shape":"In"},"output":{"shape":"Out"}}},
"shapes":{
"In":{"type":"structure","members":{}},
"Out":{"type":"structure","members":{"Lamps":{"shape":"Texts"},"Lit":{"shape":"Flag"}}},
"Texts":{"type":"list","member":{"shape":"Text"}},
"Text":{"type":"string"},"Flag":{"type":"boolean"}}}"#;

    const WAITERS: &str = r#"{"version":2,"waiters":{"LampsLit":{"delay":5,"maxAttempts":3,"operation":"ListLamps","acceptors":[
{"matcher":"path","argument":"length(Lamps)","expected":2,"state":"success"},
{"matcher":"path","argument":"Lit","expected":true,"state":"success"},
{"matcher":"status","expected":202,"state":"failure"},
{"matcher":"error","expected":"Dark","state":"retry"}]}}}"#;

    fn house() -> Model {
        let source = |name: &str, text: &str| Source::new(name, text);
        let beside = [source("waiters-2.json", WAITERS)];
        Model::of_sources(source("service-2.json", HOUSE), beside).unwrap()
    }

    #[test]
    fn a_waiter_has_the_operation_the_delays_and_the_acceptors_of_its_model() {
        let model = house();
        let waiter = model.waiter("LampsLit").unwrap();
        assert_eq!(waiter.operation.name(), "ListLamps");
        let schema = waiter.schema;
        assert_eq!((schema.name, schema.attempts), ("LampsLit", Some(3)));
        assert_eq!((schema.min_delay, schema.max_delay), (5, 120));
        // A schema is made once.
        let again = model.waiter("LampsLit").unwrap();
        assert!(std::ptr::eq(schema, again.schema));
        let judge = |json: &str, status| {
            let output = Document::from_json(json).unwrap();
            Answer::output(&Document::Null, &output, status).judge(schema)
        };
        let success = |index| Some(Accepted::by(index, State::Success));
        assert_eq!(judge(r#"{"Lamps":["a","b"]}"#, 202), success(0));
        assert_eq!(judge(r#"{"Lamps":["a"],"Lit":true}"#, 200), success(1));
        // The length of nothing is an error, which matches nothing.
        assert_eq!(judge("{}", 200), None);
        assert_eq!(judge(r#"{"Lit":"true"}"#, 200), None);
        let failure = Some(Accepted::by(2, State::Failure));
        assert_eq!(judge("{}", 202), failure);
        let error = Answer::error(&Document::Null, ("Dark", "Dark"), 400);
        let retry = Some(Accepted::by(3, State::Retry));
        assert_eq!(error.judge(schema), retry);
    }

    #[test]
    fn a_name_that_no_waiter_has_is_an_error() {
        let error = house().waiter("lampslit").unwrap_err().to_string();
        assert_eq!(
            error,
            "House has no waiter `lampslit`: did you mean `LampsLit`?"
        );
    }

    #[test]
    fn a_list_cannot_be_expected() {
        let record = WaiterRecord {
            operation: "ListLamps",
            min_delay: 1,
            max_delay: Some(0),
            attempts: None,
            acceptors: vec![AcceptorRecord {
                state: StateRecord::Success,
                matcher: MatcherRecord::Output(
                    "Lamps",
                    ComparatorRecord::Equals,
                    ExpectedRecord::Nested,
                    false,
                ),
            }],
        };
        assert!(schema("W", &record).is_err());
        let none = WaiterRecord {
            acceptors: Vec::new(),
            ..record
        };
        // The greatest delay is at least the least one.
        assert_eq!(schema("W", &none).unwrap().max_delay, 1);
    }
}

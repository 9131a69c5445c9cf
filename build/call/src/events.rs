//! Calls with events: those of the response are lines of JSON as they come, those of the request are read from lines of JSON.
//!
//! **Invariants**
//! - A line that is no event cuts the request; it never counts as its end.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::sync::{Arc, OnceLock};

use sansmith::Schema;
use sansmith::json::Options;
use sansmith_client::CallOptions;
use sansmith_client::blocking::{Client, Events};
use sansmith_client::call::{CallError, StreamError};
use sansmith_dynamic::{DynError, DynValue};

use crate::error::{Error, usage};
use crate::run::failed;
use crate::show;
use crate::tool::{Form, Tool};
use crate::words::Asked;

/// The reason why the lines broke.
type Failure = Arc<OnceLock<String>>;

/// Calls an operation with events.
pub(crate) fn call(
    asked: &Asked,
    client: &Client,
    input: &DynValue,
    output: &mut dyn Write,
) -> Result<(), Error> {
    let (any, options) = (asked.operation.any(), CallOptions::new());
    let broken = Failure::default();
    let told = |error: Box<CallError<DynError>>| match broken.get() {
        Some(line) => Error::Usage(line.clone()),
        None => failed(&error),
    };
    let mut events = match (asked.operation.input_events(), any.output_events) {
        (None, _) => {
            let called = client.receive_events_any(any, input, &options);
            called.map_err(told)?
        }
        (Some(union), None) => {
            let sent = lines(asked, union, &broken)?;
            let called = client.send_events_any(any, input, sent, &options);
            let done = called.map_err(told)?;
            return show::output(asked.operation, &show::json(&done), &asked.tool, output);
        }
        (Some(union), Some(_)) => {
            let sent = lines(asked, union, &broken)?;
            let called = client.exchange_events_any(any, input, sent, &options);
            called.map_err(told)?
        }
    };
    print(&mut events, &asked.tool, output).map_err(|error| match broken.get() {
        Some(line) => Error::Usage(line.clone()),
        None => error,
    })
}

/// Prints events as they come, up to the error that ends them; an event that cannot be read is an error at the end.
fn print(
    events: &mut Events<DynValue, DynValue>,
    tool: &Tool,
    output: &mut dyn Write,
) -> Result<(), Error> {
    let mut unread = None;
    for event in events {
        match event {
            Ok(event) => {
                line(&event, tool, output)?;
                output.flush()?;
            }
            Err(error) if error.ends() => return Err(refused(&error)),
            Err(error) => unread = unread.or(Some(refused(&error))),
        }
    }
    unread.map_or(Ok(()), Err)
}

/// Prints an event: in one line, unless another form is asked for.
fn line(event: &DynValue, tool: &Tool, output: &mut dyn Write) -> Result<(), Error> {
    let json = show::json(event);
    match (tool.output.unwrap_or_default(), &tool.query) {
        (Form::Json, None) => writeln!(output, "{json}")?,
        (Form::Json, Some(query)) => writeln!(output, "{}", show::search(query, &json)?)?,
        (Form::Lines | Form::Table, _) => show::value(&json, tool, output)?,
    }
    Ok(())
}

/// The message of an error instead of an event.
fn refused(error: &StreamError<DynValue>) -> Error {
    Error::Call(match (error.failure(), error.request_id()) {
        (Some(failure), Some(id)) if !failure.to_string().contains(id) => {
            format!("{failure} (request id {id})")
        }
        _ => error.to_string(),
    })
}

/// The events of the request: lines of the file of `--body`, or of standard input.
fn lines(asked: &Asked, union: &'static Schema, broken: &Failure) -> Result<Lines, Error> {
    let path = asked.tool.body.as_deref().unwrap_or("-");
    let path = path.strip_prefix('@').unwrap_or(path);
    let takes_input = matches!(asked.tool.shared.input.as_deref(), Some("-" | "@-"));
    let reader: Box<dyn BufRead + Send> = if path != "-" {
        let file = File::open(path)
            .map_err(|error| Error::Usage(format!("cannot read `{path}`: {error}")))?;
        Box::new(BufReader::new(file))
    } else if takes_input {
        return usage("standard input is the input: give the events by `--body`");
    } else {
        Box::new(BufReader::new(io::stdin()))
    };
    Ok(Lines::new(reader, union, Arc::clone(broken)))
}

/// Events in lines of JSON.
struct Lines {
    reader: Box<dyn BufRead + Send>,
    union: &'static Schema,
    number: usize,
    broken: Failure,
}

impl Lines {
    fn new(reader: Box<dyn BufRead + Send>, union: &'static Schema, broken: Failure) -> Self {
        Self {
            reader,
            union,
            number: 0,
            broken,
        }
    }

    /// The event of the next line that has one.
    fn event(&mut self) -> Result<Option<DynValue>, String> {
        loop {
            let mut line = String::new();
            self.number += 1;
            let read = self.reader.read_line(&mut line);
            if read.map_err(|error| format!("the events cannot be read: {error}"))? == 0 {
                return Ok(None);
            }
            if line.trim().is_empty() {
                continue;
            }
            let options = Options::new().deny_unknown();
            let event = DynValue::from_json_with(self.union, &line, options);
            return event
                .map(Some)
                .map_err(|error| format!("line {} is no event: {error}", self.number));
        }
    }
}

impl Iterator for Lines {
    type Item = DynValue;

    fn next(&mut self) -> Option<DynValue> {
        if self.broken.get().is_some() {
            return None;
        }
        match self.event() {
            Ok(event) => event,
            Err(why) => {
                self.broken.get_or_init(|| why);
                // An event that no model has cannot be sent, so that the request is cut.
                DynValue::from_json(self.union, r#"{"no event": null}"#).ok()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sansmith::schema::{Member, STRING};

    use super::*;

    static WORD: Schema = Schema::structure("Word", &[Member::new("Text", &STRING)]);
    static WORDS: Schema = Schema::union("Words", &[Member::new("Word", &WORD)]);

    fn read(text: &'static str) -> (Vec<String>, Option<String>) {
        let broken = Failure::default();
        let lines = Lines::new(Box::new(text.as_bytes()), &WORDS, Arc::clone(&broken));
        let events = lines.map(|event| event.to_json()).collect();
        (events, broken.get().cloned())
    }

    #[test]
    fn each_line_is_an_event() {
        let text = "{\"Word\":{\"Text\":\"a\"}}\n\n {\"Word\": {}}";
        let (events, broken) = read(text);
        assert_eq!(events, [r#"{"Word":{"Text":"a"}}"#, r#"{"Word":{}}"#]);
        assert_eq!(broken, None);
    }

    #[test]
    fn a_line_that_is_no_event_is_named_and_ends_with_one_that_cannot_be_sent() {
        for line in ["{\"Wort\":{}}", "{", "{\"Word\":{\"Txt\":\"a\"}}"] {
            let text: &'static str = Box::leak(format!("{{\"Word\":{{}}}}\n{line}\n").into());
            let (events, broken) = read(text);
            assert_eq!(events.len(), 2, "{events:?}");
            assert!(!events[1].contains("Word"), "{events:?}");
            assert!(broken.unwrap().starts_with("line 2 is no event"), "{line}");
        }
    }
}

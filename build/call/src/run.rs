//! A call: input, request, output.

use std::io::{self, Read as _, Write};

use sansmith::json::Options;
use sansmith::{OperationError as _, request};
use sansmith_client::CallOptions;
use sansmith_client::blocking::{Client, Download, Payloads, Upload};
use sansmith_client::call::{CallError, CallErrorKind};
use sansmith_dynamic::{Content, DynError, DynValue, Operation, Sampler};
use serde_json::Value;

use crate::destination::Destination;
use crate::error::{Error, usage};
use crate::flags::file_text;
use crate::words::Asked;
use crate::{curl, events, help, pages, show};

/// Seed of samples: the same sample with every run.
const SEED: u64 = 1;

/// Runs a command.
pub(crate) fn run(asked: &Asked, output: &mut dyn Write) -> Result<(), Error> {
    let (tool, operation) = (&asked.tool, asked.operation);
    if asked.help {
        output.write_all(help::of(asked).as_bytes())?;
        return Ok(());
    }
    if tool.skeleton {
        let sample = Sampler::new(SEED).value(operation.input());
        return show::value(&show::json(&sample), tool, output);
    }
    if let Some(expression) = &tool.query {
        show::compile(expression)?;
    }
    let input = input(asked)?;
    let facts = operation.facts();
    if tool.dry_run && facts.event_input {
        return usage(format!(
            "`{}` sends events, which no curl command can",
            operation.name()
        ));
    }
    if tool.dry_run {
        return dry_run(asked, &input, output);
    }
    if facts.event_input || facts.event_output {
        return events::call(asked, &client(asked)?, &input, output);
    }
    if tool.all_pages {
        return pages::all(asked, input, output);
    }
    if !operation.facts().streaming_output {
        let done = send(asked, &client(asked)?, &input)?;
        return show::output(operation, &show::json(&done.output), tool, output);
    }
    // Before the call, so that no answer is lost.
    let Some(out) = &tool.out else {
        return usage("the output is a stream: give its destination by `--out`");
    };
    let destination = Destination::open(out)?;
    let is_standard = matches!(destination, Destination::Stream);
    let mut done = send(asked, &client(asked)?, &input)?;
    if let Err(error) = destination.fill(&mut done.body) {
        return match error.kind() {
            io::ErrorKind::BrokenPipe if is_standard => Err(Error::Io(error)),
            _ => Err(Error::Call(format!("cannot save the output: {error}"))),
        };
    }
    if is_standard {
        return Ok(());
    }
    show::output(operation, &show::json(&done.output), tool, output)
}

/// Refuses operations with events, for waiters.
pub(crate) fn refuse_events(operation: Operation) -> Result<(), Error> {
    let facts = operation.facts();
    if facts.event_input || facts.event_output {
        return usage(format!(
            "`{}` streams events, which no waiter takes",
            operation.name()
        ));
    }
    Ok(())
}

/// The input: JSON of `--input`, with flags of members in place of its members.
pub(crate) fn input(asked: &Asked) -> Result<DynValue, Error> {
    let (tool, schema) = (&asked.tool, asked.operation.input());
    let text = match tool.shared.input.as_deref() {
        Some("@-" | "-") => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text)?;
            text
        }
        Some(text) => file_text(text)?,
        None => "{}".to_owned(),
    };
    let mut value: Value = serde_json::from_str(&text)
        .map_err(|error| Error::Usage(format!("`--input` is not JSON: {error}")))?;
    let Value::Object(members) = &mut value else {
        return usage("`--input` is not a JSON object");
    };
    members.extend(asked.members.0.clone());
    if let Some(payload) = stream_member(asked)
        && !members.contains_key(payload)
        && tool.body.is_some()
    {
        // The payload is sent from the stream instead.
        members.insert(payload.to_owned(), Value::String(String::new()));
    }
    let options = Options::new().deny_unknown();
    Ok(DynValue::from_json_with(
        schema,
        value.to_string(),
        options,
    )?)
}

/// The payload member that is a stream.
fn stream_member(asked: &Asked) -> Option<&'static str> {
    let mut members = asked.operation.input().members().iter();
    let payload = members.find(|member| member.location == sansmith::schema::Location::Payload)?;
    asked
        .operation
        .facts()
        .streaming_input
        .then_some(payload.name)
}

/// A client with the settings of the environment and of the options.
pub(crate) fn client(asked: &Asked) -> Result<Client, Error> {
    Ok(builder(asked).load()?)
}

fn builder(asked: &Asked) -> sansmith_client::Builder<Client> {
    let tool = &asked.tool.shared;
    let mut builder = Client::builder();
    if let Some(region) = &tool.region {
        builder = builder.region(region);
    }
    if let Some(url) = &tool.endpoint {
        builder = builder.endpoint(url);
    }
    if let Some(profile) = &tool.profile {
        builder = builder.profile(profile);
    }
    if tool.no_sign_request {
        builder = builder.anonymous();
    }
    builder
}

/// Calls the operation.
pub(crate) fn send(
    asked: &Asked,
    client: &Client,
    input: &DynValue,
) -> Result<Download<DynValue>, Error> {
    try_send(asked, client, input)?.map_err(|error| failed(&error))
}

/// The outcome of a call.
pub(crate) type Called = Result<Download<DynValue>, Box<CallError<DynError>>>;

/// Calls the operation; the inner error is that of the call.
pub(crate) fn try_send(asked: &Asked, client: &Client, input: &DynValue) -> Result<Called, Error> {
    let facts = asked.operation.facts();
    let upload = match &asked.tool.body {
        Some(_) if !facts.streaming_input => {
            return usage(format!(
                "`{}` takes no `--body`: its payload is no stream",
                asked.operation.name()
            ));
        }
        Some(path) if path == "-" => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes)?;
            Some(Upload::of_bytes(bytes))
        }
        Some(path) => Some(
            Upload::open(path)
                .map_err(|error| Error::Usage(format!("cannot read `{path}`: {error}")))?,
        ),
        None => None,
    };
    let payloads = Payloads {
        upload,
        is_streamed: facts.streaming_output,
    };
    let any = asked.operation.any();
    Ok(client.send_any(any, input, payloads, &CallOptions::new()))
}

/// The message of a failed call.
pub(crate) fn failed(error: &CallError<DynError>) -> Error {
    let mut text = error.to_string();
    if let CallErrorKind::Service(service) = &error.kind
        && service.message().is_none()
        && let Some(fields) = fields(service.content())
    {
        text = format!("{text}\n{fields}");
    }
    Error::Call(text)
}

/// The members of an error; sensitive ones are redacted.
fn fields(content: &DynValue) -> Option<String> {
    let json = show::json(content);
    json.as_object().filter(|members| !members.is_empty())?;
    Some(match content.content() {
        // An error that the model does not have says of no member that it is sensitive.
        Content::Document(_) => json.to_string(),
        _ => format!("{content:?}"),
    })
}

/// Prints the curl command.
fn dry_run(asked: &Asked, input: &DynValue, output: &mut dyn Write) -> Result<(), Error> {
    let operation = asked.operation;
    let mut request = operation.request(input, &request::Options::new())?;
    // An endpoint that cannot be resolved is left to the variables in the command.
    let client = builder(asked).anonymous().load()?;
    if let Ok(prepared) = client.prepare_any(operation.any(), input) {
        *request.http.uri_mut() = prepared.into_parts().0.uri;
    }
    let mut command = if asked.tool.reveal {
        request.to_curl_revealing()
    } else {
        request.to_curl()
    };
    let tool = &asked.tool.shared;
    command = curl::adapt(&command, tool.region.as_deref(), !tool.no_sign_request)?;
    writeln!(output, "{command}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sansmith::schema::{Kind, Member, STRING, Schema};

    use super::*;

    static SECRET: Schema = Schema::new("Secret", Kind::String).sensitive();
    static BROKEN: Schema = Schema::structure(
        "Broken",
        &[Member::new("Bulb", &STRING), Member::new("Key", &SECRET)],
    );

    #[test]
    fn sensitive_members_of_an_error_are_redacted() {
        let json = r#"{"Bulb": "left", "Key": "hush"}"#;
        let content = DynValue::from_json(&BROKEN, json).unwrap();
        let text = fields(&content).unwrap();
        assert!(text.contains("left") && !text.contains("hush"), "{text}");
        let empty = DynValue::from_json(&BROKEN, "{}").unwrap();
        assert_eq!(fields(&empty), None);
        let unknown = DynValue::from_json(&sansmith::schema::DOCUMENT, r#"{"a":1}"#).unwrap();
        assert_eq!(fields(&unknown).as_deref(), Some(r#"{"a":1}"#));
    }
}

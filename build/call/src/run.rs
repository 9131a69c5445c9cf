//! A call: input, request, output.

use std::fs::File;
use std::io::{self, Read as _, Write};

use sansmith::json::Options;
use sansmith::{OperationError as _, request};
use sansmith_client::CallOptions;
use sansmith_client::blocking::{Client, Download, Payloads, Upload};
use sansmith_client::call::{CallError, CallErrorKind};
use sansmith_dynamic::{DynError, DynValue, Sampler};
use serde_json::Value;

use crate::error::{Error, usage};
use crate::flags::file_text;
use crate::words::Asked;
use crate::{help, pages, show};

/// Seed of samples: the same sample with every run.
const SEED: u64 = 1;

/// Runs a command.
pub(crate) fn run(asked: &Asked, output: &mut dyn Write) -> Result<(), Error> {
    let (tool, operation) = (&asked.tool, asked.operation);
    if asked.help {
        output.write_all(help::operation(operation).as_bytes())?;
        return Ok(());
    }
    if tool.skeleton {
        let sample = Sampler::new(SEED).value(operation.input());
        return show::value(&show::json(&sample), tool, output);
    }
    if let Some(expression) = &tool.query {
        show::compile(expression)?;
    }
    let facts = operation.facts();
    if facts.event_input || facts.event_output {
        return usage(format!(
            "`{}` streams events, which this command does not support",
            operation.name()
        ));
    }
    let input = input(asked)?;
    if tool.dry_run {
        return dry_run(asked, &input, output);
    }
    if tool.all_pages {
        return pages::all(asked, input, output);
    }
    let done = send(asked, &client(asked)?, &input)?;
    let mut done = match (facts.streaming_output, &tool.out) {
        (true, None) => return usage("the output is a stream: give its destination by `--out`"),
        (true, Some(out)) => save(done, out)?,
        (false, _) => done,
    };
    done.body = sansmith_client::blocking::Body::of_bytes(Vec::new());
    if tool.out.as_deref() == Some("-") && facts.streaming_output {
        return Ok(());
    }
    let operation_output = show::json(&done.output);
    show::output(operation, &operation_output, tool, output)
}

/// Writes the stream of an output.
fn save(mut done: Download<DynValue>, out: &str) -> Result<Download<DynValue>, Error> {
    if out == "-" {
        io::copy(&mut done.body, &mut io::stdout().lock())?;
    } else {
        let mut file = File::create(out)
            .map_err(|error| Error::Usage(format!("cannot write `{out}`: {error}")))?;
        io::copy(&mut done.body, &mut file)?;
        file.flush()?;
    }
    Ok(done)
}

/// The input: JSON of `--input`, with flags of members in place of its members.
pub(crate) fn input(asked: &Asked) -> Result<DynValue, Error> {
    let (tool, schema) = (&asked.tool, asked.operation.input());
    let text = match tool.input.as_deref() {
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
    let tool = &asked.tool;
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
    if let CallErrorKind::Service(service) = &error.kind {
        let content = service.content();
        let fields = show::json(content);
        if fields.as_object().is_some_and(|fields| !fields.is_empty())
            && !content.schema().sensitive
            && service.message().is_none()
        {
            text = format!("{text}\n{fields}");
        }
    }
    Error::Call(text)
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
    if let Some(region) = &asked.tool.region {
        command = command.replace("$AWS_REGION", &region.replace('\'', ""));
    }
    writeln!(output, "{command}")?;
    Ok(())
}

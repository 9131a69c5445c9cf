//! Documentation of the events of an operation, with an example that compiles.

use crate::describe::Page;
use crate::ir::{Io, Operation};
use crate::names::Context;

/// The lines of the section; empty for an operation without events.
pub(super) fn section(operation: &Operation, context: &Context<'_>) -> Vec<String> {
    let of = |io: Option<&Io>| {
        let events = io?.events.as_ref()?;
        Some(context.names.type_of(&events.shape).to_string())
    };
    let (sent, received) = (of(operation.input.as_ref()), of(operation.output.as_ref()));
    if sent.is_none() && received.is_none() {
        return Vec::new();
    }
    let link = |ident: &String| format!("[`{ident}`](types::{ident})");
    let method = match (&sent, &received) {
        (Some(_), Some(_)) => "exchange_events",
        (Some(_), None) => "send_events",
        _ => "receive_events",
    };
    let mut page = Page { lines: Vec::new() };
    page.paragraph(sent.as_ref().map(|sent| {
        format!(
            "Events in the request: {}, written by [`event_writer`](sansmith::events::EventsExt::event_writer).",
            link(sent)
        )
    }));
    page.paragraph(received.as_ref().map(|received| {
        format!(
            "Events in the response: {}, read by [`response_events`](sansmith::events::EventsExt::response_events).",
            link(received)
        )
    }));
    page.paragraph([format!("A client calls it with `{method}`.")]);
    if let Some(example) = example(operation, context, (sent, received), method) {
        page.lines.push(String::new());
        page.lines.extend(example);
    }
    // The section begins without an empty line.
    page.lines.split_off(1)
}

/// An example of a call.
fn example(
    operation: &Operation,
    context: &Context<'_>,
    (sent, received): (Option<String>, Option<String>),
    method: &str,
) -> Option<Vec<String>> {
    let Context { names, krate, .. } = context;
    let path = &krate.path;
    let input = names.type_of(&operation.input.as_ref()?.shape);
    let name = names.operation(&operation.name);
    let mut lines = vec![krate.fence().to_owned()];
    let mut line = |text: String| lines.push(text);
    line("# #[cfg(feature = \"client\")]".to_owned());
    line("# mod example {".to_owned());
    if sent.is_some() {
        line(format!(
            "use {path}::sansmith_client::asynchronous::EventSender;"
        ));
    }
    line(format!("use {path}::{{Client, operation, types}};"));
    line(String::new());
    let event = sent
        .as_ref()
        .map(|sent| format!(", event: types::{sent}"))
        .unwrap_or_default();
    line(format!(
        "async fn call(client: &Client, input: &types::{input}{event}) -> Result<(), Box<dyn std::error::Error>> {{"
    ));
    let taken = if received.is_some() {
        "let mut events"
    } else {
        "let output"
    };
    if sent.is_some() {
        line("    let (mut sender, queue) = EventSender::new(8);".to_owned());
        line("    sender.send(event).await?;".to_owned());
        if received.is_none() {
            line("    drop(sender); // the end of the request".to_owned());
        }
        line(format!(
            "    {taken} = client.{method}::<operation::{name}>(input, queue).await?;"
        ));
    } else {
        line(format!(
            "    {taken} = client.{method}::<operation::{name}>(input).await?;"
        ));
    }
    if received.is_some() {
        if sent.is_some() {
            line("    drop(sender); // the end of the request".to_owned());
        }
        line("    while let Some(event) = events.next().await {".to_owned());
        line("        println!(\"{:?}\", event?);".to_owned());
        line("    }".to_owned());
    } else {
        line("    println!(\"{output:?}\");".to_owned());
    }
    line("    Ok(())".to_owned());
    line("}".to_owned());
    line("# }".to_owned());
    line("```".to_owned());
    Some(lines)
}

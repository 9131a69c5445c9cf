//! A worker: takes messages from a queue, stores them in a table, and deletes them.
//!
//! `cargo run -p sansmith-client-tests --example sqs_worker -- QUEUE_URL TABLE`

#![allow(clippy::print_stdout, reason = "a program prints")]

#[cfg(corpus)]
mod program {
    use std::error::Error;

    use sansmith_client::{CallOptions, Client};
    // In a program of yours: `use sansmith_sqs::…` and `use sansmith_dynamodb::…`.
    use sansmith_client_tests::services::dynamodb::operation::PutItem;
    use sansmith_client_tests::services::dynamodb::types::{AttributeValue, PutItemInput};
    use sansmith_client_tests::services::sqs::operation::{DeleteMessage, ReceiveMessage};
    use sansmith_client_tests::services::sqs::types::{
        DeleteMessageRequest, ReceiveMessageRequest,
    };

    pub(super) async fn run(queue: &str, table: &str) -> Result<(), Box<dyn Error>> {
        // One client calls both services, over one pool of connections.
        let client = Client::from_env().await?;
        let input = ReceiveMessageRequest::builder()
            .queue_url(queue)
            .max_number_of_messages(10)
            .wait_time_seconds(20)
            .build();
        // A long poll takes longer than other calls.
        let long = CallOptions::new().attempt_timeout(std::time::Duration::from_secs(30));
        loop {
            let received = client
                .send_with::<ReceiveMessage>(&input, &long)
                .await?
                .output;
            for message in received.messages.unwrap_or_default() {
                let (Some(id), Some(body), Some(handle)) =
                    (message.message_id, message.body, message.receipt_handle)
                else {
                    continue;
                };
                let put = PutItemInput::builder()
                    .table_name(table)
                    .item([
                        ("id", AttributeValue::S(id)),
                        ("body", AttributeValue::S(body)),
                    ])
                    .build();
                match client.send::<PutItem>(&put).await {
                    Ok(_) => {}
                    Err(error) if error.is_throttle() => {
                        // The message comes back when its time is up.
                        println!("the table is busy: {error}");
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                }
                let delete = DeleteMessageRequest::builder()
                    .queue_url(queue)
                    .receipt_handle(handle)
                    .build();
                client.send::<DeleteMessage>(&delete).await?;
            }
        }
    }
}

#[cfg(corpus)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [queue, table] = arguments.as_slice() else {
        return Err("arguments: QUEUE_URL TABLE".into());
    };
    sansmith_client_tests::caller::runtime().block_on(program::run(queue, table))
}

#[cfg(not(corpus))]
fn main() {}

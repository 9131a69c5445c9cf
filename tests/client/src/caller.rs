//! Both clients behind one type, with inputs and outputs as JSON.

use std::io::Read as _;
use std::time::Duration;

use sansmith::identity::Credentials;
use sansmith::page::{Paginated, PaginatedItems};
use sansmith::sign::Presigned;
use sansmith::{Operation, Shape};
use sansmith_client::call::{CallError, Settings};
use sansmith_client::testing::{Mock, VirtualTime};
use sansmith_client::{Builder, CallOptions, Client, asynchronous, blocking};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A client of either kind.
#[derive(Debug)]
pub enum Caller {
    /// The blocking client.
    Blocking(blocking::Client),
    /// The asynchronous client, with its runtime.
    Asynchronous(Client, tokio::runtime::Runtime),
}

/// The error of an operation.
pub type Failed<O> = Box<CallError<<O as Operation>::Error>>;

/// Settings of both clients.
pub fn configured<C>(endpoint: &str) -> Builder<C> {
    Builder::default()
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .endpoint(endpoint)
        .attempt_timeout(Duration::from_secs(60))
        .configure(|settings| {
            // One host serves all buckets.
            let path = sansmith::endpoint::BuiltIn::S3ForcePathStyle;
            settings.params = std::mem::take(&mut settings.params).built_in(path, true);
        })
}

/// Settings of both clients at the endpoints of the rules.
fn at_home<C>(change: fn(&mut Settings)) -> Builder<C> {
    Builder::default()
        .region("us-west-2")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .configure(change)
}

/// A runtime of one thread.
pub fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime starts")
}

impl Caller {
    /// One caller of each kind.
    pub fn both(endpoint: &str) -> [Self; 2] {
        let blocking = configured::<blocking::Client>(endpoint).build();
        let asynchronous = configured::<Client>(endpoint).build();
        [
            Self::Blocking(blocking.expect("the client is made")),
            Self::Asynchronous(asynchronous.expect("the client is made"), runtime()),
        ]
    }

    /// One caller of each kind, with its mock, at the endpoints of the rules.
    pub fn mocked(change: fn(&mut Settings)) -> [(Self, Mock); 2] {
        [true, false].map(|is_blocking| {
            let (mock, time) = (Mock::new(), VirtualTime::new());
            let transport = mock.clone().with_time(time.clone());
            let caller = if is_blocking {
                let builder = at_home::<blocking::Client>(change).time(time);
                Self::Blocking(builder.build_with(transport))
            } else {
                let builder = at_home::<Client>(change).time(time);
                Self::Asynchronous(builder.build_with(transport), runtime())
            };
            (caller, mock)
        })
    }

    /// Name of the kind, for names of resources.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Blocking(_) => "blocking",
            Self::Asynchronous(..) => "async",
        }
    }

    /// Calls an operation.
    ///
    /// # Errors
    ///
    /// Those of the call.
    pub fn try_send<O: Operation>(&self, input: &O::Input) -> Result<O::Output, Failed<O>>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        match self {
            Self::Blocking(client) => client.send::<O>(input),
            Self::Asynchronous(client, runtime) => runtime.block_on(client.send::<O>(input)),
        }
    }

    /// Calls an operation with a JSON input, and returns its output as JSON.
    pub fn call<O: Operation>(&self, input: Value) -> Value
    where
        O::Input: Shape + Sync + DeserializeOwned,
        O::Output: Shape + Send + Serialize,
        O::Error: Send,
    {
        let input = serde_json::from_value(input).expect("the input fits the operation");
        match self.try_send::<O>(&input) {
            Ok(output) => serde_json::to_value(output).expect("an output is JSON"),
            Err(error) => panic!("{}: {error:?}", O::SCHEMA.name),
        }
    }

    /// Calls an operation that fails, and returns the code.
    pub fn fail<O: Operation>(&self, input: Value) -> String
    where
        O::Input: Shape + Sync + DeserializeOwned,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let input = serde_json::from_value(input).expect("the input fits the operation");
        let Err(error) = self.try_send::<O>(&input) else {
            panic!("{} succeeded", O::SCHEMA.name);
        };
        assert!(!error.attempts().is_empty(), "{error:?}");
        error.code().expect("the service answered").to_owned()
    }

    /// The items of all pages of an operation with a JSON input.
    pub fn items<P: PaginatedItems>(&self, input: Value) -> Vec<<P::Items as IntoIterator>::Item>
    where
        <P::Operation as Operation>::Input: Shape + Send + Sync + DeserializeOwned,
        <P::Operation as Operation>::Output: Shape + Send,
        <P::Operation as Operation>::Error: Send,
    {
        let input = serde_json::from_value(input).expect("the input fits the operation");
        let items: Result<_, _> = match self {
            Self::Blocking(client) => client.items::<P>(input).collect(),
            Self::Asynchronous(client, runtime) => runtime.block_on(async {
                let mut items = client.items::<P>(input);
                let mut found = Vec::new();
                while let Some(item) = items.next().await {
                    found.push(item?);
                }
                Ok(found)
            }),
        };
        items.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// The number of pages of an operation with a JSON input.
    pub fn pages<P: Paginated>(&self, input: Value) -> usize
    where
        <P::Operation as Operation>::Input: Shape + Send + Sync + DeserializeOwned,
        <P::Operation as Operation>::Output: Shape + Send,
        <P::Operation as Operation>::Error: Send,
    {
        let input = serde_json::from_value(input).expect("the input fits the operation");
        match self {
            Self::Blocking(client) => {
                let pages: Result<Vec<_>, _> = client.pages::<P>(input).collect();
                pages.unwrap().len()
            }
            Self::Asynchronous(client, runtime) => runtime.block_on(async {
                let (mut pages, mut count) = (client.pages::<P>(input), 0);
                while let Some(page) = pages.next().await {
                    page.unwrap();
                    count += 1;
                }
                count
            }),
        }
    }

    /// Sends a stream as the payload.
    pub fn upload<O: Operation>(&self, input: Value, bytes: Vec<u8>) -> O::Output
    where
        O::Input: Shape + Sync + DeserializeOwned,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let input = serde_json::from_value(input).expect("the input fits the operation");
        let sent = match self {
            Self::Blocking(client) => client.upload::<O>(&input, bytes),
            Self::Asynchronous(client, runtime) => {
                // Over plain HTTP a signature covers the body, so it must begin again.
                let length = bytes.len() as u64;
                let made = move || Ok(asynchronous::Body::of_bytes(bytes.clone()));
                let upload = asynchronous::Upload::made(made).with_length(length);
                runtime.block_on(client.upload::<O>(&input, upload))
            }
        };
        sent.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Reads the payload of a response as a stream.
    pub fn download<O: Operation>(&self, input: Value) -> Vec<u8>
    where
        O::Input: Shape + Sync + DeserializeOwned,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        self.try_download::<O>(input).unwrap()
    }

    /// Reads the payload of a response as a stream.
    ///
    /// # Errors
    ///
    /// The stream broke.
    pub fn try_download<O: Operation>(&self, input: Value) -> Result<Vec<u8>, String>
    where
        O::Input: Shape + Sync + DeserializeOwned,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        let input = serde_json::from_value(input).expect("the input fits the operation");
        match self {
            Self::Blocking(client) => {
                let mut download = client.download::<O>(&input).unwrap();
                let mut bytes = Vec::new();
                let read = download.body.read_to_end(&mut bytes);
                read.map(|_| bytes).map_err(|error| error.to_string())
            }
            Self::Asynchronous(client, runtime) => runtime.block_on(async {
                let download = client.download::<O>(&input).await.unwrap();
                let read = download.body.read_all(usize::MAX).await;
                read.map_err(|error| error.to_string())
            }),
        }
    }

    /// Presigns a request for a minute.
    pub fn presign<O: Operation>(&self, input: Value) -> Presigned
    where
        O::Input: Shape + Sync + DeserializeOwned,
    {
        let input = serde_json::from_value(input).expect("the input fits the operation");
        let minute = Duration::from_secs(60);
        let presigned = match self {
            Self::Blocking(client) => client.presign::<O>(&input, minute),
            Self::Asynchronous(client, runtime) => {
                runtime.block_on(client.presign::<O>(&input, minute))
            }
        };
        presigned.expect("the operation can be presigned")
    }

    /// Calls an operation with choices for the call.
    ///
    /// # Errors
    ///
    /// Those of the call.
    pub fn send_with<O: Operation>(
        &self,
        input: &O::Input,
        options: &CallOptions,
    ) -> Result<sansmith_client::call::Output<O::Output>, Failed<O>>
    where
        O::Input: Shape + Sync,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        match self {
            Self::Blocking(client) => client.send_with::<O>(input, options),
            Self::Asynchronous(client, runtime) => {
                runtime.block_on(client.send_with::<O>(input, options))
            }
        }
    }
}

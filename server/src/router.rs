//! Handlers of operations, as a `tower` service.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, StatusCode, request};
use http_body::Body as HttpBody;
use sansmith::registry::OperationEntry;
use sansmith::{Body, Operation, Shape};

use crate::collect::{Broken, collect};
use crate::routes::Routes;
use crate::{
    Facts, Options, Rejection, RejectionKind, ResponseOptions, parse_request, write_error,
    write_response,
};

/// A future of a response.
type Answering = Pin<Box<dyn Future<Output = Response<Bytes>> + Send>>;

/// A handler of a parsed request.
type Handler =
    Arc<dyn Fn(&request::Parts, &[u8], &Options, ResponseOptions) -> Answering + Send + Sync>;

/// Source of the ids of requests.
type Ids = Arc<dyn Fn() -> String + Send + Sync>;

/// Handlers of the operations of a service.
///
/// Operations without a handler answer 501 if their service is known ([`service`](Self::service)), else 404, in the error
/// form of the protocol.
#[derive(Clone, Default)]
pub struct Router {
    facts: Vec<Facts>,
    handlers: BTreeMap<&'static str, Handler>,
    options: Options,
    ids: Option<Ids>,
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router")
            .field("handlers", &self.handlers.keys())
            .finish_non_exhaustive()
    }
}

impl Router {
    /// A router without operations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds all operations of a service, so that those without a handler are known: `my_crate::registry::OPERATIONS`.
    #[must_use]
    pub fn service(mut self, operations: &[OperationEntry]) -> Self {
        let served = operations.iter().map(OperationEntry::served);
        for operation in served {
            self.add(operation.facts());
        }
        self
    }

    fn add(&mut self, facts: Facts) {
        let name = facts.operation.name;
        if self.facts.iter().all(|known| known.operation.name != name) {
            self.facts.push(facts);
        }
    }

    /// Sets the handler of an operation without events.
    #[must_use]
    pub fn on<O: Operation>(self, handler: impl Handle<O>) -> Self
    where
        O::Input: Shape + Send,
        O::Output: Shape,
    {
        const {
            assert!(
                !O::SCHEMA.event_input && !O::SCHEMA.event_output,
                "the operation has events: serve it with `sansmith::events::EventsExt`"
            );
        }
        let handler = Arc::new(handler);
        self.with::<O>(Arc::new(move |head, body, options, writing| {
            let input = match parse_request::<O>(head, body, options) {
                Ok(input) => input,
                Err(rejection) => {
                    let response = rejection.write(Facts::bare::<O>(), &writing);
                    return Box::pin(std::future::ready(response));
                }
            };
            let answering = handler.handle(input);
            Box::pin(async move {
                match answering.await {
                    Ok(output) => write_response::<O>(&output, &writing),
                    Err(error) => write_error::<O>(&error, &writing),
                }
            })
        }))
    }

    fn with<O: Operation>(mut self, handler: Handler) -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        self.add(Facts::of::<O>());
        self.handlers.insert(O::SCHEMA.name, handler);
        self
    }

    /// Sets limits and checks.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Sets the source of the ids of requests; by default, responses have none.
    #[must_use]
    pub fn request_ids(mut self, source: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.ids = Some(Arc::new(source));
        self
    }

    /// Finishes the router: a service that is cheap to clone.
    pub fn build(self) -> RouterService {
        RouterService(Arc::new(Inner {
            routes: Routes::new(self.facts),
            handlers: self.handlers,
            options: self.options,
            ids: self.ids,
        }))
    }
}

/// A future of an output or error.
pub type Handling<O> =
    Pin<Box<dyn Future<Output = Result<<O as Operation>::Output, <O as Operation>::Error>> + Send>>;

/// A handler: a function from an input to a future of an output or error.
pub trait Handle<O: Operation>: Send + Sync + 'static {
    /// Calls the handler.
    fn handle(&self, input: O::Input) -> Handling<O>;
}

impl<O, F, R> Handle<O> for F
where
    O: Operation,
    F: Fn(O::Input) -> R + Send + Sync + 'static,
    R: Future<Output = Result<O::Output, O::Error>> + Send + 'static,
{
    fn handle(&self, input: O::Input) -> Handling<O> {
        Box::pin(self(input))
    }
}

/// A router as a `tower` service of HTTP requests with any body.
#[derive(Clone)]
pub struct RouterService(Arc<Inner>);

struct Inner {
    routes: Routes,
    handlers: BTreeMap<&'static str, Handler>,
    options: Options,
    ids: Option<Ids>,
}

impl fmt::Debug for RouterService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RouterService")
            .field("handlers", &self.0.handlers.keys())
            .finish_non_exhaustive()
    }
}

impl RouterService {
    /// The index of operations.
    pub fn routes(&self) -> &Routes {
        &self.0.routes
    }

    /// Answers a request whose body is in memory.
    pub async fn answer(&self, head: &request::Parts, body: &[u8]) -> Response<Bytes> {
        let inner = &*self.0;
        let writing = self.writing();
        let facts = match inner.routes.find(head, body) {
            Ok(found) => found.facts,
            Err(rejection) => return self.refuse(&rejection, head, &writing),
        };
        if let Some(handler) = inner.handlers.get(facts.operation.name) {
            handler(head, body, &inner.options, writing).await
        } else {
            let message = format!("`{}` has no handler", facts.operation.name);
            Rejection::new(RejectionKind::NotImplemented, message).write(facts, &writing)
        }
    }

    /// Options of a response, with a new request id.
    fn writing(&self) -> ResponseOptions {
        match &self.0.ids {
            Some(ids) => ResponseOptions::new().request_id(ids()),
            None => ResponseOptions::new(),
        }
    }

    /// Refuses a request of no operation.
    fn refuse(
        &self,
        rejection: &Rejection,
        head: &request::Parts,
        writing: &ResponseOptions,
    ) -> Response<Bytes> {
        if let Some(facts) = self.0.routes.fallback(head) {
            return rejection.write(facts, writing);
        }
        // Without an operation there is no protocol either.
        let mut response = Response::new(Bytes::from(rejection.to_string()));
        *response.status_mut() =
            StatusCode::from_u16(rejection.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response
    }

    async fn respond<B: HttpBody>(self, request: Request<B>) -> Response<Body> {
        let (head, body) = request.into_parts();
        let response = match collect(body, self.0.options.most_bytes()).await {
            Ok(body) => self.answer(&head, &body).await,
            Err(broken) => {
                let (kind, message) = match broken {
                    Broken::TooLarge => (RejectionKind::TooLarge, "the body is too large"),
                    Broken::Incomplete => (RejectionKind::Malformed, "the body is incomplete"),
                };
                let rejection = Rejection::new(kind, message);
                self.refuse(&rejection, &head, &self.writing())
            }
        };
        response.map(Body::from)
    }
}

impl<B> tower_service::Service<Request<B>> for RouterService
where
    B: HttpBody + Send + 'static,
    B::Data: Send,
    B::Error: Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move { Ok(service.respond(request).await) })
    }
}

#[cfg(test)]
mod tests;

//! Requests over HTTP/2, on hyper in a thread of its own.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

use bytes::Bytes;
use http_body::Frame;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc as queue, oneshot};

use super::body::Body;
use super::transport::{Outgoing, Transport};
use crate::asynchronous;
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// Parts of a request's body that wait for the connection.
const ROOM: usize = 16;

/// A transport that sends requests by another one, but for those that only HTTP/2 can carry: they go over hyper, whose
/// connections have a thread.
///
/// The thread starts with the first such request. It is cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct WithHttp2<T> {
    inner: T,
    hyper: Arc<OnceLock<Result<Threads, TransportError>>>,
    bundle: Option<Arc<Path>>,
    connect_timeout: Option<Duration>,
}

/// The transport on hyper, and the thread of its connections.
struct Threads {
    /// Taken when it is dropped.
    runtime: Option<Runtime>,
    transport: asynchronous::Transport,
}

impl<T> WithHttp2<T> {
    /// HTTP/2 beside a transport, with the usual root certificates.
    pub fn new(inner: T) -> Self {
        Self::trusting(inner, None, None)
    }

    /// HTTP/2 beside a transport, with the certificates in a PEM file, or the usual ones without a file, and the longest
    /// time for a connection.
    pub fn trusting(inner: T, bundle: Option<&Path>, connect_timeout: Option<Duration>) -> Self {
        Self {
            inner,
            hyper: Arc::default(),
            bundle: bundle.map(Arc::from),
            connect_timeout,
        }
    }

    fn threads(&self) -> Result<&Threads, TransportError> {
        let begin = || Threads::begin(self.bundle.as_deref(), self.connect_timeout);
        self.hyper.get_or_init(begin).as_ref().map_err(Clone::clone)
    }
}

impl Threads {
    fn begin(bundle: Option<&Path>, connect: Option<Duration>) -> Result<Self, TransportError> {
        let hyper = asynchronous::Hyper::trusting(bundle, connect)?;
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("sansmith-http2");
        let runtime = builder
            .enable_all()
            .build()
            .map_err(|error| TransportError::new(TransportErrorKind::Other, error.to_string()))?;
        Ok(Self {
            runtime: Some(runtime),
            transport: asynchronous::Transport::new(hyper),
        })
    }

    /// Runs a future in the thread of the connections, and waits for it; not by `block_on`, which a caller's runtime would
    /// refuse.
    fn wait<F>(&self, future: F) -> Result<F::Output, TransportError>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let gone = || TransportError::new(TransportErrorKind::Other, "the thread is gone");
        let runtime = self.runtime.as_ref().ok_or_else(gone)?;
        wait(runtime.handle(), future).ok_or_else(gone)
    }
}

/// Waits for a future that runs in other threads.
fn wait<F>(handle: &tokio::runtime::Handle, future: F) -> Option<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(1);
    handle.spawn(async move {
        // The caller waits, so that there is a receiver.
        let _ = sender.send(future.await);
    });
    receiver.recv().ok()
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A runtime that is dropped within another one would panic.
            runtime.shutdown_background();
        }
    }
}

impl<T: Transport> Transport for WithHttp2<T> {
    fn send(
        &self,
        request: http::Request<Outgoing<'_>>,
        limits: &Limits,
    ) -> Result<http::Response<Body>, TransportError> {
        if request.version() != http::Version::HTTP_2 {
            return self.inner.send(request, limits);
        }
        let threads = self.threads()?;
        let (head, outgoing) = request.into_parts();
        let (interest, until) = oneshot::channel();
        let body = match outgoing {
            Outgoing::Parts(parts) => asynchronous::Body::new(Queue::begin(parts, until)?),
            other => {
                let bytes = other.read_all();
                asynchronous::Body::of_bytes(bytes.map_err(|error| of_thread(&error))?)
            }
        };
        let request = http::Request::from_parts(head, body);
        let (transport, time) = (threads.transport.clone(), limits.attempt);
        let sending = async move {
            let sending = transport.send(request);
            match time {
                Some(time) => tokio::time::timeout(time, sending)
                    .await
                    .unwrap_or_else(|_| {
                        let text = "the time for the attempt was up";
                        Err(TransportError::new(TransportErrorKind::Timeout, text))
                    }),
                None => sending.await,
            }
        };
        let (head, body) = threads.wait(sending)??.into_parts();
        let length = body.length();
        let reading = Reading {
            threads: Arc::clone(&self.hyper),
            body: Some(body),
            current: Bytes::new(),
            _interest: interest,
        };
        Ok(http::Response::from_parts(head, Body::new(reading, length)))
    }
}

/// A body of a response.
struct Reading {
    threads: Arc<OnceLock<Result<Threads, TransportError>>>,
    body: Option<asynchronous::Body>,
    current: Bytes,
    /// Dropped with the body.
    _interest: oneshot::Sender<()>,
}

impl Reading {
    /// The next part; none at the end.
    fn part(&mut self) -> Result<Option<Bytes>, TransportError> {
        let (Some(mut body), Some(Ok(threads))) = (self.body.take(), self.threads.get()) else {
            return Ok(None);
        };
        let (part, body) = threads.wait(async move { (body.chunk().await, body) })?;
        if let Ok(Some(_)) = &part {
            self.body = Some(body);
        }
        part
    }
}

impl io::Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() {
            match self.part().map_err(io::Error::other)? {
                Some(bytes) => self.current = bytes,
                None => return Ok(0),
            }
        }
        let count = self.current.len().min(buffer.len());
        let part = self.current.split_to(count);
        if let Some(buffer) = buffer.get_mut(..count) {
            buffer.copy_from_slice(&part);
        }
        Ok(count)
    }
}

/// The parts of a request's body, which a thread of their own brings: they may wait for their caller.
struct Queue {
    parts: queue::Receiver<io::Result<Bytes>>,
    /// The response is dropped, so that the request is cut, even between two parts.
    until: oneshot::Receiver<()>,
}

impl Queue {
    fn begin(
        parts: Box<dyn Iterator<Item = io::Result<Bytes>> + Send>,
        until: oneshot::Receiver<()>,
    ) -> Result<Self, TransportError> {
        let (sender, receiver) = queue::channel(ROOM);
        let thread = std::thread::Builder::new().name("sansmith-events".to_owned());
        let bring = move || {
            for part in parts {
                // The request is over.
                if sender.blocking_send(part).is_err() {
                    return;
                }
            }
        };
        thread.spawn(bring).map_err(|error| of_thread(&error))?;
        Ok(Self {
            parts: receiver,
            until,
        })
    }
}

/// The error of a body that cannot be brought.
fn of_thread(error: &io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Other, error.to_string())
}

impl http_body::Body for Queue {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<io::Result<Frame<Bytes>>>> {
        if std::pin::Pin::new(&mut self.until).poll(context).is_ready() {
            let text = "the stream of the response was dropped";
            return std::task::Poll::Ready(Some(Err(io::Error::other(text))));
        }
        let part = self.parts.poll_recv(context);
        part.map(|part| part.map(|part| part.map(Frame::data)))
    }
}

impl<T: fmt::Debug> fmt::Debug for WithHttp2<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WithHttp2").field(&self.inner).finish()
    }
}

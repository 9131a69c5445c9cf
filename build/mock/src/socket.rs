//! The mock on a socket of the loopback interface.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::error::Error;
use crate::script::Fault;
use crate::service::MockService;

/// Largest body of a request, in bytes.
const LARGEST: usize = 64 << 20;

/// Time in which a client must send the head of a request.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of a slow body that come at once.
const PIECE: usize = 64;

/// A mock on a socket; it ends when this value is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Running {
    /// The address.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of the endpoint.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl MockService {
    /// Starts the mock on a free port, on a thread of its own.
    ///
    /// # Errors
    ///
    /// No port is free.
    pub fn start(self) -> Result<Running, Error> {
        let (stop, stopped) = oneshot::channel();
        let (ready, address) = mpsc::channel();
        let thread = thread::spawn(move || {
            let until = async {
                let _ = stopped.await;
            };
            let _ = serve(
                &self,
                0,
                |found| {
                    let _ = ready.send(found);
                },
                until,
            );
        });
        let broken = || io::Error::other("the server did not start");
        let address = address
            .recv()
            .map_err(|_| Error::socket("cannot listen", broken()))?;
        Ok(Running {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

/// Serves until the process is interrupted.
pub(crate) fn run(
    service: &MockService,
    port: u16,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), Error> {
    serve(service, port, ready, async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// Serves until a future is ready.
fn serve(
    service: &MockService,
    port: u16,
    ready: impl FnOnce(SocketAddr),
    until: impl Future<Output = ()>,
) -> Result<(), Error> {
    let failed = |cause| Error::socket(format!("cannot listen on 127.0.0.1:{port}"), cause);
    let runtime: Runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(failed)?;
        ready(listener.local_addr().map_err(failed)?);
        let accepting = async {
            loop {
                // A client that goes away at once is no reason to end.
                let Ok((stream, _)) = listener.accept().await else {
                    continue;
                };
                let _ = stream.set_nodelay(true);
                let service = service.clone();
                tokio::spawn(async move {
                    // HTTP/2 without TLS begins with its preface, for events in both directions.
                    let mut builder = auto::Builder::new(TokioExecutor::new());
                    builder
                        .http1()
                        .timer(TokioTimer::new())
                        .header_read_timeout(PATIENCE);
                    let answered = service_fn(move |request| answer(service.clone(), request));
                    let _ = builder
                        .serve_connection(TokioIo::new(stream), answered)
                        .await;
                });
            }
        };
        tokio::select! {
            () = accepting => {}
            () = until => {}
        }
        Ok(())
    })
}

/// Answers a request; an error ends the connection.
async fn answer(
    service: MockService,
    request: Request<Incoming>,
) -> Result<Response<Reply>, io::Error> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, LARGEST).collect().await;
    let body = body.map_err(|error| io::Error::other(error.to_string()))?;
    let answer = service.answer(&head, &body.to_bytes());
    if answer.delay > 0 {
        tokio::time::sleep(Duration::from_millis(answer.delay)).await;
    }
    if answer.fault == Some(Fault::Reset) {
        return Err(io::Error::from(io::ErrorKind::ConnectionReset));
    }
    let fault = answer.fault;
    Ok(answer.response.map(|bytes| Reply::new(bytes, fault)))
}

/// The body of a response, possibly with a fault.
struct Reply {
    rest: Bytes,
    whole: u64,
    fault: Option<Fault>,
    pause: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Reply {
    fn new(mut rest: Bytes, fault: Option<Fault>) -> Self {
        let whole = u64::try_from(rest.len()).unwrap_or(u64::MAX);
        if fault == Some(Fault::Truncate) {
            rest.truncate(rest.len() / 2);
        }
        Self {
            rest,
            whole,
            fault,
            pause: None,
        }
    }
}

impl Body for Reply {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(pause) = &mut self.pause {
            std::task::ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        if self.rest.is_empty() {
            let broken = self.fault == Some(Fault::Truncate);
            let error = io::Error::from(io::ErrorKind::UnexpectedEof);
            return Poll::Ready(broken.then_some(Err(error)));
        }
        if self.fault == Some(Fault::Slow) {
            let length = self.rest.len().min(PIECE);
            let piece = self.rest.split_to(length);
            self.pause = Some(Box::pin(tokio::time::sleep(Duration::from_millis(1))));
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.rest)))))
    }

    fn size_hint(&self) -> SizeHint {
        match self.fault {
            Some(Fault::Truncate) => SizeHint::with_exact(self.whole),
            _ => SizeHint::with_exact(u64::try_from(self.rest.len()).unwrap_or(u64::MAX)),
        }
    }
}

//! A queue of events: a handle to send into, and the stream that a request takes.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_channel::mpsc;
use futures_core::Stream;

/// A handle to send events into a request; the stream that the request takes is beside it.
///
/// The stream ends when all handles are dropped, and with it the request.
///
/// ```
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// use sansmith_client::asynchronous::EventSender;
///
/// let (mut sender, queue) = EventSender::new(8);
/// sender.send("an event").await?;
/// drop(sender);
/// // … `client.exchange_events::<Operation>(&input, queue)` sends it, and ends the request …
/// # drop(queue);
/// # Ok::<(), sansmith_client::asynchronous::Closed>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct EventSender<E> {
    sender: mpsc::Sender<E>,
}

/// The events sent into an [`EventSender`], as a stream for a request.
pub struct EventQueue<E> {
    receiver: mpsc::Receiver<E>,
}

/// The error of an event that was sent into a request that is over; the stream of the response has the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

impl<E> EventSender<E> {
    /// A handle, and the stream of the events that are sent into it. At most `room` events wait in it, besides one per
    /// handle.
    pub fn new(room: usize) -> (Self, EventQueue<E>) {
        let (sender, receiver) = mpsc::channel(room);
        (Self { sender }, EventQueue { receiver })
    }

    /// Sends an event; waits while there is no room.
    ///
    /// # Errors
    ///
    /// The request is over.
    pub async fn send(&mut self, event: E) -> Result<(), Closed> {
        std::future::poll_fn(|context| self.sender.poll_ready(context))
            .await
            .map_err(|_| Closed)?;
        self.sender.start_send(event).map_err(|_| Closed)
    }

    /// Returns true if the request is over.
    pub fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }
}

impl<E> Clone for EventSender<E> {
    fn clone(&self) -> Self {
        Self {
            sender: self.sender.clone(),
        }
    }
}

impl<E> Stream for EventQueue<E> {
    type Item = E;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<E>> {
        Pin::new(&mut self.receiver).poll_next(context)
    }
}

impl<E> fmt::Debug for EventSender<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventSender")
    }
}

impl<E> fmt::Debug for EventQueue<E> {
    /// Without events, which may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventQueue")
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request is over, so that no event can be sent")
    }
}

impl std::error::Error for Closed {}

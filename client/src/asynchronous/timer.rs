//! Timers of the asynchronous client.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::driver::system;

/// A pause in progress.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A source of pauses.
pub trait Timer: fmt::Debug + Send + Sync + 'static {
    /// A pause of that length.
    fn sleep(&self, time: Duration) -> Sleep;
}

/// The timer of tokio.
#[cfg(feature = "hyper")]
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioTimer;

#[cfg(feature = "hyper")]
impl Timer for TokioTimer {
    fn sleep(&self, time: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(time))
    }
}

/// A timer for any executor: each pause has a thread.
#[derive(Debug, Clone, Copy, Default)]
pub struct ThreadTimer;

impl Timer for ThreadTimer {
    fn sleep(&self, time: Duration) -> Sleep {
        Box::pin(offload(move || system::sleep(time)))
    }
}

/// The outcome of a function on another thread, and the task that waits for it.
struct Slot<T> {
    outcome: Option<T>,
    waker: Option<Waker>,
}

/// Runs a function on a thread of its own. Without a thread it runs in this one.
pub(super) fn offload<T: Send + 'static>(
    run: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = T> + Send {
    let slot = Arc::new(Mutex::new(Slot {
        outcome: None,
        waker: None,
    }));
    let filled = Arc::clone(&slot);
    let run = Arc::new(Mutex::new(Some(run)));
    let work = move || {
        let run = run.lock().unwrap_or_else(PoisonError::into_inner).take();
        let outcome = run.map(|run| run());
        let mut slot = filled.lock().unwrap_or_else(PoisonError::into_inner);
        slot.outcome = outcome;
        if let Some(waker) = slot.waker.take() {
            waker.wake();
        }
    };
    let here = work.clone();
    if system::spawn(work).is_err() {
        here();
    }
    std::future::poll_fn(move |context| {
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outcome) = slot.outcome.take() {
            return Poll::Ready(outcome);
        }
        slot.waker = Some(context.waker().clone());
        Poll::Pending
    })
}

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
#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioTimer;

#[cfg(any(feature = "hyper", feature = "reqwest"))]
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

/// Fills a slot, and wakes the task once the lock is free: a waker is code of an executor.
fn fill<T>(slot: &Mutex<Slot<T>>, outcome: Option<T>) {
    let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
    slot.outcome = outcome;
    let waker = slot.waker.take();
    drop(slot);
    if let Some(waker) = waker {
        waker.wake();
    }
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
        fill(&filled, run.map(|run| run()));
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::Wake;

    use super::*;

    /// A waker that notes if the lock is free.
    struct Looking {
        slot: Arc<Mutex<Slot<u8>>>,
        is_free: AtomicBool,
    }

    impl Wake for Looking {
        fn wake(self: Arc<Self>) {
            self.is_free
                .store(self.slot.try_lock().is_ok(), Ordering::SeqCst);
        }
    }

    #[test]
    fn a_task_is_woken_without_a_lock() {
        let slot = Arc::new(Mutex::new(Slot {
            outcome: None,
            waker: None,
        }));
        let looking = Arc::new(Looking {
            slot: Arc::clone(&slot),
            is_free: AtomicBool::new(false),
        });
        slot.try_lock().unwrap().waker = Some(Waker::from(Arc::clone(&looking)));
        fill(&slot, Some(7));
        assert!(looking.is_free.load(Ordering::SeqCst));
        assert_eq!(slot.try_lock().unwrap().outcome.take(), Some(7));
        // The waker has the slot, and the slot has no waker any more.
        assert!(slot.try_lock().unwrap().waker.is_none());
    }
}

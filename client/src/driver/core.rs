//! The part of a client that its clones share.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
#[cfg(feature = "client")]
use std::task::{Poll, Waker};
use std::time::Duration;

use sansmith::{Service, Timestamp};

use super::builder::Overrides;
use super::counters::{Counters, Counting};
use super::options::CallOptions;
use super::steps::Steps;
use super::time::{Moments, Time};
use crate::call::{Event, Need, Problem, Settings, Shared};
use crate::config;
use crate::moment::between;

/// The part of a client that its clones share.
pub(crate) struct Core {
    pub(crate) time: Arc<dyn Time>,
    pub(crate) overrides: Overrides,
    configuration: config::Settings,
    /// Settings by the id of the service.
    settings: Mutex<BTreeMap<&'static str, Arc<Settings>>>,
    progress: Mutex<Guarded>,
    /// A call came further, which others may wait for.
    changed: Condvar,
    #[cfg(feature = "client")]
    wakers: Mutex<Vec<Waker>>,
    counting: Counting,
}

/// Data behind the lock that a step holds.
#[derive(Default)]
struct Guarded {
    shared: Shared,
    epoch: Epoch,
}

/// The number of times that a call came further which others may wait for.
///
/// A step that ends in a wait reads it, so that a change between the step and the wait is not missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Epoch(u64);

/// Locks; data behind a panic is whole, since steps replace it as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Core {
    pub(crate) fn new(
        configuration: config::Settings,
        overrides: Overrides,
        time: Arc<dyn Time>,
    ) -> Self {
        Self {
            time,
            overrides,
            configuration,
            settings: Mutex::default(),
            progress: Mutex::default(),
            changed: Condvar::new(),
            #[cfg(feature = "client")]
            wakers: Mutex::default(),
            counting: Counting::default(),
        }
    }

    /// The settings of a call.
    pub(crate) fn settings(
        &self,
        service: &'static Service,
        options: &CallOptions,
    ) -> Result<Arc<Settings>, Problem> {
        let known = lock(&self.settings).get(service.id).cloned();
        if let Some(settings) = known {
            return Ok(options.apply(settings));
        }
        let settings = Settings::of(&self.configuration, service)?;
        let settings = Arc::new(self.overrides.apply(service, settings));
        lock(&self.settings).insert(service.id, Arc::clone(&settings));
        Ok(options.apply(settings))
    }

    /// The counts of calls.
    pub(crate) fn counters(&self) -> Counters {
        self.counting.get()
    }

    /// The tokens that are left for retries of a service in a region.
    pub(crate) fn retry_quota(&self, service: &'static str, region: &str) -> Option<u32> {
        lock(&self.progress).shared.retry_quota(service, region)
    }

    /// Waits in the current thread until another call comes further than at an epoch, or until an instant.
    #[cfg(feature = "blocking-client")]
    pub(crate) fn wait(&self, seen: Epoch, until: Timestamp) {
        let time = between(self.time.now(), until);
        if self.time.is_virtual() {
            self.time.sleep(time);
            return;
        }
        let guarded = lock(&self.progress);
        let waited = self
            .changed
            .wait_timeout_while(guarded, time, |guarded| guarded.epoch == seen);
        drop(waited);
    }

    /// The moment when another call comes further than at an epoch.
    #[cfg(feature = "client")]
    pub(crate) async fn changed(&self, seen: Epoch) {
        std::future::poll_fn(|context| {
            // Registered before the look, so that a change after the look wakes the task.
            self.wake_on_change(context.waker());
            if lock(&self.progress).epoch == seen {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
    }

    /// Registers a task that waits for another call to come further.
    #[cfg(feature = "client")]
    fn wake_on_change(&self, waker: &Waker) {
        let mut wakers = lock(&self.wakers);
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    /// Runs a step over the shared data. One that came further raises the epoch under the same lock, and wakes the
    /// calls that wait once the lock is free.
    fn run<T>(&self, step: impl FnOnce(&mut Shared) -> (T, bool)) -> (T, Epoch) {
        let mut guarded = lock(&self.progress);
        let (outcome, is_further) = step(&mut guarded.shared);
        if is_further {
            guarded.epoch.0 = guarded.epoch.0.wrapping_add(1);
        }
        let epoch = guarded.epoch;
        drop(guarded);
        if is_further {
            self.notify();
        }
        (outcome, epoch)
    }

    /// Wakes the calls that wait. Wakers are code of an executor, so no lock is held while they run.
    fn notify(&self) {
        self.changed.notify_all();
        #[cfg(feature = "client")]
        {
            let wakers = std::mem::take(&mut *lock(&self.wakers));
            for waker in wakers {
                waker.wake();
            }
        }
    }
}

/// A call in progress, with its clock; one that is dropped before its end is left to others.
pub(crate) struct Progress<'c, S: Steps + ?Sized> {
    core: &'c Core,
    steps: &'c mut S,
    moments: Moments,
    /// The epoch of the last step.
    epoch: Epoch,
    is_over: bool,
}

impl<'c, S: Steps + ?Sized> Progress<'c, S> {
    pub(crate) fn begin(core: &'c Core, steps: &'c mut S) -> Self {
        let moments = Moments::begin(&*core.time);
        Self {
            core,
            steps,
            moments,
            epoch: Epoch::default(),
            is_over: false,
        }
    }

    /// Takes an event; without a need the call is at its end.
    pub(crate) fn step(&mut self, event: Event) -> Option<Need> {
        let is_identity = matches!(event, Event::Identity(_));
        let at = (self.moments.now(&*self.core.time), self.moments.draw());
        let steps = &mut *self.steps;
        let (need, epoch) = self.core.run(|shared| {
            let need = steps.step(shared, at, event);
            let is_further = is_identity && !matches!(need, Some(Need::Identity(_)));
            (need, is_further)
        });
        self.epoch = epoch;
        if need.is_none() {
            self.is_over = true;
            if let Some((metadata, is_failure)) = self.steps.outcome() {
                self.core.counting.count(metadata, is_failure);
            }
        }
        need
    }

    /// The time from now until an instant.
    pub(crate) fn until(&mut self, instant: Timestamp) -> Duration {
        between(self.moments.now(&*self.core.time), instant)
    }

    /// The epoch that the last step saw.
    pub(crate) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// The outcome, as the spans show it.
    pub(crate) fn steps(&self) -> &S {
        self.steps
    }
}

impl<S: Steps + ?Sized> Drop for Progress<'_, S> {
    fn drop(&mut self) {
        if !self.is_over {
            let steps = &mut *self.steps;
            self.core.run(|shared| {
                steps.leave(shared);
                ((), true)
            });
        }
    }
}

impl fmt::Debug for Core {
    /// Without what is shared, which has secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("profile", &self.configuration.profile_name())
            .field("counters", &self.counters())
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, feature = "client", feature = "blocking-client"))]
mod tests {
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::{Context, Wake, Waker};
    use std::time::Duration;

    use super::Core;
    use crate::config::Settings;
    use crate::driver::builder::Overrides;
    use crate::driver::{SystemTime, system};
    use crate::moment::after;

    fn core() -> Arc<Core> {
        let time = Arc::new(SystemTime);
        let core = Core::new(Settings::default(), Overrides::default(), time);
        Arc::new(core)
    }

    /// A waker that notes if the locks are free.
    struct Looking {
        core: Arc<Core>,
        are_free: AtomicBool,
    }

    impl Wake for Looking {
        fn wake(self: Arc<Self>) {
            let are_free =
                self.core.wakers.try_lock().is_ok() && self.core.progress.try_lock().is_ok();
            self.are_free.store(are_free, Ordering::SeqCst);
        }
    }

    #[test]
    fn wakers_run_without_a_lock() {
        let core = core();
        let looking = Arc::new(Looking {
            core: Arc::clone(&core),
            are_free: AtomicBool::new(false),
        });
        core.wake_on_change(&Waker::from(Arc::clone(&looking)));
        core.run(|_| ((), true));
        assert!(looking.are_free.load(Ordering::SeqCst));
        assert!(core.wakers.try_lock().unwrap().is_empty());
    }

    #[test]
    fn a_change_between_a_step_and_its_wait_is_not_missed() {
        let core = core();
        let ((), before) = core.run(|_| ((), false));
        let ((), now) = core.run(|_| ((), true));
        let mut context = Context::from_waker(Waker::noop());
        assert!(pin!(core.changed(before)).poll(&mut context).is_ready());
        let mut waiting = pin!(core.changed(now));
        assert!(waiting.as_mut().poll(&mut context).is_pending());
        core.run(|_| ((), true));
        assert!(waiting.as_mut().poll(&mut context).is_ready());

        let until = after(system::now(), Duration::from_secs(60));
        core.wait(now, until);
        assert!(system::now() < until, "the wait took all of its time");
    }
}

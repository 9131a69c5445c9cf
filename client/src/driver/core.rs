//! The part of a client that its clones share.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
#[cfg(feature = "client")]
use std::task::Waker;
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
    shared: Mutex<Shared>,
    /// A call came further, which others may wait for.
    changed: Condvar,
    #[cfg(feature = "client")]
    wakers: Mutex<Vec<Waker>>,
    counting: Counting,
}

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
            shared: Mutex::default(),
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
        lock(&self.shared).retry_quota(service, region)
    }

    /// Waits in the current thread until another call comes further, or until an instant.
    #[cfg(feature = "blocking-client")]
    pub(crate) fn wait(&self, until: Timestamp) {
        let time = between(self.time.now(), until);
        if self.time.is_virtual() {
            self.time.sleep(time);
            return;
        }
        let shared = lock(&self.shared);
        drop(self.changed.wait_timeout(shared, time));
    }

    /// Registers a task that waits for another call to come further.
    #[cfg(feature = "client")]
    pub(crate) fn wake_on_change(&self, waker: &Waker) {
        let mut wakers = lock(&self.wakers);
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn notify(&self) {
        self.changed.notify_all();
        #[cfg(feature = "client")]
        for waker in std::mem::take(&mut *lock(&self.wakers)) {
            waker.wake();
        }
    }
}

/// A call in progress, with its clock; one that is dropped before its end is left to others.
pub(crate) struct Progress<'c, S: Steps + ?Sized> {
    core: &'c Core,
    steps: &'c mut S,
    moments: Moments,
    is_over: bool,
}

impl<'c, S: Steps + ?Sized> Progress<'c, S> {
    pub(crate) fn begin(core: &'c Core, steps: &'c mut S) -> Self {
        let moments = Moments::begin(&*core.time);
        Self {
            core,
            steps,
            moments,
            is_over: false,
        }
    }

    /// Takes an event; without a need the call is at its end.
    pub(crate) fn step(&mut self, event: Event) -> Option<Need> {
        let is_identity = matches!(event, Event::Identity(_));
        let at = (self.moments.now(&*self.core.time), self.moments.draw());
        let need = self.steps.step(&mut lock(&self.core.shared), at, event);
        if is_identity && !matches!(need, Some(Need::Identity(_))) {
            self.core.notify();
        }
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

    /// The outcome, as the spans show it.
    pub(crate) fn steps(&self) -> &S {
        self.steps
    }
}

impl<S: Steps + ?Sized> Drop for Progress<'_, S> {
    fn drop(&mut self) {
        if !self.is_over {
            self.steps.leave(&mut lock(&self.core.shared));
            self.core.notify();
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

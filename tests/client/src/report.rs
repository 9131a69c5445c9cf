//! Many calls through the proxy, and what came of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sansmith_client::call::{CallError, CallErrorKind, Identity, Problem};
use sansmith_client::credentials::{ImdsOptions, Options, Source};
use sansmith_client::{Builder, CallOptions, Client, blocking};

use crate::fault::Fault;
use crate::lamp::{BumpLamp, Count, Glow, LampError, SwitchLamp};
use crate::proxy::Proxy;

/// The time of one attempt.
const ATTEMPT: Duration = Duration::from_millis(400);

/// The time of one call.
const CALL: Duration = Duration::from_secs(8);

/// The part of calls whose host has no address: one of so many.
const NAMELESS: usize = 97;

/// A run of calls.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// The calls.
    pub calls: usize,
    /// The calls at the same time.
    pub width: usize,
    /// Responses with a fault, of a thousand.
    pub per_mille: u64,
    /// The most attempts of a call.
    pub attempts: u32,
    /// Seed of the faults.
    pub seed: u64,
    /// The asynchronous client instead of the blocking one.
    pub is_async: bool,
}

/// The counts of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// Calls by their outcome.
    pub outcomes: BTreeMap<String, usize>,
    /// The longest call.
    pub longest: Duration,
    /// Requests that reached the proxy.
    pub requests: usize,
    /// Injected faults.
    pub faults: BTreeMap<Fault, usize>,
    /// Attempts after a request that the table does not allow to repeat.
    pub wrong_repeats: usize,
    /// Calls with more attempts than allowed.
    pub beyond: usize,
    /// Calls whose attempts differ in the idempotency token.
    pub token_changes: usize,
    /// Calls with a token that had more than one effect.
    pub doubled_with_token: usize,
    /// Calls without a token that had more than one effect.
    pub doubled: usize,
    /// Connections that stayed open after the client was dropped.
    pub leaked: usize,
    /// Connections in all.
    pub connections: usize,
    /// Calls that took longer than their time, with a second of grace.
    pub late: usize,
}

fn builder<C>(url: &str, run: Run) -> Builder<C> {
    let imds = ImdsOptions::default().endpoint(url);
    let chain = Options::default().sources([Source::Imds]).imds(imds);
    Builder::default()
        .region("eu-west-1")
        .identity(Identity::Chain(Box::new(chain)))
        .endpoint(url)
        .max_attempts(run.attempts)
        .attempt_timeout(ATTEMPT)
        .call_timeout(CALL)
}

/// The name of an outcome.
fn outcome<T>(called: &Result<T, Box<CallError<LampError>>>) -> String {
    let Err(error) = called else {
        return "output".to_owned();
    };
    match &error.kind {
        CallErrorKind::Service(_) => format!("error {}", error.code().unwrap_or_default()),
        CallErrorKind::Problem(Problem::Transport(error)) => format!("transport {:?}", error.kind),
        CallErrorKind::Problem(Problem::Timeout) => "call timeout".to_owned(),
        CallErrorKind::Problem(_) => "other problem".to_owned(),
        _ => "other".to_owned(),
    }
}

/// The choices of a call.
fn options(index: usize) -> CallOptions {
    let options = CallOptions::new();
    if index.is_multiple_of(NAMELESS) {
        return options.endpoint("http://no-such-host.invalid");
    }
    options
}

/// The outcomes of calls, shared by their threads.
#[derive(Debug, Default)]
struct Outcomes {
    counts: BTreeMap<String, usize>,
    longest: Duration,
    late: usize,
}

impl Outcomes {
    fn add(&mut self, name: String, time: Duration) {
        *self.counts.entry(name).or_default() += 1;
        self.longest = self.longest.max(time);
        self.late += usize::from(time > CALL + Duration::from_secs(1));
    }
}

/// Makes the calls that are left, one after another; with `await` by the asynchronous client.
macro_rules! calls {
    ($run:expr, $client:expr, $next:expr, $outcomes:expr $(, $await:tt)?) => {
        loop {
            let index = $next.fetch_add(1, Ordering::SeqCst);
            if index >= $run.calls {
                break;
            }
            let (start, options) = (Instant::now(), options(index));
            let name = if index.is_multiple_of(2) {
                let input = Glow::default();
                let sent = $client.send_with::<SwitchLamp>(&input, &options);
                outcome(&sent$(.$await)?)
            } else {
                let input = Count::default();
                let sent = $client.send_with::<BumpLamp>(&input, &options);
                outcome(&sent$(.$await)?)
            };
            let mut outcomes = $outcomes.lock().expect("no call has panicked");
            outcomes.add(name, start.elapsed());
        }
    };
}

impl Run {
    /// Makes the calls.
    pub fn run(self) -> Report {
        let proxy = Proxy::start(self.per_mille, self.seed);
        let outcomes = Arc::new(Mutex::new(Outcomes::default()));
        if self.is_async {
            self.asynchronous(&proxy, &outcomes);
        } else {
            self.blocking(&proxy, &outcomes);
        }
        let mut report = Report::default();
        let outcomes = outcomes.lock().expect("no call has panicked");
        report.outcomes.clone_from(&outcomes.counts);
        report.longest = outcomes.longest;
        report.late = outcomes.late;
        // Connections close a moment after the client is dropped.
        let start = Instant::now();
        while proxy.open.load(Ordering::SeqCst) > 0 && start.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(20));
        }
        report.leaked = proxy.open.load(Ordering::SeqCst);
        report.connections = proxy.accepted.load(Ordering::SeqCst);
        self.judge(&proxy, &mut report);
        report
    }

    fn blocking(self, proxy: &Proxy, outcomes: &Mutex<Outcomes>) {
        let client = builder::<blocking::Client>(&proxy.url, self)
            .build()
            .expect("a client");
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..self.width {
                scope.spawn(|| calls!(self, client, next, outcomes));
            }
        });
    }

    fn asynchronous(self, proxy: &Proxy, outcomes: &Arc<Mutex<Outcomes>>) {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let client = builder::<Client>(&proxy.url, self)
                .build()
                .expect("a client");
            let next = Arc::new(AtomicUsize::new(0));
            let tasks: Vec<_> = (0..self.width)
                .map(|_| {
                    let (client, next, outcomes) =
                        (client.clone(), Arc::clone(&next), Arc::clone(outcomes));
                    tokio::spawn(async move { calls!(self, client, next, outcomes, await) })
                })
                .collect();
            for task in tasks {
                task.await.expect("no call panics");
            }
        });
    }

    /// Compares what the proxy saw with the retry table.
    fn judge(self, proxy: &Proxy, report: &mut Report) {
        let state = proxy.state.lock().expect("the proxy has not panicked");
        let mut calls: BTreeMap<&str, Vec<&crate::proxy::Seen>> = BTreeMap::new();
        for seen in &state.seen {
            calls.entry(&seen.id).or_default().push(seen);
            *report.faults.entry(seen.fault).or_default() += 1;
        }
        report.requests = state.seen.len();
        for (id, attempts) in &calls {
            let is_once = |seen: &&&crate::proxy::Seen| !seen.fault.is_retryable();
            let before = attempts.split_last().map_or(&[][..], |(_, before)| before);
            report.wrong_repeats += before.iter().filter(is_once).count();
            let most = usize::try_from(self.attempts).unwrap_or(usize::MAX);
            report.beyond += usize::from(attempts.len() > most);
            let is_other = |seen: &&&crate::proxy::Seen| seen.token != attempts[0].token;
            report.token_changes += attempts.iter().filter(is_other).count();
            let effects = state.effects.get(*id).copied().unwrap_or_default();
            if attempts[0].token.is_empty() {
                report.doubled += usize::from(effects > 1);
            } else {
                report.doubled_with_token += usize::from(effects > 1);
            }
        }
    }
}

impl Report {
    /// The calls with an outcome.
    pub fn calls(&self) -> usize {
        self.outcomes.values().sum()
    }

    /// Rules that the run broke, in words; none if all is well.
    pub fn broken_rules(&self, run: Run) -> Vec<String> {
        let doubled = if run.attempts == 1 { self.doubled } else { 0 };
        [
            (run.calls - self.calls(), "calls without an outcome"),
            (self.late, "calls beyond their time"),
            (
                self.wrong_repeats,
                "attempts that the retry table does not allow",
            ),
            (self.beyond, "calls with too many attempts"),
            (self.token_changes, "attempts with another token"),
            (self.doubled_with_token, "doubled effects with a token"),
            (doubled, "doubled effects without retries"),
            (self.leaked, "leaked connections"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} calls, {} requests, {} connections, longest call {:?}",
            self.calls(),
            self.requests,
            self.connections,
            self.longest
        )?;
        for (name, count) in &self.outcomes {
            writeln!(f, "  outcome {name}: {count}")?;
        }
        for (fault, count) in &self.faults {
            writeln!(f, "  response {fault:?}: {count}")?;
        }
        writeln!(
            f,
            "  doubled effects: {} without a token, {} with one; leaked connections: {}",
            self.doubled, self.doubled_with_token, self.leaked
        )
    }
}

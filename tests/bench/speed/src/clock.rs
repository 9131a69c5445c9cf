//! Turns work into the time of one piece of it, and what it allocates.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A sample is as many pieces of work as take about this long, but one at least: longer than the clock's own
/// cost, and short enough to fall between two interruptions.
const SAMPLE: Duration = Duration::from_micros(50);

/// How long a case works in its turn, and how many samples it takes at least.
const TURN: (Duration, usize) = (Duration::from_millis(8), 4);

/// A contender with a message.
pub(crate) struct Case {
    message: &'static str,
    contender: &'static str,
    bytes: usize,
    work: Work,
    beside: Option<Work>,
}

/// Work and what it took so far.
struct Work {
    sample: Box<dyn FnMut(usize) -> Sample>,
    size: usize,
    taken: Vec<f64>,
    allocated: Allocated,
}

/// What some pieces of work took.
struct Sample {
    time: Duration,
    allocated: Allocated,
}

/// How often and how much.
#[derive(Clone, Copy, Default)]
struct Allocated {
    times: u64,
    bytes: u64,
}

impl Case {
    /// Work that takes nothing.
    pub(crate) fn new<O: 'static>(
        (message, contender): (&'static str, &'static str),
        bytes: usize,
        mut work: impl FnMut() -> O + 'static,
    ) -> Self {
        Self::taking((message, contender), bytes, || (), move |()| work())
    }

    /// Work that takes what is made for it outside of the time.
    pub(crate) fn taking<I: 'static, O: 'static>(
        (message, contender): (&'static str, &'static str),
        bytes: usize,
        input: impl FnMut() -> I + 'static,
        work: impl FnMut(I) -> O + 'static,
    ) -> Self {
        Self {
            message,
            contender,
            bytes,
            work: Work::new(input, work),
            beside: None,
        }
    }

    /// Takes off what it takes to drop something.
    pub(crate) fn less_the_drop_of<I: 'static>(
        mut self,
        input: impl FnMut() -> I + 'static,
    ) -> Self {
        self.beside = Some(Work::new(input, drop));
        self
    }

    /// The message and the contender.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.message, self.contender)
    }

    /// Works for a while.
    pub(crate) fn take_turn(&mut self) {
        self.work.take_turn();
        if let Some(beside) = &mut self.beside {
            beside.take_turn();
        }
    }

    /// What came out.
    pub(crate) fn result(&self) -> Value {
        let less = |of: fn(&Work) -> f64| of(&self.work) - self.beside.as_ref().map_or(0.0, of);
        let mut result = json!({
            "message": self.message,
            "contender": self.contender,
            "bytes": self.bytes,
            "best_ns": less(Work::best),
            "median_ns": less(Work::median),
        });
        if cfg!(feature = "allocations") {
            result["allocations"] = self.work.allocated.times.into();
            result["allocated_bytes"] = self.work.allocated.bytes.into();
        }
        result
    }
}

impl Work {
    fn new<I: 'static, O: 'static>(
        mut input: impl FnMut() -> I + 'static,
        mut work: impl FnMut(I) -> O + 'static,
    ) -> Self {
        Self {
            sample: Box::new(move |size| sample(size, &mut input, &mut work)),
            size: 0,
            taken: Vec::new(),
            allocated: Allocated::default(),
        }
    }

    fn take_turn(&mut self) {
        if self.size == 0 {
            self.choose_size();
        }
        // What others left in the caches is not this one's cost.
        self.allocated = (self.sample)(1).allocated;
        (self.sample)(self.size);
        let (start, before) = (Instant::now(), self.taken.len());
        while start.elapsed() < TURN.0 || self.taken.len() < before + TURN.1 {
            let time = (self.sample)(self.size).time;
            self.taken.push(time.as_secs_f64() * 1e9 / self.size as f64);
        }
    }

    fn choose_size(&mut self) {
        self.size = 1;
        while (self.sample)(self.size).time < SAMPLE && self.size < 4096 {
            self.size *= 2;
        }
    }

    fn best(&self) -> f64 {
        self.taken.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn median(&self) -> f64 {
        let mut sorted = self.taken.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

fn sample<I, O>(
    size: usize,
    input: &mut impl FnMut() -> I,
    work: &mut impl FnMut(I) -> O,
) -> Sample {
    let inputs: Vec<I> = (0..size).map(|_| input()).collect();
    let mut outputs = Vec::with_capacity(size);
    let start = Instant::now();
    let allocated =
        counted(|| outputs.extend(inputs.into_iter().map(|input| work(black_box(input)))));
    let time = start.elapsed();
    drop(black_box(outputs));
    Sample { time, allocated }
}

#[cfg(feature = "allocations")]
fn counted(work: impl FnOnce()) -> Allocated {
    let counted = allocation_counter::measure(work);
    Allocated {
        times: counted.count_total,
        bytes: counted.bytes_total,
    }
}

#[cfg(not(feature = "allocations"))]
fn counted(work: impl FnOnce()) -> Allocated {
    work();
    Allocated::default()
}

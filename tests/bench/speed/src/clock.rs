//! Measures time and allocations per iteration.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A sample has as many iterations as fit into this time, at least one: long compared with the clock's own cost, short enough
/// to fit between interruptions.
const SAMPLE: Duration = Duration::from_micros(50);

/// Duration of a case's turn, and minimum number of samples.
const TURN: (Duration, usize) = (Duration::from_millis(8), 4);

/// A contender with a message.
pub(crate) struct Case {
    message: &'static str,
    contender: &'static str,
    bytes: usize,
    work: Work,
    beside: Option<Work>,
}

/// Code to measure, with its results so far.
struct Work {
    sample: Box<dyn FnMut(usize) -> Sample>,
    size: usize,
    taken: Vec<f64>,
    allocated: Allocated,
}

/// Result of a sample.
struct Sample {
    time: Duration,
    allocated: Allocated,
}

/// Number and size of allocations.
#[derive(Clone, Copy, Default)]
struct Allocated {
    times: u64,
    bytes: u64,
}

impl Case {
    /// Code without input.
    pub(crate) fn new<O: 'static>(
        (message, contender): (&'static str, &'static str),
        bytes: usize,
        mut work: impl FnMut() -> O + 'static,
    ) -> Self {
        Self::taking((message, contender), bytes, || (), move |()| work())
    }

    /// Code with input created outside of the measured time.
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

    /// Subtracts the time to drop the input.
    pub(crate) fn less_the_drop_of<I: 'static>(
        mut self,
        input: impl FnMut() -> I + 'static,
    ) -> Self {
        self.beside = Some(Work::new(input, drop));
        self
    }

    /// Message and contender.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.message, self.contender)
    }

    /// Runs the case for one turn.
    pub(crate) fn take_turn(&mut self) {
        self.work.take_turn();
        if let Some(beside) = &mut self.beside {
            beside.take_turn();
        }
    }

    /// The result of the code.
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
        // Warms up: other cases have displaced this one's data from the caches.
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

//! Times the first use of a model in a process: `open MODEL OPERATION [CACHE]` prints nanoseconds to the open model, and to the
//! first request. What `cargo xtask bench` runs.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use sansmith::request::Options;
use sansmith_dynamic::{Cache, DynValue};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, operation, rest @ ..] = &*arguments else {
        return Err("usage: open MODEL OPERATION [CACHE]".into());
    };
    let cache = rest.first().map_or_else(Cache::none, Cache::at);
    let start = Instant::now();
    let model = cache.open(Path::new(model))?;
    let opened = start.elapsed();
    let operation = model.operation(operation)?;
    let input = DynValue::zero(operation.input());
    operation.request(&input, &Options::new())?;
    let built = start.elapsed();
    let (opened, built) = (opened.as_nanos(), built.as_nanos());
    writeln!(std::io::stdout(), "{opened} {built}")?;
    Ok(())
}

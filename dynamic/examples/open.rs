//! Times the opening of a model: `open MODEL CACHE` prints nanoseconds. What `cargo xtask bench` runs.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use sansmith_dynamic::Cache;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, cache] = &*arguments else {
        return Err("usage: open MODEL CACHE".into());
    };
    let cache = Cache::at(cache);
    let start = Instant::now();
    cache.open(Path::new(model))?;
    writeln!(std::io::stdout(), "{}", start.elapsed().as_nanos())?;
    Ok(())
}

//! Fuzzes models that are interpreted at run time: each is an error, or its operations give requests and read responses.

use sansmith::{request, response};
use sansmith_dynamic::{Model, Sample, Sampler, Source};

/// Longest model: what a process opens is kept until it ends.
const LONGEST: usize = 16 * 1024;

/// Most operations of a model.
const MOST: usize = 20;

/// A seed of samples in the first byte, and a model.
pub fn dynamic(data: &[u8]) {
    let Some((&seed, text)) = data.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    if text.len() > LONGEST {
        return;
    }
    let model = match Model::of_sources(Source::new("service-2.json", text), []) {
        Ok(model) => model,
        Err(error) => return drop(error.to_string()),
    };
    for operation in model.operations().take(MOST) {
        for sample in [Sample::Full, Sample::Least] {
            let mut sampler = Sampler::new(seed.into()).sample(sample);
            let input = sampler.value(operation.input());
            let _ = format!("{input:?}");
            let _ = operation.request(&input, &request::Options::new());
            let output = sampler.value(operation.output());
            for status in [200, 400] {
                let mut answer = http::Response::new(output.to_json());
                *answer.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
                let read = operation.response(&answer, &response::Options::new());
                let _ = format!("{read:?}");
            }
        }
    }
}

//! Sample outputs that clients accept.
//!
//! **Invariants**
//! - Every output has the status of a success.
//! - An output is the same for the same seed and number of the call.
//! - Pages end: a request with the token of a page gets an output without one.

use sansmith::schema::Location;
use sansmith_dynamic::{DynValue, Operation, Sampler};

/// Prefix of headers with a checksum of the body, which a sample value is not.
const CHECKSUMS: &str = "x-amz-checksum-";

/// A sample output of a call.
pub(crate) fn output(operation: Operation, input: &DynValue, seed: u64) -> DynValue {
    let mut output = Sampler::new(seed).value(operation.output());
    for member in operation.output().members() {
        let is_sum = matches!(
            member.location,
            Location::Header(header) if header.to_ascii_lowercase().starts_with(CHECKSUMS)
        );
        // A sample status is no success.
        if is_sum || member.location == Location::StatusCode {
            output.set(member.name, None);
        }
    }
    let Some(pagination) = operation.pagination() else {
        return output;
    };
    let mut tokens = pagination.input_tokens.iter();
    if tokens.any(|name| input.get(name).is_some()) {
        let paths = pagination
            .output_tokens
            .iter()
            .chain(&pagination.more_results);
        for path in paths.flat_map(|path| path.split("||")) {
            remove(&mut output, path.trim());
        }
    }
    output
}

/// Removes the member at a path of names; other paths take the token from an item.
fn remove(value: &mut DynValue, path: &str) {
    let Some((first, rest)) = path.split_once('.') else {
        value.set(path, None);
        return;
    };
    if let Some(mut inner) = value.get(first).cloned() {
        remove(&mut inner, rest);
        value.set(first, Some(inner));
    }
}

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
    // A page that was asked for by a token is the last.
    if let Some(pages) = operation.pagination()
        && pages.continues(input)
    {
        pages.clear(&mut output);
    }
    output
}

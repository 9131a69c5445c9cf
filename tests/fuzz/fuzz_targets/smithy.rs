//! Parses Smithy models as IDL and as JSON AST, and serializes them again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::smithy(data));

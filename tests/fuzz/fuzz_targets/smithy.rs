//! Smithy models read as IDL and as JSON AST, and written again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::smithy(data));

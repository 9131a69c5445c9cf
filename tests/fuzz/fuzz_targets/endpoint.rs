//! Compiles endpoint rules and resolves endpoints with random parameters.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::endpoint(data));

//! JSON read as a shape and written again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::json(data));

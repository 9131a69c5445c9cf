//! Parses selectors and evaluates them on a model.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::selector(data));

//! Values checked against their model.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::validate(data));

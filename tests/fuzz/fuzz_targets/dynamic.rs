//! Interprets a model at run time.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::dynamic(data));

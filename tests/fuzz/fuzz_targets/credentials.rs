//! Answers of whatever credentials come from, read as credentials.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::credentials(data));

//! Parses responses of credential sources.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::credentials(data));

//! Serializes inputs to requests in every protocol.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::request(data));

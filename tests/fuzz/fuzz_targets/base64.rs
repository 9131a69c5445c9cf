//! Parses text as blobs and serializes them again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::base64(data));

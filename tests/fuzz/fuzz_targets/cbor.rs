//! Parses CBOR as a shape and serializes it again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::cbor(data));

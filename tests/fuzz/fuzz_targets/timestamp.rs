//! Parses text as timestamps and formats them again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::timestamp(data));

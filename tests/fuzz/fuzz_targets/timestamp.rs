//! Texts read as timestamps and written again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::timestamp(data));

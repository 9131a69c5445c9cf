//! JSON read as a document, beside another reader of JSON.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::document(data));

//! Parses JSON as a document, compared with another parser.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::document(data));

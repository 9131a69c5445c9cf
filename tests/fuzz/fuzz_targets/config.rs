//! Parses shared configuration files to profiles, plans and settings.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sansmith_fuzz::config(data));

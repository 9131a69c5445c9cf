//! A service model turned into Rust source, in memory.

pub mod ir;

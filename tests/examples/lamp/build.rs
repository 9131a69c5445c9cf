//! Turns the model of the lamp into a module that `src/main.rs` includes.
//!
//! Cargo runs it again when the model changes, and not otherwise.

fn main() -> Result<(), sansmith_build::Error> {
    sansmith_build::Config::new()
        .model("models/lamp.json")
        .module("lamp")
        // What nobody calls is not generated: of three operations the program has two.
        .operations(["Glow", "D?m"])
        .generate()
}

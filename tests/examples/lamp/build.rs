//! Generates a module from the lamp model, to be included by `src/main.rs`.
//!
//! Cargo reruns it only if the model changes.

fn main() -> Result<(), sansmith_build::Error> {
    sansmith_build::Config::new()
        .model("models/lamp.json")
        .module("lamp")
        // Only needed operations are generated: two of three.
        .operations(["Glow", "D?m"])
        .generate()
}

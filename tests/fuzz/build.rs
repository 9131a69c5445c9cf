//! Generates the fuzzed types from the model in this folder.

fn main() -> Result<(), sansmith_build::Error> {
    sansmith_build::Config::new().model("service-2.json").module("lamp").generate()
}

//! Turns the model beside it into the types that are fuzzed.

fn main() -> Result<(), sansmith_build::Error> {
    sansmith_build::Config::new().model("service-2.json").module("lamp").generate()
}

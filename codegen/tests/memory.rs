//! The generator's memory use grows at most linearly with the length of a model.
//!
//! One test per process, because the peak of the entire process is measured; Linux only.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says what it measured"
)]

use std::fmt::Write;
use std::fs;

use sansmith_codegen::{Bundle, Config, Source, generate};

/// Limits stated in `SECURITY.md`: bytes per byte of model, and a constant in megabytes.
const FACTOR: usize = 1000;
const MEGABYTES: usize = 200;

/// Peak memory of this process, in bytes.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: usize = line
        .and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap();
    kilobytes * 1024
}

fn model(shapes: &str) -> String {
    format!(
        r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}},
        "operations": {{"Glow": {{"http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}}}}},
        "shapes": {{{shapes} "T": {{"type": "string"}}}}}}"#
    )
}

/// Models that contain one construct many times.
fn models() -> Vec<(&'static str, String)> {
    let repeated =
        |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    let members = repeated(4_000, &|number| format!(r#""M{number}":{{"shape":"T"}},"#));
    let all = repeated(4_000, &|number| {
        format!(r#""S{number}":{{"shape":"S{number}"}},"#)
    });
    let structures = repeated(4_000, &|number| {
        format!(
            r#""S{number}":{{"type":"structure","required":["A"],"members":{{"A":{{"shape":"T"}}}}}},"#
        )
    });
    let values = repeated(20_000, &|number| format!("\"v{number}\","));
    let prose = repeated(30_000, &|number| {
        format!("<p>Word {number} of <b>many</b>.</p>")
    });
    let mut wrong = String::new();
    for number in 0..50_000 {
        let _ = write!(
            wrong,
            r#""S{number}":{{"type":"list","member":{{"shape":"N{number}"}}}},"#
        );
    }
    let structure = |members: &str| {
        format!(r#""In":{{"type":"structure","members":{{{members} "Last":{{"shape":"T"}}}}}},"#)
    };
    vec![
        ("members", model(&structure(&members))),
        ("structures", model(&(structures + &structure(&all)))),
        (
            "values",
            model(&format!(
                r#""In":{{"type":"structure","members":{{"E":{{"shape":"E"}}}}}},"E":{{"type":"string","enum":[{values}"z"]}},"#
            )),
        ),
        (
            "prose",
            model(&format!(
                r#""In":{{"type":"structure","documentation":"{prose}","members":{{}}}},"#
            )),
        ),
        ("problems", model(&wrong)),
        ("nothing", "[".repeat(2_000_000)),
    ]
}

#[test]
fn memory_grows_with_the_model() {
    let mut models = models();
    // The peak never falls, so small models come first.
    models.sort_by_key(|(_, text)| text.len());
    for (what, text) in models {
        let length = text.len();
        let bundle = Bundle::new(Source::new("service-2.json", text));
        let config = Config {
            docs: true,
            ..Config::default()
        };
        let before = peak();
        let files = generate(&bundle, &config).map_or(0, |output| output.files.len());
        let peak = peak();
        println!(
            "{what}: {length} bytes, {files} files, {} MB before, {} MB at most",
            before >> 20,
            peak >> 20
        );
        let bound = length * FACTOR + (MEGABYTES << 20);
        assert!(peak < bound, "{what}: {peak} bytes for {length}");
    }
}

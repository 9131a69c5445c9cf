//! Format parity: a service lowers to the same IR from both formats, and every available Smithy model generates a crate.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod bytes;
mod corpus;
mod crates;
mod difference;
mod fixtures;
mod known;
mod printed;
mod services;

use sansmith_codegen::report::Entry;
use sansmith_codegen::{Bundle, Config, Ir, Problems, Report, lower_bundle, passes};

/// The lowered form of a model, without locations, order and documentation.
fn lowered(bundle: &Bundle) -> Ir {
    let config = Config::default();
    let mut problems = Problems::new();
    let Ok(mut ir) = lower_bundle(bundle, &config, &mut problems) else {
        let report = Report::new(bundle, problems.into_vec());
        let lines: Vec<_> = report.entries().iter().map(Entry::one_line).collect();
        panic!("{report}:\n{}", lines.join("\n"));
    };
    for (name, pass) in passes::PASSES {
        if matches!(name, "order" | "docs") {
            pass(&mut ir, &config, &mut problems);
        }
    }
    ir.without_pointers()
}

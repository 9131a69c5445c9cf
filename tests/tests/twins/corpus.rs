//! Every available Smithy model generates a crate.

use sansmith_tests::{bundle, config, corpus, render};

#[test]
fn every_model_becomes_a_crate() {
    let mut wrong = Vec::new();
    for folder in ["protocol-tests", "services"] {
        for (name, file) in corpus::smithy(folder).unwrap_or_default() {
            let rendered = render(&bundle(&file, &name), &config());
            if rendered.files.is_empty() {
                wrong.push(format!("{name}: no file"));
            }
            wrong.extend(rendered.warnings);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Every Smithy model at hand becomes a crate.

use sansmith_tests::{bundle, config, corpus, render};

#[test]
fn every_model_becomes_a_crate() {
    for folder in ["protocol-tests", "services"] {
        for (name, file) in corpus::smithy(folder).unwrap_or_default() {
            let rendered = render(&bundle(&file, &name), &config());
            assert!(!rendered.files.is_empty(), "{name}");
            assert_eq!(rendered.warnings, [""; 0], "{name}");
        }
    }
}

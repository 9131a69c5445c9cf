//! Small models for pass tests.

use crate::bundle::{Bundle, Source};
use crate::ir::Ir;
use crate::problem::Problems;

/// Lowers a model with the given contents of its `shapes` and `operations` objects.
pub(crate) fn ir(shapes: &str, operations: &str) -> Ir {
    let text = format!(
        r#"{{"metadata": {{"protocol": "rest-json", "serviceId": "Lamp"}}, "shapes": {{{shapes}}},
            "operations": {{{operations}}}}}"#
    );
    let mut problems = Problems::new();
    let bundle = Bundle::new(Source::new("service-2.json", text));
    let ir = crate::lower_bundle(&bundle, &crate::Config::default(), &mut problems)
        .expect("the sample lowers");
    assert_eq!(problems.into_vec(), []);
    ir
}

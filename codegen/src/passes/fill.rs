//! Adds empty input and output structures where an operation has none, so that adding members later is compatible.
//!
//! **Invariants**
//! - Shapes stay sorted by name.

use indexmap::IndexSet;

use crate::config::Config;
use crate::ir::{Facts, Io, Ir, Pointer, Shape, ShapeKind, ShapeName};
use crate::problem::Problems;

/// Ensures that every operation has an input and an output.
pub(super) fn fill(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    let mut taken: IndexSet<String> = ir.shapes.keys().map(|name| folded(name)).collect();
    let mut made = Vec::new();
    for operation in ir.service.operations.values_mut() {
        let (name, at) = (operation.name.clone(), operation.at.clone());
        let sides = [
            (&mut operation.input, "Input"),
            (&mut operation.output, "Output"),
        ];
        for (io, side) in sides {
            if io.is_none() {
                let shape = free_name(&name, side, &mut taken);
                *io = Some(Io::to(shape.clone(), at.clone()));
                made.push((shape, at.clone()));
            }
        }
    }
    for (name, at) in made {
        ir.shapes.insert(name.clone(), empty(name, at));
    }
    ir.shapes.sort_unstable_keys();
}

fn empty(name: ShapeName, at: Pointer) -> Shape {
    Shape {
        facts: Facts {
            synthetic: true,
            ..Facts::default()
        },
        ..Shape::new(name, ShapeKind::Structure(Vec::new()), at)
    }
}

/// A free shape name: `GetFooInput`, or `GetFooOperationInput` if that is taken.
fn free_name(operation: &str, side: &str, taken: &mut IndexSet<String>) -> ShapeName {
    let plain = format!("{operation}{side}");
    let with_word = format!("{operation}Operation{side}");
    let numbered = (2..).map(|number| format!("{with_word}{number}"));
    [plain, with_word.clone()]
        .into_iter()
        .chain(numbered)
        .find(|name| taken.insert(folded(name)))
        .map_or_else(|| with_word.into(), Into::into)
}

/// A case-insensitive key, so that distinct shapes get distinct Rust names.
fn folded(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn a_taken_name_is_left_alone() {
        let mut ir = sample::ir(
            r#""Get_Input": {"type": "string"}, "GetOperationInput": {"type": "string"}"#,
            r#""Get": {"http": {"method": "GET", "requestUri": "/"}}"#,
        );
        fill(&mut ir, &Config::default(), &mut Problems::new());
        let get = &ir.service.operations["Get"];
        let (input, output) = (get.input.as_ref().unwrap(), get.output.as_ref().unwrap());
        assert_eq!(input.shape, "GetOperationInput2");
        assert_eq!(output.shape, "GetOutput");
        assert!(ir.shapes["GetOutput"].facts.synthetic);
        assert_eq!(output.at.as_str(), "/operations/Get");
    }
}

//! Marks shapes that contain sensitive data at any depth.

use super::graph::Graph;
use crate::config::Config;
use crate::ir::Ir;
use crate::problem::Problems;

/// Marks sensitive shapes and all shapes that contain them.
pub(super) fn sensitive(ir: &mut Ir, _config: &Config, _problems: &mut Problems) {
    let holders = Graph::of(ir, |_, _, _| true).reversed();
    let shapes = ir.shapes.values().enumerate();
    let starts: Vec<usize> = shapes
        .filter(|(_, shape)| {
            shape.traits.sensitive || shape.members().any(|member| member.sensitive)
        })
        .map(|(place, _)| place)
        .collect();
    let holding = holders.reached(starts);
    for (shape, holds) in ir.shapes.values_mut().zip(holding) {
        shape.facts.holds_sensitive = holds;
    }
}

#[cfg(test)]
mod tests {
    use super::sensitive;
    use crate::config::Config;
    use crate::passes::sample;
    use crate::problem::Problems;

    #[test]
    fn a_holder_of_a_holder_holds() {
        let mut ir = sample::ir(
            r#"
            "A": {"type": "structure", "members": {"M": {"shape": "M"}}},
            "M": {"type": "map", "key": {"shape": "Secret"}, "value": {"shape": "Plain"}},
            "Secret": {"type": "string", "sensitive": true},
            "Plain": {"type": "string"},
            "Covered": {"type": "structure", "sensitive": true, "members": {"P": {"shape": "Plain"}}}"#,
            "",
        );
        sensitive(&mut ir, &Config::default(), &mut Problems::new());
        let holds: Vec<_> = ir
            .shapes
            .values()
            .filter(|shape| shape.facts.holds_sensitive)
            .map(|shape| shape.name.as_str())
            .collect();
        assert_eq!(holds, ["A", "M", "Secret", "Covered"]);
    }
}

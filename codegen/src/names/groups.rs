//! Cargo features by resource: the group of each operation, and the groups that a shape is compiled for.
//!
//! **Invariants**
//! - The group of an operation is a function of its name, or an entry of `features.toml`; no other operation moves it.
//! - A shape is compiled wherever a shape or operation that refers to it is.

mod name;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::users::reached;
use crate::config::Config;
use crate::ir::{Io, Ir, Operation, Pointer, ShapeName};
use crate::problem::{ProblemKind, Problems};

/// Maximum number of groups of a crate: crates.io refuses more than 300 features.
const MOST_GROUPS: usize = 250;

/// Maximum number of groups in a gate; a shape that more of them reach is always compiled.
const MOST_IN_GATE: usize = 5;

/// The features that compile an item: any of them, or none at all for an item that is always compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gate(Vec<String>);

impl Gate {
    /// The features; empty if the item is always compiled.
    pub(crate) fn features(&self) -> &[String] {
        &self.0
    }

    /// Returns true if an item behind `other` is compiled wherever one behind this gate is.
    pub(crate) fn implies(&self, other: &Self) -> bool {
        let is_in = |feature| other.0.contains(feature);
        other.0.is_empty() || (!self.0.is_empty() && self.0.iter().all(is_in))
    }
}

/// Groups of operations and gates of shapes; empty for a module, which has no features of its own.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// The group of each operation, by its name in the model.
    operations: IndexMap<String, String>,
    /// Operations that calls of other operations make, and all groups that need them.
    asked: BTreeMap<String, Gate>,
    /// The gates of shapes; shapes without an entry are always compiled.
    shapes: BTreeMap<ShapeName, Gate>,
}

impl Groups {
    /// Decides groups and gates.
    pub(crate) fn plan(ir: &Ir, config: &Config, problems: &mut Problems) -> Self {
        if config.module.is_some() {
            return Self::default();
        }
        let group_of = |operation: &Operation| {
            let named = config.groups.get(&operation.name).cloned();
            let group = named.unwrap_or_else(|| name::group(&operation.name));
            (operation.name.clone(), group)
        };
        let operations: IndexMap<_, _> = ir.service.operations.values().map(group_of).collect();
        let mut groups = Self {
            operations,
            asked: BTreeMap::new(),
            shapes: BTreeMap::new(),
        };
        let count = groups.features().len();
        if count > MOST_GROUPS {
            let what = format!("features by resource: there are {count} of them");
            let why = "a registry refuses a crate with more than 300 features, so the crate has none by resource";
            problems.push(ProblemKind::Unsupported { what, why }, Pointer::root());
            return Self::default();
        }
        groups.asked = groups.asked(ir);
        groups.shapes = groups.gates(ir);
        groups
    }

    /// The features by resource, in order.
    pub(crate) fn features(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for group in self.operations.values() {
            *counts.entry(group.as_str()).or_default() += 1;
        }
        counts
    }

    /// The feature of an operation.
    pub(crate) fn feature(&self, operation: &str) -> Option<&str> {
        self.operations.get(operation).map(String::as_str)
    }

    /// The gate of an operation.
    pub(crate) fn operation(&self, operation: &str) -> Gate {
        let gate = self.needed_by(operation);
        if gate.0.len() > MOST_IN_GATE {
            return Gate::default();
        }
        gate
    }

    /// All groups that need an operation.
    fn needed_by(&self, operation: &str) -> Gate {
        let own = || {
            Gate(
                self.feature(operation)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            )
        };
        self.asked.get(operation).cloned().unwrap_or_else(own)
    }

    /// The operations that calls of others make, each with the groups of all of these.
    fn asked(&self, ir: &Ir) -> BTreeMap<String, Gate> {
        let operations = || ir.service.operations.values();
        let nests = |operation: &Operation, name: &str| {
            let mut nested = operation.nested.iter();
            nested.any(|nested| nested.operation == name)
        };
        let naming = operations().filter(|operation| {
            let mut others = operations();
            operation.endpoint_operation || others.any(|other| nests(other, &operation.name))
        });
        let of = |naming: &Operation| {
            let asking = operations().filter(|operation| {
                let asks = naming.endpoint_operation && operation.endpoint_discovery.is_some();
                asks || nests(operation, &naming.name)
            });
            let asking = asking.map(|operation| operation.name.as_str());
            let groups = asking.chain([naming.name.as_str()]);
            let groups: BTreeSet<_> = groups.filter_map(|name| self.feature(name)).collect();
            let gate = Gate(groups.into_iter().map(str::to_owned).collect());
            (naming.name.clone(), gate)
        };
        naming.map(of).collect()
    }

    /// The gate of a shape.
    pub(crate) fn shape(&self, shape: &str) -> Gate {
        self.shapes.get(shape).cloned().unwrap_or_default()
    }

    /// The gates of all shapes that operations reach.
    fn gates(&self, ir: &Ir) -> BTreeMap<ShapeName, Gate> {
        let mut roots: BTreeMap<String, Vec<&ShapeName>> = BTreeMap::new();
        for operation in ir.service.operations.values() {
            let sides = [&operation.input, &operation.output];
            let sides = sides.into_iter().flatten().flat_map(Io::shapes);
            let reached: Vec<_> = sides.chain(&operation.errors).collect();
            for group in self.needed_by(&operation.name).0 {
                roots.entry(group).or_default().extend(&reached);
            }
        }
        let mut gates: BTreeMap<ShapeName, Gate> = BTreeMap::new();
        for (group, roots) in roots {
            for shape in reached(ir, roots) {
                gates
                    .entry(shape.clone())
                    .or_default()
                    .0
                    .push(group.clone());
            }
        }
        // Shapes that no operation reaches are always compiled, and so is everything that they refer to.
        let unreached = ir.shapes.keys().filter(|shape| !gates.contains_key(*shape));
        let always = reached(ir, unreached.collect());
        gates.retain(|shape, gate| gate.0.len() <= MOST_IN_GATE && !always.contains(shape));
        gates
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, Groups};
    use crate::config::Config;
    use crate::ir::Ir;
    use crate::passes::sample;
    use crate::problem::Problems;

    fn gate(features: &[&str]) -> Gate {
        Gate(
            features
                .iter()
                .map(|feature| (*feature).to_owned())
                .collect(),
        )
    }

    fn plan(ir: &Ir) -> Groups {
        let mut problems = Problems::new();
        let groups = Groups::plan(ir, &Config::default(), &mut problems);
        assert_eq!(problems.into_vec(), []);
        groups
    }

    /// A model with a structure per operation, each of which holds the structure `Shared`.
    fn model(operations: &[&str]) -> Ir {
        let shapes: Vec<_> = operations
            .iter()
            .map(|name| {
                format!(r#""{name}In": {{"type": "structure", "members": {{"Shared": {{"shape": "Shared"}}}}}}"#)
            })
            .collect();
        let shared = r#""Shared": {"type": "structure", "members": {"Texts": {"shape": "Texts"}}},
            "Texts": {"type": "list", "member": {"shape": "Text"}}, "Text": {"type": "string"},
            "Alone": {"type": "structure", "members": {}}"#;
        let declared: Vec<_> = operations
            .iter()
            .map(|name| {
                format!(
                    r#""{name}": {{"http": {{"method": "POST", "requestUri": "/{name}"}}, "input": {{"shape": "{name}In"}}}}"#
                )
            })
            .collect();
        sample::ir(
            &format!("{shared}, {}", shapes.join(",")),
            &declared.join(","),
        )
    }

    #[test]
    fn a_shape_is_compiled_where_a_group_reaches_it() {
        let groups = plan(&model(&["GetLamp", "ListLamps", "GetShade"]));
        assert_eq!(groups.feature("ListLamps"), Some("Lamp"));
        assert_eq!(groups.operation("GetShade"), gate(&["Shade"]));
        assert_eq!(groups.shape("GetLampIn"), gate(&["Lamp"]));
        for shared in ["Shared", "Texts", "Text"] {
            assert_eq!(groups.shape(shared), gate(&["Lamp", "Shade"]), "{shared}");
        }
        assert_eq!(groups.shape("Alone"), gate(&[]), "nothing reaches it");
        assert_eq!(groups.features().get("Lamp"), Some(&2));
    }

    #[test]
    fn a_shape_that_many_groups_reach_is_always_compiled() {
        let five = ["GetA1", "GetB1", "GetC1", "GetD1", "GetE1"];
        assert_eq!(plan(&model(&five)).shape("Shared").features().len(), 5);
        let six = ["GetA1", "GetB1", "GetC1", "GetD1", "GetE1", "GetF1"];
        assert_eq!(plan(&model(&six)).shape("Text"), Gate::default());
    }

    #[test]
    fn a_new_operation_moves_no_other() {
        let old = ["GetLamp", "ListShades", "BatchPutBulb"];
        let new = [
            "GetLamp",
            "ListShades",
            "BatchPutBulb",
            "ListLampShades",
            "Put",
            "BatchPut",
        ];
        let (before, after) = (plan(&model(&old)), plan(&model(&new)));
        for operation in old {
            assert_eq!(before.feature(operation), after.feature(operation));
        }
    }

    #[test]
    fn an_override_names_the_group() {
        let config = Config {
            groups: [("Put".to_owned(), "Lamp".to_owned())].into(),
            ..Config::default()
        };
        let groups = Groups::plan(&model(&["Put"]), &config, &mut Problems::new());
        assert_eq!(groups.feature("Put"), Some("Lamp"));
    }

    #[test]
    fn a_module_has_no_groups_and_too_many_are_none() {
        let config = Config {
            module: Some("lamp".to_owned()),
            ..Config::default()
        };
        let groups = Groups::plan(&model(&["GetLamp"]), &config, &mut Problems::new());
        assert!(groups.features().is_empty());
        assert_eq!(groups.operation("GetLamp"), Gate::default());

        let names: Vec<_> = (0..251).map(|number| format!("GetN{number}")).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let mut problems = Problems::new();
        let groups = Groups::plan(&model(&names), &Config::default(), &mut problems);
        assert!(groups.features().is_empty());
        assert_eq!(problems.into_vec().len(), 1);
    }

    #[test]
    fn a_gate_implies_a_wider_one() {
        let (one, two) = (gate(&["A"]), gate(&["A", "B"]));
        assert!(one.implies(&two) && !two.implies(&one));
        assert!(two.implies(&Gate::default()) && !Gate::default().implies(&two));
        assert!(Gate::default().implies(&Gate::default()));
    }
}

//! The operations that use each shape, in their input and in their output.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Io, Ir, Shape, ShapeName};

/// The operations that reach shapes, in the model's order.
#[derive(Debug, Default)]
pub(crate) struct Users<'i> {
    inputs: BTreeMap<&'i ShapeName, Vec<&'i str>>,
    outputs: BTreeMap<&'i ShapeName, Vec<&'i str>>,
}

impl<'i> Users<'i> {
    /// Follows the inputs and outputs of all operations, and their events.
    pub(crate) fn new(ir: &'i Ir) -> Self {
        let mut users = Self::default();
        for operation in ir.service.operations.values() {
            let input = operation.input.iter().flat_map(Io::shapes);
            for shape in reached(ir, input.collect()) {
                users.inputs.entry(shape).or_default().push(&operation.name);
            }
            let output = operation.output.iter().flat_map(Io::shapes);
            for shape in reached(ir, output.collect()) {
                users
                    .outputs
                    .entry(shape)
                    .or_default()
                    .push(&operation.name);
            }
        }
        users
    }

    /// The operations whose input holds a shape, at any depth.
    pub(crate) fn inputs(&self, shape: &ShapeName) -> &[&'i str] {
        self.inputs.get(shape).map_or(&[], Vec::as_slice)
    }

    /// The operations whose output holds a shape, at any depth.
    pub(crate) fn outputs(&self, shape: &ShapeName) -> &[&'i str] {
        self.outputs.get(shape).map_or(&[], Vec::as_slice)
    }
}

/// All shapes that some shapes refer to, and they themselves.
pub(super) fn reached<'i>(ir: &'i Ir, roots: Vec<&'i ShapeName>) -> BTreeSet<&'i ShapeName> {
    let mut found = BTreeSet::new();
    let mut open = roots;
    while let Some(shape) = open.pop() {
        if found.insert(shape) {
            let members = ir.shape(shape).into_iter().flat_map(Shape::members);
            open.extend(members.map(|member| &member.target));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Users;
    use crate::passes::sample;

    #[test]
    fn a_shape_is_used_where_an_operation_reaches_it() {
        let ir = sample::ir(
            r#""In": {"type": "structure", "members": {"All": {"shape": "List"}}},
               "List": {"type": "list", "member": {"shape": "Part"}},
               "Part": {"type": "structure", "members": {"Next": {"shape": "Part"}}},
               "Out": {"type": "structure", "members": {"Part": {"shape": "Part"}}}"#,
            r#""Get": {"http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out"}},
               "Put": {"http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "In"}}"#,
        );
        let users = Users::new(&ir);
        assert_eq!(users.inputs(&"Part".into()), ["Put"]);
        assert_eq!(users.outputs(&"Part".into()), ["Get"]);
        assert_eq!(users.outputs(&"List".into()), [""; 0]);
    }
}

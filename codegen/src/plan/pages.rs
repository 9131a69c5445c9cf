//! Plans paginators: tokens and items as places in the fields of inputs and outputs.
//!
//! **Invariants**
//! - A token has the same type in the input and in the output; a paginator for which that does not hold is left out, with a
//!   warning.

use super::operation::streams_events;
use crate::ir::{
    self, Ir, Member, Pagination, Path, PathExpression as Expression, Shape, ShapeKind,
};
use crate::names::{Context, Gate, Ident, Leaf};
use crate::problem::{ProblemKind, Problems};

/// A paginator.
#[derive(Debug)]
pub(crate) struct Pages {
    /// The operation.
    pub(crate) operation: Ident,
    /// The feature that compiles it.
    pub(crate) gate: Gate,
    /// Type of the input.
    pub(crate) input: Ident,
    /// Type of the output.
    pub(crate) output: Ident,
    /// Fields of the input that take tokens, each with its place in the output.
    pub(crate) tokens: Vec<(Ident, Place)>,
    /// Place of the flag for further pages.
    pub(crate) more: Option<Place>,
    /// Items.
    pub(crate) items: Option<Items>,
}

/// The list or map of items.
#[derive(Debug)]
pub(crate) struct Items {
    /// Its type.
    pub(crate) ty: Leaf,
    /// Fields that lead to it.
    pub(crate) fields: Vec<Hop>,
}

/// A place in an output.
#[derive(Debug)]
pub(crate) enum Place {
    /// A chain of fields and indices.
    Chain(Vec<Hop>),
    /// The first, or the second if the first is absent or empty.
    Or(Box<Place>, Box<Place>),
}

/// A step to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hop {
    /// A field.
    Field {
        /// Its name.
        name: Ident,
        /// True if it is an `Option`.
        optional: bool,
        /// True if its value is boxed.
        boxed: bool,
    },
    /// An element of a list without nulls; negative indices count from the end.
    Index(i64),
}

/// Plans the paginator of an operation.
pub(super) fn pages(
    operation: &ir::Operation,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Pages> {
    let pagination = operation.pagination.as_ref()?;
    let planned = plan(operation, pagination, context);
    if planned.is_none() {
        let what = format!("the paginator of `{}`", operation.name);
        let why = "its tokens are no fields of the same type in the input and the output";
        problems.push(
            ProblemKind::Unsupported { what, why },
            pagination.at.clone(),
        );
    }
    planned
}

fn plan(operation: &ir::Operation, pages: &Pagination, context: &Context<'_>) -> Option<Pages> {
    let &Context { ir, names, .. } = context;
    let (input, output) = (operation.input.as_ref()?, operation.output.as_ref()?);
    if streams_events(Some(input)) || streams_events(Some(output)) {
        return None;
    }
    let (from, to) = (ir.shape(&output.shape)?, ir.shape(&input.shape)?);
    let mut tokens = Vec::new();
    for (name, path) in pages.input_tokens.iter().zip(&pages.output_tokens) {
        let (hop, ty, _) = field(to, name, context)?;
        let (place, found) = place(&path.expression, from, context)?;
        let Hop::Field {
            name, boxed: false, ..
        } = hop
        else {
            return None;
        };
        if ty != found {
            return None;
        }
        tokens.push((name, place));
    }
    let more = match &pages.more_results {
        Some(path) => Some(place(&path.expression, from, context)?.0),
        None => None,
    };
    (!tokens.is_empty()).then(|| Pages {
        operation: names.operation(&operation.name),
        gate: context.groups.operation(&operation.name),
        input: names.type_of(&input.shape),
        output: names.type_of(&output.shape),
        tokens,
        more,
        items: pages
            .items
            .first()
            .and_then(|path| items(path, from, context)),
    })
}

/// A field of a structure, the type of its value, and its member.
fn field<'i>(
    shape: &'i Shape,
    name: &str,
    context: &Context<'_>,
) -> Option<(Hop, Leaf, &'i Member)> {
    let ShapeKind::Structure(members) = &shape.kind else {
        return None;
    };
    let index = members.iter().position(|member| member.name == *name)?;
    let member = members.get(index)?;
    let hop = Hop::Field {
        name: context.names.parts(&shape.name).get(index)?.clone(),
        optional: is_optional(shape, member, context.ir),
        boxed: member.boxed,
    };
    let ty = Leaf::of(&member.target, context.ir, context.names);
    Some((hop, ty, member))
}

fn is_optional(shape: &Shape, member: &Member, ir: &Ir) -> bool {
    !shape.requires(member) && super::structure::default(member, ir).is_none()
}

/// A place in a structure, and the type of its value.
fn place(expression: &Expression, from: &Shape, context: &Context<'_>) -> Option<(Place, Leaf)> {
    if let Expression::Or(left, right) = expression {
        let (left, ty) = place(left, from, context)?;
        let (right, other) = place(right, from, context)?;
        let either = Place::Or(Box::new(left), Box::new(right));
        return (ty == other).then_some((either, ty));
    }
    let mut hops = Vec::new();
    let mut end = End {
        shape: Some(from),
        ty: Leaf::Own(context.names.type_of(&from.name)),
    };
    chain(expression, &mut end, &mut hops, context)?;
    (!hops.is_empty()).then_some((Place::Chain(hops), end.ty))
}

/// The end of a chain of hops.
struct End<'i> {
    shape: Option<&'i Shape>,
    ty: Leaf,
}

/// Adds the hops of an expression.
fn chain<'i>(
    expression: &Expression,
    end: &mut End<'i>,
    hops: &mut Vec<Hop>,
    context: &Context<'i>,
) -> Option<()> {
    match expression {
        Expression::Chain(left, right) => {
            chain(left, end, hops, context)?;
            chain(right, end, hops, context)
        }
        Expression::Field(name) => {
            let shape = end.shape?;
            let (hop, ty, member) = field(shape, name, context)?;
            *end = End {
                shape: context.ir.target(member),
                ty,
            };
            hops.push(hop);
            Some(())
        }
        Expression::Index(index) => {
            let list = end.shape.filter(|list| !list.traits.sparse)?;
            let ShapeKind::List(element) = &list.kind else {
                return None;
            };
            *end = End {
                shape: context.ir.target(element),
                ty: Leaf::of(&element.target, context.ir, context.names),
            };
            hops.push(Hop::Index(*index));
            Some(())
        }
        _ => None,
    }
}

/// The items, if the path leads by fields to a list or map.
fn items(path: &Path, from: &Shape, context: &Context<'_>) -> Option<Items> {
    let (Place::Chain(fields), ty) = place(&path.expression, from, context)? else {
        return None;
    };
    let is_fields = fields.iter().all(|hop| matches!(hop, Hop::Field { .. }));
    let is_items = matches!(ty, Leaf::List(_) | Leaf::Map(..));
    (is_fields && is_items).then_some(Items { ty, fields })
}

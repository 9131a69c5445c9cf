//! Maps absolute shape ids to names without namespaces.
//!
//! **Invariants**
//! - Names are unique within a service; models resolve conflicts with `rename`.

use indexmap::IndexMap;

use super::closure::Closure;
use super::model::{Model, Type};
use super::prelude;
use crate::ir::ShapeName;
use crate::lower::values::check_name;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;

/// The name of each shape in a service closure.
pub(super) type Names<'a> = IndexMap<Text<'a>, ShapeName>;

/// Assigns names to the shapes of a service.
pub(super) fn name<'a>(
    model: &Model<'a>,
    closure: &Closure<'a>,
    problems: &mut Problems,
) -> Names<'a> {
    let mut names = Names::with_capacity(closure.shapes.len());
    let mut taken: IndexMap<ShapeName, &Text<'a>> = IndexMap::new();
    // Last number used for each name, so that many equal names do not take quadratic time.
    let mut numbers: IndexMap<ShapeName, u32> = IndexMap::new();
    let service = model.shapes.get(&closure.service);
    let is_own = |id: &&Text<'a>| !id.starts_with(prelude::NAMESPACE);
    let prelude_last = closure.shapes.iter().filter(is_own);
    let prelude_last = prelude_last.chain(closure.shapes.iter().filter(|id| !is_own(id)));
    for id in prelude_last {
        let renamed = service.and_then(|service| service.links.rename.get(id));
        let mut name = ShapeName::from(renamed.map_or_else(|| short(id), |name| &**name));
        if let Some(service) = service.filter(|_| renamed.is_some()) {
            let at = service.at.child("rename").child(id);
            check_name("a shape", &name, &at, problems);
        }
        if let Some(first) = taken.get(&name) {
            if is_own(&id) && !is_same_simple(model, first, id) {
                let at = model.shapes.get(id).map(|shape| shape.at.clone());
                let kind = ProblemKind::NameConflict {
                    name: name.to_string(),
                    first: (*first).to_string(),
                    second: id.to_string(),
                };
                problems.push(kind, at.unwrap_or_default());
            }
            // Constraints on a user-defined `String` do not apply to the prelude's.
            let last = numbers.entry(name.clone()).or_insert(1_u32);
            name = free(&name, last, |name| taken.contains_key(name));
        }
        taken.insert(name.clone(), id);
        names.insert(id.clone(), name);
    }
    names
}

/// The name part of an id.
pub(super) fn short(id: &str) -> &str {
    id.split_once('#').map_or(id, |(_, name)| name)
}

/// The first free name of the form `name` plus a number above `last`.
fn free(name: &str, last: &mut u32, is_taken: impl Fn(&ShapeName) -> bool) -> ShapeName {
    loop {
        *last = last.saturating_add(1);
        let numbered = ShapeName::from(format!("{name}{last}"));
        if !is_taken(&numbered) || *last == u32::MAX {
            return numbered;
        }
    }
}

/// Returns true if two shapes have no Rust type of their own, so that their names are invisible.
fn is_same_simple(model: &Model<'_>, first: &str, second: &str) -> bool {
    let kind = |id: &str| model.shapes.get(id).map(|shape| shape.kind);
    let has_type = |kind| {
        matches!(
            kind,
            Type::Structure | Type::Union | Type::Enum | Type::IntEnum
        )
    };
    match (kind(first), kind(second)) {
        (Some(first), Some(second)) => first == second && !has_type(first),
        _ => false,
    }
}

//! `TraitBreakingChanges`: paths into the shapes of traits.
//!
//! <https://smithy.io/2.0/spec/model.html#breakingchanges>

use super::report::Report;
use super::views::Views;
use crate::model::{Node, Shape};

/// Checks that the paths of `breakingChanges` lead to members.
pub(super) fn breaking_changes(views: &Views<'_>, report: &mut Report) {
    for (shape, node) in views.with_trait("smithy.api#trait") {
        let rules = node.get("breakingChanges").and_then(Node::as_array);
        for rule in rules.unwrap_or_default() {
            let path = rule.get("path").and_then(Node::as_str);
            let Some(path) = path.filter(|path| !path.is_empty()) else {
                continue;
            };
            if let Err((shape_at, name)) = follow(views, shape, path) {
                let message = format!(
                    "the path `{path}` of `breakingChanges` leads nowhere: the {} `{}` has no member `{name}`",
                    shape_at.kind, shape_at.id
                );
                report.error_at(shape, node.at, message);
            }
        }
    }
}

/// Follows a JSON pointer through the members of a shape.
///
/// # Errors
///
/// The shape at which the pointer stops, and the name of the member that it does not have.
fn follow<'m>(views: &Views<'m>, shape: &'m Shape, path: &str) -> Result<(), (&'m Shape, String)> {
    let mut current = shape;
    for part in path.trim_start_matches('#').split('/').skip(1) {
        let name = part.replace("~1", "/").replace("~0", "~");
        let member = current.members.get(&name);
        match member.and_then(|member| views.model.target(member)) {
            Some(target) => current = target,
            None => return Err((current, name)),
        }
    }
    Ok(())
}

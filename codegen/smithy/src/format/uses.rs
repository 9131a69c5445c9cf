//! `use` statements: in alphabetical order, and none that the file does not need.
//!
//! A comment above a statement belongs to it, but the tree has it in the break of the statement before.
//! A statement that moves takes the comment along; a statement that goes takes it away.

use std::collections::BTreeSet;
use std::mem;

use super::tree::{Comment, File, Import};

/// The `use` statements, each with the comments above it, and the comments below the last one.
struct Uses<'a> {
    statements: Vec<(Vec<Comment<'a>>, Import<'a>)>,
    trailing: Vec<Comment<'a>>,
}

/// Sorts the `use` statements by their shape IDs.
pub(super) fn sort(file: &mut File<'_>) {
    if let Some(mut uses) = take(file) {
        uses.statements.sort_by_key(|(_, statement)| statement.id);
        put(file, uses);
    }
}

/// Drops each `use` statement of a shape that no statement behind them names.
///
/// Of several statements for the same name only the last one is a candidate, as in the reference formatter.
pub(super) fn remove_unused(file: &mut File<'_>) {
    let used: BTreeSet<&str> = file
        .references
        .iter()
        .filter(|id| !id.contains('#'))
        .map(|id| id.split('$').next().unwrap_or(id))
        .collect();
    let unused: BTreeSet<&str> = file
        .uses
        .iter()
        .map(|statement| name(statement.id))
        .filter(|name| !used.contains(name))
        .collect();
    if unused.is_empty() {
        return;
    }
    if let Some(mut uses) = take(file) {
        let mut left = unused;
        let kept = uses.statements.into_iter().rev().filter(|(_, statement)| {
            // The first one from the end is the last one of its name.
            !left.remove(name(statement.id))
        });
        uses.statements = kept.collect();
        uses.statements.reverse();
        put(file, uses);
    }
}

fn name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

/// Takes the statements out of a file, and from the breaks the comments above each.
fn take<'a>(file: &mut File<'a>) -> Option<Uses<'a>> {
    let namespace = file.namespace.as_mut()?;
    if file.uses.is_empty() {
        return None;
    }
    let mut above = namespace.end.take_following();
    let mut statements = Vec::with_capacity(file.uses.len());
    for mut statement in mem::take(&mut file.uses) {
        let below = statement.end.take_following();
        statements.push((mem::replace(&mut above, below), statement));
    }
    Some(Uses {
        statements,
        trailing: above,
    })
}

fn put<'a>(file: &mut File<'a>, uses: Uses<'a>) {
    for (comments, statement) in uses.statements {
        add_to_last_break(file, comments);
        file.uses.push(statement);
    }
    add_to_last_break(file, uses.trailing);
}

fn add_to_last_break<'a>(file: &mut File<'a>, comments: Vec<Comment<'a>>) {
    let last = file.uses.last_mut().or(file.namespace.as_mut());
    if let Some(statement) = last {
        statement.end.comments.extend(comments);
    }
}

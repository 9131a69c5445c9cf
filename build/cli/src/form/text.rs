//! Prints an intermediate form, or the differences between two, as text.

use std::fmt::{Display, Write};

use anstyle::{AnsiColor, Style};
use indexmap::IndexMap;
use sansmith_codegen::Ir;
use similar::{ChangeTag, TextDiff};

use crate::terminal;

/// Items in order, keyed by kind and name, as an operation and a shape may share a name.
type Items<'a> = IndexMap<(Kind, &'a str), &'a dyn Display>;

/// Kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Service,
    Operation,
    Shape,
}

fn items(ir: &Ir) -> Items<'_> {
    let mut items: Items<'_> = IndexMap::new();
    items.insert((Kind::Service, ir.service.name.as_str()), &ir.service);
    for (name, operation) in &ir.service.operations {
        items.insert((Kind::Operation, name.as_str()), operation);
    }
    for (name, shape) in &ir.shapes {
        items.insert((Kind::Shape, name.as_str()), shape);
    }
    items
}

fn is_wanted(name: &str, only: Option<&str>) -> bool {
    only.is_none_or(|only| name == only)
}

/// Names of all shapes and operations.
pub(super) fn names(ir: &Ir) -> Vec<String> {
    items(ir)
        .keys()
        .map(|(_, name)| (*name).to_owned())
        .collect()
}

/// Prints a form, or the items with the given name.
pub(super) fn print(ir: &Ir, only: Option<&str>) {
    let items = items(ir);
    let wanted = items.iter().filter(|((_, name), _)| is_wanted(name, only));
    for (at, (_, item)) in wanted.enumerate() {
        if at > 0 {
            terminal::print("");
        }
        terminal::print(item);
    }
}

/// Prints the differences between two forms.
pub(super) fn print_changes(before: &Ir, after: &Ir, only: Option<&str>) {
    let (old, new) = (items(before), items(after));
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    let text = |item: Option<&&dyn Display>| item.map(ToString::to_string).unwrap_or_default();
    let mut changed = 0;
    for key in new
        .keys()
        .chain(gone)
        .filter(|(_, name)| is_wanted(name, only))
    {
        let (old, new) = (text(old.get(key)), text(new.get(key)));
        if old != new {
            changed += 1;
            terminal::print(changes(&old, &new));
        }
    }
    terminal::note(format_args!("{changed} changed"));
}

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();

/// A diff: the heading line, and changed lines with context.
fn changes(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut lines = String::new();
    for (at, group) in diff.grouped_ops(1).iter().enumerate() {
        let starts_later = group
            .first()
            .is_some_and(|change| change.old_range().start > 0);
        if at == 0 && starts_later {
            let _ = writeln!(lines, " {}", old.lines().next().unwrap_or_default());
        }
        for change in group.iter().flat_map(|change| diff.iter_changes(change)) {
            let (sign, style) = match change.tag() {
                ChangeTag::Insert => ('+', ADDED),
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let line = change.value().trim_end_matches('\n');
            let _ = writeln!(lines, "{style}{sign}{line}{style:#}");
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(old: &str, new: &str) -> String {
        anstream::adapter::strip_str(&changes(old, new)).to_string()
    }

    #[test]
    fn changed_lines_are_shown_under_their_heading() {
        let old = "structure S\n2\n3\n4\n5\n";
        assert_eq!(
            plain(old, &old.replace("4\n", "")),
            " structure S\n 3\n-4\n 5\n"
        );
        assert_eq!(
            plain(old, &old.replace('2', "two")),
            " structure S\n-2\n+two\n 3\n"
        );
    }

    #[test]
    fn what_is_new_or_gone_is_shown_whole() {
        assert_eq!(plain("", "string A\n"), "+string A\n");
        assert_eq!(plain("string A\n", ""), "-string A\n");
    }
}

//! Turns an intermediate form into lines for a reader, and two of them into what differs.
//!
//! **Invariants**
//!
//! - Items are compared as values first; text is made only of those that are printed.

use std::fmt::{Debug, Write};

use anstyle::{AnsiColor, Style};
use indexmap::IndexMap;
use sansmith_codegen::Ir;
use similar::{ChangeTag, TextDiff};

use crate::terminal;

/// The operations and shapes of a form by name, each with its text.
type Items<'a> = IndexMap<String, &'a dyn Debug>;

fn items(ir: &Ir) -> Items<'_> {
    let operations = ir.service.operations.iter();
    let operations =
        operations.map(|(name, operation)| (format!("operation {name}"), operation as &dyn Debug));
    let shapes = ir
        .shapes
        .iter()
        .map(|(name, shape)| (format!("shape {name}"), shape as &dyn Debug));
    operations.chain(shapes).collect()
}

fn is_wanted(title: &str, only: Option<&str>) -> bool {
    only.is_none_or(|only| title.split_once(' ').is_some_and(|(_, name)| name == only))
}

/// Whether there is a shape or an operation of that name.
pub(super) fn has(ir: &Ir, name: &str) -> bool {
    items(ir).keys().any(|title| is_wanted(title, Some(name)))
}

/// The names of all shapes and operations.
pub(super) fn names(ir: &Ir) -> Vec<String> {
    let items = items(ir);
    let names = items.keys().filter_map(|title| title.split_once(' '));
    names.map(|(_, name)| name.to_owned()).collect()
}

/// Prints a form, or the items of one name.
pub(super) fn print(ir: &Ir, only: Option<&str>) {
    for (title, item) in items(ir).iter().filter(|(title, _)| is_wanted(title, only)) {
        terminal::print(format_args!("{title}\n{}\n", brief(*item)));
    }
}

const TITLE: Style = Style::new().bold();
const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();

/// Prints what differs between two forms.
pub(super) fn print_changes(before: &Ir, after: &Ir, only: Option<&str>) {
    let (old, new) = (items(before), items(after));
    let gone = old.keys().filter(|title| !new.contains_key(*title));
    let mut changed = 0;
    for title in new
        .keys()
        .chain(gone)
        .filter(|title| is_wanted(title, only))
    {
        let text = |items: &Items<'_>| {
            items
                .get(title)
                .map_or_else(String::new, |item| brief(*item))
        };
        let (old, new) = (text(&old), text(&new));
        if old != new {
            changed += 1;
            terminal::print(format_args!(
                "{TITLE}{title}{TITLE:#}\n{}",
                changes(&old, &new)
            ));
        }
    }
    terminal::note(format_args!("{changed} changed"));
}

/// The lines that differ, with some around them.
fn changes(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut lines = String::new();
    for group in diff.grouped_ops(3) {
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

/// An item as `Debug` prints it, without the lines that say that something is not there, and with lone values on one line.
fn brief(item: &dyn Debug) -> String {
    let text = format!("{item:#?}");
    let says_something = |line: &&str| {
        let absent = [": None,", ": false,", ": [],", ": {},"];
        !absent.iter().any(|absent| line.ends_with(absent))
    };
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().filter(says_something) {
        lines.push(line.to_owned());
        join_lone_value(&mut lines);
    }
    lines.join("\n")
}

/// Makes one line of the last three if they are `Name(`, a value, and `)`.
fn join_lone_value(lines: &mut Vec<String>) {
    let [.., open, value, close] = lines.as_slice() else {
        return;
    };
    let end = close.trim_start();
    let value = value.trim().trim_end_matches(',');
    if open.ends_with('(') && matches!(end, ")" | "),") && !value.ends_with(['{', '[', '(']) {
        let joined = format!("{open}{value}{end}");
        lines.truncate(lines.len() - 3);
        lines.push(joined);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[expect(dead_code, reason = "it is there to be printed")]
    struct Name(u8);

    #[derive(Debug)]
    #[expect(dead_code, reason = "it is there to be printed")]
    struct Item {
        name: &'static str,
        absent: Option<u8>,
        present: Option<Name>,
        flag: bool,
    }

    const ITEM: Item = Item {
        name: "a: None,",
        absent: None,
        present: Some(Name(1)),
        flag: false,
    };

    #[test]
    fn what_is_absent_is_left_out() {
        let expected = "Item {\n    name: \"a: None,\",\n    present: Some(Name(1)),\n}";
        assert_eq!(brief(&ITEM), expected);
    }

    #[test]
    fn only_changed_lines_and_their_neighbours_are_shown() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let shown = changes(old, &old.replace("8\n", ""));
        let plain = anstream::adapter::strip_str(&shown).to_string();
        assert_eq!(plain, " 5\n 6\n 7\n-8\n 9\n");
    }
}

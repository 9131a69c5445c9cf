//! Renders a comparison as a self-contained HTML page without scripts.

use std::fmt::Write;

use super::{Change, Diff, Item};
use crate::model::ShapeId;

/// CSS for light and dark screens.
const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8886; }
code { overflow-wrap: anywhere; }
.major, .ERROR, .DANGER { color: #c62828; font-weight: 600; }
.minor, .WARNING { color: #b26a00; }
";

impl Diff {
    /// The comparison as a page of HTML.
    ///
    /// `old` and `new` are the names of the models.
    pub fn html(&self, old: &str, new: &str) -> String {
        let (old, new) = (escape(old), escape(new));
        let wire = self.wire().name();
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{old} and {new}</title>\n<style>\n{STYLE}</style>\n\
             <h1><code>{old}</code> and <code>{new}</code></h1>\n\
             <p>Wire format: <strong class=\"{wire}\">{wire}</strong></p>\n"
        );
        page.push_str("<h2>Changes</h2>\n");
        let changes = self.changes.iter().map(change_row).collect();
        table(&mut page, ["Item", "Change", "Wire", "Reason"], changes);
        page.push_str("<h2>Events</h2>\n");
        let events = self.events.iter().map(|event| {
            let shape = event.shape.as_ref().map_or("", ShapeId::as_str);
            let severity = event.severity.name();
            [
                format!("<span class=\"{severity}\">{severity}</span>"),
                escape(&event.id),
                code(shape),
                escape(&event.message),
            ]
        });
        let events = events.collect();
        table(&mut page, ["Severity", "Event", "Shape", "Message"], events);
        page.push_str("</html>\n");
        page
    }
}

fn change_row(change: &Change) -> [String; 4] {
    let item = match &change.item {
        Item::Shape(kind, id) => format!("{kind} {}", code(id)),
        Item::Metadata(key) => format!("metadata {}", code(key)),
    };
    let wire = change.wire.name();
    [
        item,
        change.kind.name().to_owned(),
        format!("<span class=\"{wire}\">{wire}</span>"),
        escape(&change.reason),
    ]
}

/// Adds a table, or a sentence if there are no rows.
fn table(page: &mut String, head: [&str; 4], rows: Vec<[String; 4]>) {
    if rows.is_empty() {
        page.push_str("<p>None.</p>\n");
        return;
    }
    let cells = |name: &str, cells: &[String]| {
        let cells = cells.iter().map(|cell| format!("<{name}>{cell}</{name}>"));
        cells.collect::<String>()
    };
    let head = head.map(str::to_owned);
    let _ = writeln!(page, "<table>\n<tr>{}</tr>", cells("th", &head));
    for row in rows {
        let _ = writeln!(page, "<tr>{}</tr>", cells("td", &row));
    }
    page.push_str("</table>\n");
}

fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<code>{}</code>", escape(text))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::diff::{ChangeKind, Verdict};
    use crate::event::{Event, Severity};
    use crate::files::Location;

    use super::*;

    #[test]
    fn texts_are_escaped() {
        let diff = Diff {
            events: vec![Event::new(
                Severity::Error,
                "X",
                "<script>&\"",
                Location::NONE,
            )],
            changes: vec![Change {
                item: Item::Metadata("<b>".to_owned()),
                kind: ChangeKind::Added,
                wire: Verdict::Patch,
                reason: String::new(),
            }],
        };
        let page = diff.html("<a>.smithy", "b.smithy");
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<a>"));
        assert!(page.contains("&lt;script&gt;&amp;&quot;"));
        assert!(page.contains("<strong class=\"patch\">patch</strong>"));
    }

    #[test]
    fn a_page_without_differences_says_so() {
        let diff = Diff {
            events: Vec::new(),
            changes: Vec::new(),
        };
        let page = diff.html("a", "b");
        assert_eq!(page.matches("<p>None.</p>").count(), 2);
        assert!(page.contains(">none</strong>"));
    }
}

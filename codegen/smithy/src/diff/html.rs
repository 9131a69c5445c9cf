//! Renders a comparison as a self-contained HTML page without scripts.

use std::fmt::Write;

use crate::event::Event;
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

/// A comparison to be shown; texts are not escaped yet.
#[derive(Debug, Clone)]
pub struct Page<'p> {
    /// Name of the old model.
    pub old: &'p str,
    /// Name of the new model.
    pub new: &'p str,
    /// Verdicts: `none`, `patch`, `minor` or `major`, each with its subject.
    pub verdicts: &'p [(&'p str, &'p str)],
    /// Events.
    pub events: &'p [Event],
    /// Changes by section.
    pub sections: &'p [Section],
}

/// The changes of one kind of item.
#[derive(Debug, Clone)]
pub struct Section {
    /// Title, such as `Operations`.
    pub title: &'static str,
    /// Changes.
    pub rows: Vec<PageRow>,
}

/// A change.
#[derive(Debug, Clone)]
pub struct PageRow {
    /// The item.
    pub item: String,
    /// `added`, `removed` or `changed`.
    pub kind: &'static str,
    /// Verdict on the wire format.
    pub wire: &'static str,
    /// Verdict on the Rust API.
    pub rust: &'static str,
    /// Reason.
    pub reason: String,
}

impl Page<'_> {
    /// The page.
    pub fn html(&self) -> String {
        let (old, new) = (escape(self.old), escape(self.new));
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{old} and {new}</title>\n<style>\n{STYLE}</style>\n\
             <h1><code>{old}</code> and <code>{new}</code></h1>\n"
        );
        for (subject, verdict) in self.verdicts {
            let _ = writeln!(
                page,
                "<p>{subject}: <strong class=\"{verdict}\">{verdict}</strong></p>"
            );
        }
        for section in self.sections {
            let _ = writeln!(page, "<h2>{}</h2>", section.title);
            let rows = section.rows.iter().map(cells_of).collect();
            table(
                &mut page,
                &["Item", "Change", "Wire", "Rust", "Reason"],
                rows,
            );
        }
        page.push_str("<h2>Events</h2>\n");
        let events = self.events.iter().map(|event| {
            let shape = event.shape.as_ref().map_or("", ShapeId::as_str);
            let severity = event.severity.name();
            vec![
                format!("<span class=\"{severity}\">{severity}</span>"),
                escape(&event.id),
                code(shape),
                escape(&event.message),
            ]
        });
        let events = events.collect();
        table(
            &mut page,
            &["Severity", "Event", "Shape", "Message"],
            events,
        );
        page.push_str("</html>\n");
        page
    }
}

fn cells_of(row: &PageRow) -> Vec<String> {
    let verdict = |verdict: &str| format!("<span class=\"{verdict}\">{verdict}</span>");
    vec![
        code(&row.item),
        row.kind.to_owned(),
        verdict(row.wire),
        verdict(row.rust),
        escape(&row.reason),
    ]
}

/// Adds a table, or a sentence if there are no rows.
fn table(page: &mut String, head: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        page.push_str("<p>None.</p>\n");
        return;
    }
    let cells = |name: &str, cells: &[String]| {
        let cells = cells.iter().map(|cell| format!("<{name}>{cell}</{name}>"));
        cells.collect::<String>()
    };
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
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
    use crate::event::Severity;
    use crate::files::Location;

    use super::*;

    #[test]
    fn texts_are_escaped() {
        let event = Event::new(Severity::Error, "X", "<script>&\"", Location::NONE);
        let row = PageRow {
            item: "metadata <b>".to_owned(),
            kind: "added",
            wire: "patch",
            rust: "none",
            reason: String::new(),
        };
        let page = Page {
            old: "<a>.smithy",
            new: "b.smithy",
            verdicts: &[("Wire format", "patch")],
            events: &[event],
            sections: &[Section {
                title: "Metadata",
                rows: vec![row],
            }],
        };
        let page = page.html();
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<a>"));
        assert!(page.contains("&lt;script&gt;&amp;&quot;"));
        assert!(page.contains("<strong class=\"patch\">patch</strong>"));
        assert!(page.contains("<td><span class=\"none\">none</span></td>"));
    }

    #[test]
    fn a_page_without_differences_says_so() {
        let page = Page {
            old: "a",
            new: "b",
            verdicts: &[("Wire format", "none")],
            events: &[],
            sections: &[],
        };
        let page = page.html();
        assert_eq!(page.matches("<p>None.</p>").count(), 1);
        assert!(page.contains(">none</strong>"));
    }
}

//! Renders rows as an HTML page that shows slow models and whether cost is linear.
//!
//! The page is self-contained.

use std::fmt::Write;

use super::Row;
use super::plot::{Point, escaped, scatter};

/// A quantity to plot against the number of shapes; `None` omits a row.
type Measure = (&'static str, fn(&Row) -> Option<f64>);

#[expect(
    clippy::cast_precision_loss,
    reason = "line counts are exact in a float"
)]
const MEASURES: [Measure; 4] = [
    ("lines of code", |row| Some(row.lines as f64)),
    ("ms to generate", |row| Some(row.generate_ms)),
    ("CPU seconds to compile", |row| {
        row.compile.map(|cost| cost.seconds)
    }),
    ("MB to compile", |row| {
        row.compile.map(|cost| cost.megabytes)
    }),
];

const STYLE: &str = "body{font:14px/1.4 system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em}\
    svg{width:36em;max-width:100%}svg circle{fill:#36c;fill-opacity:.5}svg text{font-size:11px;fill:currentColor}\
    svg path{fill:none;stroke:currentColor}svg .fit{stroke:#c33;stroke-dasharray:4}\
    table{border-collapse:collapse}td,th{padding:.1em .8em;text-align:right;border-bottom:1px solid #8884}\
    td:first-child,th:first-child{text-align:left}.failed{color:#c33}";

/// Renders the page.
pub(super) fn page(rows: &[Row]) -> String {
    let mut html = format!(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>The fleet</title>\
         <style>{STYLE}</style><h1>The fleet</h1><p>{} models. The broken line is growth in step with the shapes.</p>",
        rows.len()
    );
    for (name, of) in MEASURES {
        let points: Vec<_> = rows.iter().filter_map(|row| point(row, of)).collect();
        if !points.is_empty() {
            html.push_str(&scatter(&points, ("shapes", name)));
        }
    }
    html.push_str(
        "<table><tr><th>service<th>shapes<th>operations<th>lines<th>ms<th>CPU s<th>MB</tr>",
    );
    for row in by_cost(rows) {
        let (seconds, megabytes) = row.compile.map_or_else(Default::default, |cost| {
            (
                format!("{:.2}", cost.seconds),
                format!("{:.0}", cost.megabytes),
            )
        });
        let class = if row.failure.is_some() {
            " class='failed'"
        } else {
            ""
        };
        let _ = write!(
            html,
            "<tr{class}><td>{}<td>{}<td>{}<td>{}<td>{:.1}<td>{seconds}<td>{megabytes}</tr>",
            escaped(&row.name),
            row.shapes,
            row.operations,
            row.lines,
            row.generate_ms
        );
    }
    html.push_str("</table>");
    for row in rows {
        if let Some(why) = &row.failure {
            let _ = write!(
                html,
                "<h2>{}</h2><pre>{}</pre>",
                escaped(&row.name),
                escaped(why)
            );
        }
    }
    html.push_str("</html>\n");
    html
}

/// Rows by descending compile cost, or by size if nothing was compiled.
fn by_cost(rows: &[Row]) -> Vec<&Row> {
    let cost = |row: &Row| row.compile.map_or(0.0, |cost| cost.seconds);
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by(|one, other| {
        let by_seconds = cost(other).total_cmp(&cost(one));
        by_seconds.then(other.lines.cmp(&one.lines))
    });
    rows
}

#[expect(
    clippy::cast_precision_loss,
    reason = "shape counts are exact in a float"
)]
fn point(row: &Row, of: fn(&Row) -> Option<f64>) -> Option<Point<'_>> {
    let y = of(row)?;
    Some(Point {
        name: &row.name,
        x: row.shapes as f64,
        y,
    })
}

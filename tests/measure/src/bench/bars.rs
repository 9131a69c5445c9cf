//! Renders rows as a self-contained SVG bar chart.

use std::fmt::Write;

use super::goal::Row;

/// Dimensions in SVG units.
const WIDTH: f64 = 760.0;
const LABELS: f64 = 290.0;
const BARS: f64 = 330.0;
const LINE: f64 = 44.0;
const TOP: f64 = 40.0;

/// Colours that are readable on white and black; the peer's bar is grey in both.
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2328}.number{font-size:11px;fill:#59636e}\
    .times{font-weight:600}.peer{fill:#9aa4af}.ours{fill:#2f6feb}\
    @media(prefers-color-scheme:dark){text{fill:#e6edf3}.number{fill:#9198a1}.peer{fill:#6e7681}.ours{fill:#58a6ff}}";

/// A chart with two bars per row: the peer's at full width, ours in proportion. Rows without a peer are omitted.
pub(super) fn svg(rows: &[Row]) -> String {
    let rows: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((row, row.peer?, row.times_less()?)))
        .collect();
    let lines: f64 = rows.iter().map(|_| LINE).sum();
    let height = TOP + lines + 8.0;
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img' \
         aria-label='What aws-sdk-connect and sansmith-connect cost, side by side'><style>{STYLE}</style>\
         <rect class='peer' x='{LABELS}' y='10' width='12' height='12'/>\
         <text x='{}' y='20'>aws-sdk-connect</text>\
         <rect class='ours' x='{}' y='10' width='12' height='12'/>\
         <text x='{}' y='20'>sansmith-connect (shorter is better)</text>",
        LABELS + 18.0,
        LABELS + 140.0,
        LABELS + 158.0,
    );
    let mut y = TOP;
    for (row, peer, times) in rows {
        let largest = peer.max(row.ours);
        let _ = write!(
            svg,
            "<text x='{}' y='{}' text-anchor='end'>{}</text>",
            LABELS - 10.0,
            y + 20.0,
            row.what
        );
        for (class, number, y) in [("peer", peer, y), ("ours", row.ours, y + 16.0)] {
            let length = (number / largest * BARS).max(1.0);
            let _ = write!(
                svg,
                "<rect class='{class}' x='{LABELS}' y='{y}' width='{length:.1}' height='14' rx='2'/>\
                 <text class='number' x='{:.1}' y='{}'>{}</text>",
                LABELS + length + 6.0,
                y + 11.0,
                row.unit.show(number)
            );
        }
        let _ = write!(
            svg,
            "<text class='times' x='{}' y='{}' text-anchor='end'>{times:.1}x</text>",
            WIDTH - 4.0,
            y + 20.0
        );
        y += LINE;
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::super::goal::{Goal, Unit};
    use super::*;

    #[test]
    fn a_row_with_a_peer_has_two_bars() {
        let row = |peer| Row {
            what: "cargo check",
            unit: Unit::Seconds,
            peer,
            ours: 5.0,
            by_hand: None,
            at_least: Goal::Any,
            reach_for: Goal::Any,
        };
        let svg = svg(&[row(Some(50.0)), row(None)]);
        assert_eq!(svg.matches("<rect").count(), 2 + 2);
        assert!(
            svg.contains("width='330.0'") && svg.contains("width='33.0'"),
            "{svg}"
        );
        assert!(svg.contains(">10.0x<"), "{svg}");
    }
}

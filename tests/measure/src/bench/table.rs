//! Formats results as text.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::Report;
use super::goal::{Row, Unit, Verdict};
use super::speed::Timing;

/// All timings, followed by the budget.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    if !report.timings.is_empty() {
        text.push_str(&timings(&report.timings));
        text.push('\n');
    }
    text.push_str(&budget(&report.rows));
    text
}

/// One block per message, one line per contender.
fn timings(timings: &[Timing]) -> String {
    let mut text = String::new();
    let width = timings
        .iter()
        .map(|timing| timing.contender.len())
        .max()
        .unwrap_or(0);
    for of_message in timings.chunk_by(|a, b| a.message == b.message) {
        let best = |contender: &str| {
            let found = of_message
                .iter()
                .find(|timing| timing.contender == contender);
            found.map(|timing| timing.best_ns)
        };
        let (peer, by_hand) = (best("peer"), best("serde_json"));
        if let Some(first) = of_message.first() {
            let _ = writeln!(
                text,
                "{:width$}  {:>9}  {:>9}  {:>7}  {:>9}  {:>14}  {:>6}  {:>9}",
                format!("{}, {} bytes", first.message, first.bytes),
                "best",
                "median",
                "MB/s",
                "of peer",
                "of serde_json",
                "allocs",
                "bytes"
            );
        }
        for timing in of_message {
            let _ = writeln!(text, "{}", line(timing, width, (peer, by_hand)));
        }
        text.push('\n');
    }
    text
}

fn line(timing: &Timing, width: usize, (peer, by_hand): (Option<f64>, Option<f64>)) -> String {
    let share = |of: Option<f64>| of.map_or_else(dash, |of| format!("{:.2}x", timing.best_ns / of));
    let count = |count: Option<u64>| count.map_or_else(dash, |count| count.to_string());
    let bytes = u32::try_from(timing.bytes).map_or(f64::NAN, f64::from);
    let style = if timing.contender.starts_with("ours") {
        Style::new().bold()
    } else {
        Style::new()
    };
    format!(
        "{style}{:width$}  {:>9}  {:>9}  {:>7.0}  {:>9}  {:>14}  {:>6}  {:>9}{style:#}",
        timing.contender,
        Unit::Nanoseconds.show(timing.best_ns),
        Unit::Nanoseconds.show(timing.median_ns),
        bytes / timing.best_ns * 1e3,
        share(peer),
        share(by_hand),
        count(timing.allocations),
        count(timing.allocated_bytes),
    )
}

fn dash() -> String {
    "-".to_owned()
}

/// One line per row of the budget.
fn budget(rows: &[Row]) -> String {
    let mut text = String::new();
    let width = rows.iter().map(|row| row.what.len()).max().unwrap_or(0);
    let _ = writeln!(
        text,
        "{:width$}  {:>9}  {:>9}  {:>8}  {:>10}  {:>8}  {:>9}  verdict",
        "", "peer", "ours", "less by", "serde_json", "at least", "reach for"
    );
    for row in rows {
        let number = |number: Option<f64>| number.map_or_else(dash, |number| row.unit.show(number));
        let _ = writeln!(
            text,
            "{:width$}  {:>9}  {:>9}  {:>8}  {:>10}  {:>8}  {:>9}  {}",
            row.what,
            number(row.peer),
            number(Some(row.ours)),
            row.times_less()
                .map_or_else(dash, |times| format!("{times:.1}x")),
            number(row.by_hand),
            row.at_least.show(row.unit),
            row.reach_for.show(row.unit),
            verdict(row.verdict()),
        );
    }
    text.trim_end().to_owned()
}

fn verdict(verdict: Option<Verdict>) -> String {
    let (color, word) = match verdict {
        None => return dash(),
        Some(Verdict::Reached) => (AnsiColor::Green, "reached"),
        Some(Verdict::Met) => (AnsiColor::Yellow, "met"),
        Some(Verdict::Missed) => (AnsiColor::Red, "missed"),
    };
    let style = color.on_default();
    format!("{style}{word}{style:#}")
}

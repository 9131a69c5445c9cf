//! Formats rows as text.

use std::fmt::Write;

use super::Row;

/// Rows, totals, and failures last.
pub(super) fn text(rows: &[Row], generating: f64) -> String {
    let mut text = String::new();
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let _ = writeln!(
        text,
        "{:width$}  {:>6}  {:>5}  {:>7}  {:>8}  {:>7}  {:>6}",
        "service", "shapes", "ops", "lines", "ms", "cpu s", "MB"
    );
    for row in rows {
        let cost = row.compile.map_or_else(
            || format!("{:>7}  {:>6}", "-", "-"),
            |cost| format!("{:>7.2}  {:>6.0}", cost.seconds, cost.megabytes),
        );
        let _ = writeln!(
            text,
            "{:width$}  {:>6}  {:>5}  {:>7}  {:>8.1}  {cost}",
            row.name, row.shapes, row.operations, row.lines, row.generate_ms
        );
    }
    let failures: Vec<_> = rows
        .iter()
        .filter_map(|row| row.failure.as_ref().map(|why| (&row.name, why)))
        .collect();
    let costs = || rows.iter().filter_map(|row| row.compile);
    let _ = write!(
        text,
        "\n{} of {} models, {} shapes, {} operations, {} lines; generated in {generating:.1} s",
        rows.len() - failures.len(),
        rows.len(),
        rows.iter().map(|row| row.shapes).sum::<usize>(),
        rows.iter().map(|row| row.operations).sum::<usize>(),
        rows.iter().map(|row| row.lines).sum::<usize>(),
    );
    if costs().next().is_some() {
        let _ = write!(
            text,
            ", compiled in {:.0} s of processor time, {:.0} MB at most",
            costs().map(|cost| cost.seconds).sum::<f64>(),
            costs().map(|cost| cost.megabytes).fold(0.0, f64::max)
        );
    }
    for (name, why) in failures {
        let _ = write!(text, "\n\n{name} failed:\n{}", why.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Cost;

    #[test]
    fn failures_come_last() {
        let row = |name: &str, failure: Option<&str>| Row {
            name: name.to_owned(),
            shapes: 3,
            operations: 2,
            lines: 10,
            generate_ms: 1.5,
            compile: failure.is_none().then_some(Cost {
                seconds: 0.5,
                megabytes: 80.0,
            }),
            failure: failure.map(str::to_owned),
        };
        let text = text(&[row("a", Some("no such shape")), row("b", None)], 0.1);
        assert!(
            text.contains("1 of 2 models, 6 shapes, 4 operations, 20 lines"),
            "{text}"
        );
        assert!(text.ends_with("a failed:\nno such shape"), "{text}");
    }
}

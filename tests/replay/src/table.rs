//! The table of a replay, as Markdown.

use std::fmt::Write;

use crate::judges::Findings;
use crate::row::{Agreement, Row};

/// Title, table, longest run of the program, and everything that is not the same.
pub(crate) fn page(service: &str, rows: &[Row]) -> String {
    let mut page = format!(
        "# Replay of {service}\n\n\
         | release | changes | ours | public-api | semver-checks | one group | program | seconds |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for row in rows {
        let _ = writeln!(page, "{}", line(row));
    }
    let pairs = rows.iter().filter(|row| row.before.is_some());
    let (mut same, mut graver, mut missed) = (0, 0, 0);
    for row in pairs.clone() {
        match row.agreement() {
            Agreement::Same => same += 1,
            Agreement::Graver => graver += 1,
            Agreement::Missed => missed += 1,
        }
    }
    let failed = rows.iter().filter(|row| row.failure.is_some()).count();
    let _ = write!(
        page,
        "\n{} releases, {failed} fail; {} pairs: {same} same verdict, {graver} ours graver, {missed} missed.\n{}\n",
        rows.len(),
        pairs.clone().count(),
        longest(rows)
    );
    for row in rows.iter().filter(|row| is_told(row)) {
        tell(&mut page, row);
    }
    page
}

/// A line of the table.
pub(crate) fn line(row: &Row) -> String {
    let [added, removed, changed] = row.counts;
    let items = |findings: &Findings| {
        let broken = findings.broken.len();
        format!("+{} !{broken} ~{}", findings.added, findings.expected)
    };
    let lints = |findings: &Findings| match &findings.lints {
        None => "-".to_owned(),
        Some(lints) if lints.is_empty() => "ok".to_owned(),
        Some(lints) => lints.join(" "),
    };
    let program = match (&row.failure, &row.program) {
        (Some(_), _) => "crate fails".to_owned(),
        (None, Some(_)) => "breaks".to_owned(),
        (None, None) => format!("of {}", row.written_for),
    };
    let seconds: f64 = row.seconds.iter().sum();
    format!(
        "| {} | +{added} -{removed} ~{changed} | {} | {} | {} | {} {} | {program} | {seconds:.0} |",
        row.version,
        row.ours,
        items(&row.all),
        lints(&row.all),
        row.group.verdict(),
        lints(&row.group),
    )
}

/// Our verdict alone, with its reasons if it is major.
pub(crate) fn verdict(row: &Row) -> String {
    let [added, removed, changed] = row.counts;
    let items = row.items;
    let mut line = format!(
        "{}: {items} items, +{added} -{removed} ~{changed} {}",
        row.version, row.ours
    );
    for major in &row.major {
        let _ = write!(line, "\n  {major}");
    }
    line
}

/// The longest run of releases against which one program compiles.
fn longest(rows: &[Row]) -> String {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for row in rows.iter().filter(|row| row.failure.is_none()) {
        *counts.entry(&row.written_for).or_default() += 1;
    }
    let longest = counts.into_iter().max_by_key(|(_, count)| *count);
    let (version, count) = longest.unwrap_or_default();
    format!(
        "The longest run: the program written against {version} compiles against {count} releases, its own included."
    )
}

/// Returns true if a row needs words.
fn is_told(row: &Row) -> bool {
    let is_major = row.ours == "major" && row.before.is_some();
    row.failure.is_some() || is_major || row.agreement() != Agreement::Same
}

/// Everything that the judges say of a pair.
fn tell(page: &mut String, row: &Row) {
    let agreement = match row.agreement() {
        Agreement::Same => "same verdict",
        Agreement::Graver => "ours is graver",
        Agreement::Missed => "MISSED",
    };
    let before = row.before.as_deref().unwrap_or("-");
    let _ = write!(page, "\n## {before} to {}: {agreement}\n\n", row.version);
    for major in row.major.iter().take(20) {
        let _ = writeln!(page, "- ours: {major}");
    }
    for (name, findings) in [("all", &row.all), ("group", &row.group)] {
        for item in findings.broken.iter().take(20) {
            let _ = writeln!(page, "- public-api, {name}: `{item}`");
        }
        for lint in findings.lints.iter().flatten() {
            let _ = writeln!(page, "- semver-checks, {name}: `{lint}`");
        }
    }
    for said in row.program.iter().chain(&row.failure) {
        let _ = write!(page, "\n```text\n{said}\n```\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(version: &str, written_for: &str, ours: &str) -> Row {
        Row {
            version: version.to_owned(),
            before: Some("0".to_owned()),
            written_for: written_for.to_owned(),
            ours: ours.to_owned(),
            ..Row::default()
        }
    }

    #[test]
    fn the_page_counts_verdicts_and_the_longest_run() {
        let mut breaks = row("4", "4", "minor");
        breaks.program = Some("error[E0308]: mismatched types".to_owned());
        let rows = [
            row("1", "1", "minor"),
            row("2", "1", "minor"),
            row("3", "1", "major"),
            breaks,
        ];
        let page = page("lamp", &rows);
        assert!(
            page.contains("4 pairs: 2 same verdict, 1 ours graver, 1 missed."),
            "{page}"
        );
        assert!(
            page.contains("written against 1 compiles against 3 releases"),
            "{page}"
        );
        assert!(page.contains("## 0 to 4: MISSED\n"), "{page}");
    }
}

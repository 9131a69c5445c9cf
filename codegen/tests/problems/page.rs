//! Parses a documentation page of problems: each section has a model, its report, and optionally a fix.

use std::fmt::Write;

/// A section of a page.
#[derive(Debug, Default)]
pub(crate) struct Section {
    /// Heading: a code or words.
    pub(crate) code: String,
    /// Model texts: name (empty for the service) and contents.
    pub(crate) texts: Vec<(String, String)>,
    /// Operations selected on the command line.
    pub(crate) operations: Option<String>,
    /// Expected report.
    pub(crate) report: Option<String>,
    /// The fix as a diff: lines with `-` and `+`.
    pub(crate) mend: Option<String>,
    /// Text before the report.
    before: String,
    /// Text after the report.
    after: String,
}

/// The introduction of a page, and its sections.
pub(crate) fn sections(page: &str) -> (String, Vec<Section>) {
    let (intro, rest) = page.split_once("\n## ").expect("the page has sections");
    let sections = rest.split("\n## ").map(section).collect();
    (intro.to_owned(), sections)
}

fn section(text: &str) -> Section {
    let (heading, _) = text
        .split_once('\n')
        .expect("a heading is followed by something");
    let mut section = Section {
        code: heading.trim_matches('`').to_owned(),
        ..Section::default()
    };
    let mut block: Option<(String, String)> = None;
    let mut pending = String::new();
    for line in text.trim_end().split_inclusive('\n') {
        let fence = line.trim_end().strip_prefix("```");
        pending.push_str(line);
        match (fence, &mut block) {
            (Some(info), None) => {
                block = Some((info.to_owned(), String::new()));
            }
            (Some(_), Some(_)) => {
                let (info, inside) = block.take().unwrap_or_default();
                if section.take(&info, inside) {
                    section.keep(&std::mem::take(&mut pending));
                } else {
                    pending.clear();
                }
            }
            (None, Some((_, inside))) => inside.push_str(line),
            (None, None) => section.keep(&std::mem::take(&mut pending)),
        }
    }
    section
}

/// Expands a line with `{1..N}` to N lines; `{next}` is the number after the current one.
fn repeated(text: &str) -> String {
    let mut expanded = String::new();
    for line in text.split_inclusive('\n') {
        let range = line
            .split_once("{1..")
            .and_then(|(_, rest)| rest.split_once('}'));
        let Some((end, _)) = range else {
            expanded.push_str(line);
            continue;
        };
        let last: u32 = end.parse().expect("a range ends in a number");
        for number in 1..=last {
            let line = line.replace(&format!("{{1..{end}}}"), &number.to_string());
            expanded.push_str(&line.replace("{next}", &(number + 1).to_string()));
        }
    }
    expanded
}

impl Section {
    /// Reads a code block; returns true if it belongs before the report.
    fn take(&mut self, info: &str, inside: String) -> bool {
        if info == "json nested" {
            self.texts.push((String::new(), repeated(&inside)));
            return true;
        }
        if let Some(name) = info.strip_prefix("json").or(info.strip_prefix("smithy")) {
            self.texts.push((name.trim().to_owned(), inside));
            return true;
        }
        if let Some(operations) = inside.trim().strip_prefix("--operations ") {
            self.operations = Some(operations.to_owned());
            return true;
        }
        if info == "diff" {
            self.mend = Some(inside);
            return true;
        }
        self.report = Some(inside);
        false
    }

    /// Keeps text other than the report.
    fn keep(&mut self, text: &str) {
        if self.report.is_none() {
            self.before.push_str(text);
        } else {
            self.after.push_str(text);
        }
    }

    /// The model with the fix applied.
    pub(crate) fn mended(&self) -> Option<String> {
        let (_, mut model) = self.texts.first()?.clone();
        let (mut old, mut new) = (String::new(), String::new());
        for line in self.mend.as_ref()?.split_inclusive('\n').chain([""]) {
            // A removed line after an added one starts another hunk.
            if !new.is_empty() && !line.starts_with('+') {
                assert_eq!(model.matches(&old).count(), 1, "{old}");
                model = model.replace(&old, &new);
                (old, new) = Default::default();
            }
            match line.split_at_checked(1) {
                Some(("-", line)) => old.push_str(line),
                Some(("+", line)) => new.push_str(line),
                _ => {}
            }
        }
        Some(model)
    }

    /// The section with another report.
    pub(crate) fn with(&self, report: &str) -> String {
        let mut text = self.before.trim_end().to_owned();
        let _ = write!(text, "\n\n```text\n{}\n```\n", report.trim_end());
        let after = self.after.trim();
        if !after.is_empty() {
            let _ = write!(text, "\n{after}\n");
        }
        text
    }
}

//! Finds words that must not occur in hand-written text, and doc comments that open badly.

use super::Finding;
use super::files::File;

/// Marks of unfinished work, split so that this file has no findings itself.
const UNFINISHED: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// Rejects marks of unfinished work.
pub(super) fn check_unfinished(file: &File, findings: &mut Vec<Finding>) {
    check_words(file, findings, |line| {
        let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        let found = words.into_iter().find(|word| UNFINISHED.contains(word));
        found.map(|word| format!("`{word}`: finish or remove it"))
    });
}

/// Folder names of machine-specific paths.
const MACHINE_FOLDERS: [&str; 5] = ["home", "root", "tmp", "work", "Users"];

/// Rejects machine-specific paths.
pub(super) fn check_machine_paths(file: &File, findings: &mut Vec<Finding>) {
    check_words(file, findings, |line| {
        let folder = MACHINE_FOLDERS
            .iter()
            .find(|folder| has_absolute_path(line, folder));
        folder.map(|folder| format!("machine-specific path under `/{folder}`"))
    });
}

/// Returns true if a line contains `/folder/` at the start of a path.
fn has_absolute_path(line: &str, folder: &str) -> bool {
    let path = format!("/{folder}/");
    line.match_indices(&path).any(|(at, _)| {
        let before = line.get(..at).and_then(|start| start.chars().next_back());
        before
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '}' | ')' | '/'))
    })
}

/// Words that open a noun clause instead of naming a thing or action: "What a model holds", "Whether it is empty".
const HEADLESS: [&str; 6] = ["What", "Whether", "Who", "How", "Where", "Which"];

/// Maximum percentage of doc comments in a file that open with a word in [`HEADLESS`].
const MAX_HEADLESS: usize = 2;

/// Rejects Rust files with too many doc comments that open with a word in [`HEADLESS`].
pub(super) fn check_doc_openings(file: &File, findings: &mut Vec<Finding>) {
    if !file.is_rust() || !file.is_hand_written() {
        return;
    }
    let openings = doc_openings(file);
    let headless: Vec<_> = openings
        .iter()
        .filter(|(_, text)| {
            let word = text.split(|c: char| !c.is_alphanumeric()).next();
            word.is_some_and(|word| HEADLESS.contains(&word))
        })
        .collect();
    if let Some((line, text)) = headless.first()
        && headless.len() * 100 > openings.len() * MAX_HEADLESS
    {
        let message = format!(
            "{} of {} doc comments open with a question word; first: \"{text}\"",
            headless.len(),
            openings.len(),
        );
        findings.push(file.finding(*line, message));
    }
}

/// First lines of doc comments, with their line numbers.
fn doc_openings(file: &File) -> Vec<(usize, &str)> {
    let mut openings = Vec::new();
    let mut is_inside = false;
    for (number, line) in file.lines() {
        let line = line.trim_start();
        let text = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        if let Some(text) = text
            && !is_inside
        {
            openings.push((number, text.trim()));
        }
        is_inside = text.is_some();
    }
    openings
}

/// Rejects merge conflict markers.
pub(super) fn check_conflict_marks(file: &File, findings: &mut Vec<Finding>) {
    for (number, line) in file.lines() {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            findings.push(file.finding(number, "unresolved merge conflict"));
        }
    }
}

fn check_words(file: &File, findings: &mut Vec<Finding>, rule: impl Fn(&str) -> Option<String>) {
    if !file.is_hand_written() {
        return;
    }
    for (number, line) in file.lines() {
        findings.extend(rule(line).map(|message| file.finding(number, message)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::files::findings;
    use super::*;

    #[test]
    fn unfinished_work_is_found_as_a_word() {
        let mark = UNFINISHED[0];
        assert_eq!(
            findings(
                check_unfinished,
                "a.rs",
                &format!("//! x\n// {mark}: later\n")
            )
            .len(),
            1
        );
        assert_eq!(
            findings(check_unfinished, "a.md", &format!("- {mark}(me)\n")).len(),
            1
        );
        assert!(findings(check_unfinished, "a.rs", &format!("let {mark}_LIST = 1;\n")).is_empty());
    }

    #[test]
    fn machine_specific_paths_are_found() {
        let path = format!("/{}/me/x", "home");
        assert_eq!(
            findings(check_machine_paths, "a.md", &format!("See {path}.\n")).len(),
            1
        );
        assert_eq!(
            findings(check_machine_paths, "a.md", &format!("`{path}`\n")).len(),
            1
        );
        for fine in [
            format!("src{path}"),
            format!("https://x.example{path}"),
            "/homely/".to_owned(),
        ] {
            assert!(
                findings(check_machine_paths, "a.md", &fine).is_empty(),
                "{fine}"
            );
        }
    }

    #[test]
    fn doc_comments_that_open_with_a_question_word_are_limited() {
        let found = |text: &str| findings(check_doc_openings, "a.rs", text);
        let bad = "//! Checks words.\n\n/// A word.\n/// What it is.\nfn a() {}\n    /// Whether it is.\n";
        assert_eq!(
            found(bad),
            ["a.rs:6: 1 of 3 doc comments open with a question word; first: \"Whether it is.\""]
        );
        assert!(found("/// Whatever.\n/// Which.\n// How.\n").is_empty());
        assert!(found(&format!("{bad}{}", "fn b();\n/// A line.\n".repeat(47))).is_empty());
        assert!(found(&format!("// @generated by `x`.\n{bad}")).is_empty());
    }

    #[test]
    fn an_unfinished_merge_is_found_everywhere() {
        let text = format!("a\n{} HEAD\n", "<".repeat(7));
        assert_eq!(
            findings(check_conflict_marks, "tests/fixtures/a.rs", &text).len(),
            1
        );
    }
}

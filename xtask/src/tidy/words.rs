//! Finds words that must not occur in hand-written text.

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
        found.map(|word| format!("`{word}`: do it, or take it out"))
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
        folder.map(|folder| format!("a path under /{folder} is of one machine"))
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

/// Rejects merge conflict markers.
pub(super) fn check_conflict_marks(file: &File, findings: &mut Vec<Finding>) {
    for (number, line) in file.lines() {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            findings.push(file.finding(number, "a merge was left unfinished here"));
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
    fn a_path_of_a_machine_is_found() {
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
    fn an_unfinished_merge_is_found_everywhere() {
        let text = format!("a\n{} HEAD\n", "<".repeat(7));
        assert_eq!(
            findings(check_conflict_marks, "tests/fixtures/a.rs", &text).len(),
            1
        );
    }
}

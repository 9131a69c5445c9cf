//! Finds dead relative links in Markdown files.

use std::path::Path;

use super::Finding;
use super::files::File;

/// Checks that relative links have an existing target.
pub(super) fn check(root: &Path, files: &[File], findings: &mut Vec<Finding>) {
    for file in files
        .iter()
        .filter(|file| file.has_extension("md") && file.is_hand_written())
    {
        let folder = root.join(Path::new(&file.path).parent().unwrap_or(Path::new("")));
        for (number, line) in file.lines() {
            for target in relative_targets(line) {
                if !folder.join(target).exists() {
                    findings.push(file.finding(number, format!("`{target}` does not exist")));
                }
            }
        }
    }
}

/// Path targets of `[text](target)` links in a line, without anchors.
fn relative_targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split(')').next()?.split('#').next()?;
        let is_path = !target.is_empty() && !target.contains(':') && !target.contains(' ');
        is_path.then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn only_paths_are_targets() {
        let line = "[a](b.md#c) [d](https://e.example) [f](#g) ![h](i/j.png)";
        assert_eq!(
            relative_targets(line).collect::<Vec<_>>(),
            ["b.md", "i/j.png"]
        );
    }

    #[test]
    fn a_link_to_nothing_is_found() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("there.md"), "").unwrap();
        let mut findings = Vec::new();
        let text = "# x\n[a](there.md) and [b](gone.md)\n";
        check(folder.path(), &[file("README.md", text)], &mut findings);
        let found: Vec<_> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(found, ["README.md:2: `gone.md` does not exist"]);
    }
}

//! Counts lines of code.

use std::path::Path;

/// Number of lines of code in a file.
pub(crate) fn lines_of_code(file: (&str, &str)) -> usize {
    code(file).count()
}

/// Lines of a Rust file without blank lines, comments and indentation; empty for other files.
pub(crate) fn code<'t>((path, text): (&str, &'t str)) -> impl Iterator<Item = &'t str> {
    let is_rust = Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs");
    let lines = if is_rust { text } else { "" }.lines();
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::lines_of_code;

    #[test]
    fn comments_and_blanks_are_no_code() {
        let text = "//! Docs.\n\nuse a;\n    // why\n    /// what\n    let b = 1; // c\n";
        assert_eq!(lines_of_code(("a.rs", text)), 2);
        assert_eq!(lines_of_code(("a.toml", text)), 0);
    }
}

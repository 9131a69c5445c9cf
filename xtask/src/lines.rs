//! Turns files into how many lines of code they have.

use std::path::Path;

/// Lines of a Rust file that are neither blank nor a comment; none of a file of another kind.
pub(crate) fn lines_of_code((path, text): (&str, &str)) -> usize {
    if Path::new(path)
        .extension()
        .is_none_or(|extension| extension != "rs")
    {
        return 0;
    }
    let is_code =
        |line: &&str| !line.trim_start().is_empty() && !line.trim_start().starts_with("//");
    text.lines().filter(is_code).count()
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

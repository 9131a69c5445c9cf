//! Turns files into how many lines of code they have.

use std::path::Path;

/// How many lines of code a file has.
pub(crate) fn lines_of_code(file: (&str, &str)) -> usize {
    code(file).count()
}

/// The lines of a Rust file that are neither blank nor a comment, without the space around them; none of a file of
/// another kind.
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

//! Offsets as lines and columns.

/// A place in a text as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in UTF-16 code units as the reference implementation counts.
    pub column: usize,
}

/// The lines of a text, built once to look up many offsets.
///
/// `\n`, `\r\n` and `\r` end a line. A lookup takes logarithmic time.
///
/// ```
/// use sansmith_smithy::syntax::{Lines, Position};
///
/// let lines = Lines::new("é\r\n@a");
/// assert_eq!(lines.position(5), Position { line: 2, column: 2 });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The offset of each line's first byte.
    starts: Vec<usize>,
    /// For each character with more bytes than UTF-16 code units: the offset behind it, and the bytes saved up to there.
    savings: Vec<(usize, usize)>,
    length: usize,
}

impl Lines {
    /// Finds the lines of `source`.
    pub fn new(source: &str) -> Self {
        let mut starts = vec![0];
        let mut savings = Vec::new();
        let mut saved = 0;
        let bytes = source.as_bytes();
        for (index, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => starts.push(index + 1),
                b'\r' if bytes.get(index + 1) != Some(&b'\n') => starts.push(index + 1),
                // The first byte of a character of two, three or four bytes; the last kind has two code units.
                0xC0..=0xDF => {
                    saved += 1;
                    savings.push((index + 2, saved));
                }
                0xE0..=0xEF => {
                    saved += 2;
                    savings.push((index + 3, saved));
                }
                0xF0..=0xFF => {
                    saved += 2;
                    savings.push((index + 4, saved));
                }
                _ => {}
            }
        }
        Self {
            starts,
            savings,
            length: source.len(),
        }
    }

    /// The line and column of an offset; an offset behind the end counts as the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.length);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.line_start(line);
        let bytes = offset - start;
        let saved = self.saved(offset) - self.saved(start);
        Position {
            line,
            column: 1 + bytes.saturating_sub(saved),
        }
    }

    /// The bytes of a line, counted from 1, with its line break; empty where there is no such line.
    pub fn line(&self, line: usize) -> std::ops::Range<usize> {
        if line == 0 || line > self.starts.len() {
            return self.length..self.length;
        }
        let end = self.starts.get(line).copied().unwrap_or(self.length);
        self.line_start(line)..end
    }

    fn line_start(&self, line: usize) -> usize {
        let index = line.saturating_sub(1);
        self.starts.get(index).copied().unwrap_or_default()
    }

    fn saved(&self, offset: usize) -> usize {
        let count = self.savings.partition_point(|(end, _)| *end <= offset);
        count
            .checked_sub(1)
            .and_then(|last| self.savings.get(last))
            .map_or(0, |(_, saved)| *saved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(source: &str, offset: usize) -> (usize, usize) {
        let position = Lines::new(source).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        let source = "a\nb\r\nc\rd";
        let found: Vec<_> = (0..=source.len())
            .map(|offset| at(source, offset))
            .collect();
        assert_eq!(
            found,
            [
                (1, 1),
                (1, 2),
                (2, 1),
                (2, 2),
                (2, 3),
                (3, 1),
                (3, 2),
                (4, 1),
                (4, 2)
            ]
        );
    }

    #[test]
    fn columns_count_code_units() {
        let source = "\né€😀x";
        assert_eq!(at(source, 1), (2, 1));
        assert_eq!(at(source, 3), (2, 2));
        assert_eq!(at(source, 6), (2, 3));
        assert_eq!(at(source, 10), (2, 5));
        assert_eq!(at(source, 11), (2, 6));
    }

    #[test]
    fn offsets_behind_the_end_are_the_end() {
        assert_eq!(at("ab", 9), (1, 3));
        assert_eq!(at("", 0), (1, 1));
    }

    #[test]
    fn a_line_has_its_line_break() {
        let lines = Lines::new("a\r\nbc");
        assert_eq!(lines.line(1), 0..3);
        assert_eq!(lines.line(2), 3..5);
        assert_eq!(lines.line(3), 5..5);
        assert_eq!(lines.line(0), 5..5);
    }
}

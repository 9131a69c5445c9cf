//! Changes that `public-api` reports as changed or removed and that break no program, with their reasons.

/// A kind of such change.
struct Row {
    /// The reason.
    reason: &'static str,
    /// Returns true for a change: `- item` or `old item => new item`.
    applies: fn(&str, &[String]) -> bool,
}

/// All kinds.
const ROWS: [Row; 0] = [];

/// The reason why a change breaks no program, if there is one.
pub(crate) fn reason(change: &str, added: &[String]) -> Option<&'static str> {
    let mut rows = ROWS.iter();
    let row = rows.find(|row| (row.applies)(change, added))?;
    Some(row.reason)
}

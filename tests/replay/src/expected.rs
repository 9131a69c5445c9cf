//! Changes that `public-api` reports as changed or removed and that break no program, with their reasons.

/// A kind of such change.
struct Row {
    /// The reason.
    reason: &'static str,
    /// Returns true for a change: `- item` or `old item => new item`, with all added items.
    applies: fn(&str, &[String]) -> bool,
}

/// All kinds.
const ROWS: [Row; 1] = [Row {
    reason: "the type parameters of a builder are in another order; no program can name them",
    applies: is_reordered_builder,
}];

/// The reason why a change breaks no program, if there is one.
pub(crate) fn reason(change: &str, added: &[String]) -> Option<&'static str> {
    let mut rows = ROWS.iter();
    let row = rows.find(|row| (row.applies)(change, added))?;
    Some(row.reason)
}

/// Returns true if an item of a builder has the same words in another order.
fn is_reordered_builder(change: &str, added: &[String]) -> bool {
    if !change.contains("Builder<") {
        return false;
    }
    if let Some((old, new)) = change.split_once(" => ") {
        return words(old) == words(new);
    }
    let removed = words(change.trim_start_matches("- "));
    added.iter().any(|item| words(item) == removed)
}

/// The words of an item, sorted.
fn words(item: &str) -> Vec<&str> {
    let words = item.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let mut words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn a_builder_may_have_its_parameters_in_another_order() {
        let item = |parameters: &str| {
            format!("impl<{parameters}> lamp::builder::LampBuilder<{parameters}>")
        };
        let added = [item("B, A")];
        assert!(reason(&format!("- {}", item("A, B")), &added).is_some());
        assert!(reason(&format!("- {}", item("A, C")), &added).is_none());
        let pair = |new: &str| format!("{} => {}", item("A, B"), item(new));
        assert!(reason(&pair("B, A"), &[]).is_some());
        assert!(reason(&pair("A"), &[]).is_none());
        assert!(
            reason(
                "- pub fn lamp::f(a: u8)",
                &["pub fn lamp::f(u8: a)".to_owned()]
            )
            .is_none()
        );
    }
}

//! Parses the printed form of a model: the words of each shape, operation and member.

use std::collections::BTreeMap;

/// Items by kind and name, with words and parts.
pub(crate) type Printed = BTreeMap<(String, String), Item>;

/// A service, operation, waiter or shape.
#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) words: Vec<String>,
    /// Members, values, inputs, outputs and errors by name.
    pub(crate) parts: BTreeMap<String, Vec<String>>,
}

/// Parses a printed form.
pub(crate) fn take_apart(text: &str) -> Printed {
    let mut printed = Printed::new();
    let mut last = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.is_empty()) {
        let mut words = words(line.trim_start());
        if line.starts_with("    ") {
            let item: &mut Item = printed.entry(last.clone()).or_default();
            let name = words.remove(0);
            // An error line has only a name, and an acceptor has none.
            let many = name == "error" || last.0 == "waiter";
            let name = if many {
                format!("{name} {}", words.join(" "))
            } else {
                name
            };
            item.parts
                .insert(name, if many { Vec::new() } else { words });
            continue;
        }
        let kind = words.remove(0);
        let name = words.remove(0).trim_end_matches(':').to_owned();
        last = match kind.as_str() {
            // There is exactly one, with different names in the formats.
            "service" => {
                words.push(format!("name({name})"));
                (kind, String::new())
            }
            "operation" | "waiter" => (kind, name),
            _ => {
                words.insert(0, kind);
                ("shape".to_owned(), name)
            }
        };
        printed.entry(last.clone()).or_default().words = words;
    }
    printed
}

/// The words of a line, split at spaces outside of quotes and brackets.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for c in line.chars() {
        match c {
            '"' if !escaped => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if c == ' ' && !quoted && depth == 0 {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

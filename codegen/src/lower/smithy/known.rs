//! Known traits, with their effect and reason; `docs/traits.md` shows the table.
//!
//! <https://smithy.io/2.0/trait-index.html>

mod table;

use table::TRAITS;

use crate::problem::Problems;

/// Handling of a trait that was not lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Ignored on purpose.
    Ignored,
    /// Supported, but without effect in this place.
    Misplaced,
    /// Unknown.
    Unknown,
}

/// The handling of a trait that was not lowered.
pub(super) fn fate(id: &str) -> Fate {
    let row = TRAITS.iter().find(|row| row.has(id));
    match row.map(|row| row.fate) {
        None => Fate::Unknown,
        Some(Use::Ignored) => Fate::Ignored,
        // Consulted without being consumed.
        Some(_) if LOOKED_AT.contains(&id) => Fate::Ignored,
        Some(Use::Honoured | Use::Kept) => Fate::Misplaced,
    }
}

/// Suggests a known trait of the same namespace with a similar name.
pub(super) fn similar(id: &str, problems: &Problems) -> Option<String> {
    let (namespace, name) = id.split_once('#')?;
    let own = |known: &&'static str| known.split_once('#').filter(|(of, _)| *of == namespace);
    let known = TRAITS.iter().flat_map(|row| row.ids);
    let name = problems.similar(name, known.filter_map(own).map(|(_, name)| name))?;
    Some(format!("{namespace}#{name}"))
}

/// Traits that modify other traits and are not consumed. A default is also stated on shapes, but repeated on all members.
const LOOKED_AT: [&str; 6] = [
    "smithy.api#authDefinition",
    "smithy.api#box",
    "smithy.api#default",
    "smithy.api#input",
    "smithy.api#mixin",
    "smithy.api#protocolDefinition",
];

/// Support for a trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Affects generated code.
    Honoured,
    /// Represented in the IR, but without effect on generated code yet.
    Kept,
    /// Ignored on purpose.
    Ignored,
}

/// Traits with the same support and reason.
#[derive(Debug)]
struct Row {
    fate: Use,
    /// Trait ids; one that ends in `*` covers a namespace.
    ids: &'static [&'static str],
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "it is for people: the page shows it")
    )]
    why: &'static str,
}

impl Row {
    fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|known| match known.strip_suffix('*') {
            Some(namespace) => id.starts_with(namespace),
            None => *known == id,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;
    use std::path::Path;
    use std::{env, fs};

    use super::*;

    /// The table in the form of the documentation page.
    fn page() -> String {
        let mut text = String::from("| traits | | effect, or reason for none |\n|---|---|---|\n");
        for row in TRAITS {
            let fate = match row.fate {
                Use::Honoured => "honoured",
                Use::Kept => "kept",
                Use::Ignored => "ignored",
            };
            let ids: Vec<_> = row.ids.iter().map(|id| format!("`{id}`")).collect();
            let _ = writeln!(text, "| {} | {fate} | {} |", ids.join(", "), row.why);
        }
        text
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the page is written anew where somebody asks for it"
    )]
    fn the_page_shows_every_trait() {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/traits.md");
        let old = fs::read_to_string(&place).unwrap();
        let intro = old.split("| trait").next().unwrap_or_default();
        let expected = format!("{intro}{}", page());
        if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
            fs::write(place, expected).unwrap();
        } else {
            assert!(
                old == expected,
                "`cargo xtask bless` writes docs/traits.md anew"
            );
        }
    }

    #[test]
    fn a_trait_stands_in_one_row() {
        let mut seen = BTreeSet::new();
        for id in TRAITS.iter().flat_map(|row| row.ids) {
            assert!(seen.insert(id), "{id}");
            let rows = TRAITS.iter().filter(|row| row.has(id)).count();
            assert_eq!(rows, 1, "{id}");
        }
    }

    #[test]
    fn what_is_taken_is_honoured_and_what_is_not_is_not() {
        assert_eq!(fate("aws.iam#anything"), Fate::Ignored);
        assert_eq!(fate("smithy.api#tags"), Fate::Ignored);
        assert_eq!(fate("smithy.api#mixin"), Fate::Ignored);
        assert_eq!(fate("smithy.api#httpQuery"), Fate::Misplaced);
        assert_eq!(fate("smithy.waiters#waitable"), Fate::Misplaced);
        assert_eq!(fate("my.own#trait"), Fate::Unknown);
    }

    #[test]
    fn every_trait_used_by_the_code_is_in_the_table() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lower/smithy");
        let files = fs::read_dir(folder)
            .unwrap()
            .flatten()
            .map(|entry| entry.path());
        for file in files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let quoted = code
                .split('"')
                .filter(|text| text.contains('#') && !text.contains(' '));
            let shapes = ["smithy.api#Unit", "smithy.api#noAuth"];
            for id in quoted.filter(|id| id.starts_with("smithy.") || id.starts_with("aws.")) {
                let is_trait = id
                    .split('#')
                    .nth(1)
                    .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
                assert!(
                    !is_trait || shapes.contains(&id) || fate(id) != Fate::Unknown,
                    "{id} of {}",
                    file.display()
                );
            }
        }
    }
}

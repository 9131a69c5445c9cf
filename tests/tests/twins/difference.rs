//! Compares two printed forms word by word.

use std::collections::BTreeSet;

use super::printed::Printed;

/// A difference between two forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Kind, and the form that has it: `member: smithy default`.
    pub(crate) what: String,
    /// Location and words.
    pub(crate) example: String,
}

/// Differences between the forms of a service in both formats.
pub(crate) fn compare(botocore: &Printed, smithy: &Printed) -> Vec<Difference> {
    let mut found = Vec::new();
    let keys: BTreeSet<_> = botocore.keys().chain(smithy.keys()).collect();
    for key @ (kind, name) in keys {
        let (Some(one), Some(other)) = (botocore.get(key), smithy.get(key)) else {
            let who = if smithy.contains_key(key) {
                "smithy"
            } else {
                "botocore"
            };
            found.push(Difference {
                what: format!("{kind}: {who} alone"),
                example: name.clone(),
            });
            continue;
        };
        words(kind, name, (&one.words, &other.words), &mut found);
        let parts: BTreeSet<_> = one.parts.keys().chain(other.parts.keys()).collect();
        for part in parts {
            let place = format!("{name}.{part}");
            let part_of = format!("{kind} part");
            match (one.parts.get(part), other.parts.get(part)) {
                (Some(one), Some(other)) => words(&part_of, &place, (one, other), &mut found),
                (one, _) => {
                    let who = if one.is_none() { "smithy" } else { "botocore" };
                    let what = part.split(' ').next().unwrap_or_default();
                    let named = matches!(what, "error" | "pages" | "in" | "out");
                    found.push(Difference {
                        what: format!("{kind} {}: {who} alone", if named { what } else { "part" }),
                        example: place,
                    });
                }
            }
        }
    }
    found
}

/// Words that only one of two has.
fn words(
    kind: &str,
    place: &str,
    (one, other): (&[String], &[String]),
    found: &mut Vec<Difference>,
) {
    let sides = [("botocore", one, other), ("smithy", other, one)];
    for (who, own, others) in sides {
        for word in own.iter().filter(|word| !others.contains(word)) {
            let plain = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':';
            let head = word.split(plain).next().unwrap_or_default();
            found.push(Difference {
                what: format!("{kind}: {who} {head}"),
                example: format!("{place} {word}"),
            });
        }
    }
}

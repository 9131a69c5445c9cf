//! `ReservedWords` and `MissingSensitiveTrait`: words in the names of shapes and members.

use super::{flag, texts};
use crate::event::Severity;
use crate::model::{Node, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::views::Views;

/// A word with a star at its start or end.
struct Wildcard {
    word: String,
    is_open_before: bool,
    is_open_after: bool,
}

impl Wildcard {
    fn parse(text: &str) -> Result<Self, String> {
        let rest = text.strip_prefix('*');
        let (is_open_before, rest) = (rest.is_some(), rest.unwrap_or(text));
        let inner = rest.strip_suffix('*');
        let (is_open_after, word) = (inner.is_some(), inner.unwrap_or(rest));
        if word.is_empty() || word.contains('*') {
            return Err(format!(
                "`{text}` is no word with a star at its start or end"
            ));
        }
        Ok(Self {
            word: word.to_lowercase(),
            is_open_before,
            is_open_after,
        })
    }

    fn matches(&self, name: &str) -> bool {
        match (self.is_open_before, self.is_open_after) {
            (true, true) => name.contains(&self.word),
            (true, false) => name.ends_with(&self.word),
            (false, true) => name.starts_with(&self.word),
            (false, false) => name == self.word,
        }
    }
}

/// A term of one or more words, which matches at the borders of words only.
struct Term(String);

impl Term {
    /// The term itself, and the term as one word.
    fn parse(text: &str) -> Result<[Self; 2], String> {
        let is_fit = |c: char| c.is_alphanumeric() || c == ' ';
        let has_gaps = text.split(' ').any(str::is_empty);
        if has_gaps || !text.chars().all(is_fit) {
            return Err(format!(
                "`{text}` is no term of words with one space between them"
            ));
        }
        let text = text.to_lowercase();
        let joined = text.replace(' ', "");
        Ok([Self(text), Self(joined)])
    }

    /// Returns true if the term occurs in words separated by spaces.
    fn matches(&self, words: &str) -> bool {
        format!(" {words} ").contains(&format!(" {} ", self.0))
    }
}

/// The words of a name, in lower case and with spaces between them.
fn split(name: &str) -> String {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Upper,
        Lower,
        Digit,
        Other,
    }
    let class = |c: char| match c {
        c if c.is_uppercase() => Class::Upper,
        c if c.is_lowercase() => Class::Lower,
        c if c.is_numeric() => Class::Digit,
        _ => Class::Other,
    };
    let mut words: Vec<String> = Vec::new();
    let mut last = Class::Other;
    for c in name.chars() {
        let here = class(c);
        if here == Class::Other {
            last = here;
            continue;
        }
        let lower = c.to_lowercase();
        match words.last_mut() {
            Some(word) if here == last => word.extend(lower),
            Some(word) if (last, here) == (Class::Upper, Class::Lower) => {
                // The last capital starts the new word.
                let capital = if word.chars().count() > 1 {
                    word.pop()
                } else {
                    None
                };
                match capital {
                    None => word.extend(lower),
                    Some(capital) => words.push(std::iter::once(capital).chain(lower).collect()),
                }
            }
            _ => words.push(lower.collect()),
        }
        last = here;
    }
    words.join(" ")
}

/// Reports names that are reserved.
pub(in crate::validate) fn reserved(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let rules = configuration.get("reserved").map(|node| {
        node.as_array()
            .ok_or_else(|| "`reserved` has to be a list".to_owned())
    });
    for rule in rules.transpose()?.unwrap_or_default() {
        let words = texts(rule, "words")?.unwrap_or_default();
        let words: Vec<Wildcard> = words
            .into_iter()
            .map(Wildcard::parse)
            .collect::<Result<_, _>>()?;
        let terms = texts(rule, "terms")?.unwrap_or_default();
        let terms: Vec<[Term; 2]> = terms
            .into_iter()
            .map(Term::parse)
            .collect::<Result<_, _>>()?;
        let selector = rule.get("selector").and_then(Node::as_str).unwrap_or("*");
        let reason = rule.get("reason").and_then(Node::as_str);
        let matches = views.select(selector);
        let ids = matches.as_ref().as_ref().map_err(ToString::to_string)?;
        for id in ids {
            let Some(subject) = views.subject(id) else {
                continue;
            };
            let name = id.member().unwrap_or_else(|| id.name());
            let (lower, split) = (name.to_lowercase(), split(name));
            let is_reserved = words.iter().any(|word| word.matches(&lower))
                || terms.iter().flatten().any(|term| term.matches(&split));
            if is_reserved {
                let message = format!("`{name}` is reserved. {}", reason.unwrap_or_default());
                report.add(Severity::Danger, subject, message.trim_end().to_owned());
            }
        }
    }
    Ok(())
}

/// The terms that name sensitive data.
const SENSITIVE: [&str; 32] = [
    "account number",
    "bank",
    "billing address",
    "birth",
    "birth day",
    "citizenship",
    "credentials",
    "credit card",
    "csc",
    "driver license",
    "drivers license",
    "email",
    "ethnicity",
    "first name",
    "gender",
    "insurance",
    "ip address",
    "last name",
    "maiden name",
    "mailing address",
    "pass phrase",
    "pass word",
    "passport",
    "phone",
    "religion",
    "secret",
    "sexual orientation",
    "social security",
    "ssn",
    "tax payer",
    "telephone",
    "zip code",
];

/// Warns of names of sensitive data without `@sensitive`.
pub(in crate::validate) fn sensitive(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let mut found = texts(configuration, "terms")?.unwrap_or_default();
    if !flag(configuration, "excludeDefaults")? {
        found.extend(SENSITIVE);
    } else if found.is_empty() {
        return Err("`excludeDefaults` needs `terms`".to_owned());
    }
    let terms: Vec<[Term; 2]> = found
        .into_iter()
        .map(Term::parse)
        .collect::<Result<_, _>>()?;
    let mut check = |subject: Subject<'_>, name: &str| {
        let words = split(name);
        if let Some(Term(term)) = terms.iter().flatten().find(|term| term.matches(&words)) {
            let message = format!(
                "`{name}` may hold sensitive data, as `{term}` says; mark it with `@sensitive`"
            );
            report.warning(subject, message);
        }
    };
    for shape in views.model.own_shapes() {
        if shape.traits.has("smithy.api#sensitive") {
            continue;
        }
        let is_data = !matches!(
            shape.kind,
            ShapeType::Operation | ShapeType::Service | ShapeType::Resource
        );
        if is_data {
            check(Subject::Shape(shape), shape.id.name());
        }
        for member in shape.members.values() {
            let target = views.model.target(member);
            let is_marked = target.is_some_and(|shape| shape.traits.has("smithy.api#sensitive"));
            if shape.kind != ShapeType::Enum && !is_marked {
                check(Subject::Member(member), member.name());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Term, Wildcard, split};

    #[test]
    fn words_are_split_at_capitals_digits_and_other_signs() {
        assert_eq!(split("getIPAddress_2fooBar"), "get ip address 2 foo bar");
        assert_eq!(split("A"), "a");
        assert_eq!(split("_"), "");
    }

    #[test]
    fn terms_match_whole_words() {
        let matches = |term, name| {
            let terms = Term::parse(term).unwrap_or_else(|_| panic!("{term}"));
            terms.iter().any(|term| term.matches(&split(name)))
        };
        assert!(matches("access key", "secretAccessKeyId"));
        assert!(matches("access key", "accesskeyId"));
        assert!(!matches("key", "monkey"));
        assert!(Term::parse("a  b").is_err() && Term::parse("a-b").is_err());
    }

    #[test]
    fn stars_open_a_word_at_its_ends() {
        let matches = |pattern: &str, name| Wildcard::parse(pattern).is_ok_and(|p| p.matches(name));
        assert!(!matches("*code", "codename") && matches("code*", "codename"));
        assert!(matches("*CODE", "barcode") && matches("*od*", "codes"));
        assert!(Wildcard::parse("*").is_err() && Wildcard::parse("a*b").is_err());
    }
}

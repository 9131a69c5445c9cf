//! Help texts: one sentence of advice per problem, shown below its report.
//!
//! **Invariants**
//! - Every problem has one, written for readers who know neither the format's specification nor this code.

use super::advice::{entry, example, syntax, valid_name};
use super::{ProblemKind, similar};
use crate::ir::Protocol;

impl ProblemKind {
    /// Advice for fixing the problem.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Syntax { message, .. } => syntax(message).to_owned(),
            Self::Smithy { .. } => {
                "see https://smithy.io/2.0/spec/idl.html for the language"
                    .to_owned()
            }
            Self::IgnoredKey { .. } => {
                "it only affects other tools; the generator reads `sources` and `imports`".to_owned()
            }
            Self::OtherFormat { .. } => {
                "convert it to JSON first, for example with `yq -o json`".to_owned()
            }
            Self::UnknownFormat => {
                "a botocore model has `metadata`, `operations` and `shapes`; a Smithy AST has `smithy`"
                    .to_owned()
            }
            Self::WrongType { expected, .. } => {
                format!("{expected} looks like {}", example(expected))
            }
            Self::MissingKey { key } => format!("add it, such as {}", entry(key)),
            Self::DuplicateKey { .. } => {
                "rename or remove one; JSON parsers disagree on which one applies"
                    .to_owned()
            }
            Self::UnknownKey { .. } | Self::UnknownSidecar { .. } | Self::UnknownValue { .. } => {
                self.about_words()
            }
            Self::InvalidName { name, .. } => valid_name(name),
            Self::DerivedId { id, .. } => format!(
                "add `\"serviceId\": \"{id}\"`, or the actual id: service-specific rules are found by it"
            ),
            Self::UnknownProtocol { .. } | Self::NoProtocol { .. } => self.about_protocols(),
            Self::InvalidUri { .. } | Self::UnknownLabel { .. } | Self::UnusedLabel { .. } => {
                self.about_labels()
            }
            Self::UnknownTarget { .. }
            | Self::UnknownMember { .. }
            | Self::UnknownOperation { .. }
            | Self::UnknownSelection { .. }
            | Self::WrongTarget { .. } => self.about_references(),
            Self::UnknownFunction { .. }
            | Self::UnknownReference { .. }
            | Self::InvalidRules { .. }
            | Self::InvalidPath { .. } => self.about_endpoints(),
            Self::ManyPayloads { .. }
            | Self::MinAboveMax { .. }
            | Self::InvalidNumber { .. }
            | Self::RepeatedValue { .. }
            | Self::ListCycle { .. }
            | Self::TooDeep { .. }
            | Self::EndlessRequired { .. }
            | Self::InvalidDefault { .. }
            | Self::Unsupported { .. } => self.about_rules(),
            Self::Conflict { .. }
            | Self::MixinCycle { .. }
            | Self::TooMany { .. }
            | Self::WhichService { .. }
            | Self::NameConflict { .. }
            | Self::UnknownTrait { .. } => self.about_assembly(),
        })
    }

    fn about_words(&self) -> String {
        match self {
            Self::UnknownKey {
                similar: Some(name),
                ..
            } => format!("it was ignored; did you mean `{name}`?"),
            Self::UnknownKey { .. } => "it was ignored; is it new in the format?".to_owned(),
            Self::UnknownSidecar { .. } => {
                "it was not read; supported: paginators-*, waiters-*, examples-*, \
                endpoint-rule-set-* and *.sdk-extras.json, or further Smithy ASTs for a Smithy AST"
                    .to_owned()
            }
            Self::UnknownValue {
                what,
                value,
                expected,
            } => {
                // `expected` lists the valid words, each in backticks.
                let known = expected.split('`').skip(1).step_by(2);
                match (similar(value, known), *what) {
                    (Some(word), _) => format!("did you mean `{word}`?"),
                    (None, "method") => "use a method such as `POST`".to_owned(),
                    (None, "header") => "use a name such as `x-amz-request-id`".to_owned(),
                    (None, "host prefix") => {
                        "use a prefix such as `data.` or `{AccountId}.`".to_owned()
                    }
                    (None, _) => "use one of the listed values exactly".to_owned(),
                }
            }
            _ => String::new(),
        }
    }

    fn about_protocols(&self) -> String {
        let known = Protocol::ALL.map(Protocol::as_str);
        let near = if let Self::UnknownProtocol { name } = self {
            similar(name, known.into_iter().chain(BOTOCORE_PROTOCOLS))
        } else {
            None
        };
        let known = known.join(", ");
        match (self, near) {
            (Self::NoProtocol { .. }, _) => {
                format!("supported: {known}; choose one with `--protocol`")
            }
            (_, Some(name)) => format!("it was ignored; did you mean `{name}`?"),
            (_, None) => format!("it was ignored; supported: {known}"),
        }
    }

    fn about_labels(&self) -> String {
        let text = match self {
            Self::InvalidUri { .. } => {
                "a URI is a path such as `/things/{Id}/{Rest+}`, where `{Rest+}` also matches slashes, \
                 optionally with a constant query such as `?list`"
            }
            Self::UnknownLabel {
                similar: Some(name),
                ..
            } => return format!("did you mean `{{{name}}}`?"),
            Self::UnknownLabel { .. } => {
                "bind a required input member to it (for a host prefix, a host label), or remove the label"
            }
            _ => "it is not sent; add the label to the URI",
        };
        text.to_owned()
    }

    fn about_references(&self) -> String {
        match self {
            Self::UnknownTarget {
                similar: Some(name),
                ..
            }
            | Self::UnknownMember {
                similar: Some(name),
                ..
            }
            | Self::UnknownOperation {
                similar: Some(name),
                ..
            }
            | Self::UnknownSelection {
                similar: Some(name),
                ..
            } => format!("did you mean `{name}`?"),
            Self::UnknownTarget { .. } => "add the shape, or use an existing one".to_owned(),
            Self::UnknownMember { .. } => {
                "add the member to the structure, or use an existing one".to_owned()
            }
            Self::UnknownOperation { .. } => {
                "its data was ignored; is this file from another release than the model?".to_owned()
            }
            Self::UnknownSelection { .. } => {
                "operation names are case-sensitive; `*` matches any characters, `?` matches one"
                    .to_owned()
            }
            Self::WrongTarget {
                expected, shape, ..
            } => format!("use {expected} here, or change the type of `{shape}`"),
            _ => String::new(),
        }
    }

    fn about_endpoints(&self) -> String {
        match self {
            Self::UnknownFunction {
                similar: Some(name),
                ..
            } => format!("the endpoint rules were ignored; did you mean `{name}`?"),
            Self::UnknownReference {
                similar: Some(name),
                ..
            } => format!("did you mean `{name}`?"),
            Self::UnknownFunction { .. } => {
                "the endpoint rules were ignored; is the function new in the rules engine?"
                    .to_owned()
            }
            Self::UnknownReference { .. } => {
                "use a parameter, or a variable assigned by an earlier condition".to_owned()
            }
            Self::InvalidPath { .. } => {
                "a path refers to members, such as `Table.Name` or `Items[*].Name`".to_owned()
            }
            _ => "fix the rules; see the specification of the rules engine".to_owned(),
        }
    }

    fn about_rules(&self) -> String {
        match self {
            Self::ManyPayloads { .. } => {
                "a payload is the entire body: put both members into a structure, and use that as the payload".to_owned()
            }
            Self::MinAboveMax { .. } => {
                "no value can satisfy this; are the two swapped?".to_owned()
            }
            Self::InvalidNumber { expected, .. } => format!("write {expected}, without quotes"),
            Self::RepeatedValue { .. } => "the duplicate was ignored; remove it".to_owned(),
            Self::ListCycle { .. } => {
                "add a structure or union to the cycle: Rust has no type for a list of itself".to_owned()
            }
            Self::TooDeep { .. } => {
                "remove levels, or replace one by a document: compilers limit the nesting of types".to_owned()
            }
            Self::EndlessRequired { .. } => {
                "it is treated as optional; otherwise no value could be constructed".to_owned()
            }
            Self::InvalidDefault { .. } => {
                "use a value of that type; lists and maps can only default to empty, and structures have no default".to_owned()
            }
            Self::Unsupported { .. } => {
                "the rest of the crate is not affected; remove it from the model to silence this warning"
                    .to_owned()
            }
            _ => String::new(),
        }
    }

    fn about_assembly(&self) -> String {
        match self {
            Self::Conflict { .. } => "define it in one place, or identically in both".to_owned(),
            Self::MixinCycle { .. } => "remove one of the mixins from the cycle".to_owned(),
            Self::TooMany { limit, .. } => {
                format!("{limit} is more than a service model needs; are some duplicated?")
            }
            Self::WhichService { candidates, .. } if candidates.is_empty() => {
                "add the file that defines it with another `--model`".to_owned()
            }
            Self::WhichService { candidates, .. } => {
                format!("choose with `--service`: {}", candidates.join(", "))
            }
            Self::NameConflict { .. } => {
                "rename one of them with `rename` on the service".to_owned()
            }
            Self::UnknownTrait {
                similar: Some(id), ..
            } => format!("it is kept, without effect on the crate; did you mean `{id}`?"),
            Self::UnknownTrait { .. } => "it is kept, without effect on the crate".to_owned(),
            _ => String::new(),
        }
    }
}

/// Protocol names in botocore models.
const BOTOCORE_PROTOCOLS: [&str; 6] = [
    "rest-json",
    "rest-xml",
    "json",
    "query",
    "ec2",
    "smithy-rpc-v2-cbor",
];

#[cfg(test)]
mod tests {
    use super::super::ProblemKind;

    #[test]
    fn a_name_that_would_do_is_named() {
        let help = |name: &str| {
            let name = name.to_owned();
            let kind = ProblemKind::InvalidName {
                what: "a shape",
                name,
            };
            kind.help().unwrap_or_default()
        };
        assert!(help("Foo; fn main").ends_with(": `FooFnMain`"));
        assert!(help("1st").ends_with(": `st`"));
        assert!(help("größe").ends_with(": `Gre`"));
        assert!(help("").ends_with("any digit"));
    }

    #[test]
    fn a_value_near_to_a_known_one_is_understood() {
        let help = |value: &str| {
            let kind = ProblemKind::UnknownValue {
                what: "location",
                value: value.to_owned(),
                expected: "`uri`, `querystring` or `header`",
            };
            kind.help().unwrap_or_default()
        };
        assert_eq!(help("queryString"), "did you mean `querystring`?");
        assert_eq!(help("body"), "use one of the listed values exactly");
    }
}

//! `InputOutputStructureReuse`, `MissingPaginatedTrait` and `StandardOperationVerb`: the form of operations.

use std::collections::BTreeMap;

use super::{camel_words, texts};
use crate::event::Severity;
use crate::model::{Node, Shape, ShapeType};
use crate::subject::Subject;
use crate::validate::report::Report;
use crate::validate::text::ticked;
use crate::validate::views::Views;

/// Warns of inputs and outputs without the traits `input` and `output`.
#[expect(clippy::unnecessary_wraps, reason = "all linters have one signature")]
pub(in crate::validate) fn reused_structures(
    views: &Views<'_>,
    _: &Node,
    report: &mut Report,
) -> Result<(), String> {
    for shape in views.of_kind(ShapeType::Operation) {
        let sides = [
            ("input", "Input", views.input(shape)),
            ("output", "Output", views.output(shape)),
        ];
        for (name, part, structure) in sides {
            let Some(structure) = structure else { continue };
            if !structure.traits.has(&format!("smithy.api#{name}")) {
                let message = format!(
                    "this structure is the {name} of `{}`; mark it with `@{name}`, so that it can change freely",
                    shape.id
                );
                report.warning(structure, message);
                report.within(part);
                report.within(shape.id.name());
            }
        }
    }
    Ok(())
}

/// The words and members that ask for pagination where the configuration has no others.
const PAGINATION: [(&str, &[&str]); 4] = [
    ("verbsRequirePagination", &["list", "search"]),
    ("verbsSuggestPagination", &["describe", "get"]),
    (
        "inputMembersRequirePagination",
        &[
            "maxresults",
            "maxitems",
            "pagesize",
            "limit",
            "nexttoken",
            "pagetoken",
            "token",
            "marker",
        ],
    ),
    (
        "outputMembersRequirePagination",
        &[
            "nexttoken",
            "pagetoken",
            "token",
            "marker",
            "nextpage",
            "nextpagetoken",
            "position",
            "nextmarker",
            "paginationtoken",
            "nextpagemarker",
        ],
    ),
];

/// Reports operations that look like pages of a list, without the trait `paginated`.
pub(in crate::validate) fn pagination(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let mut words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (key, known) in PAGINATION {
        let found = texts(configuration, key)?.unwrap_or_else(|| known.to_vec());
        let lower = found.into_iter().map(str::to_ascii_lowercase);
        words.insert(key, lower.collect());
    }
    let is_listed = |key: &str, word: &str| {
        let word = word.to_ascii_lowercase();
        words.get(key).is_some_and(|words| words.contains(&word))
    };
    let first = |shape: Option<&Shape>, key: &str| -> Option<String> {
        let mut names = shape?.members.keys();
        names.find(|name| is_listed(key, name)).cloned()
    };
    for shape in views.of_kind(ShapeType::Operation) {
        if shape.traits.has("smithy.api#paginated") {
            continue;
        }
        let verb = camel_words(shape.id.name()).into_iter().next();
        let verb = verb.unwrap_or_default();
        let (input, output) = (views.input(shape), views.output(shape));
        let required = if is_listed("verbsRequirePagination", verb) {
            Some(format!("the verb `{verb}`"))
        } else {
            let input = first(input, "inputMembersRequirePagination");
            let found = input.or_else(|| first(output, "outputMembersRequirePagination"));
            found.map(|name| format!("the member `{name}`"))
        };
        if let Some(reason) = required {
            let message = format!("{reason} of this operation asks for `@paginated`");
            report.add(Severity::Danger, Subject::Shape(shape), message);
        } else if is_listed("verbsSuggestPagination", verb) && has_list(views, output) {
            let message = format!(
                "the verb `{verb}` and the list in the output of this operation suggest `@paginated`"
            );
            report.warning(shape, message);
        }
    }
    Ok(())
}

fn has_list(views: &Views<'_>, output: Option<&Shape>) -> bool {
    let members = output.into_iter().flat_map(|shape| shape.members.values());
    let mut targets = members.filter_map(|member| views.model.target(member));
    targets.any(|target| matches!(target.kind, ShapeType::List | ShapeType::Set))
}

/// Reports operations that do not start with one of the verbs of the configuration.
pub(in crate::validate) fn verbs(
    views: &Views<'_>,
    configuration: &Node,
    report: &mut Report,
) -> Result<(), String> {
    let verbs = texts(configuration, "verbs")?.unwrap_or_default();
    let prefixes = texts(configuration, "prefixes")?.unwrap_or_default();
    let empty = Node::empty_object(configuration.at);
    let alternatives = configuration.get("suggestAlternatives").unwrap_or(&empty);
    let has_alternatives = alternatives.as_object().is_some_and(|map| !map.is_empty());
    if verbs.is_empty() && !has_alternatives {
        return Err("its configuration needs `verbs` or `suggestAlternatives`".to_owned());
    }
    for shape in views.of_kind(ShapeType::Operation) {
        let mut words = camel_words(shape.id.name()).into_iter().peekable();
        let has_prefix = words.peek().is_some_and(|word| prefixes.contains(word));
        let mut word = words.next();
        if has_prefix {
            word = words.next();
        }
        let message = match word {
            None => Some(format!(
                "the name `{}` has a prefix of verbs only",
                shape.id.name()
            )),
            Some(verb) => match texts(alternatives, verb)? {
                Some(better) => Some(format!(
                    "`{verb}` is no standard verb; use one of {}",
                    ticked(better)
                )),
                None if !verbs.contains(&verb) => Some(format!(
                    "`{verb}` is no standard verb; these are: {}",
                    ticked(&verbs)
                )),
                None => None,
            },
        };
        if let Some(message) = message {
            report.add(Severity::Danger, Subject::Shape(shape), message);
        }
    }
    Ok(())
}

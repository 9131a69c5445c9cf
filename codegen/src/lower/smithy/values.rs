//! Lowers enum values, of versions 2.0 and 1.0.

use indexmap::IndexMap;

use super::facets::lower_deprecated;
use super::model;
use crate::ir::{Decimal, Deprecated, Docs, EnumValue, IntEnumValue, Number, UnknownTrait};
use crate::lower::values::check_name;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// Enum values, named after their members; unknown traits go to `unknown`.
pub(super) fn lower_values(
    members: IndexMap<Text<'_>, model::Member<'_>>,
    unknown: &mut Vec<UnknownTrait>,
    problems: &mut Problems,
) -> Vec<EnumValue> {
    let members = members.into_iter();
    members
        .map(|(name, mut member)| {
            check_name("a value", &name, &member.at, problems);
            let value = member.traits.text("smithy.api#enumValue", problems);
            let lowered = EnumValue {
                value: value.unwrap_or_else(|| name.clone().into_owned()),
                name: Some(name.into_owned()),
                internal: member.traits.flag("smithy.api#internal", problems),
                deprecated: lower_deprecated(&mut member.traits, problems),
                docs: member.traits.docs(problems),
            };
            unknown.extend(member.traits.rest(problems));
            lowered
        })
        .collect()
}

/// Integer enum values.
pub(super) fn lower_numbers(
    members: IndexMap<Text<'_>, model::Member<'_>>,
    unknown: &mut Vec<UnknownTrait>,
    problems: &mut Problems,
) -> Vec<IntEnumValue> {
    let mut values = Vec::with_capacity(members.len());
    for (name, mut member) in members {
        check_name("a value", &name, &member.at, problems);
        let id = "smithy.api#enumValue";
        if !member.traits.has(id) {
            problems.push(ProblemKind::MissingKey { key: id }, member.at.clone());
        }
        let number = member.traits.take_with_place::<Number>(id, problems);
        let deprecated = lower_deprecated(&mut member.traits, problems);
        let docs = member.traits.docs(problems);
        unknown.extend(member.traits.rest(problems));
        let Some((number, at)) = number else {
            continue;
        };
        let whole = Decimal::of(&number).and_then(|value| i32::try_from(value.as_i128()?).ok());
        let Some(value) = whole else {
            let kind = ProblemKind::InvalidNumber {
                what: "a value",
                number: number.to_string(),
                expected: "a 32-bit integer",
            };
            problems.push(kind, at);
            continue;
        };
        let name = name.into_owned();
        values.push(IntEnumValue {
            name,
            value,
            deprecated,
            docs,
        });
    }
    values
}

/// Values of a version 1.0 enum string, whose names are optional.
pub(super) fn lower_definitions(values: Vec<mirror::EnumDefinition<'_>>) -> Vec<EnumValue> {
    let values = values.into_iter();
    values
        .map(|definition| EnumValue {
            name: definition.name.map(Text::into_owned),
            value: definition.value.into_owned(),
            internal: definition
                .tags
                .iter()
                .flatten()
                .any(|tag| *tag == "internal"),
            deprecated: (definition.deprecated == Some(true)).then(Deprecated::default),
            docs: definition
                .documentation
                .map(|text| Docs::from(text.into_owned())),
        })
        .collect()
}

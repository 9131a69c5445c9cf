//! Moves comments to the items they refer to, and turns doc comments without item into plain ones.

use std::mem;

use super::tree::{
    Body, Comment, Entry, File, Inline, Item, Member, Members, Property, PropertyValue, Section,
    Statement, Trait, TraitBody, Traits, Value,
};

/// Settles the comments of a file.
pub(super) fn settle(file: &mut File<'_>) {
    demote(&mut file.comments);
    for setting in file.controls.iter_mut().chain(&mut file.metadata) {
        demote_in_value(&mut setting.value);
        demote(&mut setting.end.comments);
    }
    // A comment above a `use` statement documents no shape; one below the last may.
    if let Some((_, others)) = file.uses.split_last_mut() {
        if let Some(namespace) = &mut file.namespace {
            demote(&mut namespace.end.comments);
        }
        for statement in others {
            demote(&mut statement.end.comments);
        }
    }
    settle_between_sections(&mut file.sections);
    for section in &mut file.sections {
        settle_statement(&mut section.statement);
    }
}

fn demote(comments: &mut [Comment<'_>]) {
    for comment in comments {
        comment.demote();
    }
}

/// Demotes comments that no shape follows: at the end, above an `apply`, or a banner with a blank line below.
fn settle_between_sections(sections: &mut [Section<'_>]) {
    let mut rest = sections;
    while let Some((section, following)) = rest.split_first_mut() {
        let comments = &mut section.end.comments;
        let documents_next = following.first().is_some_and(|next| {
            matches!(next.statement, Statement::Shape { .. })
                && !ends_with_blank_line_below_banner(comments, next.line)
        });
        if !documents_next {
            demote(comments);
        }
        rest = following;
    }
}

fn ends_with_blank_line_below_banner(comments: &[Comment<'_>], next_line: usize) -> bool {
    comments
        .last()
        .is_some_and(|last| next_line > last.end_line)
        && comments.iter().any(Comment::is_banner)
}

fn settle_statement(statement: &mut Statement<'_>) {
    match statement {
        Statement::Shape { traits, shape } => {
            demote_in_traits(traits);
            match &mut shape.body {
                Body::None => {}
                Body::Members(members) => settle_members(members),
                Body::Entity(pairs) => {
                    for item in pairs {
                        if let Item::Value(pair) = item {
                            demote_in_value(&mut pair.value);
                        }
                    }
                }
                Body::Operation(properties) => settle_operation(properties),
            }
        }
        Statement::ApplyOne { applied, .. } => demote_in_trait(applied),
        Statement::ApplyBlock { traits, .. } => demote_in_traits(traits),
    }
}

fn settle_operation<'a>(properties: &mut Members<'a, Property<'a>>) {
    demote_between(properties, |property| property.end_line);
    for entry in &mut properties.entries {
        if let Entry::Member(property) = entry
            && let PropertyValue::Inline(Inline {
                traits, members, ..
            }) = &mut property.value
        {
            demote_in_traits(traits);
            settle_members(members);
        }
    }
}

fn settle_members<'a>(members: &mut Members<'a, Member<'a>>) {
    relocate(members);
    demote_between(members, |member| member.end_line);
    for entry in &mut members.entries {
        let Entry::Member(member) = entry else {
            continue;
        };
        demote_in_traits(&mut member.traits);
        if let Some(assignment) = &mut member.assignment {
            demote_in_value(&mut assignment.value);
            demote(&mut assignment.end.comments);
        }
    }
}

/// Moves comments from the break behind a member's value to the place between this member and the next.
fn relocate<'a>(members: &mut Members<'a, Member<'a>>) {
    for entry in mem::take(&mut members.entries) {
        let following = match entry {
            Entry::Member(mut member) => {
                let following = member
                    .assignment
                    .as_mut()
                    .map(|assignment| assignment.end.take_following())
                    .unwrap_or_default();
                members.entries.push(Entry::Member(member));
                following
            }
            Entry::Comments(comments) => comments,
        };
        match members.entries.last_mut() {
            _ if following.is_empty() => {}
            Some(Entry::Comments(comments)) => comments.extend(following),
            _ => members.entries.push(Entry::Comments(following)),
        }
    }
}

/// Demotes comments between members: those on the line of a member, and those before the closing brace.
fn demote_between<M>(members: &mut Members<'_, M>, end_line: impl Fn(&M) -> usize) {
    let mut previous_line = members.open_line;
    let count = members.entries.len();
    for (index, entry) in members.entries.iter_mut().enumerate() {
        match entry {
            Entry::Member(member) => previous_line = end_line(member),
            Entry::Comments(comments) if index + 1 == count => demote(comments),
            Entry::Comments(comments) => {
                for comment in comments.iter_mut() {
                    if comment.line == previous_line {
                        comment.demote();
                    }
                }
            }
        }
    }
}

fn demote_in_traits(traits: &mut Traits<'_>) {
    for item in traits {
        match item {
            Item::Comment(comment) => comment.demote(),
            Item::Value(applied) => demote_in_trait(applied),
        }
    }
}

fn demote_in_trait(applied: &mut Trait<'_>) {
    match &mut applied.body {
        None => {}
        Some(TraitBody::Pairs(pairs)) => demote_in_pairs(pairs),
        Some(TraitBody::Value {
            before,
            value,
            after,
        }) => {
            demote(before);
            demote_in_value(value);
            demote(after);
        }
    }
}

fn demote_in_value(value: &mut Value<'_>) {
    match value {
        Value::Scalar(_) | Value::TextBlock(_) => {}
        Value::Array(items) => {
            for item in items {
                match item {
                    Item::Comment(comment) => comment.demote(),
                    Item::Value(value) => demote_in_value(value),
                }
            }
        }
        Value::Object(pairs) => demote_in_pairs(pairs),
    }
}

fn demote_in_pairs(pairs: &mut [Item<'_, super::tree::Pair<'_>>]) {
    for item in pairs {
        match item {
            Item::Comment(comment) => comment.demote(),
            Item::Value(pair) => {
                demote(&mut pair.comments);
                demote_in_value(&mut pair.value);
            }
        }
    }
}

//! Request syntax: every member of an input as JSON, with placeholders for values.
//!
//! **Invariants**
//! - Each member of the input has a line; structures below it are opened until the page is long, and once each.
//! - Names and values of the model are quoted as Rust string literals, so that no text ends the block.

use std::collections::BTreeSet;

use crate::ir::{Ir, Location, Member, Shape, ShapeKind, ShapeName};
use crate::names::{Ident, Names};

/// Lines after which no further structure is opened.
const MOST_LINES: usize = 150;

/// Values of an enum that are listed.
const MOST_VALUES: usize = 8;

/// Maximum nesting.
const MAX_DEPTH: usize = 8;

/// The request syntax of an input.
pub(super) struct Syntax {
    /// The lines of the block, without fences.
    pub(super) lines: Vec<String>,
    /// The types that are named only, in order of appearance.
    pub(super) named: Vec<Ident>,
}

/// The request syntax of an input; `None` for an input without members.
pub(super) fn syntax(input: &Shape, ir: &Ir, names: &Names) -> Option<Syntax> {
    input.members().next()?;
    let mut writer = Writer {
        ir,
        names,
        lines: vec![String::new()],
        shown: BTreeSet::new(),
        named: Vec::new(),
        depth: 0,
    };
    writer.members(input);
    Some(Syntax {
        lines: writer.lines,
        named: writer.named,
    })
}

/// Lines under construction; the last one is open.
struct Writer<'i> {
    ir: &'i Ir,
    names: &'i Names,
    lines: Vec<String>,
    shown: BTreeSet<&'i ShapeName>,
    named: Vec<Ident>,
    depth: usize,
}

impl<'i> Writer<'i> {
    fn push(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(text);
        }
    }

    fn begin(&mut self) {
        self.lines.push("    ".repeat(self.depth));
    }

    /// The members of a structure or union in braces.
    fn members(&mut self, shape: &'i Shape) {
        self.shown.insert(&shape.name);
        self.push("{");
        if matches!(shape.kind, ShapeKind::Union(_)) {
            self.push(" // one of");
        }
        self.depth += 1;
        for member in shape.members() {
            self.begin();
            self.push(&format!("{:?}: ", member.name.as_str()));
            // The remark stands on the line where the member starts, the value may take more.
            let start = self.lines.len() - 1;
            self.value(member);
            self.push(",");
            if let (Some(remark), Some(line)) = (remark(shape, member), self.lines.get_mut(start)) {
                let mark = if line.contains(" // ") { ", " } else { " // " };
                line.push_str(mark);
                line.push_str(&remark);
            }
        }
        self.depth -= 1;
        self.begin();
        self.push("}");
    }

    /// A placeholder for a value of a member.
    fn value(&mut self, member: &'i Member) {
        let Some(shape) = self.ir.target(member) else {
            return;
        };
        match &shape.kind {
            ShapeKind::String => self.push("\"string\""),
            ShapeKind::Blob => self.push("\"base64\""),
            ShapeKind::Timestamp => self.push("\"date-time\""),
            ShapeKind::Boolean => self.push("true | false"),
            ShapeKind::Document => self.push("any JSON"),
            ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::BigInteger => self.push("integer"),
            ShapeKind::Float | ShapeKind::Double | ShapeKind::BigDecimal => self.push("number"),
            ShapeKind::Enum(values) => {
                let values = values.iter().map(|value| format!("{:?}", value.value));
                self.one_of(shape, &values.collect::<Vec<_>>());
            }
            ShapeKind::IntEnum(values) => {
                let values = values.iter().map(|value| value.value.to_string());
                self.one_of(shape, &values.collect::<Vec<_>>());
            }
            ShapeKind::List(element) => self.inside("[", element, "]"),
            ShapeKind::Map(key, value) => {
                self.push("{ ");
                self.value(key);
                self.inside(": ", value, " }");
            }
            ShapeKind::Structure(_) | ShapeKind::Union(_) => self.nested(shape),
        }
    }

    /// A value of a list or map.
    fn inside(&mut self, open: &str, member: &'i Member, close: &str) {
        self.push(open);
        if self.depth < MAX_DEPTH {
            self.value(member);
        } else {
            self.push("…");
        }
        self.push(close);
    }

    /// A structure or union: opened, or its name if it was opened before or the page is long.
    fn nested(&mut self, shape: &'i Shape) {
        let long = self.lines.len() + shape.members().count() > MOST_LINES;
        if long || self.depth >= MAX_DEPTH || self.shown.contains(&shape.name) {
            self.name(shape);
        } else {
            self.members(shape);
        }
    }

    /// The values of an enum, or its name if there are many.
    fn one_of(&mut self, shape: &'i Shape, values: &[String]) {
        if values.is_empty() || values.len() > MOST_VALUES {
            self.name(shape);
        } else {
            self.push(&values.join(" | "));
        }
    }

    fn name(&mut self, shape: &'i Shape) {
        let ident = self.names.type_of(&shape.name);
        self.push(ident.as_str());
        if !self.named.contains(&ident) {
            self.named.push(ident);
        }
    }
}

/// Requiredness and location of a member.
fn remark(shape: &Shape, member: &Member) -> Option<String> {
    let location = match &member.location {
        Location::Body | Location::StatusCode => None,
        Location::Label => Some("in the path"),
        Location::Query(_) | Location::QueryParams => Some("in the query"),
        Location::Header(_) | Location::PrefixHeaders(_) => Some("in a header"),
        Location::Payload => Some("the body"),
    };
    let required = shape.requires(member).then_some("required");
    let said: Vec<_> = required.into_iter().chain(location).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::syntax;
    use crate::names::Names;
    use crate::passes::sample;

    fn lines(members: &str, shapes: &str) -> Vec<String> {
        let ir = sample::ir(
            &format!(
                r#""In": {{"type": "structure", {members}}}, {shapes} "Text": {{"type": "string"}}"#
            ),
            r#""Put": {"http": {"method": "PUT", "requestUri": "/{Id}"}, "input": {"shape": "In"}}"#,
        );
        let input = ir.shapes.get("In").unwrap();
        syntax(input, &ir, &Names::new(&ir)).map_or_else(Vec::new, |syntax| syntax.lines)
    }

    #[test]
    fn members_are_shown_with_their_place() {
        let members = r#""required": ["Id", "Part"], "members": {
            "Id": {"shape": "Text", "location": "uri", "locationName": "Id"},
            "Tags": {"shape": "Tags"}, "Part": {"shape": "Part"}, "Again": {"shape": "Part"}}"#;
        let shapes = r#""Tags": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Color"}},
            "Color": {"type": "string", "enum": ["red", "a\"b"]},
            "Part": {"type": "structure", "members": {"Parts": {"shape": "Parts"}}},
            "Parts": {"type": "list", "member": {"shape": "Part"}},"#;
        let expected = r#"{
    "Id": "string", // required, in the path
    "Tags": { "string": "red" | "a\"b" },
    "Part": { // required
        "Parts": [Part],
    },
    "Again": Part,
}"#;
        assert_eq!(lines(members, shapes).join("\n"), expected);
    }

    #[test]
    fn an_input_without_members_has_none() {
        let ir = sample::ir(r#""In": {"type": "structure", "members": {}}"#, "");
        assert!(syntax(&ir.shapes["In"], &ir, &Names::new(&ir)).is_none());
    }
}

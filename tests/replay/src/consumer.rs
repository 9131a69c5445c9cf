//! A program that uses every item of a crate, as a user of that release may have written it.
//!
//! Fields are read by their types, variants are matched, builders set what is required, and operations name their input and
//! output. It compiles against a newer crate exactly if none of these changed.

use std::fmt::Write;

use sansmith_codegen::api::{Api, Item, Kind};

/// Names that setters must not have, so that they end in `_`.
const METHODS: [&str; 6] = [
    "build", "builder", "clone", "default", "validate", "to_value",
];

/// The program for a crate.
pub(crate) fn program(api: &Api, service: &str) -> String {
    let library = format!("sansmith_{}", service.replace('-', "_"));
    let mut text = format!(
        "//! Uses every item of a release.\n\n#![allow(warnings)]\n\n\
         use std::collections::BTreeMap;\n\nuse {library}::predicates::Predicates;\n\
         use {library}::{{operation, sansmith, types}};\n\n\
         fn of<O: sansmith::Operation<Input = I, Output = O2>, I, O2>() {{}}\n\n"
    );
    for (number, (path, item)) in api.items.iter().enumerate() {
        let line = match item.kind {
            Kind::Field => field(path, item, number),
            Kind::Variant => variant(path, item, (number, api)),
            Kind::Operation => operation(path, item, number),
            Kind::Type => builder(path, item, (number, api)),
            Kind::Feature | Kind::Method | Kind::Waiter | Kind::Paginator => None,
        };
        if let Some(line) = line {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

/// Reads a field by its type.
fn field(path: &str, item: &Item, number: usize) -> Option<String> {
    let (of, field) = path.rsplit_once('.')?;
    let ty = &item.ty;
    Some(format!(
        "pub fn i{number}(x: &{of}) -> &{ty} {{ &x.{field} }}"
    ))
}

/// Matches a variant, and takes the value in it.
fn variant(path: &str, item: &Item, (number, api): (usize, &Api)) -> Option<String> {
    let (of, _) = path.rsplit_once("::")?;
    if item.ty.is_empty() {
        return Some(format!(
            "pub fn i{number}(x: &{of}) -> bool {{ matches!(x, {path}) }}"
        ));
    }
    let is_error = api.items.get(of).is_some_and(|item| item.ty == "errors");
    let bound = if is_error { "_" } else { "x" };
    let (ty, found) = if is_error {
        ("()", "&()")
    } else {
        (item.ty.as_str(), "x")
    };
    Some(format!(
        "pub fn i{number}(x: &{of}) -> Option<&{ty}> {{ match x {{ {path}({bound}) => Some({found}), _ => None }} }}"
    ))
}

/// Names input and output.
fn operation(path: &str, item: &Item, number: usize) -> Option<String> {
    let (input, output) = item.ty.split_once(" -> ")?;
    // The types of streams stand behind the name of the structure.
    let name = |side: &str| side.split(' ').next().map(|name| format!("types::{name}"));
    let (input, output) = (name(input)?, name(output)?);
    Some(format!(
        "pub fn i{number}() {{ of::<{path}, {input}, {output}>() }}"
    ))
}

/// Makes a structure from what it requires.
fn builder(path: &str, item: &Item, (number, api): (usize, &Api)) -> Option<String> {
    if item.ty != "structure" {
        return None;
    }
    let start = format!("{path}.");
    let fields = api.items.range(start.clone()..);
    let fields = fields.take_while(|(path, _)| path.starts_with(&start));
    let (mut parameters, mut setters) = (String::new(), String::new());
    for (at, (path, item)) in fields.enumerate() {
        if !item.required {
            continue;
        }
        if item.ty.starts_with("Box<") {
            return None;
        }
        let field = path.rsplit_once('.')?.1;
        let suffix = if METHODS.contains(&field) { "_" } else { "" };
        let _ = write!(parameters, "a{at}: {}, ", item.ty);
        let _ = write!(setters, ".{field}{suffix}(a{at})");
    }
    Some(format!(
        "pub fn i{number}({parameters}) -> {path} {{ {path}::builder(){setters}.build() }}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sansmith_codegen::{Bundle, Config, Source};

    #[test]
    fn every_kind_of_item_is_used() {
        let model = r#"{
            "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
            "operations": {"GetLamp": {
                "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"},
                "output": {"shape": "Out"}, "errors": [{"shape": "Broken"}]}},
            "shapes": {
                "In": {"type": "structure", "required": ["Name"], "members": {
                    "Name": {"shape": "Text"}, "Note": {"shape": "Text"}}},
                "Out": {"type": "structure", "members": {"Color": {"shape": "Color"}, "Either": {"shape": "Either"}}},
                "Broken": {"type": "structure", "exception": true, "members": {}},
                "Either": {"type": "structure", "union": true, "members": {"A": {"shape": "Text"}}},
                "Color": {"type": "string", "enum": ["red"]},
                "Text": {"type": "string"}}}"#;
        let bundle = Bundle::new(Source::new("service-2.json", model));
        let api = Api::read(&bundle, &Config::default()).unwrap();
        let text = program(&api, "lamp");
        for part in [
            "(x: &types::In) -> &String { &x.name }",
            "(x: &types::Out) -> &Option<types::Color> { &x.color }",
            "(x: &types::Color) -> bool { matches!(x, types::Color::Red) }",
            "(x: &types::Either) -> Option<&String> { match x { types::Either::A(x) => Some(x), _ => None } }",
            "{ match x { operation::GetLampError::Broken(_) => Some(&()), _ => None } }",
            "{ of::<operation::GetLamp, types::In, types::Out>() }",
            "a0: String, ) -> types::In { types::In::builder().name(a0).build() }",
            ") -> types::Out { types::Out::builder().build() }",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
}

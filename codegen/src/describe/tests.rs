//! Documentation as users see it.

use super::markdown::first_sentence;
use super::{member, operation, shape, value};
use crate::ir::{Ir, Protocol, ShapeKind};
use crate::names::{Context, Groups, Krate, Names, Users};
use crate::{Bundle, Config, Problems, Source, front};

const MODEL: &str = r#"{
    "metadata": {"protocol": "rest-json", "serviceId": "Lamp", "uid": "lamp-2026-01-01"},
    "operations": {
        "Glow": {
            "http": {"method": "PUT", "requestUri": "/lamps/{id}", "responseCode": 202},
            "input": {"shape": "GlowRequest"}, "output": {"shape": "GlowResponse"},
            "errors": [{"shape": "Broken"}], "idempotent": true,
            "documentation": "<p>Makes a <code>lamp</code> glow, see [Dim].</p>"
        }
    },
    "shapes": {
        "GlowRequest": {"type": "structure", "required": ["Id"], "members": {
            "Id": {"shape": "Id", "location": "uri", "locationName": "id"},
            "Tags": {"shape": "Tags", "location": "querystring", "locationName": "tag`s"},
            "Token": {"shape": "Id", "idempotencyToken": true},
            "Color": {"shape": "AColor"}
        }},
        "GlowResponse": {"type": "structure", "members": {"Lamp": {"shape": "ALamp"}}},
        "ALamp": {"type": "structure", "members": {"Lamp": {"shape": "ALamp"}, "Key": {"shape": "Key"}}},
        "Key": {"type": "string", "sensitive": true},
        "Id": {"type": "string", "min": 1, "max": 8, "pattern": "^[a-z]`*$"},
        "Tags": {"type": "list", "member": {"shape": "Id"}, "max": 50},
        "AColor": {"type": "string", "enum": ["RED", "<b>*/"]},
        "Broken": {"type": "structure", "members": {"Message": {"shape": "Id"}}, "exception": true,
            "error": {"httpStatusCode": 503, "code": "LampBroken"}, "fault": true, "retryable": {"throttling": false}}
    }
}"#;

fn ir(docs: bool) -> Ir {
    let config = Config {
        docs,
        ..Config::default()
    };
    let bundle = Bundle::new(Source::new("service-2.json", MODEL));
    front(&bundle, &config).unwrap().0
}

fn shape_docs(name: &str) -> String {
    let ir = ir(false);
    with(&ir, |context| shape(ir.shapes.get(name).unwrap(), context)).join("\n")
}

fn member_docs(name: &str) -> String {
    let ir = ir(false);
    let input = ir.shapes.get("GlowRequest").unwrap();
    member(input, input.member(name).unwrap(), &ir).join("\n")
}

/// Calls a function with what the plan of the model needs.
fn with<T>(ir: &Ir, then: impl FnOnce(&Context<'_>) -> T) -> T {
    let krate = Krate {
        path: "lamp".to_owned(),
        tested: true,
    };
    let context = Context {
        ir,
        names: &Names::new(ir),
        krate: &krate,
        protocol: Protocol::RestJson1,
        groups: &Groups::plan(ir, &Config::default(), &mut Problems::new()),
        users: &Users::new(ir),
    };
    then(&context)
}

fn operation_docs(docs: bool) -> Vec<String> {
    let ir = ir(docs);
    with(&ir, |context| {
        operation(&ir.service.operations["Glow"], &[], context)
    })
}

#[test]
fn an_operation_has_its_facts_and_an_example() {
    let expected = r#"`PUT /lamps/{Id}`: takes [`GlowRequest`](types::GlowRequest), returns [`GlowResponse`](types::GlowResponse).

Idempotent.
Status 202 on success.

Feature: `Glow`.

[Official reference](https://docs.aws.amazon.com/goto/WebAPI/lamp-2026-01-01/Glow)

# Errors

[`GlowError`]: 1 modelled error, or `Unhandled`.

# Example

```
use lamp::operation;
use lamp::prelude::*;
use lamp::types::*;

let input = GlowRequest::builder().id("a").build();
# assert!(input.validate().is_ok());
let request = operation::Glow::request(&input)?;
println!("{} {}", request.http.method(), request.http.uri());
# Ok::<(), lamp::sansmith::Error>(())
```

# Request syntax

```text
{
    "Id": "string", // required, in the path
    "Tags": ["string"], // in the query
    "Token": "string",
    "Color": "RED" | "<b>*/",
}
```"#;
    let docs = operation_docs(false).join("\n");
    assert_eq!(docs, expected);
}

#[test]
fn prose_comes_first() {
    let docs = operation_docs(true);
    assert_eq!(
        docs.first().map(String::as_str),
        Some(r"Makes a `lamp` glow, see \[Dim\].")
    );
    assert!(
        docs.get(2).is_some_and(|line| line.starts_with("`PUT ")),
        "{docs:?}"
    );
}

#[test]
fn shapes_say_what_they_are() {
    let glow = "[`Glow`](super::super::operation::Glow)";
    let said = |shape: &str| {
        let docs = shape_docs(shape);
        let (said, _) = docs.split_once("\n\n# Example").unwrap_or((&docs, ""));
        said.to_owned()
    };
    assert_eq!(said("GlowRequest"), format!("Input of {glow}."));
    assert_eq!(
        said("ALamp"),
        format!(
            "A structure with `Lamp` and `Key`.\n\nRecursive.\n\
             Contains sensitive data, which `Debug` redacts.\n\nIn the output of {glow}."
        )
    );
    assert_eq!(
        said("AColor"),
        format!("An enum of `RED` and `<b>*/`.\n\nIn the input of {glow}.")
    );
    assert_eq!(
        said("Broken"),
        format!(
            "Error `Broken`.\n\nServer error.\nStatus 503.\nCode `LampBroken`.\nRetryable.\n\n\
             Error of {glow}."
        )
    );
}

#[test]
fn structures_have_an_example() {
    let docs = shape_docs("GlowRequest");
    let (_, example) = docs.split_once("# Example\n\n").unwrap();
    let expected =
        "```\nuse lamp::types::*;\n\nlet input = GlowRequest::builder().id(\"a\").build();\n```";
    assert_eq!(example, expected);
    assert!(
        !shape_docs("AColor").contains("# Example"),
        "an enum has its values"
    );
}

#[test]
fn members_say_what_they_take() {
    assert_eq!(
        member_docs("Id"),
        "`Id`: required string of 1 to 8 characters.\n\nPattern: `` ^[a-z]`*$ ``.\nPath label."
    );
    assert_eq!(
        member_docs("Tags"),
        "`Tags`: optional list of up to 50 strings.\n\n\
         Each is a string of 1 to 8 characters and matches `` ^[a-z]`*$ ``.\nQuery parameter `` tag`s ``."
    );
    assert!(member_docs("Token").contains("Idempotency token: generated if absent"));
    assert_eq!(member_docs("Color"), "`Color`: optional enum.");
}

#[test]
fn enum_values_document_their_wire_form() {
    let ir = ir(false);
    let ShapeKind::Enum(values) = &ir.shapes.get("AColor").unwrap().kind else {
        panic!("it is an enum");
    };
    assert_eq!(value(&values[1]), ["`<b>*/` on the wire."]);
}

#[test]
fn a_setter_has_the_first_sentence_of_its_member() {
    for (docs, expected) in [
        ("<p>The id. It is long.</p>", Some("The id.")),
        (
            "<p>See <a href=\"https://a.example\">a. b</a> now.</p>",
            None,
        ),
        ("<p>The <code>a. b</code> of it.</p>", None),
        ("<ul><li>one.</li></ul>", None),
        ("no end", None),
    ] {
        assert_eq!(first_sentence(docs).as_deref(), expected, "{docs}");
    }
}

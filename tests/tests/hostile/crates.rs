//! Hostile models generate crates that compile without warnings and run none of the injected code.

use std::path::Path;
use std::process::Output;

use sansmith_codegen::{Bundle, Config, Source};
use sansmith_tests::config;
use sansmith_tests::crates::Workspace;
use serde_json::{Value, json};

/// Injected code that would fail to compile.
const PLANTED: &str = "compile_error!(\"planted\");";

/// An injected doctest that would fail at run time.
const EXAMPLE: &str = "panic!(\"planted\");";

/// Texts that try to terminate their context.
fn texts() -> Vec<String> {
    let frames = [
        ("\"; ", " //"),
        ("\\\"; ", " //"),
        ("\"#; ", " //"),
        ("*/ ", " /*"),
        ("\n", "\n"),
        ("\r\n", "\r\n"),
        ("\r", "\r"),
        ("\u{2028}", "\u{2029}"),
        ("\"] ", " #[doc = \""),
        ("} ", " {"),
        ("{", "}"),
        ("\u{202e}", "\u{202c}"),
        ("\0", "\u{7f}"),
    ];
    frames
        .map(|(before, after)| format!("a{before}{PLANTED}{after}z"))
        .into()
}

/// Prose that becomes code if its markup is not escaped.
fn prose() -> String {
    let pieces = [
        format!("```\n{EXAMPLE}\n```"),
        format!("~~~rust\n{EXAMPLE}\n~~~"),
        format!("<p>text</p>\n\n    {EXAMPLE}\n\n"),
        format!("<pre>{EXAMPLE}</pre>"),
        format!("<code>```\n{EXAMPLE}\n```</code>"),
        format!("</p></div>```\n{EXAMPLE}"),
        format!("<ul><li>\n\n        {EXAMPLE}</li></ul>"),
        "[`Vec`](javascript:alert) <script>alert(1)</script> <a href=\"x\" onclick='y'>z</a>"
            .to_owned(),
        "<b>unclosed <i>tags</p> &lt;T&gt; &#96;&#96;&#96; [broken]: link [x][y] | a | b |"
            .to_owned(),
        texts().join(" "),
    ];
    pieces.join("\n")
}

fn model(protocol: &str, shapes: Value, members: &Value) -> Bundle {
    let mut all = json!({
        "GlowRequest": {"type": "structure", "members": members, "documentation": prose()},
        "Text": {"type": "string"}
    });
    if let (Some(all), Value::Object(shapes)) = (all.as_object_mut(), shapes) {
        all.extend(shapes);
    }
    let text = json!({
        "metadata": {
            "protocol": protocol, "serviceId": "Lamp", "jsonVersion": "1.1", "targetPrefix": texts()[0],
            "serviceFullName": texts().join(" "), "apiVersion": texts()[3], "uid": texts()[1],
            "endpointPrefix": texts()[2], "signingName": texts()[4], "xmlNamespace": texts()[1]
        },
        "documentation": prose(),
        "operations": {"Glow": {
            "name": "Glow", "http": {"method": "POST", "requestUri": "/glow"},
            "input": {"shape": "GlowRequest"}, "documentation": prose(),
            "deprecated": true, "deprecatedMessage": texts().join(" ")
        }},
        "shapes": all
    });
    Bundle::new(Source::new("lamp.json", text.to_string()))
}

/// A model with hostile text in all places other than names.
fn words() -> Bundle {
    let texts = texts();
    let members: serde_json::Map<_, _> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let member = json!({
                "shape": "Text", "locationName": text, "documentation": prose(), "queryName": text,
                "deprecated": true, "deprecatedMessage": text,
                "xmlNamespace": {"prefix": text, "uri": text}
            });
            (format!("M{number}"), member)
        })
        .collect();
    let mut members = Value::Object(members);
    members["Hue"] = json!({"shape": "Hue"});
    members["Pattern"] = json!({"shape": "Pattern"});
    let pattern = format!("^[^{}]*$", texts[0].replace(['[', ']', '\\'], ""));
    let values: Vec<_> = texts.iter().cloned().chain([String::new()]).collect();
    model(
        "rest-json",
        json!({
            "Hue": {"type": "string", "enum": values, "documentation": prose()},
            "Pattern": {"type": "string", "pattern": pattern, "min": 1, "max": 3, "documentation": prose()}
        }),
        &members,
    )
}

/// A model with all names that Rust, its prelude or the generated crate use.
#[expect(clippy::too_many_lines, reason = "a list of words, one a line")]
fn names() -> Bundle {
    const NAMES: [&str; 84] = [
        "Self",
        "Super",
        "Crate",
        "Type",
        "Async",
        "Gen",
        "Dyn",
        "Union",
        "Option",
        "Some",
        "None",
        "Ok",
        "Err",
        "Result",
        "String",
        "Vec",
        "Box",
        "Default",
        "Clone",
        "Debug",
        "PartialEq",
        "Drop",
        "Send",
        "Sync",
        "Fn",
        "Iterator",
        "BTreeMap",
        "Str",
        "U8",
        "I32",
        "Bool",
        "Char",
        "Blob",
        "Timestamp",
        "Document",
        "Member",
        "Schema",
        "Shape",
        "MemberVisitor",
        "MemberSource",
        "Codecs",
        "Build",
        "Unknown",
        "UnknownValue",
        "SelfValue",
        "Value",
        "Operation",
        "Service",
        "Request",
        "Response",
        "Builder",
        "Types",
        "Prelude",
        "Core",
        "Std",
        "Sansmith",
        "Lib",
        "A",
        "AA",
        "Aa",
        "A_A",
        "A1",
        "A_1",
        "V1",
        "MEMBERS",
        "A__MEMBERS",
        "X2",
        "X_2",
        "Error",
        "GlowError",
        "GlowInput",
        "GlowOutput",
        "GlowRequestBuilder",
        "Message",
        "Code",
        "T",
        "W",
        "F",
        "D",
        "S",
        "V",
        "ShapeDeserializer",
        "ValueSerializer",
        "UnknownMember",
    ];
    let mut shapes = serde_json::Map::new();
    let mut members = serde_json::Map::new();
    for (number, name) in NAMES.iter().enumerate() {
        // Each name is used for a structure, an enum or a union, and for a member, in three cases.
        let own = match number % 3 {
            0 => json!({"type": "structure", "required": ["Self"], "members": {
                "Self": {"shape": "Text"}, "self": {"shape": "Text"}, "build": {"shape": "Text"},
                *name: {"shape": "Text"}, "crate": {"shape": "Text"}}}),
            1 => json!({"type": "string", "enum": &NAMES[..]}),
            _ => json!({"type": "structure", "union": true, "members": {
                *name: {"shape": "Text"}, "Unknown": {"shape": "Text"}, "unknown": {"shape": "Text"},
                "Self": {"shape": "GlowRequest"}}}),
        };
        if *name != "GlowRequest" {
            shapes.insert((*name).to_owned(), own);
        }
        members.insert((*name).to_owned(), json!({"shape": name}));
        members.insert(name.to_lowercase(), json!({"shape": name}));
    }
    model("json", Value::Object(shapes), &Value::Object(members))
}

/// Enum values and members that are similar, empty, numeric or worse.
#[expect(clippy::too_many_lines, reason = "a list of words, one a line")]
fn twins() -> Bundle {
    let values = [
        "",
        " ",
        "-",
        "_",
        "a",
        "A",
        "a-",
        "-a",
        "a_a",
        "aA",
        "AA",
        "a a",
        "1",
        "01",
        "0.1",
        "0-1",
        "1a",
        "é",
        "É",
        "ß",
        "名前",
        "🦀",
        "Unknown",
        "unknown",
        "UNKNOWN",
        "UnknownValue",
        "Self",
        "self",
        "SelfValue",
        "a_2",
        "A2",
        "*",
        "**",
        "<",
        "<=",
        "a\u{301}",
        "\u{200b}",
        "\u{feff}",
        "\u{202e}",
        "\t",
        "null",
        "true",
        "VALUES",
        "as_str",
        "r#type",
    ];
    let members = [
        "a", "A", "aA", "AA", "a_a", "aa", "A_a", "a1", "A_1", "a_1", "a2", "a_2", "A2", "type",
        "Type", "TYPE", "builder", "Builder", "build", "build_", "to_json", "ToJson", "clone",
        "schema", "SCHEMA", "members", "fields", "f", "value", "values", "default", "validate",
    ];
    let members: serde_json::Map<_, _> = members
        .iter()
        .map(|name| ((*name).to_owned(), json!({"shape": "Hue"})))
        .collect();
    let required: Vec<_> = members.keys().cloned().collect();
    model(
        "query",
        json!({
            "Hue": {"type": "string", "enum": &values[..]},
            "Choice": {"type": "structure", "union": true, "members": members},
            "All": {"type": "structure", "required": required, "members": members},
            "Dark": {"type": "structure", "exception": true, "members": members},
            "all": {"type": "structure", "members": {}},
            "ALL": {"type": "structure", "members": {"All": {"shape": "all"}}}
        }),
        &json!({"Choice": {"shape": "Choice"}, "All": {"shape": "All"}, "all": {"shape": "all"},
            "ALL": {"shape": "ALL"}, "Dark": {"shape": "Dark"}}),
    )
}

#[track_caller]
fn succeeded(what: &str, output: &Output) {
    let shown = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{what}:\n{}", shown.join("\n"));
}

#[test]
fn hostile_models_become_crates_that_are_whole() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let mut workspace = Workspace::new(&folder);
    for (name, bundle) in [("words", words()), ("names", names()), ("twins", twins())] {
        let config = Config {
            package: Some(format!("hostile-{name}")),
            docs: true,
            ..config()
        };
        workspace.add(name, &bundle, &config);
    }
    workspace.finish(&[]);
    succeeded("compiling", &workspace.cargo(&["check", "--workspace"]));
    succeeded(
        "documenting",
        &workspace.cargo(&["doc", "--workspace", "--no-deps"]),
    );
    succeeded(
        "running examples",
        &workspace.cargo(&["test", "--doc", "--workspace", "--no-fail-fast"]),
    );
}

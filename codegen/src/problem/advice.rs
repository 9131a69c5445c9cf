//! Advice on texts, values and names in help messages.

use heck::ToUpperCamelCase;

/// Explains a message of the JSON parser.
pub(super) fn syntax(message: &str) -> &'static str {
    const MEANINGS: [(&str, &str); 7] = [
        (
            "nest more than",
            "no model nests that deep; is this the right file?",
        ),
        (
            "the end of the file, found",
            "remove the text after the model, which is a single object",
        ),
        (
            "found the end of the file",
            "the text ends too early; is the file complete?",
        ),
        (
            "trailing comma",
            "remove the comma: JSON allows none after the last entry",
        ),
        ("expected a key", "put the key in double quotes"),
        ("rest of a string", "use an escape: a line break is `\\n`"),
        (
            "expected",
            "something is missing or superfluous just before this location",
        ),
    ];
    let found = MEANINGS.iter().find(|(words, _)| message.contains(words));
    found.map_or("a model is JSON, without comments", |(_, meaning)| meaning)
}

/// An example value of a JSON type.
pub(super) fn example(expected: &str) -> &'static str {
    const EXAMPLES: [(&str, &str); 5] = [
        ("object", "`{\"key\": …}`"),
        ("array", "`[…]`"),
        ("boolean", "`true` or `false`, without quotes"),
        ("number", "`5`, without quotes"),
        ("string", "`\"text\"`, in double quotes"),
    ];
    let found = EXAMPLES.iter().find(|(words, _)| expected.contains(words));
    found.map_or("the other values of its kind", |(_, example)| example)
}

/// An example entry with a required key.
pub(super) fn entry(key: &str) -> String {
    let value = match key {
        "type" => "\"structure\"",
        "shape" => "\"NameOfAShape\"",
        "requestUri" => "\"/things/{ThingId}\"",
        "method" => "\"POST\"",
        "protocol" => "\"rest-json\"",
        "serviceId" => "\"Lamp\"",
        "member" | "key" | "value" => {
            return format!(
                "`\"{key}\": {{\"shape\": \"NameOfAShape\"}}`, or in a Smithy AST \
                 `\"{key}\": {{\"target\": \"its.namespace#NameOfAShape\"}}`"
            );
        }
        "target" => "\"its.namespace#NameOfAShape\"",
        "uri" => "\"/things/{thingId}\"",
        "smithy.api#enumValue" => "1",
        "http" => "{\"method\": \"POST\", \"requestUri\": \"/things\"}",
        "smithy.api#error" => "\"client\"",
        "smithy.api#http" => "{\"method\": \"POST\", \"uri\": \"/things/{thingId}\"}",
        "members" | "metadata" | "operations" | "shapes" => "{}",
        _ => "…",
    };
    format!("`\"{key}\": {value}`")
}

/// Naming rules, with a valid name similar to the given one.
pub(super) fn valid_name(name: &str) -> String {
    let rule = "names consist of ASCII letters, digits and `_`, with a letter before any digit";
    let kept: String = name
        .to_upper_camel_case()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .skip_while(char::is_ascii_digit)
        .take(60)
        .collect();
    if kept.is_empty() {
        rule.to_owned()
    } else {
        format!("{rule}: `{kept}`")
    }
}

//! Values of the traits `endpointRuleSet` and `endpointBdd` to rules.

use super::Fault;
use super::function::Function;
use super::path::path;
use super::template::template;
use super::tree::{
    Call, Condition, Diagram, Endpoint, Expression, Form, Kind, Outcome, Parameter, Rule, RuleSet,
    Version,
};
use crate::files::Location;
use crate::model::{Entry, Node, Number, Object, Value};

/// The references from which on a diagram names a result.
pub(crate) const RESULTS: i32 = 100_000_000;

/// Reads a tree of rules: the value of `endpointRuleSet`.
///
/// # Errors
///
/// The first fault of form.
pub(crate) fn tree(node: &Node) -> Result<RuleSet<'_>, Fault> {
    Ok(RuleSet {
        parameters: parameters(member(node, "parameters")?)?,
        version: version(member(node, "version")?)?,
        rules: all(member(node, "rules")?, rule)?,
        diagram: None,
    })
}

/// Reads a decision diagram: the value of `endpointBdd`.
///
/// # Errors
///
/// The first fault of form.
pub(crate) fn diagram(node: &Node) -> Result<RuleSet<'_>, Fault> {
    let version = version(member(node, "version")?)?;
    let parameters = parameters(member(node, "parameters")?)?;
    let conditions = all(member(node, "conditions")?, condition)?;
    let rules = all(member(node, "results")?, rule)?;
    if let Some(rule) = rules.iter().find(|rule| !rule.conditions.is_empty()) {
        let message = "a result of a diagram cannot have conditions";
        return Err(Fault::new(message, rule.at));
    }
    if version < (1, 1) {
        let message = "a decision diagram needs rules engine version 1.1 or later";
        return Err(Fault::new(message, node.at));
    }
    let nodes = nodes(node)?;
    let root = integer(member(node, "root")?)?;
    check_root(root, nodes.len(), node.at)?;
    Ok(RuleSet {
        version,
        parameters,
        rules,
        diagram: Some(Diagram {
            conditions,
            nodes,
            root,
        }),
    })
}

fn nodes(node: &Node) -> Result<Vec<[i32; 3]>, Fault> {
    let encoded = member(node, "nodes")?;
    let count = integer(member(node, "nodeCount")?)?;
    let not_base64 = || Fault::new("`nodes` is not base64", encoded.at);
    let bytes = bytes(text(encoded)?).ok_or_else(not_base64)?;
    let expected = usize::try_from(count)
        .ok()
        .and_then(|count| count.checked_mul(12));
    if expected != Some(bytes.len()) {
        let size = bytes.len();
        let message = format!("{count} nodes need 12 bytes each, but `nodes` has {size} bytes");
        return Err(Fault::new(message, encoded.at));
    }
    let (numbers, _) = bytes.as_chunks::<4>();
    let numbers: Vec<_> = numbers
        .iter()
        .map(|bytes| i32::from_be_bytes(*bytes))
        .collect();
    let (nodes, _) = numbers.as_chunks::<3>();
    Ok(nodes.to_vec())
}

fn check_root(root: i32, count: usize, at: Location) -> Result<(), Fault> {
    if root < -1 {
        let message = format!("the root of a diagram cannot be negated, but is {root}");
        return Err(Fault::new(message, at));
    }
    let is_node = root > 1 && root < RESULTS;
    if is_node && usize::try_from(root).is_ok_and(|root| root > count) {
        let message = format!("the root is the node {root}, but the diagram has {count}");
        return Err(Fault::new(message, at));
    }
    Ok(())
}

/// The bytes of a text in base64.
fn bytes(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let body = text.strip_suffix('=').unwrap_or(text);
    let body = body.strip_suffix('=').unwrap_or(body);
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits: u32 = 0;
    let mut count = 0;
    for byte in body.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

fn version(node: &Node) -> Result<Version, Fault> {
    let text = text(node)?;
    let mut parts = text.split('.').map(|part| part.parse().ok());
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(major), Some(minor)) => Ok((major, minor)),
        _ => Err(Fault::new(
            format!("`{text}` is no version such as `1.0`"),
            node.at,
        )),
    }
}

fn parameters(node: &Node) -> Result<Vec<Parameter<'_>>, Fault> {
    object(node)?.iter().map(parameter).collect()
}

const OF_PARAMETERS: [&str; 6] = [
    "builtIn",
    "required",
    "type",
    "deprecated",
    "documentation",
    "default",
];

fn parameter(entry: &Entry) -> Result<Parameter<'_>, Fault> {
    let node = &entry.node;
    only(node, &OF_PARAMETERS)?;
    let kind = member(node, "type")?;
    let kind = match text(kind)? {
        name if name.eq_ignore_ascii_case("string") => Kind::Text,
        name if name.eq_ignore_ascii_case("boolean") => Kind::Flag,
        "stringArray" => Kind::Texts,
        other => {
            let expected = "`string`, `boolean` or `stringArray`";
            let message = format!("the type of a parameter is {expected}, not `{other}`");
            return Err(Fault::new(message, kind.at));
        }
    };
    let parameter = Parameter {
        name: &entry.key,
        kind,
        built_in: node.get("builtIn").map(text).transpose()?,
        default: node.get("default"),
        is_required: node.get("required").and_then(Node::as_bool) == Some(true),
        is_documented: node.get("documentation").is_some(),
        at: node.at,
    };
    if parameter.default.is_some() && !parameter.is_required {
        let message = format!(
            "the parameter `{}` has a default, so it has to be `required`",
            entry.key
        );
        return Err(Fault::new(message, node.at));
    }
    Ok(parameter)
}

fn rule(node: &Node) -> Result<Rule<'_>, Fault> {
    let conditions = match node.get("conditions") {
        Some(conditions) => all(conditions, condition)?,
        None => Vec::new(),
    };
    let kind = member(node, "type")?;
    let outcome = match text(kind)? {
        "endpoint" => Outcome::Endpoint(endpoint(member(node, "endpoint")?)?),
        "error" => Outcome::Error(expression(member(node, "error")?)?),
        "tree" => Outcome::Tree(all(member(node, "rules")?, rule)?),
        other => {
            let message =
                format!("the type of a rule is `endpoint`, `error` or `tree`, not `{other}`");
            return Err(Fault::new(message, kind.at));
        }
    };
    let at = node.at;
    Ok(Rule {
        conditions,
        outcome,
        at,
    })
}

fn endpoint(node: &Node) -> Result<Endpoint<'_>, Fault> {
    only(node, &["properties", "headers", "url"])?;
    let entries = |key| node.get(key).map(object).transpose();
    let properties = entries("properties")?.into_iter().flatten();
    let properties = properties.map(|entry| Ok((entry.key.as_str(), literal(&entry.node)?)));
    let headers = entries("headers")?.into_iter().flatten();
    let headers = headers.map(|entry| Ok((entry.key.as_str(), all(&entry.node, expression)?)));
    Ok(Endpoint {
        url: expression(member(node, "url")?)?,
        properties: properties.collect::<Result<_, _>>()?,
        headers: headers.collect::<Result<_, _>>()?,
    })
}

fn condition(node: &Node) -> Result<Condition<'_>, Fault> {
    Ok(Condition {
        call: call(node)?,
        assign: node.get("assign").map(text).transpose()?,
        at: node.at,
    })
}

fn call(node: &Node) -> Result<Call<'_>, Fault> {
    let arguments = member(node, "argv")?;
    let mut values = all(arguments, expression)?;
    let name = member(node, "fn")?;
    let unknown = |text| {
        Fault::new(
            format!("`{text}` is no function of endpoint rules"),
            name.at,
        )
    };
    let function =
        text(name).and_then(|text| Function::named(text).ok_or_else(|| unknown(text)))?;
    let mut steps = Vec::new();
    if function == Function::GetAttr {
        let (Some(keys), false) = (
            arguments.as_array().and_then(|items| items.get(1)),
            values.is_empty(),
        ) else {
            return Err(Fault::new("`getAttr` needs a value and a path", node.at));
        };
        steps = path(text(keys)?, keys.at)?;
        values.truncate(1);
    }
    Ok(Call {
        function,
        arguments: values,
        path: steps,
    })
}

fn expression(node: &Node) -> Result<Expression<'_>, Fault> {
    if node.as_object().is_none() {
        return literal(node);
    }
    let value = match (node.get("ref"), node.get("fn")) {
        (Some(name), None) => Form::Reference(text(name)?),
        (None, Some(_)) => Form::Call(call(node)?),
        _ => {
            let message = "an object has to have either `ref` or `fn`";
            return Err(Fault::new(message, node.at));
        }
    };
    Ok(Expression { value, at: node.at })
}

fn literal(node: &Node) -> Result<Expression<'_>, Fault> {
    let value = match &node.value {
        Value::Null => return Err(Fault::new("endpoint rules have no `null`", node.at)),
        Value::Bool(flag) => Form::Flag(*flag),
        Value::Number(_) => Form::Number(integer(node)?),
        Value::String(text) => Form::Text(template(text, node.at)?),
        Value::Array(_) => Form::Array(all(node, literal)?),
        Value::Object(object) => {
            let members = object.iter();
            let members = members.map(|entry| Ok((entry.key.as_str(), literal(&entry.node)?)));
            Form::Record(members.collect::<Result<_, _>>()?)
        }
    };
    Ok(Expression { value, at: node.at })
}

fn all<'m, T>(
    node: &'m Node,
    read: impl FnMut(&'m Node) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let items = node.as_array().ok_or_else(|| other(node, "an array"))?;
    items.iter().map(read).collect()
}

fn member<'m>(node: &'m Node, key: &str) -> Result<&'m Node, Fault> {
    let found = object(node)?.get(key);
    found.ok_or_else(|| Fault::new(format!("the member `{key}` is missing"), node.at))
}

fn only(node: &Node, known: &[&str]) -> Result<(), Fault> {
    let extra = object(node)?
        .iter()
        .find(|entry| !known.contains(&entry.key.as_str()));
    match extra {
        Some(entry) => Err(Fault::new(
            format!("`{}` is not known here", entry.key),
            entry.key_at,
        )),
        None => Ok(()),
    }
}

fn object(node: &Node) -> Result<&Object, Fault> {
    node.as_object().ok_or_else(|| other(node, "an object"))
}

fn text(node: &Node) -> Result<&str, Fault> {
    node.as_str().ok_or_else(|| other(node, "a string"))
}

fn integer(node: &Node) -> Result<i32, Fault> {
    let number = node.as_number().and_then(Number::to_i64);
    let number = number.and_then(|number| i32::try_from(number).ok());
    number.ok_or_else(|| other(node, "an integer"))
}

fn other(node: &Node, expected: &str) -> Fault {
    Fault::new(
        format!("expected {expected}, but found {}", node.type_name()),
        node.at,
    )
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn base64_is_decoded_strictly() {
        assert_eq!(bytes("AAEC/w=="), Some(vec![0, 1, 2, 255]));
        assert_eq!(bytes(""), Some(vec![]));
        for bad in ["A", "AAE", "A*==", "A=BC"] {
            assert_eq!(bytes(bad), None, "{bad}");
        }
    }
}

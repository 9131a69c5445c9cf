//! The shorthand of the AWS CLI for structures and maps: `Key=a,Values=b,c`.
//!
//! Braces and brackets nest: `Name={First=a},Tags=[a,b]`. A value in double quotes is taken as it is.

use sansmith::Member;
use sansmith::schema::Kind;
use serde_json::{Map, Value};

use crate::error::{Error, usage};
use crate::flags::one;

/// Depth to which braces and brackets nest.
const DEEPEST: usize = 32;

/// Reads the value of a member.
pub(crate) fn read(member: &Member, flag: &str, text: &str) -> Result<Value, Error> {
    nested(member, flag, text, 0)
}

fn nested(member: &Member, flag: &str, text: &str, depth: usize) -> Result<Value, Error> {
    if depth > DEEPEST {
        return usage(format!("the value of `--{flag}` nests too deep"));
    }
    let text = text.trim();
    if let Kind::List(element) = member.target.kind {
        let inner = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        let parts = split(inner.unwrap_or(text));
        let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
        let values = parts.map(|part| nested(element, flag, part, depth + 1));
        return Ok(Value::Array(values.collect::<Result<_, _>>()?));
    }
    if !matches!(
        member.target.kind,
        Kind::Structure(_) | Kind::Union(_) | Kind::Map(..)
    ) {
        let plain = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        return one(member, flag, plain.unwrap_or(text));
    }
    let inner = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let mut values = Map::new();
    for (name, text) in pairs(flag, inner.unwrap_or(text))? {
        let named = || {
            let mut members = member.target.members().iter();
            members.find(|member| member.name == name)
        };
        let target = if let Kind::Map(_, value) = member.target.kind {
            Some(value)
        } else {
            named()
        };
        let Some(target) = target else {
            let shape = member.target.name;
            return usage(format!(
                "`{name}` in `--{flag}` is not a member of `{shape}`"
            ));
        };
        values.insert(name, nested(target, flag, &text, depth + 1)?);
    }
    Ok(Value::Object(values))
}

/// Pairs of names and values; a part without `=` continues the value before it.
fn pairs(flag: &str, text: &str) -> Result<Vec<(String, String)>, Error> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in split(text) {
        match (part.split_once('='), pairs.last_mut()) {
            (Some((name, value)), _) if !name.contains(['"', '{', '[']) => {
                pairs.push((name.trim().to_owned(), value.to_owned()));
            }
            (_, Some((_, value))) => {
                value.push(',');
                value.push_str(part);
            }
            _ => {
                return usage(format!(
                    "the value of `--{flag}` is neither JSON nor `Name=value,…`: `{text}`"
                ));
            }
        }
    }
    Ok(pairs)
}

/// Splits at commas outside of quotes, braces and brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_usize, false);
    for (place, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.extend(text.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use sansmith::schema::{Member, STRING, Schema};
    use serde_json::json;

    use super::read;

    static NAMES: Schema = Schema::list("Names", &Member::new("member", &STRING));
    static FILTER: Schema = Schema::structure(
        "Filter",
        &[Member::new("Name", &STRING), Member::new("Values", &NAMES)],
    );

    #[test]
    fn pairs_lists_and_quotes_are_read() {
        let member = Member::new("Filter", &FILTER);
        let value = |text| read(&member, "filter", text).map_err(|error| error.to_string());
        assert_eq!(
            value("Name=a,Values=b,c").unwrap(),
            json!({"Name": "a", "Values": ["b", "c"]})
        );
        assert_eq!(
            value("Values=[b,\"c,d\"],Name=\"a=b\"").unwrap(),
            json!({"Values": ["b", "c,d"], "Name": "a=b"})
        );
        assert!(value("Nam=a").unwrap_err().contains("`Nam`"));
        assert!(value("a").is_err());
    }
}

//! Templates: texts with `{name}` and `{name#path}`.

use super::Fault;
use super::function::{Function, Part};
use super::path::path;
use super::tree::{Call, Expression, Form, Piece};
use crate::files::Location;

/// Parses a template; `{{` and `}}` stand for braces.
pub(super) fn template(text: &str, at: Location) -> Result<Vec<Piece<'_>>, Fault> {
    let mut pieces = Vec::new();
    let mut open: Option<usize> = None;
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let is_double = matches!(byte, b'{' | b'}') && bytes.get(index + 1) == Some(byte);
        match (byte, open) {
            (b'{' | b'}', _) if is_double => index += 1,
            (b'{', Some(_)) => return Err(unmatched('{', text, at)),
            (b'{', None) => {
                add(text.get(start..index), &mut pieces);
                open = Some(index + 1);
            }
            (b'}', None) => return Err(unmatched('}', text, at)),
            (b'}', Some(from)) => {
                let name = text.get(from..index).unwrap_or_default();
                pieces.push(Piece::Value(value(name, at)?));
                open = None;
                start = index + 1;
            }
            _ => {}
        }
        index += 1;
    }
    if open.is_some() {
        return Err(unmatched('{', text, at));
    }
    add(text.get(start..), &mut pieces);
    Ok(pieces)
}

fn add(text: Option<&str>, pieces: &mut Vec<Piece<'_>>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece::Text(text.replace("{{", "{").replace("}}", "}")));
    }
}

fn unmatched(brace: char, text: &str, at: Location) -> Fault {
    Fault::new(
        format!("the brace `{brace}` in the template `{text}` has no partner"),
        at,
    )
}

/// The value of a placeholder.
fn value(name: &str, at: Location) -> Result<Expression<'_>, Fault> {
    let Some((name, keys)) = name.split_once('#') else {
        let value = Form::Reference(name);
        return Ok(Expression { value, at });
    };
    let target = Expression {
        value: Form::Reference(name),
        at,
    };
    let path: Vec<Part<'_>> = path(keys, at)?;
    let call = Call {
        function: Function::GetAttr,
        arguments: vec![target],
        path,
    };
    let value = Form::Call(call);
    Ok(Expression { value, at })
}

#[cfg(test)]
mod tests {
    use super::template;
    use crate::files::Location;
    use crate::rules::tree::{Form, Piece};

    fn pieces(text: &str) -> Option<Vec<String>> {
        let pieces = template(text, Location::NONE).ok()?;
        let texts = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value(value) => match &value.value {
                Form::Reference(name) => format!("ref {name}"),
                other => format!("{other:?}"),
            },
        });
        Some(texts.collect())
    }

    #[test]
    fn templates_have_texts_and_values() {
        let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        assert_eq!(
            pieces("https://{A}.b{C}"),
            texts(&["https://", "ref A", ".b", "ref C"])
        );
        assert_eq!(pieces("a{{b}}c"), texts(&["a{b}c"]));
        assert_eq!(pieces(""), texts(&[]));
        for bad in ["{", "}", "a{b", "a}b", "{a{b}c}"] {
            assert_eq!(pieces(bad), None, "{bad}");
        }
    }
}

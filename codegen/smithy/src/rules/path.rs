//! Paths of `getAttr`.

use super::Fault;
use super::function::Part;
use crate::files::Location;

/// The steps of a path: names and positions, such as `resourceId[0]`.
pub(super) fn path(text: &str, at: Location) -> Result<Vec<Part<'_>>, Fault> {
    let mut steps = Vec::new();
    let wrong = |part: &str| Fault::new(format!("`{part}` is no position such as `[0]`"), at);
    let names = text.trim_end_matches('.');
    if names.is_empty() && !text.is_empty() {
        return Err(Fault::new("the path of `getAttr` is empty", at));
    }
    for part in names.split('.') {
        let Some((name, position)) = part.split_once('[') else {
            steps.push(Part::Key(part));
            continue;
        };
        let index = position
            .strip_suffix(']')
            .and_then(|index| index.parse().ok());
        if !name.is_empty() {
            steps.push(Part::Key(name));
        }
        steps.push(Part::Index(index.ok_or_else(|| wrong(part))?));
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::{Part, path};
    use crate::files::Location;

    #[test]
    fn paths_have_names_and_positions() {
        let path = |text| path(text, Location::NONE).ok();
        let (key, index) = (Part::Key, Part::Index);
        assert_eq!(path("a.b[2]"), Some(vec![key("a"), key("b"), index(2)]));
        assert_eq!(path("[-1]"), Some(vec![index(-1)]));
        for bad in ["a[", "a[b]", "a[0", "."] {
            assert_eq!(path(bad), None, "{bad}");
        }
    }
}

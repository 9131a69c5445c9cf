use super::{PathType, type_of};
use crate::ir::{Path, Pointer};
use crate::lower::path::expression_of;
use crate::passes::sample;
use crate::problem::Problems;

/// The type of an expression on a structure, and the number of problems.
fn typed(text: &str) -> (PathType, usize) {
    let ir = sample::ir(
        r#"
        "Out": {"type": "structure", "members": {
            "Doc": {"shape": "Doc"}, "Docs": {"shape": "Docs"}, "Text": {"shape": "Text"},
            "Parts": {"shape": "Parts"}}},
        "Doc": {"type": "structure", "document": true, "members": {}},
        "Docs": {"type": "list", "member": {"shape": "Doc"}},
        "Parts": {"type": "list", "member": {"shape": "Part"}},
        "Part": {"type": "structure", "members": {"Name": {"shape": "Text"}}},
        "Text": {"type": "string"}"#,
        r#""Get": {"http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out"}}"#,
    );
    let path = Path {
        text: text.to_owned(),
        expression: expression_of(text).unwrap(),
    };
    let (start, at) = (PathType::Shape("Out".into()), Pointer::root());
    let mut problems = Problems::new();
    let ty = type_of(&path, &start, (&ir, &at), &mut problems);
    (ty, problems.iter().count())
}

fn list(of: PathType) -> PathType {
    PathType::List(Box::new(of))
}

#[test]
fn a_document_may_be_anything() {
    for path in ["Doc.a", "Doc[0]", "Doc[0].a", "Docs[0][1]"] {
        assert_eq!(typed(path), (PathType::Unknown, 0), "{path}");
    }
    for path in [
        "Doc[*]",
        "Doc[]",
        "Doc[1:]",
        "Doc[?a].b",
        "Doc.*",
        "to_array(Doc)",
    ] {
        assert_eq!(typed(path), (list(PathType::Unknown), 0), "{path}");
    }
}

#[test]
fn what_is_no_list_has_no_items() {
    for path in ["Text[0]", "Text[*]", "Text[]", "Text[?@]", "@[1:]"] {
        assert_eq!(typed(path).1, 1, "{path}");
    }
}

#[test]
fn a_function_knows_the_items_of_its_list() {
    let text = PathType::Shape("Text".into());
    let part = PathType::Shape("Part".into());
    assert_eq!(typed("map(&Name, Parts)"), (list(text), 0));
    assert_eq!(typed("max_by(Parts, &Name)"), (part.clone(), 0));
    assert_eq!(typed("to_array(Parts)"), (list(part), 0));
    assert_eq!(typed("map(&Nam, Parts)").1, 1);
}

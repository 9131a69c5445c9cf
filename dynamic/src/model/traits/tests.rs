//! Every method of the list has an effect.

use sansmith::schema::Kind;

use super::*;

/// Arguments of all kinds that methods take.
fn arguments() -> Vec<Vec<Argument<'static>>> {
    vec![
        vec![],
        vec![Argument::Text("a")],
        vec![Argument::Texts(vec!["a"])],
        vec![Argument::Flag(true)],
        vec![Argument::Number(418)],
        vec![Argument::Variant("HttpDate", None)],
        vec![Argument::Variant("Server", None)],
        vec![Argument::Document(Some("a"), Some(("b", None)))],
        vec![Argument::Customizations(vec![("TreeHash", vec![])])],
        vec![Argument::Count(Some(1)), Argument::Count(Some(2))],
        vec![Argument::Integer(Some(1)), Argument::Integer(Some(2))],
        vec![Argument::Float(Some(1.0)), Argument::Float(Some(2.0))],
        vec![
            Argument::OptionalText(Some("1")),
            Argument::OptionalText(Some("2")),
        ],
        vec![Argument::Text("a"), Argument::OptionalText(Some("b"))],
        vec![Argument::Flag(true), Argument::OptionalText(Some("a"))],
        vec![Argument::Text("a"), Argument::Texts(vec!["b"])],
    ]
}

/// Each type that has traits, after the calls.
fn made(calls: &[Call<'static>]) -> [String; 5] {
    static SERVICE: Service = Service::new("Lamp", "lamp", "1");
    let facts = operation::Schema::new(&SERVICE, "Glow", "PUT", "/");
    [
        format!("{:?}", schema(Schema::new("Shape", Kind::String), calls)),
        format!("{:?}", traits(calls)),
        format!("{:?}", member(None, calls)),
        format!("{:?}", service(Service::new("Lamp", "lamp", "1"), calls)),
        format!("{:?}", operation(facts, calls)),
    ]
}

#[test]
fn each_method_changes_what_it_is_called_on() {
    let plain = made(&[]);
    for (place, name) in METHODS.iter().enumerate() {
        let method = u8::try_from(place).unwrap();
        let mut choices = arguments().into_iter();
        let has_effect = choices.any(|arguments| made(&[Call { method, arguments }]) != plain);
        assert!(has_effect, "`{name}` is lost");
    }
}

#[test]
fn a_method_has_one_place() {
    for (place, name) in METHODS.iter().enumerate() {
        let first = METHODS.iter().position(|known| known == name);
        assert_eq!(first, Some(place), "{name}");
    }
}

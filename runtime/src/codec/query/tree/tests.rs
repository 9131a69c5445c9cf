use super::*;
use crate::codec::query::to_query;
use crate::fixture::Everything;
use crate::shape::{Shape, deserializer};

fn read<T: Shape>(form: &str, dialect: Dialect) -> Result<T, Error> {
    read_up_to(usize::MAX, form, dialect)
}

/// Reads a form that may have a number of fields.
fn read_up_to<T: Shape>(fields: usize, form: &str, dialect: Dialect) -> Result<T, Error> {
    let query = Query::parse(form, fields)?;
    let options = Options::new().serving(None);
    let mut tree = FormTree::new((query, fields), dialect, T::SCHEMA, options)?;
    let value = deserializer::read(&mut tree, FormTree::ROOT);
    match tree.take_error() {
        Some(error) => Err(error),
        None => Ok(value),
    }
}

#[test]
fn both_dialects_read_what_they_write() {
    for dialect in [Dialect::Aws, Dialect::Ec2] {
        let value: Everything = read("", dialect).unwrap();
        let again: Everything = read(&to_query(&value, dialect).to_string(), dialect).unwrap();
        assert_eq!(value, again);
    }
}

#[test]
fn elements_are_in_the_order_of_their_numbers() {
    let form = "member.10=c&member.2=b&member.1=a&member.0=z";
    let list: Vec<String> = read(form, Dialect::Aws).unwrap();
    assert_eq!(list, ["z", "a", "b", "c"]);
}

#[test]
fn nodes_are_limited_by_the_number_of_fields() {
    let read = |form: &str| read_up_to::<Vec<String>>(2, form, Dialect::Aws);
    assert!(read("a.b.c.d=x&e.f.g.h=y").is_ok());
    assert!(read("a.b.c.d.e.f.g=x&a.b.c.d.e.f.h=y").is_ok());
    for form in ["a.b.c.d=x&e.f.g.h.i=y", &format!("{}=x", "a.".repeat(300))] {
        let error = read(form).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::TooLarge { limit: 8 }),
            "{error}"
        );
    }
}

#[test]
fn a_hostile_form_is_refused_or_small() {
    let deep = "a.".repeat(10_000);
    assert!(read::<Vec<String>>(&format!("{deep}=1"), Dialect::Aws).is_err());
    let error = read::<Vec<i32>>("member.1=1&member.2=x", Dialect::Aws).unwrap_err();
    assert_eq!(error.to_string(), "[1]: the text is not an integer");
    let list: Vec<String> = read("member.-1=a&member.x=b&member.=c", Dialect::Aws).unwrap();
    assert!(list.is_empty());
}

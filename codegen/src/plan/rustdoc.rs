//! Stub.
use super::names::Names;
use crate::ir::{EnumValue, Ir, Member, Operation, Shape};
pub fn shape(shape: &Shape, _: &Ir, _: &Names) -> Vec<String> {
    vec![format!("`{}`.", shape.name)]
}
pub fn member(_: &Shape, m: &Member, _: &Ir, _: &Names) -> Vec<String> {
    vec![format!("`{}`.", m.name)]
}
pub fn value(v: &EnumValue) -> Vec<String> {
    vec![format!("`{}`.", v.value)]
}
pub fn operation(o: &Operation, _: &Ir, _: &Names, _: &str) -> Vec<String> {
    vec![format!("`{}`.", o.name)]
}
pub fn library(_: &Ir, _: &str) -> Vec<String> {
    vec!["Stub.".into()]
}

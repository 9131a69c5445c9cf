//! Endpoint rules compiled into tables, for programs that evaluate them without a generated crate.

use crate::bundle::{Bundle, Source as Text};
use crate::ir::{EndpointRules, Ir, Operation, Pointer};
use crate::lower::endpoint as lower;
use crate::passes::check_endpoint_rules;
use crate::plan::endpoint as plan;
pub use crate::plan::endpoint::{
    Binding, BuiltIn, Operand, Property, Scheme, Segment, Source, Table, TableCall, TableOutcome,
    TableParameter, TableStep,
};
use crate::problem::{Problems, Stopped};
use crate::read::endpoint as mirror;
use crate::read::json::Node;
use crate::read::mirror::{At, Read};
use crate::report::Report;

/// Compiles the text of a rule set: `endpoint-rule-set-1.json`, or the value of `smithy.rules#endpointRuleSet`.
///
/// # Errors
///
/// A [`Report`] of all errors in the rules.
///
/// ```
/// use sansmith_codegen::{Source, endpoint};
///
/// let text = r#"{"version": "1.0", "parameters": {"Region": {"type": "string"}}, "rules": [
///     {"type": "endpoint", "conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]}],
///      "endpoint": {"url": "https://lamp.{Region}.example.com"}}]}"#;
/// let table = endpoint::compile_rule_set(&Source::new("rules.json", text)).unwrap();
/// assert_eq!((table.steps.len(), table.results.len()), (1, 1));
/// ```
pub fn compile_rule_set(source: &Text) -> Result<Table, Report> {
    compile_text(source, |node, at, problems| {
        let rules = mirror::RuleSet::read(node, &At::root(at), problems)?;
        lower::lower_rule_set(rules, at, problems)
    })
}

/// Compiles the text of a binary decision diagram: the value of `smithy.rules#endpointBdd`.
///
/// # Errors
///
/// A [`Report`] of all errors in the diagram.
pub fn compile_diagram(source: &Text) -> Result<Table, Report> {
    compile_text(source, |node, at, problems| {
        let diagram = mirror::Diagram::read(node, &At::root(at), problems)?;
        lower::lower_diagram(diagram, at, problems)
    })
}

/// Reads and lowers a text of rules.
type Lower = fn(Node<'_>, &Pointer, &mut Problems) -> Option<EndpointRules>;

fn compile_text(source: &Text, lower: Lower) -> Result<Table, Report> {
    let mut problems = Problems::new();
    compile_with(source, lower, &mut problems).map_err(|Stopped| {
        let bundle = Bundle::new(source.clone());
        Report::new(&bundle, problems.into_vec())
    })
}

fn compile_with(source: &Text, lower: Lower, problems: &mut Problems) -> Result<Table, Stopped> {
    let at = Pointer::root();
    let node = Node::parse(&source.text, &at, problems).ok_or(Stopped)?;
    let rules = lower(node, &at, problems).ok_or(Stopped)?;
    check_endpoint_rules(&rules, problems);
    problems.propagate()?;
    plan::compile(&rules, problems).ok_or(Stopped)
}

/// Compiles the endpoint rules of a service returned by [`front`](crate::front), if it has any.
pub fn compile(ir: &Ir) -> Option<Table> {
    let rules = plan::rules_of(ir)?;
    plan::compile(rules, &mut Problems::new())
}

/// Endpoint parameters set by an operation.
pub fn bindings(ir: &Ir, operation: &Operation) -> Vec<Binding> {
    plan::bindings(operation, ir, &mut Problems::new())
}

//! Waiters: a type each, with its acceptors as static data.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::{Content, attributes};
use crate::ir::{AcceptorState, Comparator, Comparison};
use crate::plan::{Acceptor, Matcher, Plan, Step, Waiter};

/// `waiter.rs`.
pub(super) fn waiters(plan: &Plan) -> Content {
    let items = plan.waiters.iter().flat_map(items).collect();
    Content::new("The waiters of the model.", items)
}

fn items(waiter: &Waiter) -> [TokenStream; 2] {
    let (docs, gate) = (
        attributes::docs(&waiter.docs),
        attributes::gate(&waiter.gate),
    );
    let deprecated = attributes::deprecated(waiter.deprecated.as_ref());
    let (name, operation) = (waiter.name.token(), waiter.operation.token());
    let model_name = &waiter.model_name;
    let (least, greatest) = (number(waiter.delay.0.into()), number(waiter.delay.1.into()));
    let attempts = waiter.attempts.map(|attempts| {
        let attempts = number(attempts.into());
        quote!(.attempts(#attempts))
    });
    let acceptors = waiter.acceptors.iter().map(acceptor);
    let declaration = quote! {
        #docs
        #gate
        #deprecated
        pub struct #name;
    };
    // A glob: a waiter uses some of the names.
    let implementation = quote! {
        #gate
        impl sansmith::page::waiter::Waiter for #name {
            type Operation = crate::operation::#operation;
            const SCHEMA: &'static sansmith::page::waiter::Schema = {
                use sansmith::generated::waiting::*;
                &Schema::new(#model_name, &[#(#acceptors),*]).delay(#least, #greatest) #attempts
            };
        }
    };
    [declaration, implementation]
}

fn number(value: u64) -> TokenStream {
    let number = Literal::u64_unsuffixed(value);
    quote!(#number)
}

fn name(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn acceptor(acceptor: &Acceptor) -> TokenStream {
    let state = name(match acceptor.state {
        AcceptorState::Success => "success",
        AcceptorState::Failure => "failure",
        AcceptorState::Retry => "retry",
    });
    let matcher = match &acceptor.matcher {
        Matcher::Success(success) => quote!(Success(#success)),
        Matcher::Error(code) => quote!(Error(#code)),
        Matcher::Status(status) => {
            let status = number((*status).into());
            quote!(Status(#status))
        }
        Matcher::Path {
            with_input,
            steps,
            comparator,
            expected,
        } => {
            let kind = name(if *with_input { "InputOutput" } else { "Output" });
            let steps = steps.iter().map(step);
            let comparator = name(match comparator {
                Comparator::Equals => "Equals",
                Comparator::AllEqual => "All",
                Comparator::AnyEqual => "Any",
            });
            let expected = value(expected);
            quote!(#kind(Path::new(&[#(#steps),*]), Comparator::#comparator, Expected::#expected))
        }
    };
    quote!(Acceptor::#state(Matcher::#matcher))
}

/// A literal, as a variant.
fn value(step: &Step) -> TokenStream {
    match step {
        Step::Boolean(value) => quote!(Boolean(#value)),
        Step::Number(value) => {
            let value = Literal::f64_unsuffixed(*value);
            quote!(Number(#value))
        }
        Step::Text(text) => quote!(Text(#text)),
        _ => quote!(Null),
    }
}

#[expect(clippy::too_many_lines, reason = "a line or two for each step")]
fn step(step: &Step) -> TokenStream {
    let many = |indices: &[u16]| {
        let indices = indices.iter().map(|index| number((*index).into()));
        quote!(&[#(#indices),*])
    };
    let two = |kind: &str, one: u16, other: u16| {
        let (kind, one, other) = (name(kind), number(one.into()), number(other.into()));
        quote!(#kind(#one, #other))
    };
    let step = match step {
        Step::Current => quote!(Current),
        Step::Field(name) => quote!(Field(#name)),
        Step::Index(index) => {
            let index = Literal::i32_unsuffixed(*index);
            quote!(Index(#index))
        }
        Step::Slice(from, to, by) => {
            let (from, to) = (bound(*from), bound(*to));
            let by = Literal::i32_unsuffixed(*by);
            quote!(Slice(#from, #to, #by))
        }
        Step::Null | Step::Boolean(_) | Step::Number(_) | Step::Text(_) => value(step),
        Step::Chain(one, other) => two("Chain", *one, *other),
        Step::Each(one, other) => two("Each", *one, *other),
        Step::Values(one, other) => two("Values", *one, *other),
        Step::Flatten(one, other) => two("Flatten", *one, *other),
        Step::And(one, other) => two("And", *one, *other),
        Step::Or(one, other) => two("Or", *one, *other),
        Step::Filter(list, condition, right) => {
            let steps = [list, condition, right].map(|step| number((*step).into()));
            quote!(Filter(#(#steps),*))
        }
        Step::List(items) => {
            let items = many(items);
            quote!(List(#items))
        }
        Step::Object(entries) => {
            let entries = entries.iter().map(|(name, value)| {
                let value = number((*value).into());
                quote!((#name, #value))
            });
            quote!(Object(&[#(#entries),*]))
        }
        Step::Not(value) => {
            let value = number((*value).into());
            quote!(Not(#value))
        }
        Step::Compare(comparison, left, right) => {
            let comparison = name(match comparison {
                Comparison::Equal => "Equal",
                Comparison::NotEqual => "NotEqual",
                Comparison::Less => "Less",
                Comparison::LessOrEqual => "LessOrEqual",
                Comparison::Greater => "Greater",
                Comparison::GreaterOrEqual => "GreaterOrEqual",
            });
            let (left, right) = (number((*left).into()), number((*right).into()));
            quote!(Compare(Comparison::#comparison, #left, #right))
        }
        Step::Call(function, arguments) => {
            let function = name(&format!("{function:?}"));
            let arguments = many(arguments);
            quote!(Call(Function::#function, #arguments))
        }
    };
    quote!(Step::#step)
}

/// A bound of a slice.
fn bound(bound: Option<i32>) -> TokenStream {
    let Some(bound) = bound else {
        return quote!(None);
    };
    let bound = Literal::i32_unsuffixed(bound);
    quote!(Some(#bound))
}

#[cfg(test)]
mod tests {
    use crate::{Bundle, Config, Source, generate};

    #[test]
    fn an_expected_number_beyond_the_range_of_a_float_is_finite() {
        let model = r#"{
            "metadata": {"protocol": "rest-json", "serviceId": "Lamp"},
            "operations": {"Glow": {
                "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Out"}}},
            "shapes": {
                "Out": {"type": "structure", "members": {"N": {"shape": "N"}}},
                "N": {"type": "double"}}}"#;
        let waiters = r#"{"version": 2, "waiters": {"Bright": {
            "operation": "Glow", "delay": 1, "maxAttempts": 1, "acceptors": [
                {"state": "success", "matcher": "path", "argument": "N", "expected": 1e999}]}}}"#;
        let mut bundle = Bundle::new(Source::new("service-2.json", model));
        bundle.sidecars = vec![Source::new("waiters-2.json", waiters)];
        let output = generate(&bundle, &Config::default()).unwrap();
        let file = output
            .files
            .iter()
            .find(|file| file.path == "src/waiter.rs");
        let text = &file.unwrap().text;
        assert!(text.contains(" 17976931348623157000"), "{text}");
    }
}

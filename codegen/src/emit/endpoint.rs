//! Endpoint rules as a static table, and the endpoint parameters of operations.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use super::Content;
use crate::ir::{ParameterKind, ParameterValue};
use crate::plan::Plan;
use crate::plan::endpoint::{
    Binding, Operand, Property, Scheme, Segment, Source, Table, TableCall, TableOutcome,
    TableParameter, TableStep,
};

/// Names of the runtime that the rules use.
const NAMES: [&str; 12] = [
    "Attribute",
    "Call",
    "Default",
    "Function",
    "Kind",
    "Operand",
    "Outcome",
    "Parameter",
    "Property",
    "Rules",
    "Scheme",
    "Step",
];

/// `endpoint.rs`.
pub(super) fn rules(plan: &Plan) -> Content {
    let item = plan.endpoint.as_ref().map(item).unwrap_or_default();
    let mut words = BTreeSet::new();
    collect(item.clone(), &mut words);
    let names = NAMES.iter().filter(|name| words.contains(**name));
    let names = names.map(|name| variant(name));
    let built_in = words.contains("BuiltIn").then(|| {
        quote!(
            use sansmith::endpoint::BuiltIn;
        )
    });
    let names = quote! {
        use sansmith::endpoint::rules::{#(#names),*};
    };
    let items = built_in.into_iter().chain([names, item]).collect();
    let docs = "The endpoint rules of the service, as a table that the runtime evaluates.";
    Content::new(docs, items)
}

/// Collects the words of an expression that begin a path.
fn collect(tokens: TokenStream, words: &mut BTreeSet<String>) {
    let mut continues = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), words),
            TokenTree::Ident(word) if !continues => {
                words.insert(word.to_string());
            }
            TokenTree::Punct(punct) => {
                continues = punct.as_char() == ':';
                continue;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        continues = false;
    }
}

fn item(table: &Table) -> TokenStream {
    let parameters = table.parameters.iter().map(parameter);
    let slots = number(table.slots.into());
    let texts = &table.texts;
    let operands = operands(&table.operands);
    let (calls, conditions) = (
        table.calls.iter().map(call),
        table.conditions.iter().map(call),
    );
    let steps = table.steps.iter().map(
        |TableStep {
             condition,
             then,
             otherwise,
         }| {
            let parts = [condition, then, otherwise].map(|part| number((*part).into()));
            quote!(Step::new(#(#parts),*))
        },
    );
    let root = number(table.root.into());
    let results = table.results.iter().map(outcome);
    let lists = lists(table);
    quote! {
        /// The endpoint rules of the service.
        pub static RULES: Rules<'static> = Rules {
            parameters: &[#(#parameters),*],
            slots: #slots,
            texts: &[#(#texts),*],
            operands: #operands,
            calls: &[#(#calls),*],
            conditions: &[#(#conditions),*],
            steps: &[#(#steps),*],
            root: #root,
            results: &[#(#results),*],
            #lists
        };
    }
}

/// Lists referenced by results.
fn lists(table: &Table) -> TokenStream {
    let schemes = table.schemes.iter().map(|schemes| {
        let schemes = schemes.iter().map(scheme);
        quote!(&[#(#schemes),*])
    });
    let headers = table.headers.iter().map(|headers| {
        let headers = headers.iter().map(|(name, values)| {
            let values = operands(values);
            quote!((#name, #values))
        });
        quote!(&[#(#headers),*])
    });
    let properties = table.properties.iter().map(|row| entries(row));
    quote! {
        schemes: &[#(#schemes),*],
        headers: &[#(#headers),*],
        properties: &[#(#properties),*],
    }
}

fn number(value: u64) -> TokenStream {
    let number = Literal::u64_unsuffixed(value);
    quote!(#number)
}

fn variant(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn parameter(parameter: &TableParameter) -> TokenStream {
    let name = &parameter.name;
    let kind = match parameter.kind {
        ParameterKind::Text => quote!(Text),
        ParameterKind::Boolean => quote!(Boolean),
        ParameterKind::Texts => quote!(Texts),
    };
    let built_in = parameter.built_in.map(|built_in| {
        let built_in = variant(built_in.variant);
        quote!(.built_in(BuiltIn::#built_in))
    });
    let required = parameter.required.then(|| quote!(.required()));
    let default = parameter.default.as_ref().map(|default| {
        let default = match default {
            ParameterValue::Text(text) => quote!(Text(#text)),
            ParameterValue::Boolean(value) => quote!(Boolean(#value)),
            ParameterValue::Texts(texts) => quote!(Texts(&[#(#texts),*])),
        };
        quote!(.default(Default::#default))
    });
    quote!(Parameter::new(#name, Kind::#kind) #built_in #required #default)
}

fn call(call: &TableCall) -> TokenStream {
    let function = variant(call.function);
    let (first, count) = (number(call.first.into()), number(call.count.into()));
    let assign = call.assign.map(|slot| {
        let slot = number(slot.into());
        quote!(.assign(#slot))
    });
    quote!(Call::new(Function::#function, #first, #count) #assign)
}

fn operand(operand: Operand) -> TokenStream {
    let operand = match operand {
        Operand::Slot(slot) => {
            let slot = number(slot.into());
            quote!(Slot(#slot))
        }
        Operand::Text(index) => {
            let index = number(index.into());
            quote!(Text(#index))
        }
        Operand::Boolean(value) => quote!(Boolean(#value)),
        Operand::Integer(value) => {
            let value = Literal::i16_unsuffixed(value);
            quote!(Integer(#value))
        }
        Operand::Call(index) => {
            let index = number(index.into());
            quote!(Call(#index))
        }
        Operand::Attribute(attribute) => {
            let attribute = variant(attribute.variant());
            quote!(Attribute(Attribute::#attribute))
        }
    };
    quote!(Operand::#operand)
}

fn operands(operands: &[Operand]) -> TokenStream {
    let operands = operands.iter().map(|operand| self::operand(*operand));
    quote!(&[#(#operands),*])
}

fn outcome(outcome: &TableOutcome) -> TokenStream {
    match outcome {
        TableOutcome::Error(message) => {
            let message = operand(*message);
            quote!(Outcome::Error(#message))
        }
        TableOutcome::Endpoint {
            url,
            schemes,
            headers,
            properties,
        } => {
            let url = operand(*url);
            let lists = [schemes, headers, properties].map(|list| number((*list).into()));
            quote!(Outcome::endpoint(#url, #(#lists),*))
        }
    }
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = operand(scheme.name);
    let texts = [
        ("signing_name", scheme.signing_name),
        ("signing_region", scheme.signing_region),
    ];
    let texts = texts.into_iter().filter_map(|(method, text)| {
        let (method, text) = (variant(method), operand(text?));
        Some(quote!(.#method(#text)))
    });
    let regions = scheme.signing_region_set.as_ref().map(|regions| {
        let regions = operands(regions);
        quote!(.signing_region_set(#regions))
    });
    let flags = [
        ("disable_double_encoding", scheme.disable_double_encoding),
        ("disable_normalize_path", scheme.disable_normalize_path),
    ];
    let flags = flags.into_iter().filter_map(|(method, flag)| {
        let (method, flag) = (variant(method), flag?);
        Some(quote!(.#method(#flag)))
    });
    let properties = (!scheme.properties.is_empty()).then(|| {
        let properties = entries(&scheme.properties);
        quote!(.properties(#properties))
    });
    quote!(Scheme::new(#name) #(#texts)* #regions #(#flags)* #properties)
}

fn entries(entries: &[(String, Property)]) -> TokenStream {
    let entries = entries.iter().map(|(name, value)| {
        let value = property(value);
        quote!((#name, #value))
    });
    quote!(&[#(#entries),*])
}

fn property(property: &Property) -> TokenStream {
    match property {
        Property::Text(text) => {
            let text = operand(*text);
            quote!(Property::Text(#text))
        }
        Property::Boolean(value) => quote!(Property::Boolean(#value)),
        Property::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(Property::Integer(#value))
        }
        Property::List(items) => {
            let items = items.iter().map(self::property);
            quote!(Property::List(&[#(#items),*]))
        }
        Property::Record(rows) => {
            let rows = entries(rows);
            quote!(Property::Record(#rows))
        }
    }
}

/// Endpoint parameters set by an operation, if any.
pub(super) fn bindings(bindings: &[Binding]) -> Option<TokenStream> {
    let rows = bindings.iter().map(|binding| {
        let slot = number(binding.slot.into());
        let (method, value) = match &binding.source {
            Source::Value(ParameterValue::Text(text)) => (quote!(text), quote!(#text)),
            Source::Value(ParameterValue::Boolean(value)) => (quote!(boolean), quote!(#value)),
            Source::Value(ParameterValue::Texts(texts)) => (quote!(texts), quote!(&[#(#texts),*])),
            Source::Member(index, _) => {
                let index = Literal::usize_unsuffixed(*index);
                (quote!(member), quote!(#index))
            }
            Source::Path(path) => (quote!(path), segments(path)),
        };
        quote!(Binding::#method(#slot, #value))
    });
    // Full paths, because `use` lines must not depend on a feature.
    let has_paths = bindings
        .iter()
        .any(|binding| matches!(binding.source, Source::Path(_)));
    let names = if has_paths {
        quote!({Binding, Segment})
    } else {
        quote!(Binding)
    };
    (!bindings.is_empty()).then(|| {
        quote! {
            #[cfg(feature = "endpoint")]
            const ENDPOINT: &'static [sansmith::endpoint::Binding] = {
                use sansmith::endpoint::#names;
                &[#(#rows),*]
            };
        }
    })
}

fn segments(path: &[Segment]) -> TokenStream {
    let segments = path.iter().map(|segment| match segment {
        Segment::Member(index, _) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(Segment::Member(#index))
        }
        Segment::Each => quote!(Segment::Each),
        Segment::Keys => quote!(Segment::Keys),
        Segment::Index(index) => {
            let index = Literal::i32_unsuffixed(*index);
            quote!(Segment::Index(#index))
        }
        Segment::Select(paths) => {
            let paths = paths.iter().map(|path| segments(path));
            quote!(Segment::Select(&[#(#paths),*]))
        }
    });
    quote!(&[#(#segments),*])
}

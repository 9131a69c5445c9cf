//! Paginators: tokens and items as typed Rust.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Content, attributes, leaf};
use crate::plan::{Hop, Items, Pages, Place, Plan};

/// `pages.rs`.
pub(super) fn pages(plan: &Plan) -> Content {
    let items = plan.pages.iter().flat_map(|pages| {
        let paginated = paginated(pages);
        let items = pages.items.as_ref().map(|found| items(pages, found));
        std::iter::once(paginated).chain(items)
    });
    Content::new("Paginators of the operations.", items.collect())
}

fn paginated(pages: &Pages) -> TokenStream {
    let gate = attributes::gate(&pages.gate);
    let (operation, input, output) = (
        pages.operation.token(),
        pages.input.token(),
        pages.output.token(),
    );
    let more = pages.more.as_ref().map(|more| {
        let more = reference(more);
        quote!(.more_results(#more))
    });
    let tokens = pages.tokens.iter().map(|(name, place)| {
        let (name, place) = (name.token(), reference(place));
        quote!(.set(&mut input.#name, #place))
    });
    quote! {
        #gate
        impl sansmith::page::Paginated for crate::operation::#operation {
            type Operation = Self;
            fn advance(
                input: &mut crate::types::#input,
                output: &crate::types::#output,
            ) -> sansmith::page::NextPage {
                sansmith::page::Tokens::new() #more #(#tokens)* .finish()
            }
        }
    }
}

fn items(pages: &Pages, items: &Items) -> TokenStream {
    let gate = attributes::gate(&pages.gate);
    let (operation, output) = (pages.operation.token(), pages.output.token());
    let (ty, items) = (leaf::leaf(&items.ty), owned(&items.fields));
    quote! {
        #gate
        impl sansmith::page::PaginatedItems for crate::operation::#operation {
            type Items = #ty;
            fn items(output: crate::types::#output) -> Self::Items { #items }
        }
    }
}

/// A reference to a place, as an `Option`.
fn reference(place: &Place) -> TokenStream {
    match place {
        Place::Chain(hops) => chain(hops),
        Place::Or(left, right) => {
            let (left, right) = (reference(left), reference(right));
            quote!(#left.filter(|value| sansmith::page::is_truthy(*value)).or(#right))
        }
    }
}

fn chain(hops: &[Hop]) -> TokenStream {
    let mut found = quote!(output);
    let mut is_option = false;
    for hop in hops {
        let from = if is_option {
            quote!(value)
        } else {
            found.clone()
        };
        let (step, gives_option) = step(&from, hop);
        found = match (is_option, gives_option) {
            (false, _) => step,
            (true, true) => quote!(#found.and_then(|value| #step)),
            (true, false) => quote!(#found.map(|value| &#step)),
        };
        is_option |= gives_option;
    }
    if is_option {
        found
    } else {
        quote!(Some(&#found))
    }
}

/// A step from a value; true if its result is an `Option` of a reference.
fn step(from: &TokenStream, hop: &Hop) -> (TokenStream, bool) {
    match hop {
        Hop::Field {
            name,
            optional,
            boxed,
        } => {
            let name = name.token();
            match (optional, boxed) {
                (true, false) => (quote!(#from.#name.as_ref()), true),
                (true, true) => (quote!(#from.#name.as_deref()), true),
                (false, _) => (quote!(#from.#name), false),
            }
        }
        Hop::Index(-1) => (quote!(#from.last()), true),
        Hop::Index(0) => (quote!(#from.first()), true),
        Hop::Index(index) => {
            let place = if *index < 0 { -(index + 1) } else { *index };
            let place = Literal::i64_unsuffixed(place);
            if *index < 0 {
                (quote!(#from.iter().rev().nth(#place)), true)
            } else {
                (quote!(#from.get(#place)), true)
            }
        }
    }
}

/// The items of an output that is consumed.
fn owned(fields: &[Hop]) -> TokenStream {
    let mut found = quote!(output);
    let mut is_option = false;
    for hop in fields {
        let Hop::Field { name, optional, .. } = hop else {
            continue;
        };
        let name = name.token();
        found = match (is_option, optional) {
            (false, _) => quote!(#found.#name),
            (true, true) => quote!(#found.and_then(|value| value.#name)),
            (true, false) => quote!(#found.map(|value| value.#name)),
        };
        is_option |= optional;
    }
    if is_option {
        quote!(#found.unwrap_or_default())
    } else {
        found
    }
}

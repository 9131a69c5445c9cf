//! The documentation of the library as a whole.

use super::{Page, words};
use crate::ir::Ir;
use crate::plan::markdown::{code, escape};

/// The documentation of the library of that name.
pub(in crate::plan) fn library(ir: &Ir, krate: &str) -> Vec<String> {
    let service = &ir.service;
    let title = if service.title.trim().is_empty() {
        &service.id
    } else {
        &service.title
    };
    let summary = format!("Types, requests and responses of {}.", escape(title.trim()));
    let mut page = Page::begin(None, || summary);
    if let Some(docs) = &service.docs {
        let prose = crate::plan::markdown::from_html(docs);
        page.lines.push(String::new());
        page.lines.extend(prose);
    }
    let mut facts = vec![format!("Version {} of the API.", code(&service.version))];
    let protocols: Vec<String> = service.protocols.iter().map(ToString::to_string).collect();
    if !protocols.is_empty() {
        facts.push(format!("It speaks {}.", words::list(&protocols)));
    }
    page.paragraph(facts);
    page.paragraph([format!(
        "[`types`] has the {} types, [`operation`] the {} operations, each with an example.",
        words::thousands(count(
            ir.shapes
                .values()
                .filter(|shape| crate::plan::names::has_type(shape))
                .count()
        )),
        words::thousands(count(service.operations.len())),
    )]);
    page.paragraph([
        "Nothing here does IO: an input becomes JSON, a query or a request, a response an output."
            .to_owned(),
    ]);
    page.section(
        "Example",
        [
            "```".to_owned(),
            format!("use {krate}::prelude::*;"),
            format!("use {krate}::types::*;"),
            "```".to_owned(),
        ],
    );
    page.lines
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

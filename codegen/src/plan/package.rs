//! The package of the generated crate: its name and what it depends on.

use heck::ToKebabCase;

use super::names::Names;
use super::rustdoc;
use crate::config::{Config, Runtime};
use crate::ir::Ir;

/// The package.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its name, `sansmith-connect`.
    pub(crate) name: String,
    /// The name of its library, `sansmith_connect`.
    pub(crate) library: String,
    /// The full name of the service.
    pub(crate) title: String,
    /// The id of the service as a keyword.
    pub(crate) keyword: String,
    /// Where it finds its runtime.
    pub(crate) runtime: Runtime,
    /// The documentation of the library, a line an entry.
    pub(crate) docs: Vec<String>,
    /// What each file says of where it comes from.
    pub(crate) origin: String,
}

impl Package {
    /// Plans the package.
    pub(crate) fn plan(ir: &Ir, config: &Config, names: &Names) -> Self {
        let keyword = ascii_kebab(&ir.service.id);
        let name = config
            .package
            .clone()
            .unwrap_or_else(|| format!("sansmith-{keyword}"));
        let library = name.replace('-', "_");
        Self {
            docs: rustdoc::library(ir, names, &library),
            title: one_line(&ir.service.title),
            origin: one_line(&config.origin),
            name,
            library,
            keyword,
            runtime: config.runtime.clone(),
        }
    }
}

/// A name as cargo takes it.
fn ascii_kebab(name: &str) -> String {
    let text = name.to_kebab_case();
    let text: String = text
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    if text.is_empty() {
        "service".to_owned()
    } else {
        text
    }
}

/// A text on one line: what breaks one is untrusted.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

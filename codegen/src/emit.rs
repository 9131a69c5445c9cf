//! Turns a [`Plan`] into source files.
//!
//! Three tables list everything that is emitted: [`ROOTS`] the files of which a crate has one, [`OF_TYPES`] the items of a
//! type and [`OF_OPERATIONS`] those of an operation. A new kind of item is a row in one of them.
//!
//! **Invariants**
//! - No decisions: no branch depends on a service, a protocol or the model.
//! - Emitting is total: every plan can be printed.
//! - Paths are written in full (`crate::types::Endpoint`); `print` shortens them and writes the `use` lines.

mod attributes;
mod builder;
mod endpoint;
mod enumeration;
mod int_enumeration;
mod leaf;
mod library;
mod literal;
mod manifest;
mod maybe;
mod operation;
mod pages;
mod print;
mod schema;
mod serialization;
mod service;
mod structure;
mod union;
mod value_enum;
mod waiter;

use proc_macro2::TokenStream;
use rayon::prelude::*;

use crate::file::SourceFile;
use crate::plan::{Operation, Plan, Type, TypeFile};

/// Maximum number of calls in one expression: printing and compiling recurse into it.
const LONGEST_CHAIN: usize = 500;

/// A file of which a crate has one, and its module.
struct Root {
    /// The module, a name in `src`.
    module: &'static str,
    /// True if users see the module.
    public: bool,
    /// The feature that compiles it, if it is optional.
    feature: Option<&'static str>,
    /// Returns true if a crate has it.
    present: fn(&Plan) -> bool,
    /// Its contents.
    content: fn(&Plan) -> Content,
}

/// The files of which a crate has one, `lib.rs` aside.
const ROOTS: [Root; 12] = [
    root("builder", library::builder),
    Root {
        feature: Some("endpoint"),
        present: |plan| plan.endpoint.is_some(),
        ..root("endpoint", endpoint::rules)
    },
    root("operation", library::operations),
    Root {
        public: false,
        feature: Some("page"),
        present: |plan| !plan.pages.is_empty(),
        ..root("pages", pages::pages)
    },
    root("predicates", library::predicates),
    root("prelude", library::prelude),
    Root {
        feature: Some("registry"),
        ..root("registry", library::registry)
    },
    Root {
        public: false,
        ..root("schema", library::schemas)
    },
    Root {
        feature: Some("endpoint"),
        present: |plan| plan.endpoint.is_some(),
        ..root("service", service::service)
    },
    root("types", library::types),
    root("unknown", library::unknown),
    Root {
        feature: Some("page"),
        present: |plan| !plan.waiters.is_empty(),
        ..root("waiter", waiter::waiters)
    },
];

const fn root(module: &'static str, content: fn(&Plan) -> Content) -> Root {
    Root {
        module,
        public: true,
        feature: None,
        present: |_| true,
        content,
    }
}

/// The items in the file of a type, in order.
const OF_TYPES: [fn(&TypeFile) -> Vec<TokenStream>; 6] = [
    |file| type_items(&file.item),
    |file| builder::items(&file.item),
    |file| maybe::items(&file.item),
    |file| schema::items(&file.schemas),
    |file| serialization::items(&file.item),
    |file| value_enum::items(&file.item),
];

/// The items in the file of an operation, in order.
const OF_OPERATIONS: [fn(&Operation) -> Vec<TokenStream>; 2] = [operation::items, operation::error];

/// Generates the crate: manifest, roots, and one file per type and per operation.
pub(crate) fn emit(plan: &Plan) -> Vec<SourceFile> {
    let mut files = vec![
        File::new("lib.rs", || library::root(plan, &ROOTS)),
        File::new("builder/missing.rs", || library::missing(plan)),
    ];
    let roots = ROOTS.iter().filter(|root| (root.present)(plan));
    files.extend(
        roots.map(|root| File::new(format!("{}.rs", root.module), || (root.content)(plan))),
    );
    files.extend(plan.types.iter().map(|file| {
        let path = format!("types/{}.rs", file.module.unraw());
        File::new(path, || {
            let items = OF_TYPES.iter().flat_map(|items| items(file)).collect();
            Content::new(format!("[`{}`].", file.item.name()), items)
        })
    }));
    files.extend(plan.operations.iter().map(|operation| {
        let path = format!("operation/{}.rs", operation.module.unraw());
        File::new(path, || {
            let items = OF_OPERATIONS.iter().flat_map(|items| items(operation));
            Content::new(format!("[`{}`].", operation.name), items.collect())
        })
    }));
    print(plan, &files)
}

/// Prints the files, and adds the files that only crates have.
fn print(plan: &Plan, files: &[File<'_>]) -> Vec<SourceFile> {
    let origin = &plan.package.origin;
    let module = plan.package.module.as_deref();
    let mut sources: Vec<SourceFile> = files
        .par_iter()
        .map(|file| {
            let text = print::file(origin, &file.path, module.is_some(), &(file.content)());
            SourceFile::new(place(module, &file.path), text)
        })
        .collect();
    if module.is_none() {
        let manifest = manifest::manifest(plan);
        sources.push(SourceFile::new("Cargo.toml", manifest));
        let formatting = manifest::formatting(&plan.package);
        sources.push(SourceFile::new("rustfmt.toml", formatting));
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

/// The output path of a file: under `src`, or in the folder of the module.
fn place(module: Option<&str>, path: &str) -> String {
    match (module, path) {
        (None, path) => format!("src/{path}"),
        (Some(folder), "lib.rs") => format!("{folder}/mod.rs"),
        (Some(folder), path) => format!("{folder}/{path}"),
    }
}

/// A file to be generated; lazy, so that files are generated in parallel.
struct File<'p> {
    path: String,
    content: Box<dyn Fn() -> Content + Send + Sync + 'p>,
}

impl<'p> File<'p> {
    fn new(path: impl Into<String>, content: impl Fn() -> Content + Send + Sync + 'p) -> Self {
        Self {
            path: path.into(),
            content: Box::new(content),
        }
    }
}

/// Contents of a file.
struct Content {
    /// Module documentation, line by line.
    docs: Vec<String>,
    /// Inner attributes.
    attributes: TokenStream,
    /// Its items in order.
    items: Vec<TokenStream>,
}

impl Content {
    fn new(docs: impl Into<String>, items: Vec<TokenStream>) -> Self {
        Self {
            docs: vec![docs.into()],
            attributes: TokenStream::new(),
            items,
        }
    }
}

/// The items of a type itself.
fn type_items(item: &Type) -> Vec<TokenStream> {
    match item {
        Type::Structure(planned) => structure::items(planned),
        Type::Union(planned) => union::items(planned),
        Type::Enumeration(planned) => enumeration::items(planned),
        Type::IntEnumeration(planned) => int_enumeration::items(planned),
    }
}

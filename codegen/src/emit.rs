//! Writes a [`Plan`] as source files.
//!
//! **Invariants**
//! - No decisions here: no branch depends on the service, protocol or model.
//! - Emission is total: every plan has an output.

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
mod print;
mod schema;
mod serialization;
mod structure;
mod union;
mod value_enum;

use proc_macro2::TokenStream;
use rayon::prelude::*;

use self::print::Import;
use crate::file::SourceFile;
use crate::plan::{ByLetter, Plan, Schema, Type};

/// Maximum number of calls in one chained expression: prettyplease and rustc recurse over it.
const LONGEST_CHAIN: usize = 500;

/// Emits the crate: manifest, root, and one file per kind of item and letter.
pub(crate) fn emit(plan: &Plan) -> Vec<SourceFile> {
    let mut files = roots(plan);
    let rules = plan.endpoint.as_ref();
    files.extend(rules.map(|table| File::new("endpoint.rs", endpoint::rules(table))));
    files.extend(by_letter("types", &plan.types, "Types", TYPES));
    files.extend(by_letter("builder", &plan.types, "Builders", BUILDERS));
    files.extend(by_letter(
        "maybe",
        &plan.types,
        "Setters taking an `Option`, of types",
        (maybe::items, maybe::IMPORTS),
    ));
    files.extend(by_letter(
        "serialization",
        &plan.types,
        "Serde impls of types",
        (serialization::items, serialization::IMPORTS),
    ));
    files.extend(by_letter(
        "value_enum",
        &plan.types,
        "Argument values: enums",
        (value_enum::items, value_enum::IMPORTS),
    ));
    files.extend(by_letter("schema", &plan.schemas, "Schemas", SCHEMAS));
    files.extend(by_letter(
        "operation",
        &plan.operations,
        "Operations",
        (operation::items, operation::IMPORTS),
    ));
    print(plan, &files)
}

/// Files that exist once per crate.
fn roots(plan: &Plan) -> Vec<File<'_>> {
    let implementations = |docs| library::implementations(plan, docs);
    vec![
        File::new("lib.rs", library::root(plan)),
        File::new("prelude.rs", library::prelude()),
        File::new("unknown.rs", unknown(plan)),
        File::new("types.rs", library::types(plan)),
        File::new("builder.rs", library::builder(plan)),
        File::new("maybe.rs", implementations("Setters taking an `Option`.")),
        File::new("schema.rs", library::schema(plan)),
        File::new("operation.rs", library::operations(plan)),
        File::new("predicates.rs", library::predicates(plan)),
        File::new(
            "serialization.rs",
            implementations("Serde's traits for every type."),
        ),
        File::new("registry.rs", library::registry(plan)),
        File::new(
            "value_enum.rs",
            implementations("Enums as values of command-line arguments."),
        ),
    ]
}

/// Prints the files, plus those of a crate that a module lacks.
fn print(plan: &Plan, files: &[File<'_>]) -> Vec<SourceFile> {
    let origin = &plan.package.origin;
    let mut sources: Vec<SourceFile> = files
        .par_iter()
        .map(|file| {
            SourceFile::new(
                place(plan, &file.path),
                print::file(origin, &(file.content)()),
            )
        })
        .collect();
    if plan.package.module.is_none() {
        let manifest = manifest::manifest(plan);
        sources.push(SourceFile::new("Cargo.toml", manifest));
        let formatting = manifest::formatting(&plan.package);
        sources.push(SourceFile::new("rustfmt.toml", formatting));
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

/// Path of a source file: under `src` in a package, or in the folder of a module.
fn place(plan: &Plan, path: &str) -> String {
    match (&plan.package.module, path) {
        (None, path) => format!("src/{path}"),
        (Some(folder), "lib.rs") => format!("{folder}/mod.rs"),
        (Some(folder), path) => format!("{folder}/{path}"),
    }
}

/// `unknown.rs`: holders of enum values unknown to the model.
fn unknown(plan: &Plan) -> impl Fn() -> Content + Send + Sync {
    let types = plan.types.values().flatten();
    let numbers = types.filter(|item| matches!(item, Type::IntEnumeration(_)));
    let has_numbers = numbers.count() > 0;
    let of_texts = library::unknown();
    move || {
        let mut content = of_texts();
        if has_numbers {
            content.items.extend(int_enumeration::unknown());
        }
        content
    }
}

/// A file whose contents are produced on demand, so that files can be emitted in parallel.
struct File<'p> {
    path: String,
    content: Box<dyn Fn() -> Content + Send + Sync + 'p>,
}

impl<'p> File<'p> {
    fn new(path: &str, content: impl Fn() -> Content + Send + Sync + 'p) -> Self {
        Self {
            path: path.to_owned(),
            content: Box::new(content),
        }
    }
}

/// Contents of a file.
struct Content {
    /// Module documentation, by line.
    docs: Vec<String>,
    /// Crate attributes; empty except in the root.
    attributes: TokenStream,
    /// Paths that items may refer to by their last segment.
    imports: &'static [Import],
    /// Items in order.
    items: Vec<TokenStream>,
}

impl Content {
    fn new(docs: impl Into<String>, items: Vec<TokenStream>) -> Self {
        Self {
            docs: vec![docs.into()],
            attributes: TokenStream::new(),
            imports: &[],
            items,
        }
    }
}

/// Emitter for a kind of item, with the imports its files may need.
type Spelling<T> = (fn(&T) -> Vec<TokenStream>, &'static [Import]);

/// Emitter for types.
const TYPES: Spelling<Type> = (type_items, TYPE_IMPORTS);

/// Emitter for builders.
const BUILDERS: Spelling<Type> = (builder::items, builder::IMPORTS);

/// Emitter for schemas.
const SCHEMAS: Spelling<Schema> = (schema::items, schema::IMPORTS);

/// Files of a folder, one per letter.
fn by_letter<'p, T: Sync>(
    folder: &'static str,
    files: &'p ByLetter<T>,
    what: &'static str,
    (items, imports): Spelling<T>,
) -> impl Iterator<Item = File<'p>> {
    files.iter().map(move |(letter, planned)| {
        let content = move || {
            let docs = format!(
                "{what} whose name begins with `{}`.",
                letter.to_ascii_uppercase()
            );
            let items = planned.iter().flat_map(items).collect();
            Content {
                imports,
                ..Content::new(docs, items)
            }
        };
        File::new(&format!("{folder}/{letter}.rs"), content)
    })
}

/// Imports of type files: modules only, since the file's own items may have any other name.
const TYPE_IMPORTS: &[Import] = &["super::super::schema", "super::super::unknown"];

/// Items of a type.
fn type_items(item: &Type) -> Vec<TokenStream> {
    match item {
        Type::Structure(planned) => structure::items(planned),
        Type::Union(planned) => union::items(planned),
        Type::Enumeration(planned) => enumeration::items(planned),
        Type::IntEnumeration(planned) => int_enumeration::items(planned),
    }
}

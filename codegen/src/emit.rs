//! A [`Plan`] spelled as source files.
//!
//! **Invariants**
//! - Nothing is decided here: no branch asks about a service, a protocol or a model.
//! - It is total: every plan has a spelling.

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

/// How many calls are written as one expression: what prints and what compiles it goes through it by calling itself.
const LONGEST_CHAIN: usize = 500;

/// Spells the crate: its manifest, its root, and a file a kind of item and letter.
pub(crate) fn emit(plan: &Plan) -> Vec<SourceFile> {
    let mut files = roots(plan);
    let rules = plan.endpoint.as_ref();
    files.extend(rules.map(|table| File::new("endpoint.rs", endpoint::rules(table))));
    files.extend(by_letter("types", &plan.types, "Types", TYPES));
    files.extend(by_letter("builder", &plan.types, "Builders", BUILDERS));
    files.extend(by_letter(
        "maybe",
        &plan.types,
        "Setters that take an `Option`, of types",
        (maybe::items, maybe::IMPORTS),
    ));
    files.extend(by_letter(
        "serialization",
        &plan.types,
        "Serde of types",
        (serialization::items, serialization::IMPORTS),
    ));
    files.extend(by_letter(
        "value_enum",
        &plan.types,
        "Values of arguments: enums",
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

/// The files that are there once a crate.
fn roots(plan: &Plan) -> Vec<File<'_>> {
    let implementations = |docs| library::implementations(plan, docs);
    vec![
        File::new("lib.rs", library::root(plan)),
        File::new("prelude.rs", library::prelude()),
        File::new("unknown.rs", unknown(plan)),
        File::new("types.rs", library::types(plan)),
        File::new("builder.rs", library::builder(plan)),
        File::new(
            "maybe.rs",
            implementations("Setters that take an `Option`."),
        ),
        File::new("schema.rs", library::schema(plan)),
        File::new("operation.rs", library::operations(plan)),
        File::new("predicates.rs", library::predicates(plan)),
        File::new(
            "serialization.rs",
            implementations("Serde's traits for every type."),
        ),
        File::new("table.rs", library::table(plan)),
        File::new(
            "value_enum.rs",
            implementations("Enums as values of a command's arguments."),
        ),
    ]
}

/// Prints the files, and those that a crate has and a module does not.
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

/// Where a source stands: in a package under `src`, or in the folder of a module.
fn place(plan: &Plan, path: &str) -> String {
    match (&plan.package.module, path) {
        (None, path) => format!("src/{path}"),
        (Some(folder), "lib.rs") => format!("{folder}/mod.rs"),
        (Some(folder), path) => format!("{folder}/{path}"),
    }
}

/// `unknown.rs`: what enums hold of values that the model does not know.
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

/// A file that is still to be spelled, so that files are spelled side by side.
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

/// What a file holds.
struct Content {
    /// What it says of itself, a line an entry.
    docs: Vec<String>,
    /// The attributes of the crate; empty but for its root.
    attributes: TokenStream,
    /// What its items may name by its last segment.
    imports: &'static [Import],
    /// Its items in order.
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

/// How one kind of item is spelled, and what its files may import for that.
type Spelling<T> = (fn(&T) -> Vec<TokenStream>, &'static [Import]);

/// The spelling of types.
const TYPES: Spelling<Type> = (type_items, TYPE_IMPORTS);

/// The spelling of builders.
const BUILDERS: Spelling<Type> = (builder::items, builder::IMPORTS);

/// The spelling of schemas.
const SCHEMAS: Spelling<Schema> = (schema::items, schema::IMPORTS);

/// The files of a folder, one a letter.
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

/// What a file of types names; modules alone, since its own items may be called anything else.
const TYPE_IMPORTS: &[Import] = &["super::super::schema", "super::super::unknown"];

/// The items of a type.
fn type_items(item: &Type) -> Vec<TokenStream> {
    match item {
        Type::Structure(planned) => structure::items(planned),
        Type::Union(planned) => union::items(planned),
        Type::Enumeration(planned) => enumeration::items(planned),
        Type::IntEnumeration(planned) => int_enumeration::items(planned),
    }
}

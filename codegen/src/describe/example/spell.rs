//! Renders example values as idiomatic code: builders, arrays and literals.

use super::Placeholder;
use crate::names::krate::Krate;
use crate::names::{Ident, Leaf};

/// Maximum line width of an example.
const WIDTH: usize = 84;

/// Maximum width of a call chain on one line.
const CHAIN: usize = 64;

/// Renders a value as an expression, on as many lines as needed.
pub(super) fn spell(value: &Placeholder, krate: &Krate) -> Vec<String> {
    let tree = Spelling { krate }.exact(value);
    let mut lines = vec![String::new()];
    tree.print(0, &mut lines);
    lines
}

/// Renders `let name = value;`.
pub(crate) fn assign(name: &str, value: &Placeholder, krate: &Krate) -> Vec<String> {
    let mut lines = spell(value, krate);
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, &format!("let {name} = "));
    }
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

/// An expression with possible line breaks.
enum Tree {
    /// Unbreakable text.
    Text(String),
    /// A receiver with method calls, broken before each call.
    Chain(String, Vec<(String, Option<Tree>)>),
    /// A delimited list with trailing commas when broken.
    Items(String, Vec<Tree>, &'static str),
}

impl Tree {
    /// The expression on one line.
    fn flat(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Chain(receiver, calls) => {
                let mut text = receiver.clone();
                for (name, argument) in calls {
                    let argument = argument.as_ref().map(Self::flat).unwrap_or_default();
                    text.extend([".", name, "(", &argument, ")"]);
                }
                text
            }
            Self::Items(open, items, close) => {
                let items: Vec<String> = items.iter().map(Self::flat).collect();
                format!("{open}{}{close}", items.join(", "))
            }
        }
    }

    /// Returns true if it fits on the rest of the line.
    fn fits(&self, column: usize) -> bool {
        let flat = self.flat();
        let chained = matches!(self, Self::Chain(_, calls) if calls.len() > 1);
        column + flat.len() <= WIDTH && !(chained && flat.len() > CHAIN)
    }

    /// Appends to the last line; `indent` applies to further lines.
    fn print(&self, indent: usize, lines: &mut Vec<String>) {
        let column = lines.last().map_or(0, String::len);
        if self.fits(column) {
            return append(lines, &self.flat());
        }
        match self {
            Self::Text(text) => append(lines, text),
            Self::Chain(receiver, calls) => {
                append(lines, receiver);
                for (name, argument) in calls {
                    begin(lines, indent + 4, &format!(".{name}("));
                    if let Some(argument) = argument {
                        argument.print_argument(indent + 4, lines);
                    }
                    append(lines, ")");
                }
            }
            Self::Items(open, items, close) => {
                append(lines, open);
                for item in items {
                    begin(lines, indent + 4, "");
                    item.print(indent + 4, lines);
                    append(lines, ",");
                }
                begin(lines, indent, close);
            }
        }
    }

    /// Writes the single argument of a call: on the same line if it fits or has delimiters to break at.
    fn print_argument(&self, indent: usize, lines: &mut Vec<String>) {
        let column = lines.last().map_or(0, String::len);
        if self.fits(column + 1) || !matches!(self, Self::Chain(..)) {
            return self.print(indent, lines);
        }
        begin(lines, indent + 4, "");
        self.print(indent + 4, lines);
        append(lines, ",");
        begin(lines, indent, "");
    }
}

fn append(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

fn begin(lines: &mut Vec<String>, indent: usize, text: &str) {
    lines.push(format!("{:indent$}{text}", ""));
}

/// Renders values, depending on their context.
struct Spelling<'a> {
    krate: &'a Krate,
}

impl Spelling<'_> {
    /// An argument of a setter, which converts it (and list or map elements).
    fn argument(&self, value: &Placeholder) -> Tree {
        match value {
            Placeholder::List(elements) => items("[", elements, |element| self.element(element)),
            Placeholder::Map(entries) => entries_of("[", entries, "]", |value| self.element(value)),
            Placeholder::Boxed(inner) => self.argument(inner),
            Placeholder::Integer(text, "i8" | "i16") | Placeholder::Float(text, _) => {
                Tree::Text(text.clone())
            }
            _ => self.element(value),
        }
    }

    /// An argument converted by `Into`: narrow numbers need an explicit type, containers are exact.
    fn element(&self, value: &Placeholder) -> Tree {
        match value {
            Placeholder::Text(text) | Placeholder::Blob(text) => Tree::Text(format!("{text:?}")),
            Placeholder::Integer(text, "i32" | "i64") if text.parse::<i32>().is_ok() => {
                Tree::Text(text.clone())
            }
            Placeholder::Float(text, "f64") => Tree::Text(text.clone()),
            Placeholder::Timestamp => Tree::Text("std::time::SystemTime::UNIX_EPOCH".to_owned()),
            Placeholder::Document => Tree::Text(r#""document""#.to_owned()),
            _ => self.exact(value),
        }
    }

    /// A value of the exact type.
    fn exact(&self, value: &Placeholder) -> Tree {
        let krate = &self.krate.path;
        match value {
            Placeholder::Text(text) => Tree::Text(format!("{text:?}.to_owned()")),
            Placeholder::Blob(text) => {
                Tree::Text(format!("{krate}::sansmith::Blob::from({text:?})"))
            }
            Placeholder::Integer(text, ty) | Placeholder::Float(text, ty) => {
                Tree::Text(format!("{text}_{ty}"))
            }
            Placeholder::Boolean(value) => Tree::Text(value.to_string()),
            Placeholder::Timestamp => {
                Tree::Text(format!("{krate}::sansmith::Timestamp::UNIX_EPOCH"))
            }
            Placeholder::Document => {
                Tree::Text(format!(r#"{krate}::sansmith::Document::from("document")"#))
            }
            Placeholder::Enum(ty, variant) => Tree::Text(format!("{ty}::{variant}")),
            Placeholder::Empty(leaf) => {
                Tree::Text(format!("{}::new()", ty(leaf, "::", self.krate)))
            }
            Placeholder::List(elements) => items("vec![", elements, |element| self.exact(element)),
            Placeholder::Map(entries) => {
                let open = "std::collections::BTreeMap::from([";
                entries_of(open, entries, "])", |value| self.exact(value))
            }
            Placeholder::Structure(ty, fields) => self.structure(ty.as_str(), fields),
            Placeholder::Union(ty, variant, value) => {
                Tree::Items(format!("{ty}::{variant}("), vec![self.exact(value)], ")")
            }
            Placeholder::Present(value) => {
                Tree::Items("Some(".to_owned(), vec![self.exact(value)], ")")
            }
            Placeholder::Boxed(value) => {
                Tree::Items("Box::new(".to_owned(), vec![self.exact(value)], ")")
            }
        }
    }

    fn structure(&self, ty: &str, fields: &[(Ident, Placeholder)]) -> Tree {
        let setters = fields
            .iter()
            .map(|(setter, value)| (setter.to_string(), Some(self.argument(value))));
        let build = ("build".to_owned(), None);
        Tree::Chain(format!("{ty}::builder()"), setters.chain([build]).collect())
    }
}

fn items(open: &str, elements: &[Placeholder], spell: impl Fn(&Placeholder) -> Tree) -> Tree {
    Tree::Items(open.to_owned(), elements.iter().map(spell).collect(), "]")
}

fn entries_of(
    open: &str,
    entries: &[(Placeholder, Placeholder)],
    close: &'static str,
    spell: impl Fn(&Placeholder) -> Tree,
) -> Tree {
    let entry = |(key, value): &(Placeholder, Placeholder)| {
        Tree::Items("(".to_owned(), vec![spell(key), spell(value)], ")")
    };
    Tree::Items(open.to_owned(), entries.iter().map(entry).collect(), close)
}

/// A field type as text; `turbofish` is `::` in expressions.
fn ty(leaf: &Leaf, turbofish: &str, krate: &Krate) -> String {
    let inner = |leaf: &Leaf| ty(leaf, "", krate);
    match leaf {
        Leaf::Path(path) => match path.strip_prefix("sansmith") {
            Some(rest) => format!("{}::sansmith{rest}", krate.path),
            None => (*path).to_owned(),
        },
        Leaf::Own(ident) => ident.to_string(),
        Leaf::Option(of) => format!("Option{turbofish}<{}>", inner(of)),
        Leaf::Boxed(of) => format!("Box{turbofish}<{}>", inner(of)),
        Leaf::List(of) => format!("Vec{turbofish}<{}>", inner(of)),
        Leaf::Map(key, value) => {
            let (key, value) = (inner(key), inner(value));
            format!("std::collections::BTreeMap{turbofish}<{key}, {value}>")
        }
    }
}

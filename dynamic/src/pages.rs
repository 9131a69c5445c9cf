//! Pagination of operations of a model.
//!
//! **Invariants**
//! - Tokens are moved by the rules of the runtime: [`Tokens`].

use sansmith::page::{NextPage, Tokens};
use sansmith::{Codecs as _, Document, Error};

use crate::image::PaginationRecord;
use crate::path::Program;
use crate::value::DynValue;

/// Pagination of an operation.
#[derive(Debug)]
pub struct Pagination {
    /// Input members that take the tokens, with the output paths of the tokens.
    tokens: Vec<(&'static str, Program)>,
    /// Output path of a flag for further pages.
    more_results: Option<Program>,
    /// Output paths of the items, which are names with dots.
    items: Vec<&'static str>,
    /// Output paths of tokens and flag that are names with dots.
    marks: Vec<&'static str>,
}

impl Pagination {
    /// Compiles the paths of a record; `None` if one is wrong, which the reader of models refuses.
    pub(crate) fn new(record: PaginationRecord<'static>) -> Option<Self> {
        let compile = |path: &str| Program::parse(path).ok();
        let tokens = record.tokens.iter();
        let tokens = tokens.map(|(name, path)| Some((*name, compile(path)?)));
        let marks = record.tokens.iter().map(|(_, path)| *path);
        let marks = marks.chain(record.more_results);
        Some(Self {
            tokens: tokens.collect::<Option<_>>()?,
            more_results: match record.more_results {
                Some(path) => Some(compile(path)?),
                None => None,
            },
            items: record.items,
            marks: marks
                .flat_map(|path| path.split("||"))
                .map(str::trim)
                .filter(|path| !path.contains(['[', '(', '"', '*']))
                .collect(),
        })
    }

    /// Input members that take the tokens, with the output paths of the tokens.
    pub fn tokens(&self) -> &[(&'static str, Program)] {
        &self.tokens
    }

    /// Output path of a flag for further pages.
    pub const fn more_results(&self) -> Option<Program> {
        self.more_results
    }

    /// Output paths of the items: names with dots.
    pub fn items(&self) -> &[&'static str] {
        &self.items
    }

    /// Returns true if an input asks for a page after the first one.
    pub fn continues(&self, input: &DynValue) -> bool {
        let mut tokens = self.tokens.iter();
        tokens.any(|(name, _)| input.get(name).is_some())
    }

    /// Moves the tokens of an output to the input of the next page.
    ///
    /// # Errors
    ///
    /// A token does not fit the input.
    pub fn advance(&self, input: &mut DynValue, output: &DynValue) -> Result<NextPage, Error> {
        let output = document(output);
        // A path that fails has no value.
        let find = |path: Program| {
            let found = path.path().find(&output);
            found.map_or(Document::Null, |found| found.to_document())
        };
        let mut moved = Tokens::new();
        if let Some(path) = self.more_results {
            moved = moved.more_results(Some(&find(path)));
        }
        for (name, path) in &self.tokens {
            let before = input.get(name).map(document);
            let mut after = before.clone();
            moved = moved.set(&mut after, Some(&find(*path)));
            if after == before {
                continue;
            }
            let mut members = input.schema().members().iter();
            let member = members.find(|member| member.name == *name);
            let token = match (member, after) {
                (Some(member), Some(token)) => {
                    Some(DynValue::from_json(member.target, token.to_json())?)
                }
                (Some(member), None) if member.required => Some(DynValue::zero(member.target)),
                _ => None,
            };
            input.set(name, token);
        }
        Ok(moved.finish())
    }

    /// Appends the items of a page to those of the pages before it; other members stay those of the first page.
    pub fn append(&self, whole: &mut DynValue, mut page: DynValue) {
        for path in &self.items {
            if let Some(items) = page.take(path)
                && let Some(place) = whole.place(path)
            {
                match place {
                    Some(before) => before.extend(items),
                    None => *place = Some(items),
                }
            }
        }
    }

    /// Removes the tokens and the flag for further pages from an output.
    ///
    /// A path that takes the token from an item removes nothing.
    pub fn clear(&self, output: &mut DynValue) {
        for path in &self.marks {
            output.take(path);
        }
    }
}

/// A value as a document, on which paths are evaluated.
fn document(value: &DynValue) -> Document {
    // What was written as JSON can be read.
    Document::from_json(value.to_json()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use sansmith_codegen::Source;

    use super::*;
    use crate::model::Model;

    /// A service whose lists have nested tokens, a nested flag, and a number for a token.
    const SHELF: &str = r#"{
"metadata":{"protocol":"json","jsonVersion":"1.1","targetPrefix":"Shelf","serviceId":"Shelf","apiVersion":"2026-01-01","endpointPrefix":"shelf"},
"operations":{
"ListBooks":{"name":"ListBooks","http":{"method":"POST","requestUri":"/"},"input":{"shape":"In"},"output":{"shape":"Out"}},
"ListPages":{"name":"ListPages","http":{"method":"POST","requestUri":"/"},"input":{"shape":"Place"},"output":{"shape":"Place"}}},
"shapes":{
"In":{"type":"structure","members":{"Token":{"shape":"Text"}}},
"Out":{"type":"structure","members":{"Row":{"shape":"Row"},"Owner":{"shape":"Text"}}},
"Row":{"type":"structure","members":{"Books":{"shape":"Texts"},"Next":{"shape":"Text"},"HasMore":{"shape":"Flag"}}},
"Place":{"type":"structure","members":{"At":{"shape":"Number"},"Names":{"shape":"Texts"}}},
"Texts":{"type":"list","member":{"shape":"Text"}},
"Text":{"type":"string"},"Flag":{"type":"boolean"},"Number":{"type":"integer"}}}"#;

    const PAGINATORS: &str = r#"{"pagination":{
"ListBooks":{"input_token":"Token","output_token":"Row.Next","more_results":"Row.HasMore","result_key":"Row.Books"},
"ListPages":{"input_token":"At","output_token":"At","result_key":"Names"}}}"#;

    fn operation(name: &str) -> crate::Operation {
        let source = |name: &str, text: &str| Source::new(name, text);
        let beside = [source("paginators-1.json", PAGINATORS)];
        let model = Model::of_sources(source("service-2.json", SHELF), beside).unwrap();
        model.operation(name).unwrap()
    }

    #[test]
    fn nested_pages_are_joined_and_their_marks_removed() {
        let operation = operation("ListBooks");
        let pages = operation.pagination().unwrap();
        let output = |json: &str| DynValue::from_json(operation.output(), json).unwrap();
        let mut input = DynValue::zero(operation.input());
        assert!(!pages.continues(&input));
        let first = output(r#"{"Row":{"Next":"t","HasMore":true},"Owner":"o"}"#);
        assert_eq!(pages.advance(&mut input, &first), Ok(NextPage::Ready));
        assert_eq!(input.to_json(), r#"{"Token":"t"}"#);
        assert!(pages.continues(&input));
        assert_eq!(pages.advance(&mut input, &first), Ok(NextPage::Repeated));
        let last = output(r#"{"Row":{"Books":["b"],"Next":"u","HasMore":false}}"#);
        assert_eq!(pages.advance(&mut input, &last), Ok(NextPage::End));
        assert_eq!(input.to_json(), "{}");
        let mut whole = first;
        pages.append(&mut whole, last.clone());
        pages.append(&mut whole, last.clone());
        pages.append(&mut whole, output("{}"));
        pages.clear(&mut whole);
        assert_eq!(
            whole.to_json(),
            r#"{"Row":{"Books":["b","b"]},"Owner":"o"}"#
        );
        // A page without the structure that holds the items gets one.
        let mut whole = output("{}");
        pages.append(&mut whole, last);
        assert_eq!(whole.to_json(), r#"{"Row":{"Books":["b"]}}"#);
    }

    #[test]
    fn zero_is_no_token() {
        let operation = operation("ListPages");
        let pages = operation.pagination().unwrap();
        let output = |json: &str| DynValue::from_json(operation.output(), json).unwrap();
        let mut input = DynValue::zero(operation.input());
        let next = pages.advance(&mut input, &output(r#"{"At":3}"#));
        assert_eq!(next, Ok(NextPage::Ready));
        assert_eq!(input.get("At").and_then(DynValue::as_i64), Some(3));
        let next = pages.advance(&mut input, &output(r#"{"At":0}"#));
        assert_eq!(next, Ok(NextPage::End));
    }
}

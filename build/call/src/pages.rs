//! All pages of an operation.
//!
//! **Invariants**
//! - A page with the tokens of the page before ends the command with an error.

use std::io::Write;

use sansmith::page::NextPage;
use sansmith_dynamic::DynValue;

use crate::error::{Error, usage};
use crate::run::{client, send};
use crate::show;
use crate::words::Asked;

/// Calls until the last page, and prints the joined output.
pub(crate) fn all(asked: &Asked, mut input: DynValue, output: &mut dyn Write) -> Result<(), Error> {
    let operation = asked.operation;
    let Some(pagination) = operation.pagination() else {
        return usage(format!("`{}` has no pages", operation.name()));
    };
    let client = client(asked)?;
    let mut whole: Option<DynValue> = None;
    loop {
        let page = send(asked, &client, &input)?.output;
        let next = pagination.advance(&mut input, &page)?;
        match &mut whole {
            Some(whole) => pagination.append(whole, page),
            None => whole = Some(page),
        }
        match next {
            NextPage::Ready => {}
            NextPage::End => break,
            NextPage::Repeated => {
                let message = "a page has the tokens of the page before";
                return Err(Error::Call(message.to_owned()));
            }
        }
    }
    let Some(mut whole) = whole else {
        return Ok(());
    };
    pagination.clear(&mut whole);
    show::output(operation, &show::json(&whole), &asked.tool, output)
}

//! Pages and items of an operation, as iterators.

use std::fmt;

use sansmith::page::{OnRepeated, Pager, Paginated, PaginatedItems};
use sansmith::{Operation, Shape};

use super::client::Client;
use crate::call::{CallError, Problem};
use crate::driver::CallOptions;

/// The outputs of a paginated operation, one call each: an iterator that ends after an error.
pub struct Pages<P: Paginated> {
    client: Client,
    pager: Pager<P>,
    options: CallOptions,
    is_over: bool,
}

/// The error of a page.
type PageError<P> = Box<CallError<<<P as Paginated>::Operation as Operation>::Error>>;

impl<P: Paginated> Pages<P> {
    pub(super) fn new(client: Client, input: <P::Operation as Operation>::Input) -> Self {
        Self {
            client,
            pager: Pager::new(input),
            options: CallOptions::new(),
            is_over: false,
        }
    }

    /// Sets the choices for each call.
    #[must_use]
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Sets the response to a service that returns the token of the page before.
    #[must_use]
    pub fn on_repeated(mut self, response: OnRepeated) -> Self {
        self.pager = self.pager.on_repeated(response);
        self
    }

    /// The items of all pages.
    pub fn items(self) -> Items<P>
    where
        P: PaginatedItems,
    {
        Items {
            pages: self,
            current: None,
        }
    }

    /// The input of the next page, to go on later; none after the last one.
    pub fn into_input(self) -> Option<<P::Operation as Operation>::Input> {
        self.pager.into_input()
    }
}

impl<P: Paginated> Iterator for Pages<P>
where
    <P::Operation as Operation>::Input: Shape,
    <P::Operation as Operation>::Output: Shape,
{
    type Item = Result<<P::Operation as Operation>::Output, PageError<P>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let input = self.pager.next()?;
        let called = self.client.send_with::<P::Operation>(input, &self.options);
        let page = called.and_then(|done| match self.pager.accept(&done.output) {
            Ok(_) => Ok(done.output),
            Err(error) => Err(Box::new(CallError::of(Problem::Page(error), done.metadata))),
        });
        self.is_over = page.is_err();
        Some(page)
    }
}

/// The items of all pages of a paginated operation: an iterator that ends after an error.
pub struct Items<P: PaginatedItems> {
    pages: Pages<P>,
    current: Option<<P::Items as IntoIterator>::IntoIter>,
}

impl<P: PaginatedItems> Iterator for Items<P>
where
    <P::Operation as Operation>::Input: Shape,
    <P::Operation as Operation>::Output: Shape,
{
    type Item = Result<<P::Items as IntoIterator>::Item, PageError<P>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.current = Some(P::items(page).into_iter()),
                Err(error) => {
                    self.current = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<P: Paginated> fmt::Debug for Pages<P> {
    /// Without the input, which may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<P: PaginatedItems> fmt::Debug for Items<P> {
    /// Without the items, which may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

//! Pages and items of an operation, as streams.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use sansmith::page::{OnRepeated, Pager, Paginated, PaginatedItems};
use sansmith::{Operation, Shape};

use super::client::Client;
use crate::call::{CallError, Problem};
use crate::driver::CallOptions;

/// The outputs of a paginated operation, one call each: a stream that ends after an error.
///
/// [`next`](Self::next) needs no other crate.
pub struct Pages<P: Paginated> {
    client: Client,
    pager: Option<Pager<P>>,
    options: CallOptions,
    /// The call of a page, which has the pager meanwhile.
    turning: Option<Turning<P>>,
    is_over: bool,
}

/// A page, or the error of its call.
type Page<P> = Result<
    <<P as Paginated>::Operation as Operation>::Output,
    Box<CallError<<<P as Paginated>::Operation as Operation>::Error>>,
>;

/// The call of a page.
type Turning<P> = Pin<Box<dyn Future<Output = (Pager<P>, Option<Page<P>>)> + Send>>;

impl<P: Paginated> Pages<P>
where
    <P::Operation as Operation>::Input: Shape + Send + Sync,
    <P::Operation as Operation>::Output: Shape + Send,
    <P::Operation as Operation>::Error: Send,
{
    pub(super) fn new(client: Client, input: <P::Operation as Operation>::Input) -> Self {
        Self {
            client,
            pager: Some(Pager::new(input)),
            options: CallOptions::new(),
            turning: None,
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
        self.pager = self.pager.map(|pager| pager.on_repeated(response));
        self
    }

    /// The next page; none after the last one, or after an error.
    pub async fn next(&mut self) -> Option<Page<P>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
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

    /// The input of the next page, to go on later; none after the last one, or while a page is asked for.
    pub fn into_input(self) -> Option<<P::Operation as Operation>::Input> {
        self.pager?.into_input()
    }
}

/// Calls the operation for the next page.
async fn turn<P: Paginated>(
    client: Client,
    mut pager: Pager<P>,
    options: CallOptions,
) -> (Pager<P>, Option<Page<P>>)
where
    <P::Operation as Operation>::Input: Shape + Send + Sync,
    <P::Operation as Operation>::Output: Shape + Send,
    <P::Operation as Operation>::Error: Send,
{
    let Some(input) = pager.next() else {
        return (pager, None);
    };
    let called = client.send_with::<P::Operation>(input, &options).await;
    let page = called.and_then(|done| match pager.accept(&done.output) {
        Ok(_) => Ok(done.output),
        Err(error) => Err(Box::new(CallError::of(Problem::Page(error), done.metadata))),
    });
    (pager, Some(page))
}

impl<P: Paginated> Unpin for Pages<P> {}

impl<P: Paginated> Stream for Pages<P>
where
    <P::Operation as Operation>::Input: Shape + Send + Sync,
    <P::Operation as Operation>::Output: Shape + Send,
    <P::Operation as Operation>::Error: Send,
{
    type Item = Page<P>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Page<P>>> {
        let this = self.get_mut();
        if this.is_over {
            return Poll::Ready(None);
        }
        if let Some(pager) = this.pager.take() {
            let (client, options) = (this.client.clone(), this.options.clone());
            this.turning = Some(Box::pin(turn(client, pager, options)));
        }
        let Some(turning) = &mut this.turning else {
            return Poll::Ready(None);
        };
        let (pager, page) = ready!(turning.as_mut().poll(context));
        this.turning = None;
        this.pager = Some(pager);
        this.is_over = !matches!(page, Some(Ok(_)));
        Poll::Ready(page)
    }
}

/// The items of all pages of a paginated operation: a stream that ends after an error.
pub struct Items<P: PaginatedItems> {
    pages: Pages<P>,
    current: Option<<P::Items as IntoIterator>::IntoIter>,
}

/// An item, or the error of the call of its page.
type Item<P> = Result<
    <<P as PaginatedItems>::Items as IntoIterator>::Item,
    Box<CallError<<<P as Paginated>::Operation as Operation>::Error>>,
>;

impl<P: PaginatedItems> Items<P>
where
    <P::Operation as Operation>::Input: Shape + Send + Sync,
    <P::Operation as Operation>::Output: Shape + Send,
    <P::Operation as Operation>::Error: Send,
{
    /// The next item; none after the last one, or after an error.
    pub async fn next(&mut self) -> Option<Item<P>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<P: PaginatedItems> Unpin for Items<P> {}

impl<P: PaginatedItems> Stream for Items<P>
where
    <P::Operation as Operation>::Input: Shape + Send + Sync,
    <P::Operation as Operation>::Output: Shape + Send,
    <P::Operation as Operation>::Error: Send,
{
    type Item = Item<P>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Item<P>>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.current.as_mut().and_then(Iterator::next) {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => this.current = Some(P::items(page).into_iter()),
                Some(Err(error)) => {
                    this.current = None;
                    return Poll::Ready(Some(Err(error)));
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

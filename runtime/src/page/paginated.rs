//! The traits of paginators.

use crate::http::Operation;
use crate::page::NextPage;

/// A paginator of an operation.
///
/// Generated operations implement it for themselves. For an operation without pagination in its model, declare a type of
/// your own:
///
/// ```
/// # use sansmith::page::{NextPage, Paginated, Tokens};
/// # use sansmith::Operation;
/// # fn declare<O: Operation<Input = lamps::Input, Output = lamps::Output>>() {
/// struct Lamps<O>(std::marker::PhantomData<O>);
///
/// # impl<O: Operation<Input = lamps::Input, Output = lamps::Output>>
/// # Paginated for Lamps<O> {
/// #     type Operation = O;
/// // impl Paginated for Lamps {
/// //     type Operation = DescribeLamps;
///
///     fn advance(input: &mut lamps::Input, output: &lamps::Output) -> NextPage {
///         Tokens::new().set(&mut input.marker, output.next_marker.as_ref()).finish()
///     }
/// # }
/// # }
/// # mod lamps {
/// #     #[derive(Default)] pub struct Input { pub marker: Option<String> }
/// #     #[derive(Default)] pub struct Output { pub next_marker: Option<String> }
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no pagination in its model",
    note = "declare a type of your own and implement `sansmith::page::Paginated` for it"
)]
pub trait Paginated: Sized + 'static {
    /// The operation; generated ones paginate themselves.
    type Operation: Operation;

    /// Moves the tokens of an output into the input of the next page, and clears tokens that the output lacks.
    fn advance(
        input: &mut <Self::Operation as Operation>::Input,
        output: &<Self::Operation as Operation>::Output,
    ) -> NextPage;

    /// Moves the tokens of an output into the input; returns true if there is a next page.
    ///
    /// A token that repeats is not noticed here: a loop over this method must limit its steps, or use a
    /// [`Pager`](crate::page::Pager).
    fn next_page(
        input: &mut <Self::Operation as Operation>::Input,
        output: &<Self::Operation as Operation>::Output,
    ) -> bool {
        Self::advance(input, output) != NextPage::End
    }
}

/// A paginator whose pages hold items: the elements of a list, or the entries of a map.
#[diagnostic::on_unimplemented(
    message = "the pages of `{Self}` have no items: the model names no list or map of its output",
    note = "use the pages themselves"
)]
pub trait PaginatedItems: Paginated {
    /// The items of a page.
    type Items: IntoIterator;

    /// The items of a page; empty if the output lacks them.
    fn items(output: <Self::Operation as Operation>::Output) -> Self::Items;
}

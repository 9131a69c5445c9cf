//! Waiters: repeat a call until an acceptor matches.
//!
//! **Invariants**
//! - Acceptors are tried in the model's order; the first match applies.
//! - Paths are evaluated on the answer before error correction: a missing required member is null.
//! - A path that fails, such as `length` of null, does not match.
//!
//! <https://smithy.io/2.0/additional-specs/waiters.html>

mod answer;
mod schema;
mod wait;

pub use self::answer::Answer;
pub use self::schema::{Acceptor, Comparator, Expected, Matcher, Schema, State};
pub use self::wait::{Accepted, Verdict, Wait};

use std::time::Duration;

use crate::http::Operation;
use crate::shape::Shape;

/// A waiter: an operation, its acceptors, and delays.
///
/// Generated crates have a type for each waiter of the model; a program may declare its own, and replace
/// [`judge`](Self::judge) by Rust code:
///
/// ```
/// # use sansmith::page::waiter::{Accepted, Answer, Schema, State, Waiter};
/// # use sansmith::Operation;
/// # fn declare<O: Operation<Output = lamps::Output>>() {
/// # struct LampIsOn<O>(std::marker::PhantomData<O>);
/// # impl<O: Operation<Output = lamps::Output>> Waiter for LampIsOn<O> {
/// #     type Operation = O;
/// // struct LampIsOn;
/// // impl Waiter for LampIsOn {
/// //     type Operation = DescribeLamp;
///     const SCHEMA: &'static Schema = &Schema::new("LampIsOn", &[]).delay(1, 10);
///
///     fn judge(
///         _: &O::Input,
///         result: Result<&lamps::Output, &O::Error>,
///         _: &Answer<'_>,
///     ) -> Option<Accepted> {
///         let output = result.ok()?;
///         output.on.then_some(Accepted::by_code(State::Success))
///     }
/// # }
/// # }
/// # mod lamps { pub struct Output { pub on: bool } }
/// ```
pub trait Waiter: Sized + 'static {
    /// The operation that is repeated.
    type Operation: Operation;

    /// Name, delays and acceptors.
    const SCHEMA: &'static Schema;

    /// The first acceptor that matches an answer.
    fn judge(
        input: &<Self::Operation as Operation>::Input,
        result: Result<
            &<Self::Operation as Operation>::Output,
            &<Self::Operation as Operation>::Error,
        >,
        answer: &Answer<'_>,
    ) -> Option<Accepted> {
        let _ = (input, result);
        answer.judge(Self::SCHEMA)
    }
}

/// The methods of every [`Waiter`].
pub trait WaiterExt: Waiter {
    /// Takes an answer: success, failure, or a pause before the next call.
    ///
    /// `corrected` has the paths of missing required members
    /// ([`Corrected::paths`](crate::response::Corrected::paths)); `elapsed` is the time since the first call began,
    /// `random` is in `0.0..1.0`.
    fn accept(
        wait: &mut Wait,
        input: &<Self::Operation as Operation>::Input,
        result: Result<
            &<Self::Operation as Operation>::Output,
            &<Self::Operation as Operation>::Error,
        >,
        corrected: &[String],
        (elapsed, random): (Duration, f64),
    ) -> Verdict
    where
        <Self::Operation as Operation>::Input: Shape,
        <Self::Operation as Operation>::Output: Shape,
    {
        let answer = Answer::of::<Self::Operation>(input, result).corrected(corrected);
        let accepted = Self::judge(input, result, &answer);
        wait.accept(Self::SCHEMA, accepted, result.is_err(), (elapsed, random))
    }
}

impl<W: Waiter> WaiterExt for W {}

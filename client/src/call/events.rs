//! Event streams of calls, without IO: bytes of a body in, events out.
//!
//! The call itself ends with the head of the response. From there on [`Incoming`] finds the events in the body, and
//! nothing is sent again: an interrupted stream is an error of the stream.

mod error;
#[cfg(any(feature = "client", feature = "blocking-client"))]
mod incoming;

#[cfg(any(feature = "client", feature = "blocking-client"))]
use sansmith::Operation;
use sansmith::Shape;
use sansmith::events::{EventWriter, InputEvents};

pub use self::error::StreamError;
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) use self::incoming::{Incoming, Next};
use super::error::Problem;
use super::{Call, Settings, job};

impl<'s, O: InputEvents> Call<'s, O>
where
    O::Output: Shape,
{
    /// A call whose payload is events, with their writer. The driver signs them with [`Send::event_signer`], if there is
    /// one, by a clock that is [`Send::clock_skew`] ahead.
    ///
    /// Events are sent once: a failed attempt is the last one.
    ///
    /// [`Send::event_signer`]: super::Send::event_signer
    /// [`Send::clock_skew`]: super::Send::clock_skew
    ///
    /// # Errors
    ///
    /// The input cannot be sent.
    pub fn events(
        input: &O::Input,
        settings: &'s Settings,
        random: u128,
    ) -> Result<(Self, EventWriter<O::InputEvent>), Problem> {
        let (job, writer) = job::events::<O>(input, settings, random)?;
        Ok((Self::of_job(input, settings, job), writer))
    }
}

/// The request id in the attempts of a call.
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) fn request_id(metadata: &super::Metadata) -> Option<String> {
    metadata.request_id().map(str::to_owned)
}

/// The reader of the events after an output.
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) fn incoming<O: sansmith::events::OutputEvents>(
    output: O::Output,
    metadata: &super::Metadata,
) -> Incoming<O::Output, O::OutputEvent> {
    use sansmith::events::EventsExt as _;
    Incoming::new(O::output_reader(output, request_id(metadata)))
}

/// The reader of the events after an output of an operation that is only known at run time.
#[cfg(all(feature = "dynamic", feature = "blocking-client"))]
pub(crate) fn incoming_any<T: Shape>(
    operation: &sansmith::interpreted::AnyOperation,
    output: T,
    metadata: &super::Metadata,
) -> Result<Incoming<T, T>, Problem> {
    let reader = operation.output_reader(output, request_id(metadata))?;
    Ok(Incoming::new(reader))
}

/// Fails to compile for an operation with events in its request, which sends them by another method.
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) const fn takes_no_events<O: Operation>() {
    assert!(
        !O::SCHEMA.event_input,
        "the operation has events in its request too: use `exchange_events`"
    );
}

/// Fails to compile for an operation with events in its response, which are taken by another method.
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) const fn returns_no_events<O: Operation>() {
    assert!(
        !O::SCHEMA.event_output,
        "the operation has events in its response too: use `exchange_events`"
    );
}

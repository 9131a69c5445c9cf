//! An HTTP response into an output or an error.

use crate::operation::Operation;
use crate::shape::Shape;

/// An output, with the paths of the required members that its response lacked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Corrected<T> {
    /// The output.
    pub output: T,
    /// The paths of the members that were given a zero.
    pub paths: Vec<String>,
}

/// The output or the error of a response.
pub(crate) fn response<O: Operation, B: AsRef<[u8]>>(
    _: http::Response<B>,
) -> Result<Corrected<O::Output>, O::Error>
where
    O::Output: Shape,
{
    Ok(Corrected {
        output: crate::blank(),
        paths: Vec::new(),
    })
}

//! Splits a request from its body, for callers that send a body more than once.

use super::{Body, Request};

impl<S> Request<S> {
    /// Splits the request from its body.
    ///
    /// Callers that may repeat a request keep both: the first is cheap to clone.
    pub fn split(self) -> (Request, Body<S>) {
        let (head, body) = self.http.into_parts();
        let request = Request {
            http: http::Request::from_parts(head, Body::Empty),
            host_prefix: self.host_prefix,
            endpoint: self.endpoint,
            #[cfg(feature = "endpoint")]
            bucket: self.bucket,
            sensitive: self.sensitive,
            operation: self.operation,
            members: self.members,
        };
        (request, body)
    }
}

//! What the model says of an operation, as `'static` data.

use crate::http::service::Service;
use crate::model::schema::MemberTraits;

/// What the model says of an operation.
///
/// ```
/// use sansmith::Service;
/// use sansmith::operation::Schema;
///
/// static SERVICE: Service = Service::new("Lamp", "LampService", "2026-01-01");
/// const GLOW: Schema = Schema::new(&SERVICE, "Glow", "PUT", "/lamps/{Name}/glow?now").status(202).idempotent();
///
/// assert_eq!(GLOW.wire_name(), "Glow");
/// assert_eq!(GLOW.status, 202);
/// ```
#[derive(Debug)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own that a model gives or not"
)]
pub struct Schema {
    /// The service it belongs to.
    pub service: &'static Service,
    /// Its name in the model.
    pub name: &'static str,
    /// Its name on the wire where that is another.
    pub wire_name: Option<&'static str>,
    /// The HTTP method.
    pub method: &'static str,
    /// The URI: a path with members of the input in braces, `+` behind a greedy one, and the query that is always
    /// sent: `/users/{InstanceId}/{Key+}?list-type=2`.
    pub uri: &'static str,
    /// The status of a success.
    pub status: u16,
    /// How the input is written where it is a document, if not as its shape says.
    pub input: &'static MemberTraits,
    /// The element around the members of an awsQuery answer.
    pub result_wrapper: Option<&'static str>,
    /// What stands before the host, with members of the input in braces.
    pub host_prefix: Option<&'static str>,
    /// Whether calling it twice does what calling it once does.
    pub idempotent: bool,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether its output comes in pages.
    pub paginated: bool,
    /// Whether the model gives it an input at all; if not, its input is an empty structure of ours.
    pub has_input: bool,
    /// True if its input is a stream of events.
    pub event_input: bool,
    /// Whether its output streams events.
    pub event_output: bool,
    /// Whether the payload of its input is a stream of bytes.
    pub streaming_input: bool,
    /// Whether the payload of its output is a stream of bytes.
    pub streaming_output: bool,
    /// Whether the length of a stream must be known before it is sent.
    pub requires_length: bool,
    /// The ways to authenticate where they differ from the service's, the preferred first, by their Smithy ids:
    /// `aws.auth#sigv4`.
    pub auth: Option<&'static [&'static str]>,
    /// Whether the body is left out of the signature.
    pub unsigned_payload: bool,
    /// Whether a request must carry a checksum of its body: `smithy.api#httpChecksumRequired`.
    pub checksum_required: bool,
    /// How checksums are chosen and checked: `aws.protocols#httpChecksum`.
    pub checksum: Option<Checksum>,
    /// The encodings a request may be compressed with, the preferred first.
    pub compression: &'static [&'static str],
    /// What the service asks for and the model does not state.
    pub customizations: &'static [crate::model::customization::Customization],
    /// The host is found by asking the service: `aws.api#clientDiscoveredEndpoint`.
    pub discovery: Option<&'static super::Discovery>,
}

/// `aws.protocols#httpChecksum`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checksum {
    /// Whether a request must carry one.
    pub required: bool,
    /// The member of the input that names the algorithm.
    pub algorithm_member: Option<&'static str>,
}

/// A structure with a stream of events in it. Events are not read or written yet, so this is no
/// [`Shape`](crate::shape::Shape), and an operation has no `request` or no `response` where this stands.
#[derive(Debug)]
pub struct EventStream<T>(std::marker::PhantomData<T>);

impl Schema {
    /// An operation that the model says nothing more of; a success has the status 200.
    pub const fn new(
        service: &'static Service,
        name: &'static str,
        method: &'static str,
        uri: &'static str,
    ) -> Self {
        Self {
            service,
            name,
            wire_name: None,
            method,
            uri,
            status: 200,
            input: MemberTraits::NONE,
            result_wrapper: None,
            host_prefix: None,
            idempotent: false,
            readonly: false,
            paginated: false,
            has_input: true,
            event_input: false,
            event_output: false,
            streaming_input: false,
            streaming_output: false,
            requires_length: false,
            auth: None,
            unsigned_payload: false,
            checksum_required: false,
            checksum: None,
            compression: &[],
            customizations: &[],
            discovery: None,
        }
    }

    /// Its name on the wire.
    pub const fn wire_name(&self) -> &'static str {
        match self.wire_name {
            Some(name) => name,
            None => self.name,
        }
    }

    /// The ways to authenticate, the preferred first.
    pub const fn auth(&self) -> &'static [&'static str] {
        match self.auth {
            Some(auth) => auth,
            None => self.service.auth,
        }
    }

    /// Its name on the wire where that is another.
    #[must_use]
    pub const fn named(mut self, wire_name: &'static str) -> Self {
        self.wire_name = Some(wire_name);
        self
    }

    /// The status of a success.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// How the input is written where it is a document: the element of an XML body and its namespace.
    #[must_use]
    pub const fn input(mut self, traits: &'static MemberTraits) -> Self {
        self.input = traits;
        self
    }

    /// The element around the members of an awsQuery answer.
    #[must_use]
    pub const fn result_wrapper(mut self, name: &'static str) -> Self {
        self.result_wrapper = Some(name);
        self
    }

    /// `smithy.api#endpoint`.
    #[must_use]
    pub const fn host_prefix(mut self, prefix: &'static str) -> Self {
        self.host_prefix = Some(prefix);
        self
    }

    /// `smithy.api#idempotent`.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// `smithy.api#readonly`.
    #[must_use]
    pub const fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// `smithy.api#paginated`.
    #[must_use]
    pub const fn paginated(mut self) -> Self {
        self.paginated = true;
        self
    }

    /// The model gives it no input.
    #[must_use]
    pub const fn no_input(mut self) -> Self {
        self.has_input = false;
        self
    }

    /// Its input is a stream of events.
    #[must_use]
    pub const fn event_input(mut self) -> Self {
        self.event_input = true;
        self
    }

    /// Its output streams events.
    #[must_use]
    pub const fn event_output(mut self) -> Self {
        self.event_output = true;
        self
    }

    /// `smithy.api#streaming` of the payload of its input.
    #[must_use]
    pub const fn streaming_input(mut self) -> Self {
        self.streaming_input = true;
        self
    }

    /// `smithy.api#streaming` of the payload of its output.
    #[must_use]
    pub const fn streaming_output(mut self) -> Self {
        self.streaming_output = true;
        self
    }

    /// `smithy.api#requiresLength`.
    #[must_use]
    pub const fn requires_length(mut self) -> Self {
        self.requires_length = true;
        self
    }

    /// `smithy.api#auth`, by the ids of the schemes.
    #[must_use]
    pub const fn auth_by(mut self, schemes: &'static [&'static str]) -> Self {
        self.auth = Some(schemes);
        self
    }

    /// `aws.auth#unsignedPayload`.
    #[must_use]
    pub const fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// `smithy.api#httpChecksumRequired`.
    #[must_use]
    pub const fn checksum_required(mut self) -> Self {
        self.checksum_required = true;
        self
    }

    /// `aws.protocols#httpChecksum`.
    #[must_use]
    pub const fn checksum(
        mut self,
        required: bool,
        algorithm_member: Option<&'static str>,
    ) -> Self {
        self.checksum = Some(Checksum {
            required,
            algorithm_member,
        });
        self
    }

    /// `smithy.api#requestCompression`.
    #[must_use]
    pub const fn compression(mut self, encodings: &'static [&'static str]) -> Self {
        self.compression = encodings;
        self
    }

    /// What the service asks for and the model does not state.
    #[must_use]
    pub const fn customized(
        mut self,
        customizations: &'static [crate::model::customization::Customization],
    ) -> Self {
        self.customizations = customizations;
        self
    }

    /// `aws.api#clientDiscoveredEndpoint`.
    #[must_use]
    pub const fn discovered(mut self, discovery: &'static super::Discovery) -> Self {
        self.discovery = Some(discovery);
        self
    }
}

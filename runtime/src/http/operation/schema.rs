//! Operation facts from the model, as `'static` data.

use crate::http::service::Service;
use crate::model::schema::MemberTraits;

/// Operation facts from the model.
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
#[expect(clippy::struct_excessive_bools, reason = "each is a separate trait")]
pub struct Schema {
    /// Service.
    pub service: &'static Service,
    /// Name in the model.
    pub name: &'static str,
    /// Name on the wire, if different.
    pub wire_name: Option<&'static str>,
    /// The HTTP method.
    pub method: &'static str,
    /// URI: a path with input members in braces, `+` for greedy labels, and a constant query:
    /// `/users/{InstanceId}/{Key+}?list-type=2`.
    pub uri: &'static str,
    /// Status code of a success.
    pub status: u16,
    /// Traits of the input as a document, if different from its shape's.
    pub input: &'static MemberTraits,
    /// Wrapper element of an awsQuery response.
    pub result_wrapper: Option<&'static str>,
    /// Host prefix, with input members in braces.
    pub host_prefix: Option<&'static str>,
    /// Repeating a call has no further effect.
    pub idempotent: bool,
    /// The model calls the operation deprecated.
    pub deprecated: bool,
    /// The operation changes nothing.
    pub readonly: bool,
    /// The output is paginated.
    pub paginated: bool,
    /// The model has an input; otherwise the input is a synthetic empty structure.
    pub has_input: bool,
    /// The model has an output; otherwise the output is a synthetic empty structure.
    pub has_output: bool,
    /// Events follow the input.
    pub event_input: bool,
    /// Events follow the output.
    pub event_output: bool,
    /// The payload of the input is a byte stream.
    pub streaming_input: bool,
    /// The payload of the output is a byte stream.
    pub streaming_output: bool,
    /// The length of a stream must be known before sending.
    pub requires_length: bool,
    /// Auth schemes by Smithy id, most preferred first, if different from the service's: `aws.auth#sigv4`.
    pub auth: Option<&'static [&'static str]>,
    /// The body is not signed.
    pub unsigned_payload: bool,
    /// Requests must carry a checksum of the body: `smithy.api#httpChecksumRequired`.
    pub checksum_required: bool,
    /// Checksum configuration: `aws.protocols#httpChecksum`.
    pub checksum: Option<Checksum>,
    /// Sums of response bodies, which requests ask for: `requestValidationModeMember` and `responseAlgorithms` of the same.
    pub validation: Option<Validation>,
    /// Encodings for request compression, most preferred first.
    pub compression: &'static [&'static str],
    /// Service behaviour that the model does not state.
    pub customizations: &'static [crate::model::customization::Customization],
    /// Endpoint discovery: `aws.api#clientDiscoveredEndpoint`.
    pub discovery: Option<&'static super::Discovery>,
    /// The operation that gives the credentials of the sessions in which a bucket is used.
    pub session: Option<&'static super::Nested>,
    /// The operation that gives the region of a bucket.
    pub region: Option<&'static super::Nested>,
}

/// `aws.protocols#httpChecksum`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checksum {
    /// Requests must carry a checksum.
    pub required: bool,
    /// The input member that selects the algorithm.
    pub algorithm_member: Option<&'static str>,
}

/// Sums of response bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Validation {
    /// The input member that asks for them, by the value `ENABLED`.
    pub mode_member: &'static str,
    /// Algorithms that responses may have.
    pub algorithms: &'static [&'static str],
}

impl Schema {
    /// An operation without traits; a success has status 200.
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
            deprecated: false,
            readonly: false,
            paginated: false,
            has_input: true,
            has_output: true,
            event_input: false,
            event_output: false,
            streaming_input: false,
            streaming_output: false,
            requires_length: false,
            auth: None,
            unsigned_payload: false,
            checksum_required: false,
            checksum: None,
            validation: None,
            compression: &[],
            customizations: &[],
            discovery: None,
            session: None,
            region: None,
        }
    }

    /// Name on the wire.
    pub const fn wire_name(&self) -> &'static str {
        match self.wire_name {
            Some(name) => name,
            None => self.name,
        }
    }

    /// Auth schemes, most preferred first.
    pub const fn auth(&self) -> &'static [&'static str] {
        match self.auth {
            Some(auth) => auth,
            None => self.service.auth,
        }
    }

    /// Sets the name on the wire.
    #[must_use]
    pub const fn named(mut self, wire_name: &'static str) -> Self {
        self.wire_name = Some(wire_name);
        self
    }

    /// Sets the status code of a success.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Sets the traits of the input as a document: XML element name and namespace.
    #[must_use]
    pub const fn input(mut self, traits: &'static MemberTraits) -> Self {
        self.input = traits;
        self
    }

    /// Sets the wrapper element of an awsQuery response.
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

    /// `smithy.api#deprecated`.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
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

    /// Marks the input as absent from the model.
    #[must_use]
    pub const fn no_input(mut self) -> Self {
        self.has_input = false;
        self
    }

    /// Marks the output as absent from the model.
    #[must_use]
    pub const fn no_output(mut self) -> Self {
        self.has_output = false;
        self
    }

    /// Marks the input as an event stream.
    #[must_use]
    pub const fn event_input(mut self) -> Self {
        self.event_input = true;
        self
    }

    /// Marks the output as an event stream.
    #[must_use]
    pub const fn event_output(mut self) -> Self {
        self.event_output = true;
        self
    }

    /// `smithy.api#streaming` on the payload of the input.
    #[must_use]
    pub const fn streaming_input(mut self) -> Self {
        self.streaming_input = true;
        self
    }

    /// `smithy.api#streaming` on the payload of the output.
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

    /// `smithy.api#auth`, by scheme ids.
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

    /// The sums of response bodies in `aws.protocols#httpChecksum`.
    #[must_use]
    pub const fn validation(
        mut self,
        mode_member: &'static str,
        algorithms: &'static [&'static str],
    ) -> Self {
        self.validation = Some(Validation {
            mode_member,
            algorithms,
        });
        self
    }

    /// `smithy.api#requestCompression`.
    #[must_use]
    pub const fn compression(mut self, encodings: &'static [&'static str]) -> Self {
        self.compression = encodings;
        self
    }

    /// Sets service behaviour that the model does not state.
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

    /// Sets the operation that gives the credentials of sessions.
    #[must_use]
    pub const fn session_by(mut self, nested: &'static super::Nested) -> Self {
        self.session = Some(nested);
        self
    }

    /// Sets the operation that gives the region of a bucket.
    #[must_use]
    pub const fn region_by(mut self, nested: &'static super::Nested) -> Self {
        self.region = Some(nested);
        self
    }
}

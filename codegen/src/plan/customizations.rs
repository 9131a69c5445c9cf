//! Service behaviour that models do not state, by the table in [`rows`].
//!
//! A row attaches a customization to operations; the runtime or a client implements it independently of the service.

mod rows;

use self::rows::ROWS;
use crate::ir::{Io, Ir, Location, Member, Operation, Shape, ShapeKind};

/// A customization of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customization {
    /// Variant of the runtime's enum.
    pub variant: &'static str,
    /// Arguments of the variant.
    pub arguments: Vec<String>,
    /// The arguments are one list.
    pub is_list: bool,
    /// A sentence that describes the effect.
    pub reason: &'static str,
}

/// A row of the table.
struct Row {
    /// The id of the service.
    service: &'static str,
    /// Operations; empty for all of them.
    operations: &'static [&'static str],
    /// The customization.
    kind: Kind,
    /// A sentence for the documentation of the operations.
    reason: &'static str,
}

/// A customization, with the condition for applying it to an operation.
#[derive(Clone, Copy)]
enum Kind {
    /// A header with a constant value.
    Header(&'static str, &'static str),
    /// A default string for an input member.
    Fallback(&'static str, &'static str),
    /// Input members targeting one of these shapes are sent without the part up to their last slash.
    Strip(&'static [&'static str]),
    /// A tree hash of the body.
    TreeHash,
    /// The input member that gives the endpoint.
    EndpointMember(&'static str),
    /// The label that may move from the path to the host.
    BucketInPath(&'static str),
    /// The response root is the only output member itself, without a wrapper.
    UnwrappedOutput,
    /// A successful response may contain an error.
    ErrorInSuccess,
    /// A successful response must have a complete body.
    BodyInSuccess,
    /// The error for a 404 response to HEAD.
    NotFoundOfHead(&'static str),
    /// A response header whose timestamp may be malformed.
    LenientTimestamp(&'static str),
    /// The pair with a URL that is presigned in `SourceRegion`, which is not sent itself.
    PresignedUrl(&'static str),
    /// The same; both regions are sent.
    PresignedUrlWithRegions(&'static str),
    /// A header with a CRC-32 of the response body.
    Crc32,
    /// MD5 sums of messages in the response.
    MessageMd5,
    /// An input member whose key is escaped.
    QuotedSource(&'static str),
    /// A request header with an encryption key.
    CustomerKey(&'static str),
    /// Elements of the response that are encoded for URLs.
    UrlDecoded(&'static [&'static str]),
    /// Clients follow redirects to the region of the bucket in the input member.
    RegionRedirect(&'static str),
    /// Clients wait before they send a large body.
    ExpectContinue,
}

/// Services whose restXml errors have no wrapper element, which not every model format can express:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
const BARE_ERRORS: [&str; 1] = ["S3"];

/// The reasons of an operation's customizations, each once, as its documentation states them.
pub(super) fn reasons(operation: &Operation, ir: &Ir) -> Vec<&'static str> {
    let mut reasons: Vec<_> = of(operation, ir)
        .into_iter()
        .map(|asked| asked.reason)
        .collect();
    reasons.dedup();
    reasons
}

/// Customizations of an operation.
pub(crate) fn of(operation: &Operation, ir: &Ir) -> Vec<Customization> {
    let rows = ROWS.iter().filter(|row| {
        let all = row.operations.is_empty();
        row.service == ir.service.id && (all || row.operations.contains(&&*operation.name))
    });
    let target = Target::of(operation, ir);
    rows.flat_map(|row| {
        let calls = row.kind.on(&target).into_iter();
        calls.map(|(variant, arguments)| Customization {
            variant,
            arguments,
            is_list: matches!(row.kind, Kind::UrlDecoded(..)),
            reason: row.reason,
        })
    })
    .collect()
}

/// Variants that compute sums of bodies or messages.
const SUMS: [&str; 4] = ["Crc32", "CustomerKey", "MessageMd5", "TreeHash"];

/// Returns true if an operation needs hashes of its bodies or messages.
pub(crate) fn sums(operation: &Operation, ir: &Ir) -> bool {
    of(operation, ir)
        .iter()
        .any(|asked| SUMS.contains(&asked.variant))
}

/// Returns true if a service's errors have no wrapper element.
pub(crate) fn has_bare_errors(service: &str) -> bool {
    BARE_ERRORS.contains(&service)
}

/// Facts about an operation that decide on customizations.
struct Target<'m> {
    /// Input members.
    input: Vec<&'m Member>,
    /// Names of the errors.
    errors: Vec<&'m str>,
    /// True if a successful response has no body or one in the protocol's format, as opposed to a raw payload or an event
    /// stream.
    answers_in_format: bool,
    /// True if a request may have a raw payload.
    has_body: bool,
}

impl<'m> Target<'m> {
    /// Collects the facts about an operation.
    fn of(operation: &'m Operation, ir: &'m Ir) -> Self {
        let shape = |io: &'m Option<Io>| io.as_ref().and_then(|io| ir.shape(&io.shape));
        let members = |io| shape(io).into_iter().flat_map(Shape::members);
        let raw = |member: &Member| {
            member.location == Location::Payload && ir.target(member).is_some_and(is_raw)
        };
        let streams = |member: &Member| {
            member.streaming
                || ir
                    .target(member)
                    .is_some_and(|shape| shape.traits.streaming)
        };
        let has_events = operation.output.iter().any(|io| io.events.is_some());
        let mut output = members(&operation.output);
        Self {
            has_body: matches!(&*operation.http.method, "PUT" | "POST")
                && members(&operation.input).any(raw),
            input: members(&operation.input).collect(),
            errors: operation.errors.iter().map(|name| &**name).collect(),
            answers_in_format: operation.http.method != "HEAD"
                && !has_events
                && !output.any(|member| raw(member) || streams(member)),
        }
    }
}

/// Returns true if a payload of this shape is the raw body.
const fn is_raw(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Blob | ShapeKind::String | ShapeKind::Enum(_)
    )
}

/// Ids of services in the table.
#[cfg(test)]
pub(crate) fn services() -> impl Iterator<Item = &'static str> {
    let rows = ROWS.iter().map(|row| row.service);
    rows.chain(BARE_ERRORS)
}

impl Kind {
    /// Runtime variants with their arguments, for an operation.
    fn on(self, target: &Target<'_>) -> Vec<(&'static str, Vec<String>)> {
        let members = &target.input;
        let has = |name: &str| members.iter().any(|member| member.name == *name);
        let errs = |name: &str| target.errors.contains(&name);
        let sends = |header: &str| {
            let mut members = members.iter();
            members.any(|member| matches!(&member.location, Location::Header(name) if name.eq_ignore_ascii_case(header)))
        };
        let one = |variant, arguments: &[&str]| {
            vec![(variant, arguments.iter().map(ToString::to_string).collect())]
        };
        match self {
            Self::Header(name, value) => one("Header", &[name, value]),
            Self::Fallback(name, text) if has(name) => one("Fallback", &[name, text]),
            Self::EndpointMember(name) if has(name) => one("EndpointMember", &[name]),
            Self::BucketInPath(name) if is_label(members, name) => one("BucketInPath", &[]),
            Self::NotFoundOfHead(name) if errs(name) => one("NotFoundOfHead", &[name]),
            Self::ErrorInSuccess if target.answers_in_format => one("ErrorInSuccess", &[]),
            Self::Strip(shapes) => members
                .iter()
                .filter(|member| shapes.contains(&&*member.target))
                .map(|member| ("StripLabel", vec![member.name.to_string()]))
                .collect(),
            Self::TreeHash => one("TreeHash", &[]),
            Self::UnwrappedOutput => one("UnwrappedOutput", &[]),
            Self::BodyInSuccess => one("BodyInSuccess", &[]),
            Self::LenientTimestamp(name) => one("LenientTimestamp", &[name]),
            Self::PresignedUrl(name) if has(name) && has("SourceRegion") => {
                one("PresignedUrl", &[name])
            }
            Self::PresignedUrlWithRegions(name) if has(name) => {
                one("PresignedUrlWithRegions", &[name])
            }
            Self::Crc32 => one("Crc32", &[]),
            Self::MessageMd5 => one("MessageMd5", &[]),
            Self::QuotedSource(name) if has(name) => one("QuotedSource", &[name]),
            Self::CustomerKey(header) if sends(header) => one("CustomerKey", &[header]),
            Self::UrlDecoded(names) => one("UrlDecoded", names),
            Self::RegionRedirect(name) if has(name) => one("RegionRedirect", &[]),
            Self::ExpectContinue if target.has_body => one("ExpectContinue", &[]),
            Self::Fallback(..)
            | Self::EndpointMember(_)
            | Self::BucketInPath(_)
            | Self::ErrorInSuccess
            | Self::NotFoundOfHead(_)
            | Self::PresignedUrl(_)
            | Self::PresignedUrlWithRegions(_)
            | Self::QuotedSource(_)
            | Self::CustomerKey(_)
            | Self::RegionRedirect(_)
            | Self::ExpectContinue => Vec::new(),
        }
    }
}

fn is_label(members: &[&Member], name: &str) -> bool {
    let mut labels = members
        .iter()
        .filter(|member| member.location == Location::Label);
    labels.any(|member| member.name == *name)
}

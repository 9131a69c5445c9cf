//! The places of secrets in messages: names of headers, parameters and members, and parts that are secret as a whole.

use std::collections::BTreeSet;

use sansmith::Schema;
use sansmith::schema::{Kind, Location, Member};

/// Headers that have secrets.
const HEADERS: [&str; 12] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
    "x-amz-bearer-token",
    "x-amz-copy-source-server-side-encryption-customer-key",
    "x-amz-s3session-token",
    "x-amz-security-token",
    "x-amz-server-side-encryption-customer-key",
    "x-amz-sso_bearer_token",
    "x-api-key",
    "x-aws-ec2-metadata-token",
];

/// Keys of bodies and queries that have secrets, in lowercase without `-` and `_`.
const KEYS: [&str; 22] = [
    "accesskeyid",
    "accesstoken",
    "authorizationtoken",
    "awsaccesskeyid",
    "clientsecret",
    "codeverifier",
    "devicecode",
    "idtoken",
    "password",
    "plaintext",
    "privatekey",
    "refreshtoken",
    "samlassertion",
    "secretaccesskey",
    "secretbinary",
    "secretstring",
    "sessiontoken",
    "signature",
    "webidentitytoken",
    "xamzcredential",
    "xamzsecuritytoken",
    "xamzsignature",
];

/// More of them in requests for credentials. Instances and containers call the session token `Token`, which elsewhere
/// is the token of a page; `TokenCode` is a code of an MFA device.
const KEYS_OF_EXCHANGES: [&str; 2] = ["token", "tokencode"];

/// A part of a message that is hidden whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The path of the URI.
    Path,
    /// The values of the query.
    Query,
    /// The body.
    Body,
}

/// The places of secrets in the messages of an operation, or in those of a request for credentials.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    /// Names of members, in the form of [`KEYS`].
    names: BTreeSet<String>,
    headers: BTreeSet<String>,
    /// Starts of names of headers.
    prefixes: BTreeSet<String>,
    parts: BTreeSet<Part>,
    /// A payload is bytes of the caller or of the service, which have no members.
    pub(super) has_bytes: bool,
    /// It is a request for credentials.
    pub(super) is_exchange: bool,
}

impl Secrets {
    /// Those of a request for credentials, which has no shapes.
    pub(super) fn of_exchange() -> Self {
        Self {
            is_exchange: true,
            ..Self::default()
        }
    }

    /// Those that the model of an operation names.
    pub(super) fn of_shapes(shapes: &[&'static Schema]) -> Self {
        let mut found = Self::default();
        let mut seen = BTreeSet::new();
        for shape in shapes {
            found.collect(shape, &mut seen);
        }
        found
    }

    /// Collects the sensitive members within a shape, which is none of them.
    fn collect(&mut self, shape: &'static Schema, seen: &mut BTreeSet<usize>) {
        if !seen.insert(std::ptr::from_ref(shape) as usize) {
            return;
        }
        match shape.kind {
            Kind::List(element) => self.collect(element.target, seen),
            Kind::Map(_, value) => self.collect(value.target, seen),
            _ => {}
        }
        for member in shape.members() {
            let is_bytes = matches!(member.target.kind, Kind::Blob);
            self.has_bytes |= is_bytes && member.location == Location::Payload;
            // Inputs, outputs and errors may be sensitive themselves.
            if shape.sensitive || is_sensitive(member) {
                self.add(member);
            } else {
                self.collect(member.target, seen);
            }
        }
    }

    fn add(&mut self, member: &'static Member) {
        match member.location {
            Location::Header(name) => {
                self.headers.insert(name.to_ascii_lowercase());
            }
            Location::PrefixHeaders(prefix) => {
                self.prefixes.insert(prefix.to_ascii_lowercase());
            }
            Location::Query(name) => {
                self.names.insert(plain(name));
            }
            Location::QueryParams => {
                self.parts.insert(Part::Query);
            }
            Location::Label => {
                self.parts.insert(Part::Path);
            }
            Location::Payload => {
                self.parts.insert(Part::Body);
            }
            _ => {}
        }
        if member.xml_attribute {
            // Attributes are not searched.
            self.parts.insert(Part::Body);
        }
        // Within another shape a member is in the body, whatever its binding. A flattened list may have the name of its elements.
        let element = match member.target.kind {
            Kind::List(element) => element.xml_name,
            _ => None,
        };
        let names = [member.name, member.json_key(), member.xml_key()];
        let others = [member.ec2_name, element];
        let names = names.into_iter().chain(others.into_iter().flatten());
        self.names.extend(names.map(plain));
    }

    /// Returns true if the model names any members.
    pub(super) fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// Returns true if a part is hidden whole.
    pub(super) fn hides_part(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Returns true if the value of a key in a body or a query is hidden.
    pub(super) fn hides(&self, key: &str) -> bool {
        // Parts of keys of awsQuery: `Tags.member.1.Value`.
        let hides = |part: &str| {
            let part = plain(part);
            KEYS.contains(&part.as_str())
                || self.is_exchange && KEYS_OF_EXCHANGES.contains(&part.as_str())
                || self.names.contains(&part)
        };
        key.split('.').any(hides)
    }

    /// Returns true if the value of a header is hidden; its name is in lowercase.
    pub(super) fn hides_header(&self, name: &str) -> bool {
        let mut prefixes = self.prefixes.iter();
        HEADERS.contains(&name)
            || self.headers.contains(name)
            || prefixes.any(|prefix| name.starts_with(prefix))
    }
}

/// Tells if a member is hidden as a whole, as `Debug` of its structure does it. A structure hides its own members.
fn is_sensitive(member: &Member) -> bool {
    let is_within = match member.target.kind {
        Kind::List(element) => is_sensitive(element),
        Kind::Map(key, value) => is_sensitive(key) || is_sensitive(value),
        _ => false,
    };
    is_within || member.is_sensitive()
}

/// A key in the form of the table.
fn plain(key: &str) -> String {
    let kept = key.chars().filter(|letter| !matches!(letter, '-' | '_'));
    kept.flat_map(char::to_lowercase).collect()
}

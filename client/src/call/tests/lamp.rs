//! A service of lamps, whose operations have tokens, streams and named hosts.

use std::fmt;

use sansmith::customization::Customization;
use sansmith::operation::{self, Discovery, Schema};
use sansmith::protocol::{AwsJson1_0, AwsQuery, RestJson1};
use sansmith::schema::{BLOB, LONG, Location, Member, MemberTraits, STRING};
use sansmith::{
    Blob, Document, Failure, MemberSource, MemberVisitor, Operation, OperationError, Service, Shape,
};

/// The service: it has no endpoint rules, so settings have its URL.
static LAMPS: Service = Service::new("Lamps", "Lamps", "2026-01-01")
    .signing_name("lamps")
    .auth(&["aws.auth#sigv4"]);

/// The same with a signing name whose signatures leave bodies over TLS open.
static STORE: Service = Service::new("Store", "Store", "2026-01-01")
    .signing_name("s3")
    .auth(&["aws.auth#sigv4"]);

/// The same with endpoint rules, those of STS.
static RULED: Service = Service::new("Ruled", "Ruled", "2026-01-01")
    .signing_name("sts")
    .auth(&["aws.auth#sigv4"])
    .rules(&crate::services::sts::endpoint::RULES);

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Glow {
    pub(crate) name: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) light: Option<Blob>,
}

static GLOW: sansmith::Schema = sansmith::Schema::structure(
    "Glow",
    &[
        Member::new("Name", &STRING).with(&MemberTraits::at(Location::Header("x-name"))),
        Member::new("Token", &STRING)
            .with(&MemberTraits::at(Location::Header("x-token")).idempotency_token()),
        Member::new("Light", &BLOB).with(&MemberTraits::at(Location::Payload)),
    ],
);

impl Shape for Glow {
    const SCHEMA: &'static sansmith::Schema = &GLOW;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.name);
        visitor.member(1, &self.token);
        visitor.member(2, &self.light);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            name: source.get(0),
            token: source.get(1),
            light: source.get(2),
        }
    }
}

#[derive(Debug)]
pub(crate) struct LampError(Failure<Document>);

impl fmt::Display for LampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        sansmith::generated::display_error(self, f)
    }
}

impl std::error::Error for LampError {}

impl OperationError for LampError {
    fn variants<V: sansmith::generated::ErrorVisitor<Self>>(visitor: V) -> V::Out {
        visitor.unhandled(Self)
    }

    fn failure(&self) -> &dyn operation::AnyFailure {
        &self.0
    }
}

/// Operations by their schemas.
macro_rules! operations {
    ($($name:ident: $protocol:ty, $shape:ty = $schema:expr;)*) => {$(
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Operation for $name {
            type Protocol = $protocol;
            type Input = $shape;
            type Output = $shape;
            type Error = LampError;
            const SCHEMA: &'static operation::Schema = &$schema;
        }
    )*};
}

/// A copy, perhaps from another region.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Copied {
    pub(crate) name: Option<String>,
    pub(crate) source_region: Option<String>,
    pub(crate) url: Option<String>,
}

static COPIED: sansmith::Schema = sansmith::Schema::structure(
    "Copied",
    &[
        Member::new("Name", &STRING),
        Member::new("SourceRegion", &STRING),
        Member::new("PreSignedUrl", &STRING),
    ],
);

/// A message, and its sum in a response.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Message {
    pub(crate) body: Option<String>,
    pub(crate) sum: Option<String>,
}

/// The MD5 of "hello", by Python's `hashlib`.
pub(crate) const MD5_OF_HELLO: &str = "5d41402abc4b2a76b9719d911017c592";

static MESSAGE: sansmith::Schema = sansmith::Schema::structure(
    "Message",
    &[
        Member::new("MessageBody", &STRING),
        Member::new("MD5OfMessageBody", &STRING),
    ],
);

/// The hosts that the service names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hosts {
    pub(crate) endpoints: Option<Vec<Host>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Host {
    address: Option<String>,
    period: Option<i64>,
}

static HOST: sansmith::Schema = sansmith::Schema::structure(
    "Host",
    &[
        Member::new("Address", &STRING),
        Member::new("CachePeriodInMinutes", &LONG),
    ],
);

static HOST_LIST: sansmith::Schema =
    sansmith::Schema::list("HostList", &Member::new("member", &HOST));

static HOSTS: sansmith::Schema =
    sansmith::Schema::structure("Hosts", &[Member::new("Endpoints", &HOST_LIST)]);

impl Shape for Copied {
    const SCHEMA: &'static sansmith::Schema = &COPIED;

    fn members<'s, M: MemberVisitor<'s>>(&'s self, members: &mut M) {
        members.member(0, &self.name);
        members.member(1, &self.source_region);
        members.member(2, &self.url);
    }

    fn build<F: MemberSource>(fields: &mut F) -> Self {
        Self {
            name: fields.get(0),
            source_region: fields.get(1),
            url: fields.get(2),
        }
    }
}

impl Shape for Message {
    const SCHEMA: &'static sansmith::Schema = &MESSAGE;

    fn members<'s, M: MemberVisitor<'s>>(&'s self, members: &mut M) {
        members.member(0, &self.body);
        members.member(1, &self.sum);
    }

    fn build<F: MemberSource>(fields: &mut F) -> Self {
        Self {
            body: fields.get(0),
            sum: fields.get(1),
        }
    }
}

impl Shape for Host {
    const SCHEMA: &'static sansmith::Schema = &HOST;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.address);
        visitor.member(1, &self.period);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            address: source.get(0),
            period: source.get(1),
        }
    }
}

impl Shape for Hosts {
    const SCHEMA: &'static sansmith::Schema = &HOSTS;

    fn members<'s, V: MemberVisitor<'s>>(&'s self, visitor: &mut V) {
        visitor.member(0, &self.endpoints);
    }

    fn build<S: MemberSource>(source: &mut S) -> Self {
        Self {
            endpoints: source.get(0),
        }
    }
}

static NEEDED: Discovery = Discovery::by::<DescribeEndpoints>(true);
static OPTIONAL: Discovery = Discovery::by::<DescribeEndpoints>(false);
static BY_NAME: Discovery = Discovery::by::<DescribeEndpoints>(true).identified(&["Name"]);

operations! {
    PutGlow: RestJson1, Glow = Schema::new(&LAMPS, "PutGlow", "PUT", "/glow");
    PourGlow: RestJson1, Glow = Schema::new(&LAMPS, "PourGlow", "PUT", "/glow").streaming_input();
    PourOpen: RestJson1, Glow = Schema::new(&LAMPS, "PourOpen", "PUT", "/glow").streaming_input().unsigned_payload();
    TalkGlow: RestJson1, Glow = Schema::new(&LAMPS, "TalkGlow", "POST", "/talk").event_input().event_output();
    StoreGlow: RestJson1, Glow = Schema::new(&STORE, "StoreGlow", "PUT", "/glow").streaming_input();
    GetGlow: RestJson1, Glow = Schema::new(&LAMPS, "GetGlow", "GET", "/glow").streaming_output();
    DescribeEndpoints: AwsJson1_0, Hosts = Schema::new(&RULED, "DescribeEndpoints", "POST", "/");
    NeedyGlow: RestJson1, Glow = Schema::new(&RULED, "NeedyGlow", "PUT", "/glow").discovered(&NEEDED);
    FreeGlow: RestJson1, Glow = Schema::new(&RULED, "FreeGlow", "PUT", "/glow").discovered(&OPTIONAL);
    CopyNear: AwsQuery, Copied = Schema::new(&RULED, "CopyNear", "POST", "/")
        .customized(&[Customization::PresignedUrl("PreSignedUrl")]);
    CopyFar: AwsQuery, Copied = Schema::new(&RULED, "CopyFar", "POST", "/")
        .customized(&[Customization::PresignedUrlWithRegions("PreSignedUrl")]);
    GetSummed: AwsJson1_0, Glow = Schema::new(&RULED, "GetSummed", "POST", "/").customized(&[Customization::Crc32]);
    SendMessage: AwsJson1_0, Message = Schema::new(&RULED, "SendMessage", "POST", "/")
        .customized(&[Customization::MessageMd5]);
    NamedGlow: RestJson1, Glow = Schema::new(&RULED, "NamedGlow", "PUT", "/glow").discovered(&BY_NAME);
}

// Behind the macro, which it uses.
#[cfg(all(feature = "blocking-h2", feature = "record", feature = "tracing"))]
pub(crate) mod events;

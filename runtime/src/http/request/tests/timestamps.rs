//! Timestamps in requests have millisecond precision, in every format and binding.

use super::sent;
use crate::forms::Codecs as _;
use crate::http::operation::Schema as OperationSchema;
use crate::http::protocol::{
    AwsJson1_0, AwsQuery, Protocol, RestJson1, RestXml, RpcV2Cbor, RpcV2Json,
};
use crate::http::request::fixture::{operation, structure};
use crate::http::service::Service;
use crate::model::schema::{self, Location, Member, MemberTraits, Schema, TimestampFormat};
use crate::types::Timestamp;

static SERVICE: Service = Service::new("Clock", "Clock", "2026-01-01");

static TICK: Schema = Schema::structure(
    "Tick",
    &[
        Member::new("At", &schema::TIMESTAMP),
        Member::new("Iso", &schema::TIMESTAMP)
            .with(&MemberTraits::new().timestamp_format(TimestampFormat::DateTime)),
        Member::new("Epoch", &schema::TIMESTAMP)
            .with(&MemberTraits::new().timestamp_format(TimestampFormat::EpochSeconds)),
        Member::new("Http", &schema::TIMESTAMP)
            .with(&MemberTraits::new().timestamp_format(TimestampFormat::HttpDate)),
    ],
);
structure!(Tick = TICK {
    0 at: Option<Timestamp>,
    1 iso: Option<Timestamp>,
    2 epoch: Option<Timestamp>,
    3 http: Option<Timestamp>,
});

static BOUND: Schema = Schema::structure(
    "Bound",
    &[
        Member::new("Label", &schema::TIMESTAMP)
            .with(&MemberTraits::at(Location::Label).timestamp_format(TimestampFormat::DateTime)),
        Member::new("Query", &schema::TIMESTAMP).with(
            &MemberTraits::at(Location::Query("q")).timestamp_format(TimestampFormat::EpochSeconds),
        ),
        Member::new("Header", &schema::TIMESTAMP).with(
            &MemberTraits::at(Location::Header("x-a")).timestamp_format(TimestampFormat::DateTime),
        ),
        Member::new("Epoch", &schema::TIMESTAMP).with(
            &MemberTraits::at(Location::Header("x-b"))
                .timestamp_format(TimestampFormat::EpochSeconds),
        ),
        Member::new("Http", &schema::TIMESTAMP).with(
            &MemberTraits::at(Location::Header("x-c")).timestamp_format(TimestampFormat::HttpDate),
        ),
    ],
);
structure!(Bound = BOUND {
    0 label: Option<Timestamp>,
    1 query: Option<Timestamp>,
    2 header: Option<Timestamp>,
    3 epoch: Option<Timestamp>,
    4 http: Option<Timestamp>,
});

operation!(Tock(Tick) = OperationSchema::new(&SERVICE, "Tock", "POST", "/"));
operation!(Strike(Bound) = OperationSchema::new(&SERVICE, "Strike", "GET", "/{Label}"));

/// A value with equal timestamps.
fn tick(instant: Timestamp) -> Tick {
    let at = Some(instant);
    let (iso, epoch, http) = (at, at, at);
    Tick {
        at,
        iso,
        epoch,
        http,
    }
}

/// Body of a request.
fn body<P: Protocol>(instant: Timestamp) -> String {
    let text = sent::<Tock<P>>(&tick(instant));
    text.split_once("\n\n").unwrap().1.to_owned()
}

#[test]
fn bodies_have_milliseconds() {
    let instant = Timestamp::new(1_706_933_106, 123_999_999);
    let iso = "2024-02-03T04:05:06.123Z";
    let epoch = "1706933106.123";
    let http = "Sat, 03 Feb 2024 04:05:06 GMT";
    let json = format!(r#"{{"At":{epoch},"Iso":"{iso}","Epoch":{epoch},"Http":"{http}"}}"#);
    assert_eq!(body::<RestJson1>(instant), json);
    assert_eq!(body::<AwsJson1_0>(instant), json);
    let seconds = format!(r#"{{"At":{epoch},"Iso":{epoch},"Epoch":{epoch},"Http":{epoch}}}"#);
    assert_eq!(body::<RpcV2Json>(instant), seconds);
    let xml = format!(
        "<Tick><At>{iso}</At><Iso>{iso}</Iso><Epoch>{epoch}</Epoch><Http>{http}</Http></Tick>"
    );
    assert_eq!(body::<RestXml>(instant), xml);
    let query = body::<AwsQuery>(instant);
    assert!(
        query.contains("&At=2024-02-03T04%3A05%3A06.123Z&"),
        "{query}"
    );
    assert!(query.contains("&Epoch=1706933106.123&"), "{query}");
    let request = super::send::<Tock<RpcV2Cbor>>(&tick(instant)).unwrap();
    let read = Tick::from_cbor(request.http.body().as_bytes().unwrap()).unwrap();
    assert_eq!(read, tick(Timestamp::new(1_706_933_106, 123_000_000)));
}

#[test]
fn instants_before_1970_are_truncated_toward_the_past() {
    let instant = Timestamp::new(-1, 999_999_999);
    assert_eq!(
        body::<RestJson1>(instant),
        r#"{"At":-0.001,"Iso":"1969-12-31T23:59:59.999Z","Epoch":-0.001,"Http":"Wed, 31 Dec 1969 23:59:59 GMT"}"#
    );
    let instant = Timestamp::new(-1, 500_000_001);
    assert!(body::<RestJson1>(instant).starts_with(r#"{"At":-0.5,"#));
}

#[test]
fn heads_have_milliseconds() {
    let at = Some(Timestamp::new(1_706_933_106, 7_999_999));
    let (label, query, header, epoch, http) = (at, at, at, at, at);
    assert_eq!(
        sent::<Strike<RestJson1>>(&Bound {
            label,
            query,
            header,
            epoch,
            http
        }),
        "GET /2024-02-03T04%3A05%3A06.007Z?q=1706933106.007\n\
         x-a: 2024-02-03T04:05:06.007Z\nx-b: 1706933106.007\nx-c: Sat, 03 Feb 2024 04:05:06 GMT"
    );
}

#[test]
fn values_for_their_own_sake_keep_all_digits() {
    let value = tick(Timestamp::new(1_706_933_106, 123_456_789));
    assert!(value.to_json().contains("1706933106.123456789"));
    assert!(value.to_xml().contains("06.123456789Z"));
    assert!(value.to_query().to_string().contains("06.123456789Z"));
    assert_eq!(
        Tick::from_xml(value.to_xml()).map(|read| read.iso),
        Ok(value.iso)
    );
}

//! Endpoint resolution for Connect, without a cache.
//!
//! The peer caches its last endpoint, so that two regions take turns.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use aws_sdk_connect::config::endpoint::{
    DefaultResolver, Endpoint as PeerEndpoint, Params as PeerParams, ResolveEndpoint,
};
use sansmith::endpoint::{Endpoint, Params};
use sansmith_connect::endpoint::RULES;

use crate::clock::Case;

const MESSAGE: &str = "endpoint";

/// Regions that take turns.
const REGIONS: [&str; 2] = ["us-east-1", "eu-central-1"];

/// The contenders.
pub(crate) fn cases() -> Vec<Case> {
    let resolver = DefaultResolver::new();
    let (mut theirs, mut ours) = (
        peer_params().into_iter().cycle(),
        params().into_iter().cycle(),
    );
    vec![
        Case::taking(
            (MESSAGE, "peer"),
            0,
            move || theirs.next().expect("parameters"),
            move |params| (peer(&resolver, &params), params),
        ),
        Case::taking(
            (MESSAGE, "ours"),
            0,
            move || ours.next().expect("parameters"),
            |params| (resolve(black_box(&params)), params),
        ),
    ]
}

/// Panics if contenders resolve different endpoints.
pub(crate) fn check() {
    let resolver = DefaultResolver::new();
    for (theirs, ours) in peer_params().iter().zip(&params()) {
        assert_eq!(peer(&resolver, theirs).url(), resolve(ours).url);
    }
}

fn params() -> [Params<'static>; 2] {
    REGIONS.map(|region| Params::new().region(region).fips(false).dual_stack(false))
}

/// The endpoint, with nothing borrowed from the parameters.
fn resolve(params: &Params<'static>) -> Endpoint<'static> {
    RULES.resolve(params).expect("an endpoint").into_owned()
}

fn peer_params() -> [PeerParams; 2] {
    REGIONS.map(|region| {
        let params = PeerParams::builder()
            .region(region)
            .use_fips(false)
            .use_dual_stack(false);
        params.build().expect("parameters")
    })
}

fn peer(resolver: &DefaultResolver, params: &PeerParams) -> PeerEndpoint {
    let future = pin!(resolver.resolve_endpoint(params));
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(endpoint) => endpoint.expect("an endpoint"),
        Poll::Pending => panic!("the resolver waits"),
    }
}

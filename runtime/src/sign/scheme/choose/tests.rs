//! Choices with scheme lists from AWS models.

use super::*;
use crate::http::service::{ApiKeyPlace, Service};
use crate::sign::{Settings, TokenUse, bearer_token_variable};

const SIGV4: &str = "aws.auth#sigv4";
const BEARER: &str = "smithy.api#httpBearerAuth";

static S3: Service = Service::new("S3", "AmazonS3", "2006-03-01")
    .signing_name("s3")
    .auth(&[SIGV4]);
static BEDROCK: Service = Service::new("Bedrock", "AmazonBedrock", "2023-04-20")
    .signing_name("bedrock")
    .auth(&[SIGV4, BEARER]);
static GET: Schema = Schema::new(&S3, "GetObject", "GET", "/{Key+}");
static LIST: Schema = Schema::new(&BEDROCK, "ListModels", "GET", "/models");
static OPEN: Schema = Schema::new(&S3, "Open", "GET", "/").auth_by(&[NO_AUTH]);
static OPTIONAL: Schema = Schema::new(&S3, "Optional", "GET", "/").auth_by(&[SIGV4, NO_AUTH]);

fn endpoint(name: &'static str) -> EndpointScheme<'static> {
    let mut scheme = EndpointScheme::new(name);
    scheme.signing_name = Some("other".into());
    scheme
}

#[test]
fn the_first_scheme_with_an_identity_is_taken() {
    let caller = Choice::new("us-east-1");
    let token = caller.with_token().scheme(&LIST, &[]);
    assert_eq!(token, Ok(Scheme::Bearer));
    let both = caller.with_token().with_credentials().scheme(&LIST, &[]);
    assert_eq!(both, Ok(Scheme::SigV4(Scope::new("bedrock", "us-east-1"))));
    let error = caller.scheme(&LIST, &[]).unwrap_err();
    assert_eq!(error.schemes(), [SIGV4, BEARER]);
}

#[test]
fn no_authentication_needs_no_identity_and_asks_no_endpoint() {
    let caller = Choice::new("us-east-1");
    assert_eq!(caller.scheme(&OPTIONAL, &[]), Ok(Scheme::None));
    let at = [endpoint("sigv4")];
    let caller = caller.with_credentials();
    assert_eq!(caller.scheme(&OPEN, &at), Ok(Scheme::None));
    assert!(matches!(
        caller.scheme(&OPTIONAL, &at),
        Ok(Scheme::SigV4(_))
    ));
}

#[test]
fn a_preference_orders_what_is_there() {
    let caller = Choice::new("r").with_credentials().with_token();
    let scheme = |wanted| caller.prefer(wanted).scheme(&LIST, &[]).unwrap();
    assert_eq!(scheme("nonsense,httpBearerAuth"), Scheme::Bearer);
    assert_eq!(scheme("smithy.api#httpBearerAuth"), Scheme::Bearer);
    assert!(matches!(
        scheme(" sigv4 , httpBearerAuth"),
        Scheme::SigV4(_)
    ));
    assert!(matches!(scheme(""), Scheme::SigV4(_)));
}

#[test]
fn an_endpoint_names_service_region_and_encoding() {
    let caller = Choice::new("us-east-1").with_credentials();
    let mut at = endpoint("sigv4");
    at.signing_region = Some("eu-central-1".into());
    at.disable_double_encoding = true;
    let Ok(Scheme::SigV4(scope)) = caller.scheme(&LIST, &[endpoint("unheard-of"), at]) else {
        panic!("no SigV4");
    };
    assert_eq!((&*scope.service, &*scope.region), ("other", "eu-central-1"));
    assert_eq!(scope.settings, Settings::new().double_encoding(false));
    let error = caller.scheme(&LIST, &[endpoint("unheard-of")]).unwrap_err();
    assert_eq!(error.schemes(), ["unheard-of"]);
}

#[test]
fn an_endpoint_leaves_a_bearer_token_alone() {
    let caller = Choice::new("us-east-1").with_token();
    assert_eq!(
        caller.scheme(&LIST, &[endpoint("sigv4")]),
        Ok(Scheme::Bearer)
    );
}

#[test]
fn s3_and_its_sessions_have_their_settings() {
    let caller = Choice::new("us-east-1").with_credentials();
    let Ok(Scheme::SigV4(scope)) = caller.scheme(&GET, &[]) else {
        panic!("no SigV4");
    };
    assert_eq!(scope.settings, Settings::s3());
    let mut at = EndpointScheme::new(S3_EXPRESS);
    at.signing_name = Some("s3express".into());
    let Ok(Scheme::S3Express(scope)) = caller.scheme(&GET, &[at]) else {
        panic!("no session");
    };
    assert_eq!(scope.settings, Settings::s3().token(TokenUse::S3Session));
}

#[cfg(feature = "sigv4a")]
#[test]
fn regions_come_from_the_caller_then_from_the_endpoint() {
    const SIGV4A: &str = "aws.auth#sigv4a";
    static STS: Service = Service::new("STS", "STS", "1")
        .signing_name("sts")
        .auth(&[SIGV4, SIGV4A]);
    static CALL: Schema = Schema::new(&STS, "Call", "POST", "/");
    let caller = Choice::new("us-east-1").with_credentials();
    let region = |caller: Choice<'static>, at: &[EndpointScheme<'static>]| {
        let scheme = caller.prefer("sigv4a").scheme(&CALL, at);
        let Ok(Scheme::SigV4a(scope)) = scheme else {
            panic!("{scheme:?}");
        };
        scope.region.into_owned()
    };
    let mut at = EndpointScheme::new("sigv4a");
    assert_eq!(region(caller, &[]), "us-east-1");
    assert_eq!(region(caller, &[at.clone()]), "us-east-1");
    at.signing_region_set = vec!["*".into()];
    assert_eq!(region(caller, &[at.clone()]), "*");
    at.signing_region_set.push("x".into());
    assert_eq!(region(caller, &[endpoint("sigv4"), at.clone()]), "*,x");
    assert_eq!(region(caller.region_set("a,b"), &[at]), "a,b");
    // Without preferences, the order of the list applies.
    assert!(matches!(caller.scheme(&CALL, &[]), Ok(Scheme::SigV4(_))));
}

#[test]
fn an_api_key_needs_its_place() {
    const KEY: &[&str] = &["smithy.api#httpApiKeyAuth"];
    const PLACE: ApiKeyPlace = ApiKeyPlace::Query { name: "key" };
    static BARE: Service = Service::new("A", "A", "1").auth(KEY);
    static PLACED: Service = Service::new("A", "A", "1").auth(KEY).api_key_query("key");
    static ONE: Schema = Schema::new(&BARE, "One", "GET", "/");
    static TWO: Schema = Schema::new(&PLACED, "Two", "GET", "/");
    let caller = Choice::new("r").with_api_key();
    assert!(caller.scheme(&ONE, &[]).is_err());
    assert_eq!(caller.scheme(&TWO, &[]), Ok(Scheme::ApiKey(PLACE)));
}

#[test]
fn a_service_has_a_variable_for_its_token() {
    assert_eq!(bearer_token_variable("bedrock"), "AWS_BEARER_TOKEN_BEDROCK");
    assert_eq!(bearer_token_variable("a-b"), "AWS_BEARER_TOKEN_A_B");
}

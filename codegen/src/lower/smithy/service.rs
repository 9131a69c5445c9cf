//! Lowers the service shape to a [`Service`] without operations.

use indexmap::IndexMap;

use super::closure::Closure;
use super::facets::{lower_deprecated, lower_namespace};
use super::model::Model;
use super::naming::short;
use super::scope::Common;
use super::traits::Traits;
use crate::ir::{
    ApiKeyPlace, Auth, ClientContextParam, Docs, EndpointRules, Protocol, Service, ShapeName,
};
use crate::lower::endpoint;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::{Entries, Text};
use crate::read::smithy::traits as mirror;

/// Protocols by trait id.
const PROTOCOLS: [(&str, Protocol); 9] = [
    ("aws.protocols#awsJson1_0", Protocol::AwsJson1_0),
    ("aws.protocols#awsJson1_1", Protocol::AwsJson1_1),
    ("aws.protocols#awsQuery", Protocol::AwsQuery),
    ("aws.protocols#ec2Query", Protocol::Ec2Query),
    ("aws.protocols#restJson1", Protocol::RestJson1),
    ("aws.protocols#restXml", Protocol::RestXml),
    ("smithy.protocols#rpcv2Cbor", Protocol::RpcV2Cbor),
    ("smithy.protocols#rpcv2Json", Protocol::RpcV2Json),
    (SIMPLE_REST_JSON, Protocol::RestJson1),
];

/// A protocol with small differences to restJson1:
/// <https://github.com/disneystreaming/alloy/blob/main/docs/protocols/SimpleRestJson.md>.
pub(super) const SIMPLE_REST_JSON: &str = "alloy#simpleRestJson";

/// Auth schemes by trait id, in the default order of preference.
const SCHEMES: [(&str, Auth); 6] = [
    ("aws.auth#sigv4", Auth::SigV4),
    ("aws.auth#sigv4a", Auth::SigV4a),
    ("smithy.api#httpApiKeyAuth", Auth::ApiKey),
    ("smithy.api#httpBasicAuth", Auth::Basic),
    ("smithy.api#httpBearerAuth", Auth::Bearer),
    ("smithy.api#httpDigestAuth", Auth::Digest),
];

/// Lowers the service of a closure, and its defaults for operations.
pub(super) fn lower_service<'a>(
    model: &mut Model<'a>,
    closure: &Closure<'a>,
    problems: &mut Problems,
) -> (Service, Common<'a>) {
    let id = &closure.service;
    let name = short(id);
    let shape = model.shapes.get_mut(id);
    let (mut traits, links, at) = shape.map_or_else(Default::default, |shape| {
        let traits = std::mem::take(&mut shape.traits);
        (traits, shape.links.clone(), shape.at.clone())
    });
    let version = links.version.unwrap_or_default().into_owned();
    let aws = traits.take::<mirror::AwsService<'_>>("aws.api#service", problems);
    let names = AwsNames::of(aws, name, &version);
    let Authentication {
        auth,
        signing_name,
        api_key,
    } = lower_auth(&mut traits, model, problems);
    let spoken = lower_protocols(&mut traits, model, problems);
    let xml_namespace = lower_namespace(&mut traits, problems);
    let common = Common {
        pages: traits.take("smithy.api#paginated", problems),
        discovery: lower_discovery(&mut traits, problems),
        auth: auth.clone(),
        errors: links.errors.into_iter().map(|link| link.target).collect(),
        xml_namespace: xml_namespace.clone(),
    };
    let json = [Protocol::AwsJson1_0, Protocol::AwsJson1_1];
    let targets = json.iter().any(|json| spoken.protocols.contains(json));
    let namespace = id.split_once('#').map_or("", |(namespace, _)| namespace);
    let service = Service {
        name: ShapeName::from(name),
        namespace: namespace.to_owned(),
        title: traits
            .text("smithy.api#title", problems)
            .unwrap_or_else(|| names.id.clone()),
        id: names.id,
        version,
        uid: names.uid,
        signing_name: signing_name.unwrap_or_else(|| names.endpoint_prefix.clone()),
        endpoint_prefix: names.endpoint_prefix,
        signature_version: signature_version(&auth).to_owned(),
        auth,
        api_key,
        target_prefix: targets.then(|| name.to_owned()),
        protocols: spoken.protocols,
        xml_namespace,
        // Part of the endpoint rules in this format.
        global_endpoint: None,
        query_compatible: traits.flag("aws.protocols#awsQueryCompatible", problems),
        no_error_wrapping: spoken.no_error_wrapping,
        http2: spoken.http2,
        client_context_params: lower_client_params(&mut traits, problems),
        docs: traits.docs(problems),
        deprecated: lower_deprecated(&mut traits, problems),
        operations: IndexMap::new(),
        endpoint_rules: lower_rules(&mut traits, problems),
        endpoint_diagram: lower_diagram(&mut traits, problems),
        waiters: IndexMap::new(),
        unknown_traits: traits.rest(problems),
        at,
    };
    (service, common)
}

/// The operation that returns endpoints.
fn lower_discovery<'a>(traits: &mut Traits<'a>, problems: &mut Problems) -> Option<Text<'a>> {
    let discovery: Option<mirror::ClientEndpointDiscovery<'a>> =
        traits.take("aws.api#clientEndpointDiscovery", problems);
    discovery.map(|discovery| discovery.operation)
}

/// The endpoint rules.
fn lower_rules(traits: &mut Traits<'_>, problems: &mut Problems) -> Option<EndpointRules> {
    let (rules, at) = traits.take_with_place("smithy.rules#endpointRuleSet", problems)?;
    endpoint::lower_rule_set(rules, &at, problems)
}

/// The endpoint rules as a decision diagram.
fn lower_diagram(traits: &mut Traits<'_>, problems: &mut Problems) -> Option<EndpointRules> {
    let (rules, at) = traits.take_with_place("smithy.rules#endpointBdd", problems)?;
    endpoint::lower_diagram(rules, &at, problems)
}

/// The names of a service.
struct AwsNames {
    id: String,
    uid: Option<String>,
    endpoint_prefix: String,
}

impl AwsNames {
    /// Names from `aws.api#service`; other services are named after their shape.
    fn of(aws: Option<mirror::AwsService<'_>>, name: &str, version: &str) -> Self {
        let Some(aws) = aws else {
            return Self {
                id: name.to_owned(),
                uid: None,
                endpoint_prefix: String::new(),
            };
        };
        let id = aws.sdk_id.into_owned();
        let uid = aws.doc_id.map_or_else(
            || format!("{}-{version}", id.to_lowercase().replace(' ', "-")),
            Text::into_owned,
        );
        let prefix = aws.endpoint_prefix.or(aws.arn_namespace);
        Self {
            id,
            uid: Some(uid),
            endpoint_prefix: prefix.map_or_else(|| name.to_lowercase(), Text::into_owned),
        }
    }
}

/// Protocol settings of a service.
#[derive(Default)]
struct Spoken {
    protocols: Vec<Protocol>,
    no_error_wrapping: bool,
    http2: Option<String>,
}

fn lower_protocols(traits: &mut Traits<'_>, model: &Model<'_>, problems: &mut Problems) -> Spoken {
    let mut spoken = Spoken::default();
    let mut listed: Vec<(usize, Protocol)> = PROTOCOLS
        .into_iter()
        .filter_map(|(id, protocol)| {
            let place = traits.iter().position(|known| known.id == id)?;
            Some((place, protocol))
        })
        .collect();
    listed.sort_unstable_by_key(|(place, _)| *place);
    spoken.protocols = listed.into_iter().map(|(_, protocol)| protocol).collect();
    if let Some(simple) = traits.get(SIMPLE_REST_JSON) {
        let what = "a feature of `alloy#simpleRestJson`, which is treated as restJson1,".to_owned();
        let why = "the type of an error is read from `x-amzn-errortype` and the body, not from `x-error-type`, and \
                   unions are tagged, not `discriminated` or `untagged`";
        problems.push(ProblemKind::Unsupported { what, why }, simple.at.clone());
    }
    for (id, _) in PROTOCOLS {
        let Some(settings) = traits.take::<mirror::ProtocolSettings<'_>>(id, problems) else {
            continue;
        };
        spoken.no_error_wrapping |= settings.no_error_wrapping == Some(true);
        let http2 = lower_http2(&settings);
        spoken.http2 = spoken.http2.or_else(|| http2.map(str::to_owned));
    }
    for known in traits.iter() {
        let definition = model.shapes.get(&known.id);
        if definition.is_some_and(|shape| shape.traits.has("smithy.api#protocolDefinition")) {
            let name = known.id.clone().into_owned();
            problems.push(ProblemKind::UnknownProtocol { name }, known.at.clone());
        }
    }
    spoken
}

/// HTTP/2 support: required for event streams, or optional.
fn lower_http2(settings: &mirror::ProtocolSettings<'_>) -> Option<&'static str> {
    let all = settings.http.as_deref().unwrap_or_default();
    let events = settings.event_stream_http.as_deref().unwrap_or(all);
    let is_two = |version: &Text<'_>| version == "h2";
    if !events.is_empty() && events.iter().all(is_two) {
        Some("eventstream")
    } else {
        let mut versions = all.iter().chain(events);
        versions.any(is_two).then_some("optional")
    }
}

/// Authentication facts of a service.
struct Authentication {
    /// Auth schemes, most preferred first.
    auth: Vec<Auth>,
    /// Signing name.
    signing_name: Option<String>,
    api_key: Option<ApiKeyPlace>,
}

/// Lowers the authentication traits.
fn lower_auth(
    traits: &mut Traits<'_>,
    model: &Model<'_>,
    problems: &mut Problems,
) -> Authentication {
    let listed = traits.take::<Vec<Text<'_>>>("smithy.api#auth", problems);
    let mut signing_name = None;
    let mut api_key = None;
    let mut there: Vec<(String, Auth)> = Vec::new();
    for (id, auth) in SCHEMES {
        let found = if matches!(auth, Auth::SigV4 | Auth::SigV4a) {
            let found = traits.take::<mirror::SigV4<'_>>(id, problems);
            let is_there = found.is_some();
            let name = found.and_then(|found| found.name).map(Text::into_owned);
            signing_name = signing_name.or(name);
            is_there
        } else if auth == Auth::ApiKey {
            let found = traits.take::<mirror::HttpApiKeyAuth<'_>>(id, problems);
            let is_there = found.is_some();
            api_key = found.map(lower_api_key);
            is_there
        } else {
            traits.take_node(id).is_some()
        };
        if found {
            there.push((id.to_owned(), auth));
        }
    }
    for known in traits.iter() {
        let definition = model.shapes.get(&known.id);
        if definition.is_some_and(|shape| shape.traits.has("smithy.api#authDefinition")) {
            let id = known.id.clone().into_owned();
            there.push((id.clone(), Auth::Other(id)));
        }
    }
    there.sort_by(|(one, _), (other, _)| one.cmp(other));
    let auth = match listed {
        Some(listed) => auth_of(&listed),
        None => there.into_iter().map(|(_, auth)| auth).collect(),
    };
    let auth = if auth.is_empty() {
        vec![Auth::None]
    } else {
        auth
    };
    Authentication {
        auth,
        signing_name,
        api_key,
    }
}

/// Placement of an API key: `query`, or a header for any other word, which is the only alternative in Smithy.
fn lower_api_key(auth: mirror::HttpApiKeyAuth<'_>) -> ApiKeyPlace {
    let name = auth.name.into_owned();
    if auth.place == "query" {
        return ApiKeyPlace::Query(name);
    }
    ApiKeyPlace::Header {
        name,
        scheme: auth.scheme.map(Text::into_owned),
    }
}

/// Auth schemes by id; an empty list means no authentication.
pub(super) fn auth_of(ids: &[Text<'_>]) -> Vec<Auth> {
    if ids.is_empty() {
        return vec![Auth::None];
    }
    let scheme = |id: &Text<'_>| {
        let mut known = SCHEMES.into_iter();
        match known.find(|(known, _)| known == id) {
            Some((_, auth)) => auth,
            None if id == "smithy.api#noAuth" => Auth::None,
            None => Auth::Other(id.clone().into_owned()),
        }
    };
    ids.iter().map(scheme).collect()
}

/// The signature version for a list of auth schemes.
fn signature_version(auth: &[Auth]) -> &'static str {
    if auth.contains(&Auth::SigV4) {
        "v4"
    } else if auth.contains(&Auth::SigV4a) {
        "v4a"
    } else if auth.contains(&Auth::Bearer) {
        "bearer"
    } else {
        "none"
    }
}

/// Lowers the endpoint parameters set by the client.
fn lower_client_params(
    traits: &mut Traits<'_>,
    problems: &mut Problems,
) -> IndexMap<String, ClientContextParam> {
    type Params<'a> = Entries<'a, mirror::ClientContextParam<'a>>;
    let params = traits.take::<Params<'_>>("smithy.rules#clientContextParams", problems);
    let params = params.into_iter().flatten();
    params
        .map(|(name, param)| {
            let param = ClientContextParam {
                kind: param.kind.into_owned(),
                docs: param
                    .documentation
                    .map(|text| Docs::from(text.into_owned())),
            };
            (name.into_owned(), param)
        })
        .collect()
}

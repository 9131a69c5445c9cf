//! Lowers the HTTP traits of an operation: method and URI, host prefix, checksums.

use indexmap::IndexMap;

use super::model::Shape;
use super::scope::Scope;
use super::traits::Traits;
use crate::ir::{Http, HttpChecksum, MemberName, PathPart, Pointer, Uri};
use crate::lower::uri;
use crate::lower::values::lower_status;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// Lowers the HTTP binding; RPC protocols use the same one for all operations.
pub(super) fn lower_http(
    traits: &mut Traits<'_>,
    (input, scope): (Option<&Shape<'_>>, &Scope<'_>),
    at: &Pointer,
    problems: &mut Problems,
) -> Http {
    let id = "smithy.api#http";
    let found = traits.take_with_place::<mirror::Http<'_>>(id, problems);
    if !scope.speech.binds {
        return Http {
            method: "POST".to_owned(),
            uri: Uri {
                path: vec![PathPart::Literal("/".to_owned())],
                query: Vec::new(),
            },
            code: 200,
        };
    }
    let Some((http, at)) = found else {
        problems.push(ProblemKind::MissingKey { key: id }, at.child("traits"));
        return Http {
            method: String::new(),
            uri: Uri::default(),
            code: 200,
        };
    };
    if http.method.is_empty() || !http.method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        let unknown = ProblemKind::UnknownValue {
            what: "method",
            value: http.method.clone().into_owned(),
            expected: "a word in capital letters",
        };
        problems.push(unknown, at.child("method"));
    }
    let labels: IndexMap<&str, MemberName> = input
        .into_iter()
        .flat_map(|shape| &shape.members)
        .filter(|(_, member)| member.traits.has("smithy.api#httpLabel"))
        .map(|(name, _)| (&**name, MemberName::from(&**name)))
        .collect();
    let code = http.code.as_ref();
    let code = code.and_then(|code| lower_status(code, &at.child("code"), problems));
    Http {
        uri: uri::lower_uri(&http.uri, &labels, &at.child("uri"), problems),
        method: http.method.into_owned(),
        code: code.unwrap_or(200),
    }
}

/// Lowers the host prefix.
pub(super) fn lower_host_prefix(
    traits: &mut Traits<'_>,
    input: Option<&Shape<'_>>,
    problems: &mut Problems,
) -> Option<String> {
    let id = "smithy.api#endpoint";
    let (endpoint, at) = traits.take_with_place::<mirror::Endpoint<'_>>(id, problems)?;
    let is_label = |label: &str| {
        let member = input.and_then(|shape| shape.members.get(label));
        member.is_some_and(|member| member.traits.has("smithy.api#hostLabel"))
    };
    uri::check_host_prefix(&endpoint.host_prefix, is_label, &at, problems);
    Some(endpoint.host_prefix.into_owned())
}

/// Lowers the checksum configuration.
pub(super) fn lower_checksum(
    traits: &mut Traits<'_>,
    problems: &mut Problems,
) -> Option<HttpChecksum> {
    let id = "aws.protocols#httpChecksum";
    let found = traits.take::<mirror::HttpChecksum<'_>>(id, problems)?;
    let member = |name: Text<'_>| MemberName::from(name.into_owned());
    let algorithms = found.response_algorithms.into_iter().flatten();
    Some(HttpChecksum {
        request_required: found.request_checksum_required.unwrap_or(false),
        request_algorithm_member: found.request_algorithm_member.map(member),
        request_validation_mode_member: found.request_validation_mode_member.map(member),
        response_algorithms: algorithms.map(Text::into_owned).collect(),
    })
}

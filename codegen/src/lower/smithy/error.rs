//! Lowers the error trait, which combines four Smithy traits.

use super::naming::short;
use super::scope::Scope;
use super::traits::Traits;
use crate::ir::{ErrorTrait, Fault, Number, Pointer, Retryable};
use crate::lower::values::lower_status;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// The error trait: from the shape itself, or because an operation lists it as an error.
pub(super) fn lower_error(
    id: &str,
    traits: &mut Traits<'_>,
    scope: &Scope<'_>,
    (at, problems): (&Pointer, &mut Problems),
) -> Option<ErrorTrait> {
    let fault = traits.take_with_place::<Text<'_>>("smithy.api#error", problems);
    let query = traits
        .take_with_place::<mirror::AwsQueryError<'_>>("aws.protocols#awsQueryError", problems);
    let status = traits.take_with_place::<Number>("smithy.api#httpError", problems);
    let retryable = traits.take::<mirror::Retryable>("smithy.api#retryable", problems);
    if fault.is_none() && !scope.failures.contains(id) {
        return None;
    }
    let fault = match &fault {
        Some((fault, _)) if fault == "server" => Fault::Server,
        Some((fault, _)) if fault == "client" => Fault::Client,
        Some((fault, at)) => {
            let unknown = ProblemKind::UnknownValue {
                what: "fault",
                value: fault.clone().into_owned(),
                expected: "`client` or `server`",
            };
            problems.push(unknown, at.clone());
            Fault::Client
        }
        None => {
            let key = "smithy.api#error";
            problems.push(ProblemKind::MissingKey { key }, at.child("traits"));
            Fault::Client
        }
    };
    // Other protocols send the shape name. awsQuery-compatible services send this code in a header, and it is read from
    // there.
    let (code, query_status) = match query.filter(|_| scope.speech.query) {
        Some((query, at)) => {
            let status = lower_status(&query.http_response_code, &at, problems);
            (Some(query.code.into_owned()), status)
        }
        None => (None, None),
    };
    let status = status.and_then(|(status, at)| lower_status(&status, &at, problems));
    Some(ErrorTrait {
        fault,
        code: code.filter(|code| code != short(id)),
        http_status: query_status.or(status),
        retryable: retryable.map(|retryable| Retryable {
            throttling: retryable.throttling.unwrap_or(false),
        }),
    })
}

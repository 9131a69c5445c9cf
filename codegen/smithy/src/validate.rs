//! Validation of loaded models.
//!
//! A validator is a function from the model to events, listed with its name in `VALIDATORS`.
//! Checks of relationships between shapes run first (`Basic`); all others (`Further`) rely on them, and do not run after an
//! error in them. The reference also stops after invalid traits; here all problems are reported at once.
//!
//! **Invariants**
//! - Names and severities are those of the reference implementation 1.73.0, so that suppressions carry over.
//! - Models that failed to load are not validated: events would only repeat the loader's.
//!
//! <https://smithy.io/2.0/spec/model-validation.html>

mod access;
mod auth;
mod aws;
mod cases;
mod check;
mod closures;
mod conditions;
mod conflicts;
mod created;
mod custom;
mod cycles;
mod defaults;
mod dependent;
mod deprecated;
mod enums;
mod examples;
mod formats;
mod host;
mod http;
mod identifiers;
mod limits;
mod linters;
mod metadata;
mod mqtt;
mod operations;
mod paginated;
mod parameters;
mod pointers;
mod recursion;
mod references;
mod report;
mod resources;
mod streaming;
mod target;
mod text;
mod traits;
mod values;
mod views;
mod waiters;

use self::report::Report;
use self::views::Views;
use crate::event::{Event, Severity};
use crate::load::Loaded;
use crate::suppress::Suppressions;

/// The stage of a validator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Created,
    Basic,
    Further,
}

/// A function that reports what it finds in a model.
type Run = fn(&Views<'_>, &mut Report);

/// All validators: stage, name, function.
const VALIDATORS: &[(Stage, &str, Run)] = &[
    (Stage::Created, "Model", created::traits),
    (Stage::Created, "Model", created::metadata),
    (Stage::Basic, "Target", target::targets),
    (Stage::Basic, "ResourceCycle", recursion::resources),
    (Stage::Further, "EnumShape", enums::shapes),
    (
        Stage::Further,
        "ExclusiveStructureMemberTrait",
        traits::exclusive,
    ),
    (Stage::Further, "TraitTarget", traits::targets),
    (Stage::Further, "TraitValue", values::traits),
    (Stage::Further, "TraitConflict", traits::conflicts),
    (Stage::Further, "DefaultTrait", defaults::defaults),
    (Stage::Further, "ShapeIdConflict", conflicts::ids),
    (
        Stage::Further,
        "SingleOperationBinding",
        conflicts::operations,
    ),
    (
        Stage::Further,
        "SingleResourceBinding",
        conflicts::resources,
    ),
    (Stage::Further, "EnumTrait", enums::traits),
    (Stage::Further, "ShapeRecursion", recursion::shapes),
    (Stage::Further, "Union", access::unions),
    (Stage::Further, "UnitType", access::unit),
    (Stage::Further, "PrivateAccess", access::private),
    (
        Stage::Further,
        "PrivateMixinMember",
        access::private_mixin_members,
    ),
    (Stage::Further, "Set", access::sets),
    (Stage::Further, "LengthTrait", limits::lengths),
    (Stage::Further, "RangeTrait", limits::ranges),
    (Stage::Further, "PatternTrait", limits::patterns),
    (Stage::Further, "Service", conflicts::closures),
    (Stage::Further, "DefaultValueInUpdate", defaults::in_updates),
    (Stage::Further, "TraitValidators", traits::trait_validators),
    (Stage::Further, "PaginatedTrait", paginated::operations),
    (Stage::Further, "AuthTrait", auth::traits),
    (Stage::Further, "ServiceAuthDefinitions", auth::services),
    (Stage::Further, "ResourceLifecycle", resources::lifecycles),
    (Stage::Further, "ResourceIdentifier", resources::identifiers),
    (
        Stage::Further,
        "ResourceOperationInputOutput",
        resources::properties,
    ),
    (
        Stage::Further,
        "ResourceIdentifierBinding",
        identifiers::operations,
    ),
    (
        Stage::Further,
        "ServiceBoundResourceOperation",
        identifiers::of_services,
    ),
    (
        Stage::Further,
        "MemberShouldReferenceResource",
        identifiers::references,
    ),
    (Stage::Further, "ReferencesTrait", references::references),
    (Stage::Further, "MetadataTrait", metadata::traits),
    (Stage::Further, "TypedMetadata", metadata::values),
    (Stage::Further, "ShapeClosure", closures::closures),
    (Stage::Further, METADATA, custom::validators),
    (Stage::Further, "HttpBindingsMissing", http::missing),
    (Stage::Further, "HttpLabelTrait", http::labels),
    (Stage::Further, "HttpUriConflict", http::conflicts),
    (Stage::Further, "HttpUriGreedyLabel", http::greedy),
    (Stage::Further, "HttpUriFormat", http::formats),
    (Stage::Further, "HttpMethodSemantics", http::methods),
    (Stage::Further, "HttpResponseCodeSemantics", http::codes),
    (Stage::Further, "HttpHeaderTrait", http::members::headers),
    (Stage::Further, "HttpQueryTrait", http::members::queries),
    (
        Stage::Further,
        "HttpQueryParamsTrait",
        http::members::query_params,
    ),
    (
        Stage::Further,
        "HttpPrefixHeadersTrait",
        http::members::prefixes,
    ),
    (Stage::Further, "HttpPayload", http::members::payloads),
    (Stage::Further, "StreamingTrait", streaming::streams),
    (
        Stage::Further,
        "EventPayloadTrait",
        streaming::event_payloads,
    ),
    (Stage::Further, "DeprecatedTrait", deprecated::deprecated),
    (Stage::Further, "UnstableTrait", deprecated::unstable),
    (Stage::Further, "XmlFlattenedTrait", deprecated::flattened),
    (
        Stage::Further,
        "OperationInputOutputMisuse",
        operations::sides,
    ),
    (Stage::Further, "OperationNameAmbiguity", operations::names),
    (
        Stage::Further,
        "IdempotencyTokenIgnored",
        operations::tokens,
    ),
    (
        Stage::Further,
        "HttpBindingTraitIgnored",
        http::ignored::bindings,
    ),
    (Stage::Further, "JsonName", http::ignored::json_names),
    (Stage::Further, "ExamplesTrait", examples::examples),
    (
        Stage::Further,
        "StaticContextParamsTrait",
        parameters::fixed,
    ),
    (
        Stage::Further,
        "OperationContextParamsTrait",
        parameters::paths,
    ),
    (Stage::Further, "ConditionsTrait", conditions::expressions),
    (Stage::Further, "WaitableTrait", waiters::waiters),
    (Stage::Further, "UniqueWaiterNames", waiters::names),
    (Stage::Further, "MqttTopicLabel", mqtt::labels),
    (Stage::Further, "MqttTopicConflict", mqtt::conflicts),
    (Stage::Further, "HttpRequestTestsInput", cases::requests),
    (Stage::Further, "HttpResponseTestsOutput", cases::outputs),
    (Stage::Further, "HttpResponseTestsError", cases::errors),
    (
        Stage::Further,
        "HttpMalformedRequestTests",
        cases::malformed,
    ),
    (Stage::Further, "EventStreamTestsTrait", cases::streams),
    (Stage::Further, "UniqueProtocolTestCaseId", cases::unique),
    (Stage::Further, "SmokeTestCase", cases::smoke_cases),
    (
        Stage::Further,
        "UniqueSmokeTestCaseId",
        cases::unique_smoke_cases,
    ),
    (Stage::Further, "SdkServiceId", aws::service::sdk_ids),
    (Stage::Further, "EventSource", aws::service::event_sources),
    (Stage::Further, "CloudWatchNamespace", aws::service::metrics),
    (Stage::Further, "SigV4Traits", aws::service::signing),
    (Stage::Further, "ArnTrait", aws::arn::delimiters),
    (Stage::Further, "ArnTemplate", aws::arn::templates),
    (Stage::Further, "ProtocolHttp", aws::protocols::http),
    (Stage::Further, "Rpcv2CborTrait", aws::protocols::cbor),
    (Stage::Further, "Rpcv2JsonTrait", aws::protocols::json),
    (
        Stage::Further,
        "ProtocolHttpPayload",
        aws::protocols::payloads,
    ),
    (Stage::Further, "ErrorRename", aws::protocols::renames),
    (
        Stage::Further,
        "QueryErrorCode",
        aws::protocols::query_codes,
    ),
    (
        Stage::Further,
        "HttpChecksumTrait",
        aws::checksum::checksums,
    ),
    (
        Stage::Further,
        "ClientEndpointDiscovery",
        aws::discovery::discovery,
    ),
    (Stage::Further, "ServiceTagging", aws::tagging::services),
    (Stage::Further, "TagEnabledService", aws::tagging::enabled),
    (Stage::Further, "TaggableResource", aws::tagging::resources),
    (
        Stage::Further,
        "TagResourcePropertyType",
        aws::tagging::property_types,
    ),
    (
        Stage::Further,
        "TagResourcePropertyName",
        aws::tagging::property_names,
    ),
    (Stage::Further, "ConditionKeys", aws::iam::condition_keys),
    (
        Stage::Further,
        "ConditionKeyValueTrait",
        aws::iam::condition_values,
    ),
    (
        Stage::Further,
        "DefineConditionKeysTrait",
        aws::iam::defined_keys,
    ),
    (Stage::Further, "IamAction", aws::iam::actions),
    (Stage::Further, "IamResourceTrait", aws::iam::resource_names),
    (
        Stage::Further,
        "IamResourceTraitConflictingName",
        aws::iam::resource_conflicts,
    ),
    (
        Stage::Further,
        "AuthorizersTrait",
        aws::gateway::authorizers,
    ),
    (
        Stage::Further,
        "EndpointConfiguration",
        aws::gateway::endpoints,
    ),
    (
        Stage::Further,
        "GatewayResponsesCors",
        aws::gateway::responses,
    ),
    (
        Stage::Further,
        "CfnMutabilityTrait",
        aws::cloudformation::mutability,
    ),
    (
        Stage::Further,
        "CfnResourceProperty",
        aws::cloudformation::properties,
    ),
    (Stage::Further, "HostLabelTrait", host::labels),
    (Stage::Further, "CorsTrait", dependent::cors),
    (Stage::Further, "HttpApiKeyAuthTrait", dependent::api_keys),
    (Stage::Further, "IdempotentTrait", dependent::idempotent),
    (
        Stage::Further,
        "RequestCompressionTrait",
        dependent::compression,
    ),
    (
        Stage::Further,
        "NoInlineDocumentSupport",
        dependent::documents,
    ),
    (Stage::Further, "MediaType", formats::media_types),
    (Stage::Further, "XmlNamespaceTrait", formats::namespaces),
    (
        Stage::Further,
        "TraitBreakingChanges",
        pointers::breaking_changes,
    ),
];

/// All events of a model: those of its loading, and those of the validators if it loaded without errors.
///
/// Severities are those that the model asks for with `@suppress` and the metadata `suppressions` and
/// `severityOverrides`; suppressed events are in the list. The order is that of files and lines.
///
/// ```
/// use sansmith_smithy::Source;
/// use sansmith_smithy::load::{Options, load};
/// use sansmith_smithy::validate::validate;
///
/// let text = "$version: \"2\"\nnamespace example\n@range(min: 1)\nstring Name\n";
/// let loaded = load(vec![Source::new("main.smithy", text)], &Options::default());
/// let events = validate(&loaded);
/// assert_eq!(events[0].id, "TraitTarget");
/// assert_eq!(events[0].shape.as_ref().unwrap(), &"example#Name");
/// ```
pub fn validate(loaded: &Loaded) -> Vec<Event> {
    let model = &loaded.model;
    let suppressions = Suppressions::of(model);
    let mut events = loaded.events.clone();
    for event in &mut events {
        suppressions.apply(event);
    }
    if !loaded.has_errors() {
        let views = Views::new(model);
        for stage in [Stage::Created, Stage::Basic, Stage::Further] {
            let mut found = run(&views, stage);
            for event in &mut found {
                suppressions.apply(event);
            }
            events.append(&mut found);
            if events.iter().any(|event| event.severity == Severity::Error) {
                break;
            }
        }
    }
    events.sort_by_key(|event| event.at);
    events
}

/// The names of all validators and linters, each once; names of events start with them.
///
/// ```
/// use sansmith_smithy::validate::names;
///
/// assert!(names().any(|name| name == "HttpUriConflict"));
/// ```
pub fn names() -> impl Iterator<Item = &'static str> {
    let built = VALIDATORS.iter().map(|(_, name, _)| *name);
    let names: std::collections::BTreeSet<_> = built
        .filter(|name| *name != METADATA)
        .chain(custom::names())
        .collect();
    names.into_iter()
}

/// The row that runs what the metadata `validators` asks for.
const METADATA: &str = "validators";

/// Runs the validators of a stage.
///
/// Bundled definitions only have errors, if a model changes them.
fn run(views: &Views<'_>, stage: Stage) -> Vec<Event> {
    let mut events = Vec::new();
    for (of, name, run) in VALIDATORS {
        if *of == stage {
            let mut report = Report::new(name);
            run(views, &mut report);
            events.append(&mut report.events);
        }
    }
    events.retain(|event| event.severity == Severity::Error || !views.is_bundled(event));
    events
}

#[cfg(test)]
mod tests;

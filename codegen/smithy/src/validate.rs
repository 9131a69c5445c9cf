//! Validation of loaded models.
//!
//! A validator is a function from the model to events, listed with its name in the table of its stage.
//! Stages run one after the other, and none after an error: later validators rely on what earlier ones check. The reference also stops after invalid traits; here all problems are reported at once.
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
mod rules;
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

/// A function that reports what it finds in a model.
type Run = fn(&Views<'_>, &mut Report);

/// A validator: its name, and the function that runs it.
type Validator = (&'static str, Run);

/// The validators of values that bundled definitions cannot take at all.
const CREATED: &[Validator] = &[
    ("Model", created::traits),
    ("Model", created::metadata),
    ("Model", created::vendors),
];

/// The validators of relationships between shapes.
const BASIC: &[Validator] = &[
    ("Target", target::targets),
    ("ResourceCycle", recursion::resources),
];

/// The validators that rely on relationships.
const FURTHER: &[Validator] = &[
    ("EnumShape", enums::shapes),
    ("ExclusiveStructureMemberTrait", traits::exclusive),
    ("TraitTarget", traits::targets),
    ("TraitValue", values::traits),
    ("TraitValue", rules::faults),
    ("TraitConflict", traits::conflicts),
    ("DefaultTrait", defaults::defaults),
    ("ShapeIdConflict", conflicts::ids),
    ("SingleOperationBinding", conflicts::operations),
    ("SingleResourceBinding", conflicts::resources),
    ("EnumTrait", enums::traits),
    ("ShapeRecursion", recursion::shapes),
    ("Union", access::unions),
    ("UnitType", access::unit),
    ("PrivateAccess", access::private),
    ("PrivateMixinMember", access::private_mixin_members),
    ("Set", access::sets),
    ("LengthTrait", limits::lengths),
    ("RangeTrait", limits::ranges),
    ("PatternTrait", limits::patterns),
    ("Service", conflicts::closures),
    ("DefaultValueInUpdate", defaults::in_updates),
    ("TraitValidators", traits::trait_validators),
    ("PaginatedTrait", paginated::operations),
    ("AuthTrait", auth::traits),
    ("ServiceAuthDefinitions", auth::services),
    ("ResourceLifecycle", resources::lifecycles),
    ("ResourceIdentifier", resources::identifiers),
    ("ResourceOperationInputOutput", resources::properties),
    ("ResourceIdentifierBinding", identifiers::operations),
    ("ServiceBoundResourceOperation", identifiers::of_services),
    ("MemberShouldReferenceResource", identifiers::references),
    ("ReferencesTrait", references::references),
    ("MetadataTrait", metadata::traits),
    ("TypedMetadata", metadata::values),
    ("ShapeClosure", closures::closures),
    (METADATA, custom::validators),
    ("HttpBindingsMissing", http::missing),
    ("HttpLabelTrait", http::labels),
    ("HttpUriConflict", http::conflicts),
    ("HttpUriGreedyLabel", http::greedy),
    ("HttpUriFormat", http::formats),
    ("HttpMethodSemantics", http::methods),
    ("HttpResponseCodeSemantics", http::codes),
    ("HttpHeaderTrait", http::members::headers),
    ("HttpQueryTrait", http::members::queries),
    ("HttpQueryParamsTrait", http::members::query_params),
    ("HttpPrefixHeadersTrait", http::members::prefixes),
    ("HttpPayload", http::members::payloads),
    ("StreamingTrait", streaming::streams),
    ("EventPayloadTrait", streaming::event_payloads),
    ("DeprecatedTrait", deprecated::deprecated),
    ("UnstableTrait", deprecated::unstable),
    ("XmlFlattenedTrait", deprecated::flattened),
    ("OperationInputOutputMisuse", operations::sides),
    ("OperationNameAmbiguity", operations::names),
    ("IdempotencyTokenIgnored", operations::tokens),
    ("HttpBindingTraitIgnored", http::ignored::bindings),
    ("JsonName", http::ignored::json_names),
    ("ExamplesTrait", examples::examples),
    ("StaticContextParamsTrait", parameters::fixed),
    ("OperationContextParamsTrait", parameters::paths),
    ("RuleSetParameter", rules::parameters::parameters),
    ("RuleSetParamMissingDocs", rules::parameters::documented),
    ("RuleSetBuiltIn", rules::parameters::built_ins),
    ("RuleSetAwsBuiltIn", rules::parameters::with_care),
    ("RuleSetAuthSchemes", rules::auth::schemes),
    ("RuleSetUri", rules::results::uris),
    ("RulesEngineVersion", rules::results::versions),
    ("BddTrait", rules::diagram::references),
    ("RuleSetTestCase", rules::cases::runs),
    ("EndpointTestsTrait", rules::cases::inputs),
    ("AwsSpecialCaseEndpoint", aws::endpoints::patterns),
    ("ConditionsTrait", conditions::expressions),
    ("WaitableTrait", waiters::waiters),
    ("UniqueWaiterNames", waiters::names),
    ("MqttTopicLabel", mqtt::labels),
    ("MqttTopicConflict", mqtt::conflicts),
    ("HttpRequestTestsInput", cases::requests),
    ("HttpResponseTestsOutput", cases::outputs),
    ("HttpResponseTestsError", cases::errors),
    ("HttpMalformedRequestTests", cases::malformed),
    ("EventStreamTestsTrait", cases::streams),
    ("UniqueProtocolTestCaseId", cases::unique),
    ("SmokeTestCase", cases::smoke_cases),
    ("UniqueSmokeTestCaseId", cases::unique_smoke_cases),
    ("SdkServiceId", aws::service::sdk_ids),
    ("EventSource", aws::service::event_sources),
    ("CloudWatchNamespace", aws::service::metrics),
    ("SigV4Traits", aws::service::signing),
    ("ArnTrait", aws::arn::delimiters),
    ("ArnTemplate", aws::arn::templates),
    ("ProtocolHttp", aws::protocols::http),
    ("Rpcv2CborTrait", aws::protocols::cbor),
    ("Rpcv2JsonTrait", aws::protocols::json),
    ("ProtocolHttpPayload", aws::protocols::payloads),
    ("ErrorRename", aws::protocols::renames),
    ("QueryErrorCode", aws::protocols::query_codes),
    ("HttpChecksumTrait", aws::checksum::checksums),
    ("ClientEndpointDiscovery", aws::discovery::discovery),
    ("ServiceTagging", aws::tagging::services),
    ("TagEnabledService", aws::tagging::enabled),
    ("TaggableResource", aws::tagging::resources),
    ("TagResourcePropertyType", aws::tagging::property_types),
    ("TagResourcePropertyName", aws::tagging::property_names),
    ("ConditionKeys", aws::iam::condition_keys),
    ("ConditionKeyValueTrait", aws::iam::condition_values),
    ("DefineConditionKeysTrait", aws::iam::defined_keys),
    ("IamAction", aws::iam::actions),
    ("IamResourceTrait", aws::iam::resource_names),
    (
        "IamResourceTraitConflictingName",
        aws::iam::resource_conflicts,
    ),
    ("AuthorizersTrait", aws::gateway::authorizers),
    ("EndpointConfiguration", aws::gateway::endpoints),
    ("GatewayResponsesCors", aws::gateway::responses),
    ("CfnMutabilityTrait", aws::cloudformation::mutability),
    ("CfnResourceProperty", aws::cloudformation::properties),
    ("HostLabelTrait", host::labels),
    ("CorsTrait", dependent::cors),
    ("HttpApiKeyAuthTrait", dependent::api_keys),
    ("IdempotentTrait", dependent::idempotent),
    ("RequestCompressionTrait", dependent::compression),
    ("NoInlineDocumentSupport", dependent::documents),
    ("MediaType", formats::media_types),
    ("XmlNamespaceTrait", formats::namespaces),
    ("TraitBreakingChanges", pointers::breaking_changes),
];

/// All validators in the order of their stages; those after a stage with an error do not run.
const STAGES: [&[Validator]; 3] = [CREATED, BASIC, FURTHER];

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
        for stage in STAGES {
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
    let built = STAGES.into_iter().flatten().map(|(name, _)| *name);
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
fn run(views: &Views<'_>, stage: &[Validator]) -> Vec<Event> {
    let mut events = Vec::new();
    for (name, run) in stage {
        let mut report = Report::new(name);
        run(views, &mut report);
        events.append(&mut report.events);
    }
    events.retain(|event| event.severity == Severity::Error || !views.is_bundled(event));
    events
}

#[cfg(test)]
mod tests;

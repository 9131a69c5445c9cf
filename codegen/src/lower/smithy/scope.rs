//! Model-wide facts needed to lower a shape.

use indexmap::IndexSet;

use super::closure::Closure;
use super::model::{Model, Type};
use super::naming::{self, Names};
use crate::config::Config;
use crate::ir::{Auth, Protocol, Service, ShapeName, XmlNamespace};
use crate::problem::Problems;
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// Facts about a model, collected before its shapes are lowered.
pub(super) struct Scope<'a> {
    names: Names<'a>,
    /// Structures that are events of a stream.
    pub(super) events: IndexSet<Text<'a>>,
    /// Structures listed as errors by operations, even if not marked as errors.
    pub(super) failures: IndexSet<Text<'a>>,
    /// Defaults from the service for its operations.
    pub(super) common: Common<'a>,
    /// Effects of traits in the service's protocols.
    pub(super) speech: Speech,
}

/// Defaults from the service for all of its operations.
#[derive(Default)]
pub(super) struct Common<'a> {
    /// Default pagination.
    pub(super) pages: Option<mirror::Paginated<'a>>,
    /// Id of the operation that returns endpoints for endpoint discovery.
    pub(super) discovery: Option<Text<'a>>,
    /// Auth schemes.
    pub(super) auth: Vec<Auth>,
    /// Ids of errors common to all operations.
    pub(super) errors: Vec<Text<'a>>,
    /// XML namespace.
    pub(super) xml_namespace: Option<XmlNamespace>,
}

/// Effects of traits in the service's protocols.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a service may speak several protocols"
)]
pub(super) struct Speech {
    /// Members follow their HTTP bindings; RPC protocols ignore them.
    pub(super) binds: bool,
    /// Bodies may be JSON, where members keep their names regardless of XML names.
    pub(super) json: bool,
    /// Bodies may be awsQuery, which has its own error names and result wrappers.
    pub(super) query: bool,
    /// Request bodies may be XML, with the service's namespace on the root element.
    pub(super) xml: bool,
}

impl Speech {
    fn of(service: &Service, config: &Config) -> Self {
        let speaks = |protocol: &Protocol| {
            service.protocols.contains(protocol) || config.protocol == Some(*protocol)
        };
        let json = [
            Protocol::RestJson1,
            Protocol::AwsJson1_0,
            Protocol::AwsJson1_1,
            Protocol::RpcV2Json,
            Protocol::RpcV2Cbor,
        ];
        Self {
            binds: service
                .protocol(config.protocol)
                .is_some_and(Protocol::is_rest),
            json: json.iter().any(speaks),
            query: speaks(&Protocol::AwsQuery),
            xml: speaks(&Protocol::RestXml),
        }
    }
}

impl<'a> Scope<'a> {
    /// Collects the facts about a service's shapes.
    pub(super) fn new(
        model: &Model<'a>,
        closure: &Closure<'a>,
        (service, common, config): (&Service, Common<'a>, &Config),
        problems: &mut Problems,
    ) -> Self {
        let mut events = IndexSet::new();
        for shape in model.shapes.values() {
            if shape.kind == Type::Union && shape.traits.has("smithy.api#streaming") {
                let members = shape.members.values();
                events.extend(members.map(|member| member.target.clone()));
            }
        }
        let holders = closure.operations.iter().chain([&closure.service]);
        let holders = holders.filter_map(|id| model.shapes.get(id));
        let failures = holders.flat_map(|holder| holder.links.errors.iter());
        Self {
            names: naming::name(model, closure, problems),
            events,
            failures: failures.map(|link| link.target.clone()).collect(),
            common,
            speech: Speech::of(service, config),
        }
    }

    /// The name of the shape with the given id.
    pub(super) fn name(&self, id: &str) -> ShapeName {
        let known = self.names.get(id).cloned();
        known.unwrap_or_else(|| naming::short(id).into())
    }
}

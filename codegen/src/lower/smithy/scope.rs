//! What lowering one shape must know of the others.

use indexmap::IndexSet;

use super::closure::Closure;
use super::model::{Model, Type};
use super::naming::{self, Names};
use crate::config::Config;
use crate::ir::{Auth, Protocol, Service, ShapeName, XmlNamespace};
use crate::problem::Problems;
use crate::read::mirror::Text;
use crate::read::smithy::traits as mirror;

/// What is known of a model before its shapes are lowered.
pub(super) struct Scope<'a> {
    names: Names<'a>,
    /// The structures that are events of a stream.
    pub(super) events: IndexSet<Text<'a>>,
    /// The structures that an operation gives as errors, whatever they say of themselves.
    pub(super) failures: IndexSet<Text<'a>>,
    /// What the service says for its operations.
    pub(super) common: Common<'a>,
    /// What the protocols of the service make of traits.
    pub(super) speech: Speech,
}

/// What a service says for all of its operations.
#[derive(Default)]
pub(super) struct Common<'a> {
    /// How they are paged, where they leave it out.
    pub(super) pages: Option<mirror::Paginated<'a>>,
    /// The one that answers where the others' host is, by its id.
    pub(super) discovery: Option<Text<'a>>,
    /// The ways to authenticate.
    pub(super) auth: Vec<Auth>,
    /// The errors that each of them may give, by id.
    pub(super) errors: Vec<Text<'a>>,
    /// The namespace of XML.
    pub(super) xml_namespace: Option<XmlNamespace>,
}

/// What the protocols of a service make of traits.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a service may speak several protocols"
)]
pub(super) struct Speech {
    /// Whether members travel where their HTTP bindings say; protocols of remote procedure calls ignore them.
    pub(super) binds: bool,
    /// Whether bodies may be JSON, so that members keep their names there whatever they are called in XML.
    pub(super) json: bool,
    /// Whether bodies may be those of awsQuery, which has words of its own for errors, and elements around results.
    pub(super) query: bool,
    /// Whether bodies of requests may be XML, whose root carries the namespace of the service.
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
    /// What is known of the shapes of a service.
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

    /// The name of the shape of that id.
    pub(super) fn name(&self, id: &str) -> ShapeName {
        let known = self.names.get(id).cloned();
        known.unwrap_or_else(|| naming::short(id).into())
    }
}

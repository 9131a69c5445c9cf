//! A merged Smithy model: the shapes of all files by absolute id.

use indexmap::IndexMap;

use super::traits::Traits;
use crate::ir::Pointer;
use crate::problem::{ProblemKind, Problems};
use crate::read::mirror::Text;
use crate::read::smithy::{self as mirror, Version};

/// The shapes of all files.
#[derive(Debug, Default)]
pub(super) struct Model<'a> {
    pub(super) shapes: IndexMap<Text<'a>, Shape<'a>>,
}

/// A shape of any type.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) kind: Type,
    /// The Smithy version of the defining file.
    pub(super) version: Version,
    pub(super) traits: Traits<'a>,
    /// Members; a list has `member`, a map has `key` and `value`.
    pub(super) members: IndexMap<Text<'a>, Member<'a>>,
    /// Traits applied to members that will be inherited from mixins.
    pub(super) introduced: IndexMap<Text<'a>, Traits<'a>>,
    pub(super) mixins: Vec<Link<'a>>,
    pub(super) links: Links<'a>,
    pub(super) at: Pointer,
}

/// A member of a shape.
#[derive(Debug, Clone)]
pub(super) struct Member<'a> {
    pub(super) target: Text<'a>,
    pub(super) traits: Traits<'a>,
    pub(super) at: Pointer,
}

/// A reference to a shape, with its location.
#[derive(Debug, Clone)]
pub(super) struct Link<'a> {
    pub(super) target: Text<'a>,
    pub(super) at: Pointer,
}

impl PartialEq for Link<'_> {
    /// Links are equal if they have the same target, regardless of location.
    fn eq(&self, other: &Self) -> bool {
        self.target == other.target
    }
}

/// References held by services, resources and operations.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Links<'a> {
    pub(super) version: Option<Text<'a>>,
    /// Operations, including lifecycle operations of a resource.
    pub(super) operations: Vec<Link<'a>>,
    pub(super) resources: Vec<Link<'a>>,
    pub(super) errors: Vec<Link<'a>>,
    pub(super) rename: IndexMap<Text<'a>, Text<'a>>,
    pub(super) input: Option<Link<'a>>,
    pub(super) output: Option<Link<'a>>,
}

/// The type of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Blob,
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    String,
    Enum,
    IntEnum,
    Timestamp,
    Document,
    List,
    /// A version 1.0 list with unique items.
    Set,
    Map,
    Structure,
    Union,
    Service,
    Resource,
    Operation,
}

impl Type {
    const ALL: [(&'static str, Self); 23] = [
        ("blob", Self::Blob),
        ("boolean", Self::Boolean),
        ("byte", Self::Byte),
        ("short", Self::Short),
        ("integer", Self::Integer),
        ("long", Self::Long),
        ("float", Self::Float),
        ("double", Self::Double),
        ("bigInteger", Self::BigInteger),
        ("bigDecimal", Self::BigDecimal),
        ("string", Self::String),
        ("enum", Self::Enum),
        ("intEnum", Self::IntEnum),
        ("timestamp", Self::Timestamp),
        ("document", Self::Document),
        ("list", Self::List),
        ("set", Self::Set),
        ("map", Self::Map),
        ("structure", Self::Structure),
        ("union", Self::Union),
        ("service", Self::Service),
        ("resource", Self::Resource),
        ("operation", Self::Operation),
    ];

    fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// The name of the type.
    pub(super) fn as_str(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, kind)| *kind == self)
            .map_or("shape", |(name, _)| name)
    }

    /// Returns true for data shapes, whose values are part of messages.
    pub(super) fn is_data(self) -> bool {
        !matches!(self, Self::Service | Self::Resource | Self::Operation)
    }

    /// Required members.
    pub(super) fn needs(self) -> &'static [&'static str] {
        if self == Self::Map {
            &["key", "value"]
        } else if matches!(self, Self::List | Self::Set) {
            &["member"]
        } else {
            &[]
        }
    }

    /// Returns true if members may have any name.
    fn has_members(self) -> bool {
        matches!(
            self,
            Self::Structure | Self::Union | Self::Enum | Self::IntEnum
        )
    }
}

impl<'a> Shape<'a> {
    /// Converts a mirror shape; warns of properties that its type does not have.
    pub(super) fn of(
        mut mirror: mirror::Shape<'a>,
        version: Version,
        at: Pointer,
        problems: &mut Problems,
    ) -> Self {
        let kind = Type::from_name(&mirror.kind).unwrap_or_else(|| {
            let unknown = ProblemKind::UnknownValue {
                what: "shape type",
                value: mirror.kind.clone().into_owned(),
                expected: "a Smithy type, or `apply`",
            };
            problems.push(unknown, at.child("type"));
            Type::Document
        });
        let shape = Self {
            kind,
            version,
            traits: Traits::of(mirror.traits.take(), &at),
            members: members(kind, &mut mirror, &at),
            introduced: IndexMap::new(),
            mixins: links(mirror.mixins.take(), "mixins", &at),
            links: Links::of(kind, &mut mirror, &at),
            at,
        };
        // Missing members may be inherited from a mixin.
        if shape.mixins.is_empty() {
            shape.complain_of_missing(problems);
        }
        for key in left(&mirror) {
            let at = shape.at.child(key);
            let (key, similar) = (key.to_owned(), None);
            problems.push(ProblemKind::UnknownKey { key, similar }, at);
        }
        shape
    }

    /// Reports missing members required by the type.
    pub(super) fn complain_of_missing(&self, problems: &mut Problems) {
        for key in self.kind.needs() {
            if !self.members.contains_key(*key) {
                problems.push(ProblemKind::MissingKey { key }, self.at.clone());
            }
        }
    }
}

/// The members of a shape, as its type requires.
fn members<'a>(
    kind: Type,
    mirror: &mut mirror::Shape<'a>,
    at: &Pointer,
) -> IndexMap<Text<'a>, Member<'a>> {
    let inner = |key: &'static str, member: Option<mirror::Member<'a>>| {
        Some((Text::Borrowed(key), Member::of(member?, at.child(key))))
    };
    if matches!(kind, Type::List | Type::Set) {
        return inner("member", mirror.member.take()).into_iter().collect();
    }
    if kind == Type::Map {
        let key = inner("key", mirror.key.take());
        let value = inner("value", mirror.value.take());
        return key.into_iter().chain(value).collect();
    }
    if !kind.has_members() {
        return IndexMap::new();
    }
    let at = at.child("members");
    let members = mirror.members.take().into_iter().flatten();
    members
        .map(|(name, member)| {
            let at = at.child(&name);
            (name, Member::of(member, at))
        })
        .collect()
}

impl<'a> Member<'a> {
    fn of(mirror: mirror::Member<'a>, at: Pointer) -> Self {
        Self {
            target: mirror.target,
            traits: Traits::of(mirror.traits, &at),
            at,
        }
    }
}

impl<'a> Links<'a> {
    /// References of a shape of the given type.
    fn of(kind: Type, mirror: &mut mirror::Shape<'a>, at: &Pointer) -> Self {
        let mut found = Self::default();
        let link = |reference: mirror::Reference<'a>, key: &str| Link {
            target: reference.target,
            at: at.child(key),
        };
        if matches!(kind, Type::Service | Type::Resource) {
            let lifecycle = [
                ("create", mirror.create.take()),
                ("put", mirror.put.take()),
                ("read", mirror.read.take()),
                ("update", mirror.update.take()),
                ("delete", mirror.delete.take()),
                ("list", mirror.list.take()),
            ];
            let lifecycle = lifecycle.into_iter();
            let lifecycle = lifecycle.filter_map(|(key, to)| to.map(|to| link(to, key)));
            found.operations.extend(lifecycle);
            let (own, collection) = (
                mirror.operations.take(),
                mirror.collection_operations.take(),
            );
            found.operations.extend(links(own, "operations", at));
            found
                .operations
                .extend(links(collection, "collectionOperations", at));
            found.resources = links(mirror.resources.take(), "resources", at);
        }
        if kind == Type::Service {
            found.version = mirror.version.take();
            found.rename = mirror.rename.take().into_iter().flatten().collect();
        }
        if matches!(kind, Type::Service | Type::Operation) {
            found.errors = links(mirror.errors.take(), "errors", at);
        }
        if kind == Type::Operation {
            found.input = mirror.input.take().map(|to| link(to, "input"));
            found.output = mirror.output.take().map(|to| link(to, "output"));
        }
        found
    }
}

fn links<'a>(
    references: Option<Vec<mirror::Reference<'a>>>,
    key: &str,
    at: &Pointer,
) -> Vec<Link<'a>> {
    let at = at.child(key);
    let references = references.into_iter().flatten().enumerate();
    references
        .map(|(index, reference)| Link {
            target: reference.target,
            at: at.child(&index.to_string()),
        })
        .collect()
}

/// Properties left over because the type does not have them.
pub(super) fn left(mirror: &mirror::Shape<'_>) -> Vec<&'static str> {
    let properties = [
        ("traits", mirror.traits.is_some()),
        ("mixins", mirror.mixins.is_some()),
        ("members", mirror.members.is_some()),
        ("member", mirror.member.is_some()),
        ("key", mirror.key.is_some()),
        ("value", mirror.value.is_some()),
        ("version", mirror.version.is_some()),
        ("operations", mirror.operations.is_some()),
        ("resources", mirror.resources.is_some()),
        ("rename", mirror.rename.is_some()),
        ("input", mirror.input.is_some()),
        ("output", mirror.output.is_some()),
        ("errors", mirror.errors.is_some()),
        ("create", mirror.create.is_some()),
        ("put", mirror.put.is_some()),
        ("read", mirror.read.is_some()),
        ("update", mirror.update.is_some()),
        ("delete", mirror.delete.is_some()),
        ("list", mirror.list.is_some()),
        (
            "collectionOperations",
            mirror.collection_operations.is_some(),
        ),
    ];
    let left = properties.into_iter().filter(|(_, left)| *left);
    left.map(|(key, _)| key).collect()
}

//! A model with the views that validators share, each made once.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use fancy_regex::Regex;

use crate::event::Event;
use crate::model::{Member, Model, Node, Shape, ShapeId, ShapeType, Traits};
use crate::relation::relations;
use crate::rules::{self, Fault, RuleSet};
use crate::selector::{Graph, Selector, SelectorError};
use crate::subject::Subject;

/// The input or output of operations that do not name one.
const UNIT: &str = "smithy.api#Unit";

/// A relationship from a shape or member to a shape, which need not be there.
#[derive(Clone, Copy)]
pub(super) struct Relation<'m> {
    pub(super) source: Subject<'m>,
    /// The name in messages and selectors; `target` of a member.
    pub(super) label: &'static str,
    pub(super) target: &'m ShapeId,
}

/// The shapes that a selector matches.
pub(super) type Matches = Rc<Result<BTreeSet<ShapeId>, SelectorError>>;

/// A service with the value of a trait that has its endpoint rules.
pub(super) struct Ruled<'m> {
    pub(super) service: &'m Shape,
    pub(super) node: &'m Node,
    pub(super) rules: RuleSet<'m>,
}

/// The endpoint rules of a model, and the faults of those that cannot be used.
struct AllRules<'m> {
    ruled: Vec<Ruled<'m>>,
    faults: Vec<(&'m Shape, Fault)>,
}

/// A model with views on it.
pub(super) struct Views<'m> {
    pub(super) model: &'m Model,
    pub(super) graph: Graph<'m>,
    /// All relationships, by the order of their sources.
    pub(super) relations: Vec<Relation<'m>>,
    /// The positions in `relations`, by target.
    reverse: BTreeMap<&'m str, Vec<usize>>,
    /// The positions in `relations`, by the shape or the container of the member that they start at.
    forward: BTreeMap<&'m str, Vec<usize>>,
    /// The shapes and members that have a trait.
    by_trait: BTreeMap<&'m str, Vec<Subject<'m>>>,
    matches: RefCell<BTreeMap<String, Matches>>,
    patterns: RefCell<BTreeMap<String, Option<Rc<Regex>>>>,
    rules: OnceCell<AllRules<'m>>,
}

impl<'m> Views<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut views = Self {
            model,
            graph: Graph::new(model),
            relations: Vec::new(),
            reverse: BTreeMap::new(),
            forward: BTreeMap::new(),
            by_trait: BTreeMap::new(),
            matches: RefCell::default(),
            patterns: RefCell::default(),
            rules: OnceCell::new(),
        };
        for shape in model.shapes() {
            views.index(Subject::Shape(shape));
            let relations = relations(shape).into_iter();
            views
                .relations
                .extend(relations.map(|(relation, target)| Relation {
                    source: Subject::Shape(shape),
                    label: relation.name(),
                    target,
                }));
            for member in shape.members.values() {
                views.index(Subject::Member(member));
                if !is_enum(shape) {
                    views.relations.push(Relation {
                        source: Subject::Member(member),
                        label: "target",
                        target: &member.target,
                    });
                }
            }
        }
        for (position, relation) in views.relations.iter().enumerate() {
            let target = relation.target.as_str();
            views.reverse.entry(target).or_default().push(position);
            let source = relation.source.id().root_str();
            views.forward.entry(source).or_default().push(position);
        }
        views
    }

    fn index(&mut self, subject: Subject<'m>) {
        let traits: &'m Traits = subject.traits();
        for found in traits {
            let known = self.by_trait.entry(found.id.as_str()).or_default();
            known.push(subject);
        }
    }

    /// The shapes and members that have a trait.
    pub(super) fn having(&self, id: &str) -> &[Subject<'m>] {
        self.by_trait.get(id).map_or(&[], Vec::as_slice)
    }

    /// The shapes that have a trait; members are left out.
    pub(super) fn shapes_having(&self, id: &str) -> impl Iterator<Item = &'m Shape> {
        self.having(id).iter().filter_map(|subject| match subject {
            Subject::Shape(shape) => Some(*shape),
            Subject::Member(_) => None,
        })
    }

    /// The shapes that have a trait, with its value.
    pub(super) fn with_trait<'c>(
        &'c self,
        id: &'c str,
    ) -> impl Iterator<Item = (&'m Shape, &'m Node)> + 'c {
        self.shapes_having(id)
            .filter_map(move |shape| Some((shape, shape.traits.get(id)?)))
    }

    /// The input of an operation: without one, `smithy.api#Unit`.
    pub(super) fn input(&self, operation: &Shape) -> Option<&'m Shape> {
        let id = operation.operation()?.input.as_ref();
        self.model.shape(id.map_or(UNIT, ShapeId::as_str))
    }

    /// The output of an operation: without one, `smithy.api#Unit`.
    pub(super) fn output(&self, operation: &Shape) -> Option<&'m Shape> {
        let id = operation.operation()?.output.as_ref();
        self.model.shape(id.map_or(UNIT, ShapeId::as_str))
    }

    /// The operations of a service, those of its resources included, in the order of their IDs.
    pub(super) fn operations(&self, service: &'m Shape) -> Vec<&'m Shape> {
        self.below(service, ShapeType::Operation)
    }

    /// The resources of a service, nested ones included, in the order of their IDs.
    pub(super) fn resources(&self, service: &'m Shape) -> Vec<&'m Shape> {
        self.below(service, ShapeType::Resource)
    }

    fn below(&self, service: &'m Shape, kind: ShapeType) -> Vec<&'m Shape> {
        let below = self.bound_below(service);
        let shapes = below.keys().filter_map(|id| self.model.shape(*id));
        shapes.filter(|shape| shape.kind == kind).collect()
    }

    /// The shape itself and all shapes that it uses, directly or not.
    pub(super) fn closure(&self, id: &'m ShapeId) -> Vec<&'m Shape> {
        let mut seen = BTreeSet::from([id]);
        let mut left = vec![id];
        let mut found = Vec::new();
        while let Some(id) = left.pop() {
            found.extend(self.model.shape(id));
            left.extend(self.next(id).filter(|next| seen.insert(next)));
        }
        found
    }

    /// The IDs of all traits that a shape or member has.
    pub(super) fn applied_traits(&self) -> impl Iterator<Item = &'m str> {
        self.by_trait.keys().copied()
    }

    /// The relationships that lead to a shape.
    pub(super) fn to<'c>(&'c self, id: &ShapeId) -> impl Iterator<Item = Relation<'m>> + 'c {
        let positions = self.reverse.get(id.as_str()).map_or(&[][..], Vec::as_slice);
        positions
            .iter()
            .filter_map(|position| self.relations.get(*position).copied())
    }

    /// The shapes that a shape uses: its relationships and the targets of its members.
    pub(super) fn next<'c>(
        &'c self,
        id: &ShapeId,
    ) -> impl Iterator<Item = &'m ShapeId> + use<'c, 'm> {
        let positions = self.forward.get(id.as_str()).map_or(&[][..], Vec::as_slice);
        positions
            .iter()
            .filter_map(|position| Some(self.relations.get(*position)?.target))
    }

    fn all_rules(&self) -> &AllRules<'m> {
        self.rules.get_or_init(|| {
            let (mut found, mut faults) = (Vec::new(), Vec::new());
            for (id, read) in rules::TRAITS {
                for (service, node) in self.with_trait(id) {
                    match read(node) {
                        Ok(rules) => found.push(Ruled {
                            service,
                            node,
                            rules,
                        }),
                        Err(fault) => faults.push((service, fault)),
                    }
                }
            }
            AllRules {
                ruled: found,
                faults,
            }
        })
    }

    /// The services with endpoint rules that can be used, those with rule sets first.
    pub(super) fn ruled(&self) -> &[Ruled<'m>] {
        &self.all_rules().ruled
    }

    /// The services whose endpoint rules cannot be used, with the reasons.
    pub(super) fn rule_faults(&self) -> &[(&'m Shape, Fault)] {
        &self.all_rules().faults
    }

    /// The shapes of a type.
    pub(super) fn of_kind(&self, kind: ShapeType) -> impl Iterator<Item = &'m Shape> + use<'m> {
        self.model.shapes().filter(move |shape| shape.kind == kind)
    }

    /// The resources and operations below a service with the shapes that bind them.
    pub(super) fn bound_below(
        &self,
        service: &'m Shape,
    ) -> BTreeMap<&'m ShapeId, BTreeSet<&'m ShapeId>> {
        let mut found: BTreeMap<&ShapeId, BTreeSet<&ShapeId>> = BTreeMap::new();
        let mut seen = BTreeSet::from([&service.id]);
        let mut left = vec![service];
        while let Some(shape) = left.pop() {
            let bindings = relations(shape).into_iter();
            for (_, target) in bindings.filter(|(relation, _)| relation.is_binding()) {
                found.entry(target).or_default().insert(&shape.id);
                let resource = self
                    .model
                    .shape(target)
                    .filter(|shape| shape.kind == ShapeType::Resource);
                if let Some(resource) = resource
                    && seen.insert(&resource.id)
                {
                    left.push(resource);
                }
            }
        }
        found
    }

    /// The shape or member of an ID.
    pub(super) fn subject(&self, id: &ShapeId) -> Option<Subject<'m>> {
        let member = self.model.member(id).map(Subject::Member);
        member.or_else(|| self.model.shape(id).map(Subject::Shape))
    }

    /// The shape that has a member.
    pub(super) fn container(&self, member: &Member) -> Option<&'m Shape> {
        self.model.shape(member.id.root_str())
    }

    /// Returns true for an event about a bundled definition.
    pub(super) fn is_bundled(&self, event: &Event) -> bool {
        let shape = event.shape.as_ref();
        shape.is_some_and(|id| {
            let shape = self.model.shape(id.root_str());
            shape.is_some_and(|shape| shape.bundled)
        })
    }

    /// The matches of a selector in the whole model; each selector runs once.
    pub(super) fn select(&self, text: &str) -> Matches {
        if let Some(known) = self.matches.borrow().get(text) {
            return Rc::clone(known);
        }
        let select = || {
            let selected = Selector::parse(text)?.select(&self.graph)?;
            Ok(selected.into_iter().cloned().collect())
        };
        let matches: Matches = Rc::new(select());
        let mut known = self.matches.borrow_mut();
        known.insert(text.to_owned(), Rc::clone(&matches));
        matches
    }

    /// The compiled pattern of a trait; nothing if it cannot be compiled.
    pub(super) fn pattern(&self, text: &str) -> Option<Rc<Regex>> {
        let mut patterns = self.patterns.borrow_mut();
        let compiled = patterns
            .entry(text.to_owned())
            .or_insert_with(|| Regex::new(text).ok().map(Rc::new));
        compiled.clone()
    }
}

/// Returns true for enums of texts and of numbers.
pub(super) fn is_enum(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeType::Enum | ShapeType::IntEnum)
}

/// Returns true for strings and enums.
pub(super) fn is_text(shape: Option<&Shape>) -> bool {
    shape.is_some_and(|shape| matches!(shape.kind, ShapeType::String | ShapeType::Enum))
}

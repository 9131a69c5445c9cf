//! The table, field by field as in the runtime, and its builder.

use indexmap::{IndexMap, IndexSet};

use crate::ir::{Attribute, EndpointRules, ParameterKind, ParameterValue};

/// Maximum of most numbers in a table.
pub(super) const LIMIT: usize = 0x7fff;

/// The first target that denotes a result.
pub(super) const RESULT: u16 = 0x8000;

/// The target for "no rule matches".
pub(super) const NO_MATCH: u16 = u16::MAX;

/// Built-ins supported by the runtime: name in rules, variant.
const BUILT_INS: [(&str, &str); 13] = [
    ("AWS::Region", "Region"),
    ("SDK::Endpoint", "Endpoint"),
    ("AWS::UseFIPS", "UseFips"),
    ("AWS::UseDualStack", "UseDualStack"),
    ("AWS::Auth::AccountId", "AccountId"),
    ("AWS::Auth::AccountIdEndpointMode", "AccountIdEndpointMode"),
    ("AWS::S3::ForcePathStyle", "S3ForcePathStyle"),
    ("AWS::S3::Accelerate", "S3Accelerate"),
    ("AWS::S3::UseGlobalEndpoint", "S3UseGlobalEndpoint"),
    (
        "AWS::S3::DisableMultiRegionAccessPoints",
        "S3DisableMultiRegionAccessPoints",
    ),
    ("AWS::S3::UseArnRegion", "S3UseArnRegion"),
    ("AWS::S3Control::UseArnRegion", "S3ControlUseArnRegion"),
    ("AWS::STS::UseGlobalEndpoint", "StsUseGlobalEndpoint"),
];

/// A table of endpoint rules; the runtime's `endpoint::rules` documents each part.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(missing_docs, reason = "the parts are those of the runtime's table")]
pub struct Table {
    pub parameters: Vec<TableParameter>,
    pub slots: u8,
    pub texts: Vec<String>,
    pub operands: Vec<Operand>,
    pub calls: Vec<TableCall>,
    pub conditions: Vec<TableCall>,
    pub steps: Vec<TableStep>,
    pub root: u16,
    pub results: Vec<TableOutcome>,
    pub schemes: Vec<Vec<Scheme>>,
    pub headers: Vec<Vec<(String, Vec<Operand>)>>,
    pub properties: Vec<Vec<(String, Property)>>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableParameter {
    /// Name.
    pub name: String,
    /// Type.
    pub kind: ParameterKind,
    /// The built-in that supplies the value.
    pub built_in: Option<BuiltIn>,
    /// True if evaluation fails without a value.
    pub required: bool,
    /// Default value.
    pub default: Option<ParameterValue>,
}

/// A built-in supported by the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// The name in rules.
    pub name: &'static str,
    /// The variant of the runtime's type.
    pub variant: &'static str,
}

/// The value of an argument, a URL, a header or a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A parameter or variable.
    Slot(u8),
    /// A string literal.
    Text(u16),
    /// A boolean literal.
    Boolean(bool),
    /// An integer literal.
    Integer(i16),
    /// The result of a call.
    Call(u16),
    /// An attribute in a path.
    Attribute(Attribute),
}

/// A function call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TableCall {
    /// Variant of the runtime's function enum.
    pub function: &'static str,
    /// The slot that receives the value.
    pub assign: Option<u8>,
    /// True if the value is constant during an evaluation.
    pub stable: bool,
    /// Number of operands.
    pub count: u8,
    /// Index of the first operand.
    pub first: u16,
}

/// A branch of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableStep {
    /// Index of the condition.
    pub condition: u16,
    /// Target if the condition holds.
    pub then: u16,
    /// Target otherwise.
    pub otherwise: u16,
}

/// The end of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableOutcome {
    /// An error with a message.
    Error(Operand),
    /// An endpoint, with the indices of its lists.
    Endpoint {
        /// URL.
        url: Operand,
        /// Auth schemes.
        schemes: u16,
        /// Headers.
        headers: u16,
        /// Other properties.
        properties: u16,
    },
}

/// An entry of `authSchemes`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields are the keys of the property")]
pub struct Scheme {
    pub name: Operand,
    pub signing_name: Option<Operand>,
    pub signing_region: Option<Operand>,
    pub signing_region_set: Option<Vec<Operand>>,
    pub disable_double_encoding: Option<bool>,
    pub disable_normalize_path: Option<bool>,
    pub properties: Vec<(String, Property)>,
}

/// A property of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Property {
    /// A string.
    Text(Operand),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Record(Vec<(String, Self)>),
}

/// A list of headers.
type Headers = Vec<(String, Vec<Operand>)>;

/// A list of properties.
type Properties = Vec<(String, Property)>;

/// A table under construction.
#[derive(Debug)]
pub(super) struct Builder {
    table: Table,
    pub(super) slots: IndexMap<String, u8>,
    texts: IndexMap<String, u16>,
    calls: IndexMap<(&'static str, Vec<Operand>), u16>,
    /// Positions of operand lists.
    places: IndexMap<Vec<Operand>, usize>,
    results: IndexSet<TableOutcome>,
    schemes: IndexSet<Vec<Scheme>>,
    headers: IndexSet<Headers>,
    properties: IndexSet<Properties>,
    /// Set when a number exceeds its range.
    overflows: bool,
}

impl Builder {
    /// A table with parameters only.
    pub(super) fn new(rules: &EndpointRules) -> Self {
        let mut builder = Self {
            table: Table::default(),
            slots: IndexMap::new(),
            texts: IndexMap::new(),
            calls: IndexMap::new(),
            places: IndexMap::new(),
            results: IndexSet::new(),
            // Index 0 is the empty list.
            schemes: IndexSet::from([Vec::new()]),
            headers: IndexSet::from([Vec::new()]),
            properties: IndexSet::from([Vec::new()]),
            overflows: false,
        };
        for (name, parameter) in &rules.parameters {
            builder.slot(name);
            let known = BUILT_INS
                .iter()
                .find(|(known, _)| parameter.built_in.as_deref() == Some(known));
            builder.table.parameters.push(TableParameter {
                name: name.clone(),
                kind: parameter.kind,
                built_in: known.map(|&(name, variant)| BuiltIn { name, variant }),
                required: parameter.required,
                default: parameter.default.clone(),
            });
        }
        builder
    }

    /// Converts a number, recording an overflow.
    fn number<T: TryFrom<usize> + Default>(&mut self, number: usize) -> T {
        let fits = T::try_from(number).ok().filter(|_| number <= LIMIT);
        self.overflows |= fits.is_none();
        fits.unwrap_or_default()
    }

    /// The slot of a parameter or variable.
    pub(super) fn slot(&mut self, name: &str) -> u8 {
        if let Some(slot) = self.slots.get(name) {
            return *slot;
        }
        let slot = self.number(self.slots.len());
        self.slots.insert(name.to_owned(), slot);
        slot
    }

    /// A string literal.
    pub(super) fn text(&mut self, text: &str) -> Operand {
        if let Some(index) = self.texts.get(text) {
            return Operand::Text(*index);
        }
        let index = self.number(self.texts.len());
        self.texts.insert(text.to_owned(), index);
        Operand::Text(index)
    }

    /// An integer literal.
    pub(super) fn integer(&mut self, value: i64) -> Operand {
        let fits = i16::try_from(value);
        self.overflows |= fits.is_err();
        Operand::Integer(fits.unwrap_or_default())
    }

    /// A call used as an operand.
    pub(super) fn nested(&mut self, function: &'static str, operands: Vec<Operand>) -> Operand {
        let key = (function, operands);
        if let Some(index) = self.calls.get(&key) {
            return Operand::Call(*index);
        }
        let call = self.call(function, &key.1);
        let index = self.number(self.table.calls.len());
        self.table.calls.push(call);
        self.calls.insert(key, index);
        Operand::Call(index)
    }

    /// A call; equal operand lists are shared.
    fn call(&mut self, function: &'static str, operands: &[Operand]) -> TableCall {
        let count = self.number(operands.len());
        let place = self.places.get(operands).copied();
        let place = place.unwrap_or_else(|| {
            let place = self.table.operands.len();
            self.table.operands.extend(operands);
            self.places.insert(operands.to_vec(), place);
            place
        });
        TableCall {
            function,
            assign: None,
            stable: false,
            count,
            first: self.number(place),
        }
    }

    /// Adds a condition.
    pub(super) fn condition(
        &mut self,
        function: &'static str,
        operands: &[Operand],
        assign: Option<u8>,
        stable: bool,
    ) -> u16 {
        let call = self.call(function, operands);
        let index = self.number(self.table.conditions.len());
        self.table.conditions.push(TableCall {
            assign,
            stable,
            ..call
        });
        index
    }

    /// Adds a step.
    pub(super) fn step(&mut self, condition: u16) -> u16 {
        let index = self.number(self.table.steps.len());
        self.table.steps.push(TableStep {
            condition,
            then: NO_MATCH,
            otherwise: NO_MATCH,
        });
        index
    }

    /// The target stored in a hole; `None` for a missing step.
    pub(super) fn target(&mut self, hole: Hole) -> Option<&mut u16> {
        match hole {
            Hole::Root => Some(&mut self.table.root),
            Hole::Then(step) => self
                .table
                .steps
                .get_mut(usize::from(step))
                .map(|step| &mut step.then),
            Hole::Otherwise(step) => self
                .table
                .steps
                .get_mut(usize::from(step))
                .map(|step| &mut step.otherwise),
        }
    }

    /// The target of a result.
    pub(super) fn result(&mut self, outcome: TableOutcome) -> u16 {
        let (index, _) = self.results.insert_full(outcome);
        RESULT | self.number::<u16>(index)
    }

    pub(super) fn scheme_list(&mut self, schemes: Vec<Scheme>) -> u16 {
        let (index, _) = self.schemes.insert_full(schemes);
        self.number(index)
    }

    pub(super) fn header_list(&mut self, headers: Headers) -> u16 {
        let (index, _) = self.headers.insert_full(headers);
        self.number(index)
    }

    pub(super) fn property_list(&mut self, properties: Properties) -> u16 {
        let (index, _) = self.properties.insert_full(properties);
        self.number(index)
    }

    /// The table, unless a number overflowed.
    pub(super) fn finish(mut self) -> Option<Table> {
        let slots = self.number(self.slots.len());
        (!self.overflows).then(|| Table {
            slots,
            texts: self.texts.into_keys().collect(),
            results: self.results.into_iter().collect(),
            schemes: self.schemes.into_iter().collect(),
            headers: self.headers.into_iter().collect(),
            properties: self.properties.into_iter().collect(),
            ..self.table
        })
    }
}

/// A target to be filled in later.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hole {
    Root,
    Then(u16),
    Otherwise(u16),
}

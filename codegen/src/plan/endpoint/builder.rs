//! The builder of a table: numbers its parts and shares equal ones.

use indexmap::{IndexMap, IndexSet};

use super::table::{
    BUILT_INS, BuiltIn, LIMIT, NO_MATCH, Operand, Property, RESULT, Scheme, Table, TableCall,
    TableOutcome, TableParameter, TableStep,
};
use crate::ir::EndpointRules;

/// A list of headers.
type Headers = Vec<(String, Vec<Operand>)>;

/// A list of properties.
type Properties = Vec<(String, Property)>;

/// A table under construction.
#[derive(Debug)]
pub(super) struct Builder {
    table: Table,
    /// Slots by the names in scope.
    names: IndexMap<String, u8>,
    /// Slots of variables by definition.
    variables: IndexMap<(&'static str, Vec<Operand>), u8>,
    conditions: IndexSet<Condition>,
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
            names: IndexMap::new(),
            variables: IndexMap::new(),
            conditions: IndexSet::new(),
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
            let slot = builder.new_slot();
            builder.names.insert(name.clone(), slot);
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

    fn new_slot(&mut self) -> u8 {
        let slot = self.number(usize::from(self.table.slots));
        self.table.slots = self.table.slots.saturating_add(1);
        slot
    }

    /// The slot of a parameter or variable.
    pub(super) fn slot(&mut self, name: &str) -> u8 {
        if let Some(slot) = self.names.get(name) {
            return *slot;
        }
        let slot = self.new_slot();
        self.names.insert(name.to_owned(), slot);
        slot
    }

    /// Number of names in scope.
    pub(super) fn scope(&self) -> usize {
        self.names.len()
    }

    /// Adds a variable to the scope. Variables with equal definitions share a slot.
    pub(super) fn define(
        &mut self,
        name: &str,
        function: &'static str,
        operands: &[Operand],
    ) -> u8 {
        let key = (function, operands.to_vec());
        let slot = match self.variables.get(&key) {
            Some(slot) => *slot,
            None => self.new_slot(),
        };
        self.variables.insert(key, slot);
        self.names.insert(name.to_owned(), slot);
        slot
    }

    /// Removes names from the scope, except the first `count`.
    pub(super) fn leave(&mut self, count: usize) {
        self.names.truncate(count);
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

    /// A call; a list of operands that is part of another one is shared.
    fn call(&mut self, function: &'static str, operands: &[Operand]) -> TableCall {
        let count = self.number(operands.len());
        let place = self.places.get(operands).copied();
        let place = place.unwrap_or_else(|| {
            let all = &mut self.table.operands;
            let mut windows = all.windows(operands.len().max(1));
            let place = windows.position(|window| window == operands);
            let place = place.unwrap_or_else(|| {
                let place = all.len();
                all.extend(operands);
                place
            });
            self.places.insert(operands.to_vec(), place);
            place
        });
        TableCall {
            function,
            assign: None,
            count,
            first: self.number(place),
        }
    }

    /// The index of a condition.
    pub(super) fn condition(&mut self, condition: Condition) -> u16 {
        let (index, _) = self.conditions.insert_full(condition);
        self.number(index)
    }

    /// The conditions so far.
    pub(super) const fn conditions(&self) -> &IndexSet<Condition> {
        &self.conditions
    }

    /// The parameters.
    pub(super) fn parameters(&self) -> &[TableParameter] {
        &self.table.parameters
    }

    /// The program so far: its steps and its start.
    pub(super) fn program(&self) -> (&[TableStep], u16) {
        (&self.table.steps, self.table.root)
    }

    /// Replaces the program.
    pub(super) fn set_program(&mut self, steps: Vec<TableStep>, root: u16) {
        self.table.steps = steps;
        self.table.root = root;
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

    /// Adds the calls of conditions that steps refer to.
    fn place_conditions(&mut self) {
        let mut used: IndexMap<u16, u16> = IndexMap::new();
        let mut steps = std::mem::take(&mut self.table.steps);
        for step in &mut steps {
            let index = match used.get(&step.condition) {
                Some(index) => *index,
                None => self.number(used.len()),
            };
            used.insert(step.condition, index);
            step.condition = index;
        }
        self.table.steps = steps;
        let conditions = std::mem::take(&mut self.conditions);
        for index in used.into_keys() {
            let Some(condition) = conditions.get_index(usize::from(index)) else {
                continue;
            };
            let call = self.call(condition.function, &condition.operands);
            self.table.conditions.push(TableCall {
                assign: condition.assign,
                ..call
            });
        }
    }

    /// The table, unless a number overflowed.
    pub(super) fn finish(mut self) -> Option<Table> {
        self.place_conditions();
        (!self.overflows).then(|| Table {
            texts: self.texts.into_keys().collect(),
            results: self.results.into_iter().collect(),
            schemes: self.schemes.into_iter().collect(),
            headers: self.headers.into_iter().collect(),
            properties: self.properties.into_iter().collect(),
            ..self.table
        })
    }
}

/// A call used as a condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Condition {
    /// Variant of the runtime's function enum.
    pub(super) function: &'static str,
    /// The operands.
    pub(super) operands: Vec<Operand>,
    /// The slot that receives the value.
    pub(super) assign: Option<u8>,
}

/// A target to be filled in later.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hole {
    Root,
    Then(u16),
    Otherwise(u16),
}

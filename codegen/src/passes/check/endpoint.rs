//! Checks endpoint rules: known names, argument types, diagrams that terminate.

use indexmap::IndexMap;

use crate::ir::{
    AttributeStep, Call, DiagramTarget, EndpointCondition, EndpointDiagram, EndpointLogic,
    EndpointOutcome, EndpointProperty, EndpointRule, EndpointRules, EndpointTemplate, Expression,
    Function, Pointer, Type,
};
use crate::problem::{ProblemKind, Problems};

/// Reports invalid endpoint rules.
pub(crate) fn check_rules(rules: &EndpointRules, problems: &mut Problems) {
    let mut scope = Scope {
        names: IndexMap::new(),
        problems,
    };
    for (name, parameter) in &rules.parameters {
        scope.names.insert(name, parameter.kind.as_type());
        if let Some(default) = &parameter.default
            && default.kind() != parameter.kind
        {
            let why = format!("the default of the parameter `{name}` has the wrong type");
            scope.invalid(why, &rules.at.child("parameters"));
        }
    }
    match &rules.logic {
        EndpointLogic::Tree(rules) => scope.rules(rules),
        EndpointLogic::Diagram(diagram) => {
            for condition in &diagram.conditions {
                scope.condition(condition, &rules.at);
            }
            scope.rules(&diagram.results);
            check_diagram(diagram, &rules.at, problems);
        }
    }
}

/// Names in scope, with their types.
struct Scope<'r, 'p> {
    names: IndexMap<&'r str, Type>,
    problems: &'p mut Problems,
}

impl<'r> Scope<'r, '_> {
    fn invalid(&mut self, why: String, at: &Pointer) {
        self.problems
            .push(ProblemKind::InvalidRules { why }, at.clone());
    }

    fn rules(&mut self, rules: &'r [EndpointRule]) {
        for rule in rules {
            let outside = self.names.len();
            for condition in &rule.conditions {
                self.condition(condition, &rule.at);
            }
            match &rule.outcome {
                EndpointOutcome::Endpoint(endpoint) => self.endpoint(endpoint, &rule.at),
                EndpointOutcome::Error(message) => self.expect(message, Type::Text, &rule.at),
                EndpointOutcome::Tree(rules) => self.rules(rules),
            }
            self.names.truncate(outside);
        }
    }

    fn condition(&mut self, condition: &'r EndpointCondition, at: &Pointer) {
        let ty = self.type_of(&condition.value, at);
        if let Some(name) = &condition.assign
            && self.names.insert(name, ty).is_some()
        {
            self.invalid(format!("the name `{name}` is already taken"), at);
        }
    }

    fn endpoint(&mut self, endpoint: &'r EndpointTemplate, at: &Pointer) {
        self.expect(&endpoint.url, Type::Text, at);
        for value in endpoint.headers.values().flatten() {
            self.expect(value, Type::Text, at);
        }
        for scheme in &endpoint.auth_schemes {
            let texts = [
                Some(&scheme.name),
                scheme.signing_name.as_ref(),
                scheme.signing_region.as_ref(),
            ];
            let regions = scheme.signing_region_set.iter().flatten();
            for text in texts.into_iter().flatten().chain(regions) {
                self.expect(text, Type::Text, at);
            }
            self.properties(scheme.properties.values(), at);
        }
        self.properties(endpoint.properties.values(), at);
    }

    fn properties(&mut self, properties: impl Iterator<Item = &'r EndpointProperty>, at: &Pointer) {
        for property in properties {
            match property {
                EndpointProperty::Text(text) => self.expect(text, Type::Text, at),
                EndpointProperty::Boolean(_) | EndpointProperty::Integer(_) => {}
                EndpointProperty::List(items) => self.properties(items.iter(), at),
                EndpointProperty::Record(entries) => self.properties(entries.values(), at),
            }
        }
    }

    /// Reports an expression of the wrong type.
    fn expect(&mut self, expression: &Expression, wanted: Type, at: &Pointer) {
        let found = self.type_of(expression, at);
        if !found.fits(wanted) {
            let (found, wanted) = (found.as_str(), wanted.as_str());
            self.invalid(format!("expected {wanted}, found {found}"), at);
        }
    }

    /// The type of an expression; `Any` after a problem.
    fn type_of(&mut self, expression: &Expression, at: &Pointer) -> Type {
        match expression {
            Expression::Text(_) => Type::Text,
            Expression::Boolean(_) => Type::Boolean,
            Expression::Integer(_) => Type::Integer,
            Expression::Reference(name) => {
                let Some(ty) = self.names.get(&**name) else {
                    let similar = self.problems.similar(name, self.names.keys().copied());
                    let name = name.clone();
                    let kind = ProblemKind::UnknownReference { name, similar };
                    self.problems.push(kind, at.clone());
                    return Type::Any;
                };
                *ty
            }
            Expression::Template(parts) => {
                for part in parts {
                    self.expect(part, Type::Text, at);
                }
                Type::Text
            }
            Expression::Attribute(value, path) => self.attribute(value, path, at),
            Expression::Call(call) => self.call(call, at),
        }
    }

    fn attribute(&mut self, value: &Expression, path: &[AttributeStep], at: &Pointer) -> Type {
        let mut ty = self.type_of(value, at);
        for step in path {
            let (owner, result) = match step {
                AttributeStep::Name(attribute) => (attribute.owner(), attribute.result()),
                AttributeStep::Index(_) => (Type::Texts, Type::Text),
            };
            if !ty.fits(owner) {
                let name = match step {
                    AttributeStep::Name(attribute) => attribute.as_str(),
                    AttributeStep::Index(_) => "an index",
                };
                self.invalid(format!("{} has no `{name}`", ty.as_str()), at);
                return Type::Any;
            }
            ty = result;
        }
        ty
    }

    fn call(&mut self, call: &Call, at: &Pointer) -> Type {
        let Call {
            function,
            arguments,
        } = call;
        let parameters = function.parameters();
        let is_variadic = *function == Function::Coalesce;
        let fits = if is_variadic {
            arguments.len() >= parameters.len()
        } else {
            arguments.len() == parameters.len()
        };
        if !fits {
            let (name, wanted, found) = (function.as_str(), parameters.len(), arguments.len());
            self.invalid(
                format!("`{name}` takes {wanted} arguments, found {found}"),
                at,
            );
            return Type::Any;
        }
        // An argument of any type takes the type of the other such arguments.
        let mut any = Type::Any;
        for (index, argument) in arguments.iter().enumerate() {
            let wanted = parameters.get(index).copied().unwrap_or(Type::Any);
            let is_any = wanted == Type::Any;
            let wanted = if is_any { any } else { wanted };
            let found = self.type_of(argument, at);
            if !found.fits(wanted) {
                let (name, wanted, found) = (function.as_str(), wanted.as_str(), found.as_str());
                self.invalid(format!("`{name}` takes {wanted} here, found {found}"), at);
            }
            if is_any {
                any = found;
            }
        }
        self.literal_arguments(call, at);
        if function.result() == Type::Any {
            any
        } else {
            function.result()
        }
    }

    /// Reports literals that a function does not accept.
    fn literal_arguments(&mut self, call: &Call, at: &Pointer) {
        if call.function != Function::Split {
            return;
        }
        let is_delimiter =
            |value: &Expression| matches!(value, Expression::Text(text) if !text.is_empty());
        let is_limit =
            |value: &Expression| matches!(value, Expression::Integer(limit) if *limit >= 0);
        if !call.arguments.get(1).is_some_and(is_delimiter)
            || !call.arguments.get(2).is_some_and(is_limit)
        {
            let why =
                "`split` takes a delimiter that is not empty, and a limit that is not negative";
            self.invalid(why.to_owned(), at);
        }
    }
}

/// Reports a diagram with dangling references or cycles.
fn check_diagram(diagram: &EndpointDiagram, at: &Pointer, problems: &mut Problems) {
    let exists = |target: DiagramTarget| match target {
        DiagramTarget::NoMatch => true,
        DiagramTarget::Result(index) => index < diagram.results.len(),
        // The first node is the terminal, which is never referenced.
        DiagramTarget::Node { index, .. } => index > 0 && index < diagram.nodes.len(),
    };
    let nodes = diagram.nodes.iter().skip(1);
    let mut why = None;
    for node in nodes {
        if !exists(node.high) || !exists(node.low) {
            why = Some("a node has a dangling reference");
        } else if node.condition >= diagram.conditions.len() {
            why = Some("a node refers to a missing condition");
        }
    }
    if !exists(diagram.root) {
        why = Some("the root is a dangling reference");
    }
    if why.is_none() && has_circle(diagram) {
        why = Some("the diagram has a cycle");
    }
    if let Some(why) = why {
        let why = why.to_owned();
        problems.push(ProblemKind::InvalidRules { why }, at.clone());
    }
}

/// Returns true if the graph has a cycle: repeatedly removes nodes without predecessors until none is left.
fn has_circle(diagram: &EndpointDiagram) -> bool {
    let targets = |index: usize| {
        let node = diagram.nodes.get(index);
        let targets = node.into_iter().flat_map(|node| [node.high, node.low]);
        targets.filter_map(|target| match target {
            DiagramTarget::Node { index, .. } => Some(index),
            DiagramTarget::NoMatch | DiagramTarget::Result(_) => None,
        })
    };
    let count = diagram.nodes.len();
    let mut arrows = vec![0_usize; count];
    for target in (1..count).flat_map(targets) {
        if let Some(arrows) = arrows.get_mut(target) {
            *arrows += 1;
        }
    }
    let mut free: Vec<usize> = (1..count)
        .filter(|index| arrows.get(*index) == Some(&0))
        .collect();
    let mut taken = 0;
    while let Some(index) = free.pop() {
        taken += 1;
        for target in targets(index) {
            if let Some(arrows) = arrows.get_mut(target) {
                *arrows -= 1;
                if *arrows == 0 {
                    free.push(target);
                }
            }
        }
    }
    taken < count.saturating_sub(1)
}

#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::{Operand, Table, TableCall, TableOutcome};
use crate::bundle::Source;
use crate::endpoint::compile_rule_set;

/// Values of the parameters `A` and `B`, strings, and `F` and `G`, booleans; `F` has a default.
type World = [Value; 4];

const NAMES: [&str; 4] = ["A", "B", "F", "G"];

/// All combinations of values.
fn worlds() -> Vec<World> {
    let (texts, flags) = (
        [json!(null), json!("x"), json!("y")],
        [json!(true), json!(false)],
    );
    let mut worlds = Vec::new();
    for a in &texts {
        for b in &texts {
            for f in &flags {
                for g in [&json!(null), &flags[0], &flags[1]] {
                    worlds.push([a.clone(), b.clone(), f.clone(), g.clone()]);
                }
            }
        }
    }
    worlds
}

/// Numbers from a fixed seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn condition(numbers: &mut Numbers) -> Value {
    let call = |function: &str, argv: Value| json!({"fn": function, "argv": argv});
    let reference = |name: &str| json!({"ref": name});
    let text = ["A", "B"][usize::try_from(numbers.below(2)).unwrap()];
    let flag = ["F", "G"][usize::try_from(numbers.below(2)).unwrap()];
    let literal = ["x", "y"][usize::try_from(numbers.below(2)).unwrap()];
    let value = numbers.below(2) == 1;
    let condition = match numbers.below(5) {
        0 => call("isSet", json!([reference(text)])),
        1 => call("isSet", json!([reference(flag)])),
        2 => call("stringEquals", json!([reference(text), literal])),
        3 => call("stringEquals", json!([literal, reference(text)])),
        _ => call("booleanEquals", json!([reference(flag), value])),
    };
    match numbers.below(4) {
        0 => call("not", json!([condition])),
        1 => call("booleanEquals", json!([condition, value])),
        _ => condition,
    }
}

/// Rules whose results are errors with a number each.
fn rules(numbers: &mut Numbers, depth: u32, results: &mut u32) -> Value {
    let rules = (0..=numbers.below(3)).map(|_| {
        let conditions: Vec<_> = (0..numbers.below(4)).map(|_| condition(numbers)).collect();
        if depth > 0 && numbers.below(2) == 0 {
            let rules = rules(numbers, depth - 1, results);
            return json!({"type": "tree", "conditions": conditions, "rules": rules});
        }
        *results += 1;
        json!({"type": "error", "conditions": conditions, "error": results.to_string()})
    });
    rules.collect()
}

/// The value of an expression, by the specification.
fn value(expression: &Value, world: &World) -> Value {
    if let Some(name) = expression["ref"].as_str() {
        let place = NAMES.iter().position(|known| *known == name).unwrap();
        return world[place].clone();
    }
    let Some(function) = expression["fn"].as_str() else {
        return expression.clone();
    };
    let argument = |index: usize| value(&expression["argv"][index], world);
    json!(match function {
        "isSet" => !argument(0).is_null(),
        "not" => argument(0) != json!(true),
        _ => argument(0) == argument(1),
    })
}

/// The result of rules, by the specification.
fn expected(rules: &Value, world: &World) -> Option<String> {
    for rule in rules.as_array().unwrap() {
        let mut conditions = rule["conditions"].as_array().unwrap().iter();
        if conditions.all(|condition| value(condition, world) == json!(true)) {
            return match rule["error"].as_str() {
                Some(error) => Some(error.to_owned()),
                None => expected(&rule["rules"], world),
            };
        }
    }
    None
}

/// True if a condition of a table holds.
fn holds(table: &Table, call: TableCall, world: &World) -> bool {
    let first = usize::from(call.first);
    let operands = &table.operands[first..first + usize::from(call.count)];
    let value = |operand: &Operand| match *operand {
        Operand::Slot(slot) => world[usize::from(slot)].clone(),
        Operand::Text(index) => json!(table.texts[usize::from(index)]),
        Operand::Boolean(value) => json!(value),
        Operand::Integer(_) | Operand::Call(_) | Operand::Attribute(_) => panic!("{operand:?}"),
    };
    match call.function {
        "IsSet" => !value(&operands[0]).is_null(),
        "StringEquals" | "BooleanEquals" => value(&operands[0]) == value(&operands[1]),
        function => panic!("{function}"),
    }
}

/// The result of a table, each condition of which may be tested once.
fn found(table: &Table, world: &World) -> Option<String> {
    let mut tested = Vec::new();
    let mut at = table.root;
    while let Some(step) = table.steps.get(usize::from(at)) {
        assert!(!tested.contains(&step.condition), "tested twice");
        tested.push(step.condition);
        let condition = table.conditions[usize::from(step.condition)];
        let next = if holds(table, condition, world) {
            step.then
        } else {
            step.otherwise
        };
        assert!(next > at, "a step leads backward");
        at = next;
    }
    let result = table.results.get(usize::from(at & 0x7fff))?;
    match result {
        TableOutcome::Error(Operand::Text(index)) => Some(table.texts[usize::from(*index)].clone()),
        TableOutcome::Error(_) | TableOutcome::Endpoint { .. } => panic!("{result:?}"),
    }
}

#[test]
fn decided_steps_end_as_the_rules_do() {
    let mut numbers = Numbers(7);
    for _ in 0..400 {
        let rules = rules(&mut numbers, 3, &mut 0);
        let text = json!({"version": "1.0", "rules": rules, "parameters": {
            "A": {"type": "string"}, "B": {"type": "string"},
            "F": {"type": "boolean", "required": true, "default": true}, "G": {"type": "boolean"}}});
        let table = compile_rule_set(&Source::new("rules.json", text.to_string())).unwrap();
        for world in worlds() {
            let (found, expected) = (found(&table, &world), expected(&rules, &world));
            assert_eq!(found, expected, "{world:?} {rules}");
        }
    }
}

#[test]
fn what_is_known_is_not_tested() {
    let flag = json!({"fn": "booleanEquals", "argv": [{"ref": "F"}, true]});
    let no_flag = json!({"fn": "not", "argv": [flag]});
    let set = json!({"fn": "isSet", "argv": [{"ref": "F"}]});
    let rule = |conditions: Value, error: &str| json!({"type": "error", "conditions": conditions, "error": error});
    let text = json!({"version": "1.0",
        "parameters": {"F": {"type": "boolean", "required": true, "default": false}},
        "rules": [rule(json!([set, flag]), "a"), rule(json!([no_flag]), "b"), rule(json!([]), "c")]});
    let table = compile_rule_set(&Source::new("rules.json", text.to_string())).unwrap();
    assert_eq!((table.conditions.len(), table.steps.len()), (1, 1));
}

#[test]
fn variables_with_equal_definitions_share_a_slot() {
    let partition =
        |name: &str| json!({"fn": "aws.partition", "argv": [{"ref": "R"}], "assign": name});
    let rule = |name: &str| json!({"type": "error", "conditions": [partition(name)], "error": format!("{{{name}#name}}")});
    let text = json!({"version": "1.0", "parameters": {"R": {"type": "string"}}, "rules": [rule("a"), rule("b")]});
    let table = compile_rule_set(&Source::new("rules.json", text.to_string())).unwrap();
    assert_eq!((table.slots, table.steps.len()), (2, 1));
}

/// True if a path leads from a step to another one with the same condition.
fn tests_twice(table: &Table) -> bool {
    let mut later: Vec<IndexSet<u16>> = vec![IndexSet::new(); table.steps.len()];
    for (index, step) in table.steps.iter().enumerate().rev() {
        let mut conditions = IndexSet::new();
        for target in [step.then, step.otherwise] {
            conditions.extend(later.get(usize::from(target)).into_iter().flatten());
        }
        if !conditions.insert(step.condition) {
            return true;
        }
        later[index] = conditions;
    }
    false
}

#[test]
fn rule_sets_of_services_fit_when_decided() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = root.join("target/corpus/botocore-1.44.5/botocore/data");
    if !corpus.is_dir() {
        let _ = writeln!(
            io::stderr(),
            "skipped most: no corpus in `{}`",
            corpus.display()
        );
    }
    let mut folders = vec![root.join("models"), corpus];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with("endpoint-rule-set-1.json") {
                let text = fs::read_to_string(&path).unwrap();
                let table = compile_rule_set(&Source::new("rules.json", text)).unwrap();
                assert!(!tests_twice(&table), "{}", path.display());
                assert!(table.steps.len() < 2048, "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count >= 5, "{count} rule sets");
}

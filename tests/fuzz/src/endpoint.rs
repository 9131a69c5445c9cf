//! Fuzzes endpoint rules: random parameters for real rule sets, hostile rule sets, and hostile tables.

use std::sync::OnceLock;

use bumpalo::Bump;
use sansmith::endpoint::rules::{
    Attribute, Call, Default, Kind, NO_MATCH, Operand, Outcome, Parameter, RESULT, Step,
};
use sansmith::endpoint::{Arguments, BuiltIn, Cache, Error, Params, Rules};
use sansmith_codegen::Source;
use sansmith_codegen::endpoint::{Table, compile_diagram, compile_rule_set};
use sansmith_dynamic::endpoint::FUNCTIONS;

#[path = "../../suites/src/endpoints/table.rs"]
mod table;

/// The rules of Connect.
const CONNECT: &str = include_str!("../../../models/connect/endpoint-rule-set-1.json");

/// The rules of S3, in the corpus.
const S3: &str =
    "target/corpus/botocore-1.44.5/botocore/data/s3/2006-03-01/endpoint-rule-set-1.json";

/// Values that reach far into rules.
const TEXTS: [&str; 16] = [
    "",
    "us-east-1",
    "us-gov-west-1",
    "cn-north-1",
    "aws-global",
    "no-such-region",
    "bucket-name",
    "a.b.c",
    "mybucket--abcd-ab1--x-s3",
    "arn:aws:s3:us-west-2:123456789012:accesspoint:myendpoint",
    "arn:aws:s3::123456789012:accesspoint:name.mrap",
    "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01234567890123456/accesspoint/reports",
    "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/banner",
    "https://example.com/path",
    "http://[::1]:8080",
    "\u{e9}/@:80#",
];

/// The first byte chooses: rules of Connect or S3 with random parameters, a rule set, a diagram, or a table.
pub fn endpoint(data: &[u8]) {
    let Some((kind, data)) = data.split_first() else {
        return;
    };
    match kind % 5 {
        0 => with_table(&tables()[0], &mut Bytes(data)),
        1 => with_table(tables().last().unwrap_or(&tables()[0]), &mut Bytes(data)),
        2 => hostile_rules(data, compile_rule_set),
        3 => hostile_rules(data, compile_diagram),
        _ => hostile_table(&mut Bytes(data)),
    }
}

/// The rules of Connect, and of S3 if the corpus is there.
fn tables() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let s3 = std::fs::read_to_string(S3);
        if s3.is_err() {
            eprintln!("no rules of S3: `{S3}` is absent");
        }
        let texts = [Some(CONNECT.to_owned()), s3.ok()];
        let compile = |text| compile_rule_set(&Source::new("rules.json", text)).expect("rules");
        texts.into_iter().flatten().map(compile).collect()
    })
}

/// A rule set or diagram made of JSON, with parameters from its last bytes.
fn hostile_rules(data: &[u8], compile: fn(&Source) -> Result<Table, sansmith_codegen::Report>) {
    let (text, rest) = data.split_at(data.len() - data.len().min(32));
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    match compile(&Source::new("rules.json", text)) {
        Ok(table) => with_table(&table, &mut Bytes(rest)),
        Err(report) => {
            for entry in report.entries() {
                let _ = entry.one_line();
            }
        }
    }
}

fn with_table(table: &Table, bytes: &mut Bytes<'_>) {
    let arena = Bump::new();
    let rules = table::rules(table, &arena).expect("known functions");
    resolve(&rules, bytes);
}

/// A table of random numbers.
fn hostile_table(bytes: &mut Bytes<'_>) {
    let operands = bytes.list(64, |bytes| match bytes.below(8) {
        0 | 1 => Operand::Slot(bytes.below(12)),
        2 => Operand::Text(bytes.below(20).into()),
        3 => Operand::Boolean(bytes.below(2) == 1),
        4 => Operand::Integer(i16::from(bytes.below(12)) - 4),
        5 | 6 => Operand::Call(bytes.below(20).into()),
        _ => Operand::Attribute(match bytes.below(6) {
            0 => Attribute::ResourceId,
            1 => Attribute::Authority,
            2 => Attribute::NormalizedPath,
            3 => Attribute::DnsSuffix,
            4 => Attribute::AccountId,
            _ => Attribute::IsIp,
        }),
    });
    let call = |bytes: &mut Bytes<'_>| {
        let (_, function) = FUNCTIONS[usize::from(bytes.below(16))];
        let call = Call::new(function, bytes.below(70).into(), bytes.below(5));
        match bytes.below(3) {
            0 => call.assign(bytes.below(12)),
            _ => call,
        }
    };
    let calls = bytes.list(16, call);
    let conditions = bytes.list(16, call);
    let target = |bytes: &mut Bytes<'_>| match bytes.below(4) {
        0 => RESULT + u16::from(bytes.below(5)),
        1 => NO_MATCH,
        _ => bytes.below(20).into(),
    };
    let steps = bytes.list(20, |bytes| {
        let condition = bytes.below(18).into();
        Step::new(condition, target(bytes), target(bytes))
    });
    let parameters = [
        Parameter::new("Region", Kind::Text).built_in(BuiltIn::Region),
        Parameter::new("Endpoint", Kind::Text).built_in(BuiltIn::Endpoint),
        Parameter::new("UseFIPS", Kind::Boolean)
            .built_in(BuiltIn::UseFips)
            .default(Default::Boolean(false)),
        Parameter::new("Bucket", Kind::Text),
        Parameter::new("List", Kind::Texts).default(Default::Texts(&["a", "b"])),
    ];
    let results = bytes.list(4, |bytes| {
        let operand = Operand::Call(bytes.below(18).into());
        match bytes.below(3) {
            0 => Outcome::Error(operand),
            _ => Outcome::endpoint(operand, 0, 0, 0),
        }
    });
    let rules = Rules {
        parameters: &parameters,
        slots: bytes.below(80),
        texts: &TEXTS,
        operands: &operands,
        calls: &calls,
        conditions: &conditions,
        steps: &steps,
        root: bytes.below(4).into(),
        results: &results,
        schemes: &[],
        headers: &[],
        properties: &[],
    };
    resolve(&rules, bytes);
}

/// Resolves an endpoint: repeatably, and without a region that changes the host.
fn resolve(rules: &Rules<'_>, bytes: &mut Bytes<'_>) {
    let mut params = Params::new();
    let mut arguments = Arguments::default();
    for parameter in rules.parameters {
        match (bytes.below(4), parameter.kind) {
            (0, _) => {}
            (1, Kind::Text) => drop(arguments.add(rules, parameter.name, bytes.text())),
            (_, Kind::Text) => params = params.named(parameter.name.to_owned(), bytes.text()),
            (_, Kind::Boolean) => {
                params = params.named(parameter.name.to_owned(), bytes.below(2) == 1);
            }
            (_, Kind::Texts) => {
                params = params.named(parameter.name.to_owned(), vec![bytes.text(), bytes.text()]);
            }
        }
    }
    let found = rules.resolve_with(&params, &arguments);
    assert_eq!(
        found,
        rules.resolve_with(&params, &arguments),
        "two results"
    );
    let cached = Cache::new().resolve(rules, &params, &arguments).cloned();
    match &found {
        Ok(endpoint) => {
            let rest = endpoint.url.split_once("://").map(|(_, rest)| rest);
            let host = rest
                .and_then(|rest| rest.split('/').next())
                .unwrap_or_default();
            assert!(
                !host.is_empty() && !host.contains(['@', '?', '#', ' ']),
                "{endpoint:?}"
            );
            assert_eq!(cached.as_ref(), Ok(endpoint));
        }
        Err(error) => {
            assert!(!matches!(error, Error::Missing(name) if name.is_empty()));
            assert_eq!(cached.as_ref(), Err(error));
            drop(error.to_string());
        }
    }
}

/// Choices made of bytes; zeros at the end.
struct Bytes<'d>(&'d [u8]);

impl Bytes<'_> {
    /// A number below `limit`.
    fn below(&mut self, limit: u8) -> u8 {
        let Some((byte, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        byte % limit
    }

    /// A list of fewer than `limit` items.
    fn list<T>(&mut self, limit: u8, item: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = self.below(limit);
        (0..count).map(|_| item(self)).collect()
    }

    /// A text that rules look for, or the next few bytes.
    fn text(&mut self) -> String {
        let choice = self.below(20);
        match TEXTS.get(usize::from(choice)) {
            Some(text) => (*text).to_owned(),
            None => {
                let length = usize::from(self.below(24)).min(self.0.len());
                let (text, rest) = self.0.split_at(length);
                self.0 = rest;
                String::from_utf8_lossy(text).into_owned()
            }
        }
    }
}

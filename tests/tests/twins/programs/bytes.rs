//! Random inputs for a crate's schemas, with the requests sent by crates from both formats.

use std::collections::BTreeMap;

use sansmith::request::{Options, Request};
use sansmith::schema::{Kind, Location, Member, Schema};
use sansmith::registry::OperationEntry;
use serde_json::{Map, Value, json};

/// Number of inputs per operation.
const CASES: u64 = 20;

/// Maximum depth of optional members.
const DEPTH: usize = 4;

/// Compares two crates of one service; `smithy` has the defaults.
fn compare(service: &str, botocore: &[OperationEntry], smithy: &[OperationEntry]) {
    let twins: BTreeMap<_, _> = botocore.iter().map(|entry| (entry.name(), entry)).collect();
    let (mut same, mut different) = (0, Vec::new());
    for entry in smithy {
        let twin = twins.get(entry.name()).expect("the twin has the operation");
        let input = entry.input();
        for case in 0..CASES {
            let mut dice = Dice::new(entry.name(), case);
            let input = dice.structure(input.members(), 0).to_string();
            let [ours, theirs] = [entry, twin].map(|entry| sent(entry, &input));
            if ours == theirs && ours.starts_with("sent ") {
                same += 1;
            } else {
                different.push(format!("{}: {input}\n  {theirs}\n  {ours}", entry.name()));
            }
        }
    }
    println!("{service}: {same} requests of {} operations are the same", smithy.len());
    different.truncate(5);
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(same > 0);
}

/// The request, or the error.
fn sent(entry: &OperationEntry, input: &str) -> String {
    let options = Options::new().token("00000000-0000-4000-8000-000000000000");
    match entry.request(input.as_bytes(), &options) {
        Ok(request) => shown(&request),
        Err(error) => format!("refused: {error}"),
    }
}

/// The entire request, without a trailing slash in the path, which Lambda's models use inconsistently.
fn shown(request: &Request) -> String {
    let http = &request.http;
    let (path, query) = (http.uri().path(), http.uri().query().unwrap_or_default());
    let path = path.strip_suffix('/').unwrap_or(path);
    let mut headers: Vec<_> = http.headers().iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.sort();
    let body = String::from_utf8_lossy(http.body().as_bytes().expect("no stream was given"));
    format!("sent {} {path}?{query} {:?} {headers:?} {body}", http.method(), request.host_prefix)
}

/// Reproducible random numbers: splitmix64.
struct Dice(u64);

impl Dice {
    fn new(name: &str, case: u64) -> Self {
        Self(name.bytes().fold(case, |hash, byte| hash.wrapping_mul(31) ^ u64::from(byte)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    fn one_of<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        list.get(usize::try_from(self.next()).unwrap_or(0) % list.len().max(1))
    }

    fn coin(&mut self) -> bool {
        self.next() % 2 == 0
    }

    /// A structure: required members, members with defaults, and half of the others.
    fn structure(&mut self, members: &[Member], depth: usize) -> Value {
        let mut map = Map::new();
        for member in members {
            if member.required || member.default.is_some() || (depth < DEPTH && self.coin()) {
                map.insert(member.name.to_owned(), self.value(member, depth + 1));
            }
        }
        map.into()
    }

    fn value(&mut self, at: &Member, depth: usize) -> Value {
        let count = if depth < DEPTH { self.next() % 3 } else { 0 };
        match &at.target.kind {
            Kind::Structure(members) => self.structure(members, depth),
            Kind::Union(members) => match self.one_of(members) {
                Some(member) => json!({member.name: self.value(member, depth + 1)}),
                None => json!({}),
            },
            Kind::List(element) => (0..count).map(|_| self.value(element, depth + 1)).collect(),
            Kind::Map(key, value) => (0..count)
                .map(|_| (self.text(key), self.value(value, depth + 1)))
                .collect::<Map<_, _>>()
                .into(),
            Kind::String | Kind::Enum(_) => self.text(at).into(),
            Kind::Boolean => self.coin().into(),
            Kind::Blob => (*self.one_of(&["", "aGk=", "/+8="]).unwrap_or(&"")).into(),
            Kind::Timestamp => (*self.one_of(&[0.0, 1.5, 1_700_000_000.25]).unwrap_or(&0.0)).into(),
            Kind::Float | Kind::Double => (*self.one_of(&[0.0, -1.5, 1e20]).unwrap_or(&0.0)).into(),
            Kind::Document => json!({"a": [1, null, "b"]}),
            Kind::IntEnum(values) => self.one_of(values).copied().into(),
            _ => (self.next() % 100).into(),
        }
    }

    /// A text that is valid for the member.
    fn text(&mut self, at: &Member) -> String {
        let own: &Schema = at.target;
        if let Kind::Enum(values) = &own.kind
            && let Some(value) = self.one_of(values)
        {
            return (*value).to_owned();
        }
        let plain: &[&str] = &["a", "b-1", "a b/c?d=e&f"];
        let any: &[&str] = &["", "a", "<&>\"'", "é\u{1f600}\n", " b "];
        let is_in_body = at.location == Location::Body && !at.host_label;
        let texts = if is_in_body { any } else { plain };
        (*self.one_of(texts).unwrap_or(&"a")).to_owned()
    }
}

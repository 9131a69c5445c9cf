//! The crate over broken texts: every prefix of a model, and models with bytes changed, end in a report.
//!
//! `SANSMITH_MUTATIONS` is the number of changed texts, and then every prefix is tried; the default is a sample.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says what it skips"
)]

use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use sansmith_smithy::Source;
use sansmith_smithy::ast::{WriteOptions, write};
use sansmith_smithy::diff::diff;
use sansmith_smithy::format::format;
use sansmith_smithy::load::{Loaded, Options, load};
use sansmith_smithy::validate::validate;

/// A model with every construct of the language.
const MODEL: &str = r#"$version: "2.0"
$operationInputSuffix: "Request"
metadata list = [1, -2.5e3, "é\n", true, null, {a: "b", "c": smithy.api#String}]
namespace example.hostile

use aws.protocols#restJson1

/// A service.
@restJson1
@title("Hostile")
service Service with [Base] {
    version: "1", operations: [Operation], resources: [Thing], rename: {"example.hostile#Enum": "Kind"}
}

@mixin
service Base { errors: [Failure] }

resource Thing {
    identifiers: { id: String }
    properties: { size: Integer }
    read: Get
}

@readonly
@http(method: "GET", uri: "/things/{id}")
operation Get {
    input := for Thing with [Paged] { @required @httpLabel $id }
    output := for Thing { $size }
}

operation Operation {
    input: Structure
    errors: [Failure]
}

@error("client") structure Failure { message: String }

@mixin(localTraits: [private]) @private
structure Paged { /// A token.
    @httpQuery("token") token: String }

@documentation("""
    A text
      block \u00e9
    """)
structure Structure with [Paged] {
    flag: Boolean = false
    list: List
    $token
    @range(min: 1, max: 9007199254740993.5) number: Long
}

list List { member: Map }
map Map { key: String, value: Union }
union Union { a: Unit, b: Structure }
enum Enum {
    A
    B = "b"
}
intEnum IntEnum {
    ONE = 1
}
@trait(selector: "*") list tags2 { member: String }
@tags2 string Tagged
apply Tagged @pattern("^[a-z]+$")
apply Structure$token { @length(max: 5) @deprecated }
"#;

fn load_text(name: &str, text: &str) -> Loaded {
    let loaded = load(vec![Source::new(name, text)], &Options::default());
    for event in &loaded.events {
        let place = loaded.model.files().place(event.at);
        assert!(event.at.is_none() || place.line > 0, "{}", event.message);
    }
    drop(write(&loaded.model, WriteOptions::default()));
    loaded
}

/// Does with a text what the crate can do: validates, formats and compares it.
fn use_text(name: &str, text: &str, other: &Loaded) {
    let loaded = load_text(name, text);
    drop(validate(&loaded));
    drop(diff(&other.model, &loaded.model));
    if name.ends_with(".smithy") {
        drop(format(text));
    }
}

/// The two texts of the model, by format.
fn texts() -> [(&'static str, String); 2] {
    let loaded = load_text("m.smithy", MODEL);
    let events: Vec<_> = loaded.events.iter().map(|event| &event.message).collect();
    assert!(!loaded.has_errors(), "{events:?}");
    let ast = write(&loaded.model, WriteOptions::default());
    assert!(!load_text("m.json", &ast).has_errors());
    [("m.smithy", MODEL.to_owned()), ("m.json", ast)]
}

/// The number of changed texts that was asked for.
fn mutations() -> Option<usize> {
    let count = env::var("SANSMITH_MUTATIONS").ok()?;
    Some(count.parse().unwrap())
}

/// The numbers of xorshift: the same texts in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

#[test]
fn every_prefix_ends_in_a_report() {
    for (name, text) in texts() {
        let step = if mutations().is_some() { 1 } else { 23 };
        let whole = load_text(name, &text);
        for (end, _) in text.char_indices().step_by(step) {
            use_text(name, text.get(..end).unwrap(), &whole);
        }
    }
}

/// A text with a few pieces removed, doubled or replaced.
fn changed(text: &str, random: &mut Random) -> String {
    const PIECES: [&str; 16] = [
        "{", "}", "[", "]", "(", ")", "\"", "\"\"\"", "@", "$", "#", ":", "=", "\n", "\\", "///",
    ];
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(4) {
        if text.is_empty() {
            break;
        }
        let start = random.below(text.len());
        let end = (start + random.below(30)).min(text.len());
        let piece: Vec<char> = match random.below(3) {
            0 => Vec::new(),
            1 => PIECES[random.below(PIECES.len())].chars().collect(),
            _ => text[start..end].to_vec(),
        };
        text.splice(start..end, piece);
    }
    text.into_iter().collect()
}

#[test]
fn changed_texts_end_in_a_report() {
    let count = mutations().unwrap_or(40);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for (name, text) in texts() {
        let whole = load_text(name, &text);
        for _ in 0..count {
            use_text(name, &changed(&text, &mut random), &whole);
        }
    }
}

/// The models of the corpus next to the workspace, large ones left out.
fn corpus() -> Vec<(&'static str, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/idl");
    let (mut folders, mut texts) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let name = match path.extension().and_then(|ending| ending.to_str()) {
                Some("smithy") => "m.smithy",
                Some("json") => "m.json",
                _ => {
                    folders.push(path);
                    continue;
                }
            };
            let text = fs::read_to_string(&path).unwrap_or_default();
            if (1..=LARGE).contains(&text.len()) {
                texts.push((name, text));
            }
        }
    }
    texts
}

/// The size from which on a model of the corpus is left out, in bytes.
const LARGE: usize = 64 * 1024;

#[test]
fn parts_and_changes_of_the_corpus_end_in_a_report() {
    let texts = corpus();
    if texts.is_empty() {
        eprintln!("skipped: the corpus of Smithy models is absent");
        return;
    }
    let (every, parts, count) = match mutations() {
        // Every prefix of most files, and as many of the longer ones.
        Some(count) => (1, 2_000, count / texts.len() + 1),
        None => (100, 2, 2),
    };
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut tried = 0;
    for (name, text) in texts.iter().step_by(every) {
        let whole = load_text(name, text);
        let step = (text.len() / parts).max(1);
        for (end, _) in text.char_indices().step_by(step) {
            use_text(name, text.get(..end).unwrap(), &whole);
            tried += 1;
        }
        for _ in 0..count {
            use_text(name, &changed(text, &mut random), &whole);
            tried += 1;
        }
    }
    eprintln!("{tried} texts of {} files", texts.len().div_ceil(every));
}

#[test]
fn long_texts_take_linear_time() {
    let seconds = |repeats: usize| {
        let mut texts = vec![
            "namespace a\n".to_owned() + &"@".repeat(repeats),
            "namespace a\n@a(".to_owned() + &"[".repeat(repeats),
            "namespace a\n@a({".to_owned() + &"b: 1 ".repeat(repeats),
            "[".repeat(repeats),
        ];
        let lines = |line: &dyn Fn(usize) -> String| (0..repeats).map(line).collect::<String>();
        texts.push("namespace a\n".to_owned() + &lines(&|n| format!("string S{n}\n")));
        texts.push("namespace a\n".to_owned() + &lines(&|n| format!("@t{n}\n")) + "string S");
        texts.push(
            "$version: \"2\"\nnamespace a\nstructure S {".to_owned()
                + &lines(&|n| format!("m{n}: M{n}\n"))
                + "}",
        );
        texts.push("namespace a\nstring S\n".to_owned() + &lines(&|n| format!("apply S @t{n}\n")));
        texts.push(
            "$version: \"2\"\nnamespace a\nstructure S {}\n".to_owned()
                + &lines(&|n| format!("apply S @tags([\"{n}\"])\n")),
        );
        texts.push(format!(
            "namespace a\n@documentation(\"{}\")\nstring S",
            "a\\n".repeat(repeats)
        ));
        texts.push(
            "$version: \"2\"\nnamespace a\nuse smithy.mqtt#publish\nuse smithy.test#smokeTests\n".to_owned()
                + &lines(&|n| {
                    format!(
                        "service S{n} {{ operations: [O{n}] }}\n@publish(\"a/{}\")\n\
                         @smokeTests([{{ id: \"case{n}\", expect: {{ success: {{}} }} }}])\noperation O{n} {{}}\n",
                        n / 2
                    )
                }),
        );
        texts.push(
            "$version: \"2\"\nnamespace a\n".to_owned()
                + &lines(&|n| format!("operation O{n} {{ input := {{ a: String }} }}\n"))
                + "service S { operations: ["
                + &lines(&|n| format!("O{n} "))
                + "] }",
        );
        texts.push(
            "$version: \"2\"\nnamespace a\n@mixin structure M0 {}\n".to_owned()
                + &lines(&|n| format!("@mixin structure M{} with [M{n}] {{}}\n", n + 1)),
        );
        let start = Instant::now();
        for text in texts {
            let name = if text.starts_with('[') {
                "m.json"
            } else {
                "m.smithy"
            };
            drop(validate(&load_text(name, &text)));
            drop(format(&text));
        }
        start.elapsed().as_secs_f64()
    };
    seconds(100);
    let (short, long) = (seconds(500), seconds(5_000));
    // Ten times the text may take ten times the time; a square would take a hundred times.
    assert!(long < short * 45.0 + 0.5, "{short} s, {long} s");
}

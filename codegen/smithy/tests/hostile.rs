//! The crate over broken texts: every prefix of a model, and models with bytes changed, end in a report.
//!
//! The default is a sample. `SANSMITH_MUTATIONS` is the number of changed texts, and then every prefix of the model here,
//! of each `.smithy` file of the corpus up to 64 KiB, and of each JSON file up to 8 KiB is tried; larger files have 500
//! prefixes each, because all of them take time with the square of the size.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says what it skips"
)]

use std::path::Path;
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

/// The files of the corpus next to the workspace with an ending, small ones first.
fn corpus(ending: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/idl");
    let (mut folders, mut texts) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                texts.push(fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.sort_by_key(String::len);
    if texts.is_empty() {
        eprintln!("skipped: the corpus of Smithy models is absent");
    }
    texts
}

/// The prefixes of a file that is too large for all of them.
const PARTS: usize = 500;

/// Tries prefixes of all files: every one where a file has `every` bytes at most.
fn try_prefixes(name: &str, texts: &[String], every: usize) {
    let full = mutations().is_some();
    let (mut tried, mut whole_files) = (0, 0);
    for text in texts.iter().step_by(if full { 1 } else { 100 }) {
        let step = match full {
            true if text.len() <= every => 1,
            true => text.len().div_ceil(PARTS),
            false => text.len().div_ceil(2),
        };
        let whole = load_text(name, text);
        for (end, _) in text.char_indices().step_by(step) {
            use_text(name, text.get(..end).unwrap(), &whole);
            tried += 1;
        }
        whole_files += usize::from(step == 1);
        if full && tried % 5_000 < text.len() {
            eprintln!("{name}: {tried} prefixes, {whole_files} files with every one");
        }
    }
    eprintln!(
        "{name}: {tried} prefixes, every one of {whole_files} of {} files",
        texts.len()
    );
}

#[test]
fn prefixes_of_idl_files_end_in_a_report() {
    try_prefixes("m.smithy", &corpus("smithy"), 64 * 1024);
}

#[test]
fn prefixes_of_json_files_end_in_a_report() {
    try_prefixes("m.json", &corpus("json"), 8 * 1024);
}

#[test]
fn changes_of_the_corpus_end_in_a_report() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for (name, ending) in [("m.smithy", "smithy"), ("m.json", "json")] {
        let texts = corpus(ending);
        let (every, count) = match mutations() {
            Some(count) => (1, count / 2 / texts.len().max(1) + 1),
            None => (50, 2),
        };
        let mut tried = 0;
        // A change of the largest files takes as long as those of hundreds of others.
        let texts = texts.iter().filter(|text| text.len() <= 64 * 1024);
        for text in texts.step_by(every) {
            let whole = load_text(name, text);
            for _ in 0..count {
                use_text(name, &changed(text, &mut random), &whole);
                tried += 1;
            }
        }
        eprintln!("{name}: {tried} changed texts");
    }
}

/// Long texts of one kind each.
fn long_texts(repeats: usize) -> Vec<String> {
    let lines = |line: &dyn Fn(usize) -> String| (0..repeats).map(line).collect::<String>();
    let start = "$version: \"2\"\nnamespace a\n";
    let suppressions = lines(&|n| format!("{{ id: \"X{n}\", namespace: \"a\" }}\n"));
    vec![
        "namespace a\n".to_owned() + &"@".repeat(repeats),
        "namespace a\n@a(".to_owned() + &"[".repeat(repeats),
        "namespace a\n@a({".to_owned() + &"b: 1 ".repeat(repeats),
        "[".repeat(repeats),
        "namespace a\n".to_owned() + &lines(&|n| format!("string S{n}\n")),
        "namespace a\n".to_owned() + &lines(&|n| format!("@t{n}\n")) + "string S",
        format!(
            "{start}structure S {{{}}}",
            lines(&|n| format!("m{n}: M{n}\n"))
        ),
        "namespace a\nstring S\n".to_owned() + &lines(&|n| format!("apply S @t{n}\n")),
        format!(
            "{start}structure S {{}}\n{}",
            lines(&|n| format!("apply S @tags([\"{n}\"])\n"))
        ),
        format!(
            "{start}structure S {{{}}}\n{}",
            lines(&|n| format!("m{n}: String\n")),
            lines(&|n| format!("apply S$m{n} @required\n"))
        ),
        format!(
            "namespace a\n@documentation(\"{}\")\nstring S",
            "a\\n".repeat(repeats)
        ),
        format!("{start}use smithy.mqtt#publish\nuse smithy.test#smokeTests\n")
            + &lines(&|n| {
                format!(
                    "service S{n} {{ operations: [O{n}] }}\n@publish(\"a/{}\")\n\
                     @smokeTests([{{ id: \"case{n}\", expect: {{ success: {{}} }} }}])\n\
                     operation O{n} {{}}\n",
                    n / 2
                )
            }),
        format!(
            "{start}{}service S {{ operations: [{}] }}",
            lines(&|n| format!("operation O{n} {{ input := {{ a: String }} }}\n")),
            lines(&|n| format!("O{n} "))
        ),
        format!("{start}@mixin structure M0 {{}}\n")
            + &lines(&|n| format!("@mixin structure M{} with [M{n}] {{}}\n", n + 1)),
        format!(
            "{start}service S {{ resources: [{}] }}\n{}",
            lines(&|n| format!("R{n} ")),
            lines(&|n| {
                format!(
                    "resource R{n} {{ identifiers: {{ id: String }} read: G{n} }}\n\
                     @readonly operation G{n} {{ input := for R{n} {{ @required $id }} }}\n"
                )
            })
        ),
        format!("$version: \"2\"\nmetadata suppressions = [{suppressions}]\nnamespace a\n")
            + &lines(&|n| format!("@unstable string S{n}\nlist L{n} {{ member: S{n} }}\n")),
    ]
}

/// Counts what the crate does with a text: its allocations, and their bytes.
fn work(text: &str) -> [u64; 2] {
    let name = if text.starts_with('[') {
        "m.json"
    } else {
        "m.smithy"
    };
    let counted = allocation_counter::measure(|| {
        drop(validate(&load_text(name, text)));
        drop(format(text));
    });
    [counted.count_total, counted.bytes_total]
}

#[test]
fn long_texts_take_linear_work() {
    let texts = [300, 600, 2_400].map(long_texts);
    let [short, double, long] = &texts;
    for ((short, double), long) in short.iter().zip(double).zip(long) {
        let name = short.get(..100.min(short.len())).unwrap_or(short);
        let [short, double, long] = [short, double, long].map(|text| work(text));
        let slack = [("allocations", 1_000), ("bytes", 256 * 1024)];
        for (index, (unit, slack)) in slack.into_iter().enumerate() {
            let first = double[index].saturating_sub(short[index]);
            let second = long[index].saturating_sub(double[index]);
            // Six times the text takes six times the work; in a square it takes twenty times.
            assert!(
                second <= first * 12 + slack,
                "{name}: {first}, then {second} {unit}"
            );
        }
    }
}

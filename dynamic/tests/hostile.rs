//! Models that were damaged: each gives an error, or a model whose operations neither panic nor hang.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

use sansmith::{request, response};
use sansmith_dynamic::{Model, Sample, Sampler, Source};

/// A model with everything that an interpreter could stumble on.
const LAMP: &str = r#"{
"metadata":{"protocol":"rest-json","serviceId":"Lamp","apiVersion":"2026-01-01","endpointPrefix":"lamp","signatureVersion":"v4"},
"operations":{"Glow":{"name":"Glow","http":{"method":"PUT","requestUri":"/lamps/{Name}?on"},"input":{"shape":"In"},"output":{"shape":"Out"},"errors":[{"shape":"Broken"}],"endpoint":{"hostPrefix":"{Name}."}}},
"shapes":{
"In":{"type":"structure","required":["Name"],"members":{"Name":{"shape":"Text","location":"uri","locationName":"Name","hostLabel":true},"Level":{"shape":"Level","location":"header","locationName":"x-level"},"Tree":{"shape":"Tree"},"Token":{"shape":"Text","idempotencyToken":true}}},
"Out":{"type":"structure","members":{"Trees":{"shape":"Trees"},"Count":{"shape":"Level","location":"statusCode"},"Map":{"shape":"Map"}}},
"Tree":{"type":"structure","members":{"Left":{"shape":"Tree"},"Leaves":{"shape":"Trees"},"Either":{"shape":"Either"}}},
"Trees":{"type":"list","member":{"shape":"Tree"},"min":1,"max":3},
"Map":{"type":"map","key":{"shape":"Text"},"value":{"shape":"Trees"}},
"Either":{"type":"structure","union":true,"members":{"A":{"shape":"Text"},"B":{"shape":"Either"}}},
"Text":{"type":"string","min":1,"max":9,"pattern":"[a-z]+"},
"Level":{"type":"integer","min":1,"max":5},
"Broken":{"type":"structure","exception":true,"error":{"httpStatusCode":409},"members":{"message":{"shape":"Text"}}}}}"#;

/// Words that a damage puts in the place of another.
const WORDS: [&str; 20] = [
    "Tree",
    "Trees",
    "Map",
    "In",
    "Out",
    "Either",
    "Text",
    "Level",
    "structure",
    "list",
    "map",
    "string",
    "integer",
    "blob",
    "timestamp",
    "double",
    "payload",
    "header",
    "querystring",
    "boolean",
];

struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count.max(1)
    }
}

/// The model with a few words replaced.
fn damaged(random: &mut Random) -> String {
    let mut text = LAMP.to_owned();
    for _ in 0..=random.below(3) {
        let places: Vec<usize> = text.match_indices('"').map(|(place, _)| place).collect();
        let start = places[random.below(places.len())] + 1;
        let end = text[start..]
            .find('"')
            .map_or(text.len(), |length| start + length);
        let word = WORDS[random.below(WORDS.len())];
        if random.below(12) == 0 {
            text.truncate(start);
        } else {
            text.replace_range(start..end, word);
        }
    }
    text
}

#[test]
fn a_damaged_model_is_an_error_or_works() {
    let mut random = Random(7);
    let mut opened = 0;
    for seed in 0..2000 {
        let text = damaged(&mut random);
        let model = match Model::of_sources(Source::new("service-2.json", text), []) {
            Ok(model) => model,
            Err(error) => {
                assert!(!error.to_string().is_empty());
                continue;
            }
        };
        opened += 1;
        for operation in model.operations() {
            for sample in [Sample::Full, Sample::Least] {
                let input = Sampler::new(seed).sample(sample).value(operation.input());
                let _ = format!("{input:?}");
                let _ = operation.request(&input, &request::Options::new());
                let output = Sampler::new(seed).sample(sample).value(operation.output());
                for (status, body) in [(200, output.to_json()), (409, "{\"message\":1}".to_owned())]
                {
                    let answer = http::Response::builder().status(status).body(body).unwrap();
                    let read = operation.response(&answer, &response::Options::new());
                    let _ = format!("{read:?}");
                }
            }
        }
    }
    assert!(opened > 100, "{opened} models could be opened");
}

#[test]
fn a_message_nests_as_deep_as_a_message_may() {
    let model = Model::of_sources(Source::new("service-2.json", LAMP), []).unwrap();
    let glow = model.operation("Glow").unwrap();
    let deep = |depth: usize| {
        let tree = "{\"Left\":".repeat(depth) + "{}" + &"}".repeat(depth);
        sansmith_dynamic::DynValue::from_json(
            glow.input(),
            format!("{{\"Name\":\"a\",\"Tree\":{tree}}}"),
        )
    };
    assert!(deep(100).is_ok());
    assert!(deep(10_000).is_err());
}

//! Generation is deterministic and independent of key order.

use sansmith_codegen::{Bundle, SourceFile};
use sansmith_tests::{config, connect, connect_bundle, fixtures, render};
use serde_json::{Map, Value};

#[test]
fn twice_is_the_same() {
    let again = render(&connect_bundle(), &config());
    assert_same(&connect().files, &again.files, "Connect");
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let mut models = fixtures();
    models.push(("Connect".to_owned(), connect_bundle()));
    for (name, bundle) in models {
        let straight = render(&bundle, &config());
        for seed in [1, 2] {
            let shuffled = render(&shuffle(bundle.clone(), seed), &config());
            assert_same(&straight.files, &shuffled.files, &name);
        }
    }
}

fn assert_same(one: &[SourceFile], other: &[SourceFile], name: &str) {
    let paths = |files: &[SourceFile]| -> Vec<String> {
        files.iter().map(|file| file.path.clone()).collect()
    };
    assert_eq!(paths(one), paths(other), "{name}");
    for (one, other) in one.iter().zip(other) {
        let mut lines = one.text.lines().zip(other.text.lines()).enumerate();
        let different = lines.find(|(_, (one, other))| one != other);
        assert_eq!(different, None, "{name}: {}", one.path);
        assert_eq!(one.text.len(), other.text.len(), "{name}: {}", one.path);
    }
}

/// Shuffles keys where order is irrelevant; the order of members determines that of fields.
fn shuffle(mut bundle: Bundle, seed: u64) -> Bundle {
    let mut random = Random(seed);
    let mut model: Value = serde_json::from_str(&bundle.service.text).unwrap();
    shuffle_value(&mut model, "", &mut random);
    bundle.service.text = model.to_string();
    bundle
}

const ORDERED: [&str; 1] = ["members"];

fn shuffle_value(value: &mut Value, key: &str, random: &mut Random) {
    match value {
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| shuffle_value(element, "", random)),
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut() {
                shuffle_value(value, key, random);
            }
            if !ORDERED.contains(&key) {
                let mut shuffled: Vec<_> = std::mem::take(entries).into_iter().collect();
                for last in (1..shuffled.len()).rev() {
                    shuffled.swap(last, random.below(last + 1));
                }
                *entries = shuffled.into_iter().collect::<Map<_, _>>();
            }
        }
        _ => {}
    }
}

/// Marsaglia's xorshift: reproducible random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

//! A model turned into modules of somebody's crate, by its build script or by a command that writes them beside its
//! code; or into a crate that a program depends on.
//!
//! What is built lies under `target/`, so that a second run compiles little; the sources are put there anew each time,
//! as in a fresh clone.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod build;
mod walk;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use sansmith_build::{generate, read_bundle};
use sansmith_codegen::Config;
use sansmith_tests::root;

use build::Package;

/// What the example is expected to print.
const PRINTED: &str = "\
level: is 180, expected 1 to 100
PUT /rooms/kitchen/glow {\"level\":80,\"scene\":\"dusk\"}
4.5 watts
broken: no bulb
";

/// The files of a folder with the time each was written.
fn written(folder: &Path) -> BTreeMap<String, SystemTime> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let inside = written(&entry.path()).into_iter();
            files.extend(inside.map(|(path, time)| (format!("{name}/{path}"), time)));
        } else {
            files.insert(name, entry.metadata().unwrap().modified().unwrap());
        }
    }
    files
}

/// The files that were written between two looks.
fn changed(before: &BTreeMap<String, SystemTime>, folder: &Path) -> Vec<String> {
    let now = written(folder).into_iter();
    let new = now.filter(|(path, time)| before.get(path) != Some(time));
    new.map(|(path, _)| path).collect()
}

// One test, because each step stands on the one before.
#[test]
fn a_build_script_runs_when_its_model_changes() {
    let package = Package::of_example("lamp");
    let first = package.build();
    assert_eq!(first.run(), PRINTED);
    assert!(first.holds("regex_automata"), "this program validates");
    let out = first.out_dir.join("lamp");
    assert!(
        !out.join("operation/b.rs").exists(),
        "nobody asked for Burn"
    );

    assert!(package.build().is_fresh, "nothing has changed");

    let model = package.folder.join("models/lamp.json");
    let text = fs::read_to_string(&model).unwrap();
    let before = written(&out);
    fs::write(&model, &text).unwrap();
    assert!(!package.build().is_fresh, "the model was written");
    assert_eq!(changed(&before, &out), [""; 0], "and says the same");

    fs::write(&model, text.replace("noon", "midday")).unwrap();
    assert!(!package.build().is_fresh);
    assert_eq!(changed(&before, &out), ["types/s.rs"]);

    fs::write(
        &model,
        text.replace("Level\", \"traits", "Levle\", \"traits"),
    )
    .unwrap();
    let complaint = package.fail();
    for words in [
        "models/lamp.json:28:30: ",
        "error[model::unknown_target]",
        "    28 |         \"level\": { \"target\": \"example.lamp#Levle\"",
        "^^^^^",
        "help: did you mean `example.lamp#Level`?",
    ] {
        assert!(
            complaint.contains(words),
            "{words:?} is not in\n{complaint}"
        );
    }

    fs::write(&model, &text).unwrap();
    assert_eq!(package.build().run(), PRINTED);

    // Without the runtime there is one error, and not one for each file.
    let manifest = package.folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with("sansmith = "));
    let lines = lines.map(|line| line.replace(", \"sansmith/serde\"", ""));
    fs::write(&manifest, lines.collect::<Vec<_>>().join("\n")).unwrap();
    let complaint = package.fail();
    let errors: Vec<_> = complaint
        .lines()
        .filter(|line| line.starts_with("error: lamp"))
        .collect();
    let [error] = errors.as_slice() else {
        panic!("{complaint}");
    };
    assert!(
        error.contains("missing from [dependencies] in Cargo.toml"),
        "{error}"
    );
    assert!(!complaint.contains("error[E"), "{complaint}");
}

/// A program of two services.
const TWO: &str = r#"//! Two services.
#![deny(warnings)]

mod lamp;
mod services;

use lamp::prelude::*;

fn main() {
    let input = lamp::types::GlowInput::builder().room("hall").level(1).build();
    let request = lamp::operation::Glow::request(&input).unwrap();
    println!("{}", request.http.uri());
    let input = services::chat::types::StopContactRequest::builder()
        .contact_id("c")
        .instance_id("i")
        .build();
    println!("{}", input.to_json());
}
"#;

#[test]
fn two_services_are_modules_of_one_crate() {
    let package = Package::of_example("two");
    fs::remove_file(package.folder.join("build.rs")).unwrap();
    fs::write(package.folder.join("src/main.rs"), TWO).unwrap();
    fs::write(package.folder.join("src/services.rs"), "pub mod chat;\n").unwrap();
    let services = [
        ("lamp", "tests/examples/lamp/models/lamp.json", "*"),
        (
            "services::chat",
            "models/connect/service-2.json",
            "StopContac?",
        ),
    ];
    for (module, model, operations) in services {
        let config = Config {
            module: Some(module.to_owned()),
            operations: Some(vec![operations.to_owned()]),
            ..Config::default()
        };
        let bundle = read_bundle(&root().join(model), model).unwrap();
        let generated = generate(&bundle, &config).unwrap();
        let (folder, tree) = generated.placed(&package.folder.join("src")).unwrap();
        tree.write(&folder).unwrap();
    }
    let built = package.build();
    assert_eq!(
        built.run(),
        "/rooms/hall/glow\n{\"ContactId\":\"c\",\"InstanceId\":\"i\"}\n"
    );
    // The crate can validate, with engines for patterns that are larger than all the rest; this program never asks.
    assert!(
        !built.holds("regex_automata"),
        "who asks for nothing pays for it"
    );
}

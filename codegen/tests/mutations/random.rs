//! Randomly damaged fixtures, one seed per model.
//!
//! `SANSMITH_MUTATIONS` sets the number per format and `SANSMITH_SEED` the first seed. A failing seed is sufficient to
//! reproduce; `SANSMITH_SHOW` prints its model. For ten thousand of each, run
//! `SANSMITH_MUTATIONS=10000 cargo test -p sansmith-codegen --test mutations random:: -- --nocapture`.

use std::env;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use sansmith_codegen::{Bundle, Config, Source};
use serde_json::Value;

use crate::damage::{Random, Words, damage, damage_text};
use crate::judge::{Verdict, judge};
use crate::systematic;

/// Maximum time for a damaged fixture of a few shapes, even without optimization and under load.
const LONGEST: Duration = Duration::from_secs(20);

pub(crate) fn asked(name: &str, default: u64) -> u64 {
    env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

#[test]
fn no_damage_of_botocore_is_a_panic() {
    assert_survives(&botocore());
}

#[test]
fn no_damage_of_smithy_is_a_panic() {
    assert_survives(&smithy());
}

#[track_caller]
fn assert_survives(models: &[Bundle]) {
    // A model that is rejected unmodified would hide the effect of mutations.
    for model in models {
        assert_eq!(judge(model, &Config::default()), Verdict::Made);
    }
    let words = Words::new();
    let (count, first) = (asked("SANSMITH_MUTATIONS", 200), asked("SANSMITH_SEED", 1));
    let outcomes: Vec<_> = (first..first + count)
        .into_par_iter()
        .map(|seed| (seed, try_seed(seed, models, &words)))
        .collect();
    let failed: Vec<_> = outcomes
        .iter()
        .filter(|(_, outcome)| outcome.is_err())
        .collect();
    let made = outcomes
        .iter()
        .filter(|(_, outcome)| matches!(outcome, Ok((Verdict::Made, _))))
        .count();
    let slowest = outcomes
        .iter()
        .filter_map(|(seed, outcome)| Some((outcome.as_ref().ok()?.1, seed)))
        .max();
    println!(
        "seeds {first} to {}: {made} crates, {} reports, slowest {slowest:?}",
        first + count - 1,
        outcomes.len() - made - failed.len()
    );
    assert!(
        failed.is_empty(),
        "{} of {count}: {failed:#?}",
        failed.len()
    );
    // If every mutation were rejected, later stages would not be tested.
    assert!(made * 10 > outcomes.len(), "only {made} crates");
    assert!(made < outcomes.len(), "nothing was refused");
}

fn try_seed(seed: u64, models: &[Bundle], words: &Words) -> Result<(Verdict, Duration), String> {
    let start = Instant::now();
    let verdict = panic::catch_unwind(|| {
        let mut random = Random::new(seed);
        let (bundle, config) = damaged(models, words, &mut random);
        if env::var_os("SANSMITH_SHOW").is_some() {
            println!("{}", bundle.service.text);
        }
        judge(&bundle, &config)
    });
    let took = start.elapsed();
    match verdict {
        Ok(verdict) if took < LONGEST => Ok((verdict, took)),
        Ok(_) => Err(format!("took {took:?}")),
        Err(payload) => {
            let said = payload.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| payload.downcast_ref::<&str>().copied());
            Err(said.unwrap_or("a panic").chars().take(600).collect())
        }
    }
}

pub(crate) fn damaged(models: &[Bundle], words: &Words, random: &mut Random) -> (Bundle, Config) {
    let mut bundle = random.pick(models).clone();
    let beside = bundle.sidecars.len();
    let chosen = random.below(4 + beside);
    let source = match bundle.sidecars.get_mut(chosen) {
        Some(sidecar) => sidecar,
        None => &mut bundle.service,
    };
    if random.below(10) == 0 {
        source.text = damage_text(&source.text, words, random);
    } else if let Ok(mut value) = serde_json::from_str::<Value>(&source.text) {
        for _ in 0..=random.below(4).min(random.below(4)) {
            damage(&mut value, words, random);
        }
        source.text = value.to_string();
    }
    let config = Config {
        docs: random.below(2) == 0,
        origin: "by a test".to_owned(),
        ..Config::default()
    };
    (bundle, config)
}

/// The model with all constructs, and all botocore fixtures of the project.
pub(crate) fn botocore() -> Vec<Bundle> {
    let mut everything = Bundle::new(Source::new(
        "service-2.json",
        systematic::model().to_string(),
    ));
    let named = systematic::NAMES.iter().zip(systematic::sidecars());
    everything.sidecars = named
        .map(|(name, sidecar)| Source::new(*name, sidecar.to_string()))
        .collect();
    let mut models = vec![everything.clone(), everything];
    models.extend(fixtures(|name| !name.starts_with("smithy")));
    models
}

/// All Smithy AST fixtures of the project.
pub(crate) fn smithy() -> Vec<Bundle> {
    fixtures(|name| name.starts_with("smithy"))
}

/// Fixtures with matching file names, one model per folder; the first file is the service.
fn fixtures(is_one: impl Fn(&str) -> bool) -> Vec<Bundle> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
    let mut folders = folders(&fixtures);
    folders.extend(
        folders
            .clone()
            .iter()
            .flat_map(|folder| self::folders(folder)),
    );
    folders.sort();
    let bundles = folders.iter().filter_map(|folder| {
        let mut sources = json_files(folder)
            .into_iter()
            .filter(|source| is_one(&source.name));
        let mut bundle = Bundle::new(sources.next()?);
        bundle.sidecars = sources.collect();
        Some(bundle)
    });
    bundles.collect()
}

/// JSON files of a folder, sorted by name.
fn json_files(folder: &Path) -> Vec<Source> {
    let mut files = entries(folder);
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    let sources = files.iter().map(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Source::new(name, fs::read_to_string(file).unwrap())
    });
    sources.collect()
}

/// Subfolders, except those with invalid models.
fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder)
        .into_iter()
        .filter(|place| place.is_dir() && !place.ends_with("errors"))
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

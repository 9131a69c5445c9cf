//! The command, killed at random times.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::bench::{Bench, Random};

fn kills() -> u64 {
    let asked = env::var("SANSMITH_KILLS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(12)
}

#[test]
fn a_killed_update_leaves_one_version_whole() {
    let bench = Bench::new();
    let out = bench.path("out");
    let start = Instant::now();
    assert!(bench.command(0, &out).status().unwrap().success());
    let whole_run = start.elapsed();
    let mut random = Random(0x5eed);
    let (mut now, mut ended, mut changed) = (0, 0, 0);
    for kill in 0..kills() {
        let child = bench.command(1 - now, &out).spawn().unwrap();
        ended += u64::from(kill_sometime(child, (kill, whole_run), &out, &mut random));
        let found = bench.version_in(&out);
        changed += u64::from(found != now);
        now = found;
    }
    // Runs that end before they are killed prove nothing.
    assert!(ended < kills(), "every run of {} ended by itself", kills());
    println!(
        "{} kills, {ended} too late, {changed} after the change",
        kills()
    );
    // The next complete run removes leftovers of killed ones.
    assert!(bench.command(1 - now, &out).status().unwrap().success());
    assert_eq!(bench.version_in(&out), 1 - now);
    for folder in [bench.folder.path(), &out] {
        assert!(
            !has_stage(folder),
            "a stage is left in {}",
            folder.display()
        );
    }
}

#[test]
fn a_killed_first_run_leaves_nothing_or_all() {
    let bench = Bench::new();
    let mut random = Random(0xf1257);
    let start = Instant::now();
    assert!(
        bench
            .command(0, &bench.path("warm"))
            .status()
            .unwrap()
            .success()
    );
    let whole_run = start.elapsed();
    for kill in 0..kills() {
        let out = bench.path(&format!("out-{kill}"));
        let child = bench.command(1, &out).spawn().unwrap();
        kill_sometime(child, (kill, whole_run), &out, &mut random);
        if out.exists() {
            assert_eq!(bench.version_in(&out), 1);
        }
    }
}

#[test]
fn a_file_of_somebody_else_survives_every_kill() {
    let bench = Bench::new();
    let out = bench.path("out");
    assert!(bench.command(0, &out).status().unwrap().success());
    let own = [
        "notes.md",
        "src/custom.rs",
        "tests/mine.rs",
        "target/debug/built",
    ];
    for path in own {
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        fs::write(out.join(path), path).unwrap();
    }
    let mut random = Random(0xabc);
    for kill in 0..kills() {
        let version = usize::try_from(1 - kill % 2).unwrap();
        let child = bench.command(version, &out).spawn().unwrap();
        kill_sometime(child, (1, Duration::ZERO), &out, &mut random);
        // Build output may be lost, as it can be rebuilt.
        for path in &own[..3] {
            assert_eq!(fs::read_to_string(out.join(path)).unwrap(), *path);
        }
    }
}

/// Kills a run, every other time while it writes; returns true if it had already ended.
fn kill_sometime(
    mut child: Child,
    (kill, whole_run): (u64, Duration),
    out: &Path,
    random: &mut Random,
) -> bool {
    let start = Instant::now();
    let wait = if kill.is_multiple_of(2) {
        Duration::from_micros(random.below(u64::try_from(whole_run.as_micros()).unwrap()))
    } else {
        let parent = out.parent().unwrap();
        while child.try_wait().unwrap().is_none() && !has_stage(parent) && !has_stage(out) {}
        start.elapsed() + Duration::from_micros(random.below(15_000))
    };
    while start.elapsed() < wait {
        std::hint::spin_loop();
    }
    let ended = child.try_wait().unwrap().is_some();
    // SIGKILL allows no cleanup.
    let _ = child.kill();
    let _ = child.wait();
    ended
}

fn has_stage(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        entry
            .file_name()
            .to_string_lossy()
            .starts_with(".sansmith-")
    })
}

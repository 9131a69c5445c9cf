//! The replay: each release after the other, with the results of finished ones from the cache.

use std::fs;
use std::time::Instant;

use sansmith_codegen::Config;
use sansmith_codegen::api::{Api, ChangeKind, Verdict, verdict};

use crate::Arguments;
use crate::consumer::program;
use crate::judges::{Findings, compare};
use crate::krate::{self, Krate, largest_group};
use crate::release::{self, Release};
use crate::row::{self, Agreement, Row};
use crate::table;
use crate::work::{Work, write};

/// Runs the replay, and prints the table; returns false if a release fails or a break was missed.
pub(crate) fn run(arguments: &Arguments) -> miette::Result<bool> {
    let service = arguments.service.as_str();
    let releases = release::all(&arguments.facts, arguments.releases)?;
    if arguments.verdicts {
        return verdicts(arguments, &releases);
    }
    let work = Work::create(&arguments.work, service, &arguments.workspace)?;
    if !arguments.table {
        replay(arguments, &work, &releases)?;
    }
    let mut rows = row::read(&work.cache())?;
    rows.retain(|row| {
        releases
            .iter()
            .any(|release| release.version == row.version)
    });
    rows.sort_by(|one, other| release::by_number(&one.version, &other.version));
    let page = table::page(service, &rows);
    write(&arguments.work.join(format!("{service}.md")), &page)?;
    say(&page);
    let is_fine = |row: &Row| row.failure.is_none() && row.agreement() != Agreement::Missed;
    Ok(rows.iter().all(is_fine))
}

#[expect(clippy::print_stdout, reason = "the output of the program")]
fn say(text: &str) {
    println!("{text}");
}

/// Prints our verdict on each pair; returns true, because a release without a crate is an error.
fn verdicts(arguments: &Arguments, releases: &[Release]) -> miette::Result<bool> {
    let config = release::config(&arguments.service, &arguments.workspace.join("models"))?;
    let mut before: Option<Api> = None;
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for release in releases {
        let api = Api::read(&release.bundle()?, &config)?;
        let mut row = Row {
            version: release.version.clone(),
            items: api.items.len(),
            ..Row::default()
        };
        if let Some(before) = &before {
            judge(&mut row, before, &api);
            *counts.entry(row.ours.clone()).or_default() += 1;
        }
        say(&table::verdict(&row));
        before = Some(api);
    }
    say(&format!("{counts:?}"));
    Ok(true)
}

/// Replays the releases that the cache lacks.
fn replay(arguments: &Arguments, work: &Work, releases: &[Release]) -> miette::Result<()> {
    let service = arguments.service.as_str();
    let models = arguments.workspace.join("models");
    let runtime = arguments.workspace.join("runtime");
    let config = release::config(service, &models)?;
    let group = match releases.first() {
        Some(first) => largest_group(&Api::read(&first.bundle()?, &config)?),
        None => None,
    };
    let replay = Replay {
        work,
        service,
        config,
        runtime,
        group,
    };
    let mut before: Option<&Release> = None;
    for release in releases {
        let rows = row::read(&work.cache())?;
        let known = rows.iter().find(|row| row.version == release.version);
        let is_known = known.is_some_and(|row| {
            row.before.as_deref() == before.map(|before| before.version.as_str())
        });
        if !is_known {
            let row = replay.one(release, before, &rows)?;
            say(&table::line(&row));
            row::put(&work.cache(), &row)?;
        }
        if let Some(before) = before {
            // Two releases of documentation take half a gigabyte.
            let _ = fs::remove_dir_all(work.kept(&before.version));
        }
        before = Some(release);
    }
    Ok(())
}

struct Replay<'a> {
    work: &'a Work,
    service: &'a str,
    config: Config,
    runtime: std::path::PathBuf,
    group: Option<String>,
}

impl Replay<'_> {
    /// Generates, compiles and compares a release.
    fn one(
        &self,
        release: &Release,
        before: Option<&Release>,
        rows: &[Row],
    ) -> miette::Result<Row> {
        let old = match before {
            Some(before) => Some(self.documented(before)?),
            None => None,
        };
        let new = self.made(release)?;
        let mut row = Row {
            version: release.version.clone(),
            before: before.map(|before| before.version.clone()),
            items: new.api.items.len(),
            bytes: new.bytes,
            group_name: self.group.clone(),
            ours: "none".to_owned(),
            ..Row::default()
        };
        row.seconds[0] = new.seconds;
        if let Some(old) = &old {
            judge(&mut row, &old.api, &new.api);
        }
        self.compile(&mut row, &new, rows)?;
        if row.failure.is_some() {
            return Ok(row);
        }
        let start = Instant::now();
        self.document(release)?;
        row.seconds[2] = start.elapsed().as_secs_f64();
        let start = Instant::now();
        if let Some(before) = before {
            (row.all, row.group) = self.compared(before, release)?;
        }
        row.seconds[3] = start.elapsed().as_secs_f64();
        Ok(row)
    }

    fn made(&self, release: &Release) -> miette::Result<Krate> {
        krate::make(self.work, release, (&self.config, &self.runtime))
    }

    /// A release with its documentation, which is made anew if an earlier run was stopped.
    fn documented(&self, release: &Release) -> miette::Result<Krate> {
        let krate = self.made(release)?;
        self.document(release)?;
        Ok(krate)
    }

    fn document(&self, release: &Release) -> miette::Result<()> {
        let of = (self.service, release.version.as_str());
        krate::document(self.work, of, None)?;
        if let Some(group) = &self.group {
            krate::document(self.work, of, Some(group))?;
        }
        Ok(())
    }

    /// Compiles the crate, and the program that was written against the first release since the last major one.
    fn compile(&self, row: &mut Row, new: &Krate, rows: &[Row]) -> miette::Result<()> {
        let start = Instant::now();
        let last = rows
            .iter()
            .find(|last| Some(&last.version) == row.before.as_ref());
        let stays = last.filter(|last| last.failure.is_none() && self.work.program().is_file());
        let mut broken = None;
        if let Some(last) = stays {
            row.written_for.clone_from(&last.written_for);
            broken = krate::check(self.work, self.service)?.err();
            if broken.is_none() {
                return self.compile_group(row, start);
            }
        }
        // Either the program breaks, or the crate: the program of this release tells.
        row.written_for.clone_from(&row.version);
        write(&self.work.program(), &program(&new.api, self.service))?;
        match krate::check(self.work, self.service)? {
            Ok(()) => row.program = broken.as_deref().map(first_error),
            Err(said) => row.failure = Some(first_error(&said)),
        }
        self.compile_group(row, start)
    }

    fn compile_group(&self, row: &mut Row, start: Instant) -> miette::Result<()> {
        if let Some(group) = &self.group
            && let Err(said) = krate::check_group(self.work, self.service, group)?
        {
            row.failure.get_or_insert(first_error(&said));
        }
        row.seconds[1] = start.elapsed().as_secs_f64();
        Ok(())
    }

    fn compared(
        &self,
        before: &Release,
        release: &Release,
    ) -> miette::Result<(Findings, Findings)> {
        let place = |release: &Release, file| self.work.kept(&release.version).join(file);
        let pair = |file| compare(&place(before, file), &place(release, file));
        let group = match &self.group {
            Some(_) => pair("group.json")?,
            None => Findings::default(),
        };
        Ok((pair("all.json")?, group))
    }
}

/// Adds our verdict.
fn judge(row: &mut Row, old: &Api, new: &Api) {
    let changes = old.changes(new);
    verdict(&changes).name().clone_into(&mut row.ours);
    for change in &changes {
        let place = match change.change {
            ChangeKind::Added => 0,
            ChangeKind::Removed => 1,
            ChangeKind::Changed => 2,
        };
        row.counts[place] += 1;
    }
    let major = changes
        .iter()
        .filter(|change| change.verdict == Verdict::Major);
    row.major = major
        .map(|change| format!("`{}` {}", change.path, change.reason))
        .collect();
}

/// The first error of the compiler.
fn first_error(said: &str) -> String {
    let lines = said.lines();
    let mut lines = lines.skip_while(|line| !line.starts_with("error"));
    let kept: Vec<_> = lines.by_ref().take(8).collect();
    kept.join("\n")
}

//! Runs a fuzz target and summarizes the result.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use miette::{IntoDiagnostic, WrapErr};

use super::{Fuzz, make};
use sansmith_project::terminal;

/// Limits per input: total memory and single allocation in megabytes, and time in seconds.
const LIMITS: [&str; 3] = ["-rss_limit_mb=1536", "-malloc_limit_mb=256", "-timeout=20"];

/// Maximum input length in bytes.
const LONGEST: &str = "-max_len=16384";

/// Result of a run.
#[derive(Debug, Default)]
pub(super) struct Row {
    target: String,
    executions: u64,
    seconds: u32,
    coverage: u64,
    corpus: u64,
    megabytes: u64,
    /// The crashing input.
    pub(super) finding: Option<PathBuf>,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.executions / u64::from(self.seconds.max(1));
        write!(
            f,
            "{:<10} {:>12} {rate:>9} {:>9} {:>7} {:>7}",
            self.target, self.executions, self.coverage, self.corpus, self.megabytes
        )?;
        if let Some(finding) = &self.finding {
            write!(
                f,
                "  FOUND: cargo xtask fuzz {} --input {}",
                self.target,
                finding.display()
            )?;
        }
        Ok(())
    }
}

/// Runs a target for the given time.
pub(super) fn run(fuzz: &Fuzz, target: &str, seconds: u32) -> miette::Result<Row> {
    let (corpus, seeds, findings) = (
        fuzz.corpus(target),
        fuzz.seeds(target),
        fuzz.findings(target),
    );
    for folder in [&corpus, &seeds, &findings] {
        make(folder)?;
    }
    let log = findings.join("log.txt");
    let file = File::create(&log)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", log.display()))?;
    terminal::progress(format_args!("{target}: {seconds} s"));
    let status = Command::new(fuzz.program(target))
        .args([&corpus, &seeds])
        .args(LIMITS)
        .args([LONGEST, "-print_final_stats=1", "-use_value_profile=1"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .stdout(Stdio::null())
        .stderr(file)
        .status()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot run the target `{target}`"))?;
    let log = fs::read(&log).into_diagnostic()?;
    let mut row = read(&String::from_utf8_lossy(&log));
    target.clone_into(&mut row.target);
    row.seconds = seconds;
    if !status.success() && row.finding.is_none() {
        row.finding = Some(findings.join("log.txt"));
    }
    Ok(row)
}

/// Runs one input, with the target's output.
pub(super) fn replay(fuzz: &Fuzz, target: &str, input: &Path) -> miette::Result<bool> {
    let status = Command::new(fuzz.program(target))
        .arg(input)
        .args(LIMITS)
        .status()
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot run the target `{target}`"))?;
    Ok(status.success())
}

/// Parses libFuzzer's final statistics.
fn read(log: &str) -> Row {
    let stat = |name: &str| {
        let line = log.lines().rev().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.trim_start_matches(':').trim().parse().ok())
            .unwrap_or(0)
    };
    let status = log.lines().rev().find(|line| line.contains(" cov: "));
    let word = |name: &str| {
        let mut words = status?.split_whitespace().skip_while(|word| *word != name);
        words.nth(1).map(ToOwned::to_owned)
    };
    let corpus = word("corp:").and_then(|text| text.split('/').next()?.parse().ok());
    let finding = log
        .lines()
        .find_map(|line| line.split_once("Test unit written to "));
    Row {
        executions: stat("stat::number_of_executed_units"),
        megabytes: stat("stat::peak_rss_mb"),
        coverage: word("cov:").and_then(|text| text.parse().ok()).unwrap_or(0),
        corpus: corpus.unwrap_or(0),
        finding: finding.map(|(_, path)| PathBuf::from(path.trim())),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_end_of_a_log_is_a_row() {
        let log = "#2\tINITED cov: 10 ft: 12 corp: 3/9b exec/s: 0 rss: 30Mb\n\
            #900\tDONE   cov: 57 ft: 99 corp: 41/900b lim: 30 exec/s: 450 rss: 88Mb\n\
            stat::number_of_executed_units: 900\nstat::peak_rss_mb:              88\n";
        let row = read(log);
        assert_eq!(
            (row.executions, row.coverage, row.corpus, row.megabytes),
            (900, 57, 41, 88)
        );
        assert_eq!(row.finding, None);
        let log = format!("{log}artifact_prefix='f/'; Test unit written to f/crash-1\n");
        assert_eq!(read(&log).finding.unwrap().to_str(), Some("f/crash-1"));
    }
}

//! A compiler wrapper for cargo that measures the cost of each run.
//!
//! **Invariants**
//!
//! - The compiler runs with unchanged arguments (except [`NO_LINTS`]), output and exit status.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde::{Deserialize, Serialize};

/// The folder for measurements; if set, this program acts as the wrapper.
pub(crate) const FOLDER: &str = "SANSMITH_COSTS";

/// If set, the compiler runs as for a registry dependency.
pub(crate) const AS_DEPENDENCY: &str = "SANSMITH_AS_DEPENDENCY";

/// Arguments that cargo adds for registry crates but not for path crates: warnings are hidden, so most lints do not run.
const NO_LINTS: [&str; 2] = ["--cap-lints", "allow"];

/// Cost of a compiler run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cost {
    /// CPU time in seconds, user and system.
    pub(crate) seconds: f64,
    /// Peak memory in megabytes.
    pub(crate) megabytes: f64,
}

/// Acts as the compiler wrapper, if requested by cargo.
pub(crate) fn wrap() -> Option<ExitCode> {
    let folder = PathBuf::from(env::var_os(FOLDER)?);
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let mut command = Command::new(compiler);
    command.args(&arguments);
    let said = arguments.iter().any(|argument| argument == NO_LINTS[0]);
    if env::var_os(AS_DEPENDENCY).is_some() && !said {
        command.args(NO_LINTS);
    }
    let status = command.status().ok()?;
    if let (Some(name), Some(cost)) = (crate_name(&arguments), of_children())
        && let Ok(text) = serde_json::to_string(&cost)
    {
        // If saving fails, the cost is missing from the table; compilation must not fail.
        let _ = fs::write(file(&folder, &name), text);
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Some(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The cost of the latest compilation of a crate.
pub(crate) fn of_crate(folder: &Path, library: &str) -> Option<Cost> {
    let text = fs::read_to_string(file(folder, library)).ok()?;
    serde_json::from_str(&text).ok()
}

fn file(folder: &Path, library: &str) -> PathBuf {
    folder.join(format!("{library}.json"))
}

/// The crate name in compiler arguments.
fn crate_name(arguments: &[OsString]) -> Option<String> {
    let position = arguments
        .iter()
        .position(|argument| argument == "--crate-name")?;
    let name = arguments.get(position.checked_add(1)?)?;
    name.to_str().map(str::to_owned)
}

/// Resource usage of all child processes that have ended.
#[cfg(unix)]
pub(crate) fn of_children() -> Option<Cost> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    // Linux reports kilobytes, macOS bytes.
    let unit = if cfg!(target_os = "macos") {
        1_048_576.0
    } else {
        1024.0
    };
    #[expect(clippy::cast_precision_loss, reason = "both are exact in a float")]
    Some(Cost {
        seconds: micros as f64 / 1e6,
        megabytes: usage.max_rss() as f64 / unit,
    })
}

/// Not available on this platform.
#[cfg(not(unix))]
pub(crate) fn of_children() -> Option<Cost> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_known_by_its_argument() {
        let arguments =
            ["--edition=2024", "--crate-name", "lamp", "src/lib.rs"].map(OsString::from);
        assert_eq!(crate_name(&arguments).as_deref(), Some("lamp"));
        assert_eq!(crate_name(&arguments[..2]), None);
    }
}

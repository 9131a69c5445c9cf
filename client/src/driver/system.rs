//! The operating system: time, randomness, environment, files.

#![allow(
    clippy::disallowed_methods,
    reason = "drivers bring what the core asks for; they are not compiled for wasm32-unknown-unknown"
)]

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::BuildHasher;
use std::io::{self, Write as _};
use std::net::ToSocketAddrs as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use sansmith::Timestamp;

use super::process;
use crate::config::{Platform, home};
use crate::credentials::{Answer, FileError, Need, Write};

/// The platform.
pub(crate) const PLATFORM: Platform = if cfg!(windows) {
    Platform::Windows
} else {
    Platform::Unix
};

/// The largest response to a request for credentials, in bytes.
pub(crate) const LARGEST: usize = 1 << 20;

/// The time.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let since = since.unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    Timestamp::new(seconds, since.subsec_nanos())
}

/// Lets time pass.
pub(crate) fn sleep(time: Duration) {
    std::thread::sleep(time);
}

/// A random number, from the operating system.
pub(crate) fn random() -> u128 {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_ok() {
        return u128::from_le_bytes(bytes);
    }
    // The keys of hash maps are random too; the time makes each draw another one.
    let hash = |part: u8| RandomState::new().hash_one((part, SystemTime::now()));
    u128::from(hash(0)) << 64 | u128::from(hash(1))
}

/// The variables with a prefix.
pub(crate) fn variables(prefix: &str) -> Vec<(String, String)> {
    let all = std::env::vars_os();
    let texts =
        all.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    texts.filter(|(name, _)| name.starts_with(prefix)).collect()
}

/// Runs a function on a thread of its own.
#[cfg(feature = "client")]
pub(crate) fn spawn(run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().spawn(run).map(drop)
}

/// The answer to a question that the network has no part in; the question if it has.
///
/// An MFA code has to come from `ask`, a function of the caller.
pub(crate) fn answer(need: Need, ask: Option<&MfaFn>) -> Result<Answer, Need> {
    Ok(match need {
        Need::Variable(name) => Answer::Variable(variable(&name)),
        Need::HomeDirectory => Answer::HomeDirectory(home(PLATFORM, variable)),
        Need::File(path) => Answer::File(fs::read(path).map_err(|error| FileError::from(&error))),
        Need::Write(write) => Answer::Written(replace(&write).map_err(|error| error.to_string())),
        Need::MfaCode(serial) => Answer::MfaCode(ask.and_then(|ask| ask(&serial))),
        other
        @ (Need::Process { .. } | Need::Addresses(_) | Need::Exchange(_) | Need::Pause(_)) => {
            return Err(other);
        }
    })
}

/// A function that asks the user for a code of the MFA device with a serial number.
pub(crate) type MfaFn = dyn Fn(&str) -> Option<String> + Send + Sync;

/// The answer to a question that takes long, though it is no request.
pub(crate) fn answer_slowly(need: Need) -> Answer {
    match need {
        Need::Process { command, timeout } => {
            Answer::Process(process::run(&command.0, timeout).map_err(|error| error.to_string()))
        }
        Need::Addresses(host) => {
            let found = (host.as_str(), 0).to_socket_addrs();
            let found = found.map(|found| found.map(|address| address.ip()).collect());
            Answer::Addresses(found.map_err(|error| error.to_string()))
        }
        Need::Pause(time) => {
            sleep(time);
            Answer::Paused
        }
        Need::Variable(_)
        | Need::HomeDirectory
        | Need::File(_)
        | Need::Write(_)
        | Need::Exchange(_)
        | Need::MfaCode(_) => Answer::Paused,
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Replaces a file at once, readable by its owner alone.
fn replace(write: &Write) -> io::Result<()> {
    let path = Path::new(&write.path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{:x}", random()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let written = options
        .open(&beside)
        .and_then(|mut file| file.write_all(&write.content))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

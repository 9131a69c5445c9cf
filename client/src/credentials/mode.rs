//! Resolves the defaults mode, including `auto`.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html>

use super::imds;
use super::io::{Asked, Io};
use crate::config::{self, DefaultsMode};
use crate::defaults::auto;

/// The defaults mode; `legacy` if not configured.
pub(super) fn resolve(io: &mut Io<'_>) -> Asked<DefaultsMode> {
    let mode = io
        .setting(&config::DEFAULTS_MODE)?
        .unwrap_or(DefaultsMode::Legacy);
    if mode != DefaultsMode::Auto {
        return Ok(mode);
    }
    let region = match &io.options.region {
        Some(region) => Some(region.clone()),
        None => io.setting(&config::REGION)?,
    };
    let Some(region) = region else {
        return Ok(DefaultsMode::Standard);
    };
    Ok(auto(&region, own_region(io)?.as_deref()))
}

/// The region that the program runs in, if known.
fn own_region(io: &mut Io<'_>) -> Asked<Option<String>> {
    if io.variable("AWS_EXECUTION_ENV")?.is_some() {
        for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            if let Some(region) = io.variable(name)? {
                return Ok(Some(region));
            }
        }
    }
    match imds::metadata(io, imds::REGION) {
        Ok(region) => Ok(Some(region)),
        // Unknown: this is not an instance.
        Err(stop) => stop.failure().map(|_| None),
    }
}

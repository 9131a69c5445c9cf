//! Shared configuration: the files `~/.aws/config` and `~/.aws/credentials`, and settings from them and the
//! environment.
//!
//! Nothing here reads a file or a variable: texts come from the caller.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>

mod file;
mod location;
mod profiles;
mod setting;
mod settings;
mod table;

pub use self::file::{FileKind, ParseError, Problem, SIZE_LIMIT};
pub(crate) use self::location::expand;
pub use self::location::{Locations, Platform, home};
pub use self::profiles::{Ignored, Profiles, Property, Section};
pub use self::setting::{Row, Setting, SettingError};
pub use self::settings::{Environment, Settings};
pub use self::table::*;

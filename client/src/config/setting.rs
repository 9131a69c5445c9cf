//! A setting: environment variables, profile keys, and value type.

use std::fmt;

/// A setting of type `T`: its sources, and its parser.
#[derive(Debug, Clone, Copy)]
pub struct Setting<T> {
    /// Sources and expected values.
    pub row: Row,
    /// Parses a value; `None` if it is invalid.
    pub read: fn(&str) -> Option<T>,
}

/// Sources of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Environment variables in order of precedence: `AWS_REGION`, `AWS_DEFAULT_REGION`. A service-specific variable ends in the
    /// service id: `_S3`.
    pub variables: &'static [&'static str],
    /// Profile keys in order of precedence. `s3.use_arn_region` is nested in the property `s3`.
    pub keys: &'static [&'static str],
    /// Description of valid values: `true or false`.
    pub expected: &'static str,
}

/// An invalid value of a setting, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    /// The variable, or the key and its profile.
    pub place: String,
    /// The invalid value.
    pub value: String,
    /// Description of valid values.
    pub expected: &'static str,
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            value,
            expected,
        } = self;
        write!(f, "{place} is `{value}`: expected {expected}")
    }
}

impl std::error::Error for SettingError {}

/// Any text.
#[expect(clippy::unnecessary_wraps, reason = "all readers have one type")]
pub(super) fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

/// `true` or `false`, in any case.
pub(super) fn boolean(value: &str) -> Option<bool> {
    word(value, &[("true", true), ("false", false)])
}

/// A non-negative integer.
pub(super) fn integer(value: &str) -> Option<u32> {
    value.parse().ok()
}

/// A positive integer.
pub(super) fn positive(value: &str) -> Option<u32> {
    integer(value).filter(|value| *value > 0)
}

/// Comma-separated texts.
pub(super) fn list(value: &str) -> Option<Vec<String>> {
    let parts = value.split(',').map(str::trim);
    let parts: Vec<_> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    Some(parts).filter(|parts| !parts.is_empty())
}

/// An absolute HTTP URL.
pub(super) fn url(value: &str) -> Option<String> {
    let uri: http::Uri = value.parse().ok()?;
    let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
    (is_http && uri.host().is_some_and(|host| !host.is_empty())).then(|| value.to_owned())
}

/// One of several words; case-insensitive.
pub(super) fn word<T: Copy>(value: &str, words: &[(&str, T)]) -> Option<T> {
    let found = words
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(value));
    found.map(|(_, value)| *value)
}

/// Declares an enum whose variants are the words of a setting.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// The word for this variant.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            pub(super) fn read(value: &str) -> Option<Self> {
                crate::config::setting::word(value, &[$(($word, Self::$variant)),*])
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    )*};
}

pub(super) use words;

//! A setting: the variables and the key that give it, and the type of its value.

use std::fmt;

/// A setting of type `T`: where its text may stand, and how the text is read.
#[derive(Debug, Clone, Copy)]
pub struct Setting<T> {
    /// The places, and the values that are expected there.
    pub row: Row,
    /// Reads a text; `None` if it is no value of the setting.
    pub read: fn(&str) -> Option<T>,
}

/// The places of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Variables of the environment, the first wins: `AWS_REGION`, `AWS_DEFAULT_REGION`. A variable for one service
    /// ends in its id, `_S3`.
    pub variables: &'static [&'static str],
    /// Keys of a profile, the first wins. `s3.use_arn_region` is nested in the property `s3`.
    pub keys: &'static [&'static str],
    /// The values that are expected: `true or false`.
    pub expected: &'static str,
}

/// A value of a setting that cannot be read: where, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    /// The variable, or the key with its profile.
    pub place: String,
    /// The value as it was found.
    pub value: String,
    /// The values that are expected.
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

/// Text.
#[expect(clippy::unnecessary_wraps, reason = "all readers have one type")]
pub(super) fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

/// `true` or `false`, in any case.
pub(super) fn boolean(value: &str) -> Option<bool> {
    word(value, &[("true", true), ("false", false)])
}

/// A whole number that is not negative.
pub(super) fn integer(value: &str) -> Option<u32> {
    value.parse().ok()
}

/// A whole number above zero.
pub(super) fn positive(value: &str) -> Option<u32> {
    integer(value).filter(|value| *value > 0)
}

/// Texts between commas.
pub(super) fn list(value: &str) -> Option<Vec<String>> {
    let parts = value.split(',').map(str::trim);
    let parts: Vec<_> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    Some(parts).filter(|parts| !parts.is_empty())
}

/// An absolute URL of HTTP.
pub(super) fn url(value: &str) -> Option<String> {
    let uri: http::Uri = value.parse().ok()?;
    let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
    (is_http && uri.host().is_some_and(|host| !host.is_empty())).then(|| value.to_owned())
}

/// One of several words, in any case.
pub(super) fn word<T: Copy>(value: &str, words: &[(&str, T)]) -> Option<T> {
    let found = words
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(value));
    found.map(|(_, value)| *value)
}

/// Enums whose variants are words of a setting.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// The word of the setting.
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

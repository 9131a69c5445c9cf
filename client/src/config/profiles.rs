//! Merges shared configuration files into profiles, SSO sessions and services.
//!
//! **Invariants**
//!
//! - Property names are in lower case; section names are as written.
//! - Later files take precedence over earlier ones, and later properties over earlier ones in the same section.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>

use std::collections::BTreeMap;
use std::fmt;

use super::file::{self, BLANK, FileKind, ParseError, RawSection};

/// Profiles, SSO sessions and services of the shared configuration.
///
/// ```
/// use sansmith_client::config::{FileKind, Profiles};
///
/// let mut profiles = Profiles::new();
/// profiles.add(FileKind::Config, "~/.aws/config", "[profile dev]\nregion = eu-west-1\n")?;
/// profiles.add(FileKind::Credentials, "~/.aws/credentials", "[dev]\naws_access_key_id = AKID\n")?;
/// let dev = profiles.profile("dev").ok_or("no profile")?;
/// assert_eq!(dev.get("Region"), Some("eu-west-1"));
/// assert_eq!(dev.get("aws_access_key_id"), Some("AKID"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    named: BTreeMap<String, Section>,
    sso_sessions: BTreeMap<String, Section>,
    services: BTreeMap<String, Section>,
    ignored: Vec<Ignored>,
}

/// A section: its properties by name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Section {
    properties: BTreeMap<String, Property>,
}

/// A property of a section.
#[derive(Clone, PartialEq, Eq)]
pub struct Property {
    /// The value; continuation lines are separated by line feeds.
    pub value: String,
    /// The line of its name, from 1.
    pub line: usize,
}

/// An ignored part of a file, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The file, as named by the caller.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.reason)
    }
}

impl fmt::Debug for Section {
    /// Shows only names: values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.properties.keys()).finish()
    }
}

impl fmt::Debug for Property {
    /// Shows only the line: the value may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Property(line {})", self.line)
    }
}

impl Section {
    /// The value of a property; names are case-insensitive.
    pub fn get(&self, name: &str) -> Option<&str> {
        let property = self.properties.get(name.to_ascii_lowercase().as_str())?;
        Some(&property.value)
    }

    /// The value of a nested property, such as `endpoint_url` in `s3` of a services section.
    pub fn nested(&self, name: &str, inner: &str) -> Option<&str> {
        let value = self.get(name)?;
        let lines = value.strip_prefix('\n')?.split('\n');
        let pairs = lines.filter_map(file::split);
        pairs
            .filter(|(found, _)| found.eq_ignore_ascii_case(inner))
            .map(|(_, value)| value)
            .next_back()
    }

    /// Properties, sorted by name.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &Property)> {
        self.properties
            .iter()
            .map(|(name, property)| (name.as_str(), property))
    }

    /// Sets a property, replacing one of the same name.
    pub fn set(&mut self, name: &str, value: &str) {
        let property = Property {
            value: value.to_owned(),
            line: 0,
        };
        self.properties.insert(name.to_ascii_lowercase(), property);
    }
}

impl Profiles {
    /// No profiles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; its properties take precedence over existing ones.
    ///
    /// # Errors
    ///
    /// A syntax error, with its line.
    pub fn add(&mut self, kind: FileKind, path: &str, text: &str) -> Result<(), ParseError> {
        let sections = file::parse(text, path)?;
        let headers: Vec<_> = sections.iter().map(|raw| Header::of(raw.header)).collect();
        let has_prefixed_default = headers.contains(&Header::PREFIXED_DEFAULT);
        for (raw, header) in sections.iter().zip(headers) {
            if kind == FileKind::Config && has_prefixed_default && header == Header::DEFAULT {
                self.ignore(
                    path,
                    raw.line,
                    "`[profile default]` also exists, and takes precedence",
                );
                continue;
            }
            match self.section(kind, header) {
                Ok(section) => {
                    let bad = fill(section, raw);
                    for (line, name) in bad {
                        self.ignore(path, line, &format!("`{name}` is not a property name"));
                    }
                }
                Err(reason) => self.ignore(path, raw.line, &reason),
            }
        }
        Ok(())
    }

    /// The section for a header, created if necessary.
    fn section(&mut self, kind: FileKind, header: Header<'_>) -> Result<&mut Section, String> {
        let Header { prefix, name } = header;
        if !is_identifier(name) {
            return Err(format!("`{name}` is not a section name"));
        }
        let sections = match (kind, prefix) {
            (FileKind::Config, Some("profile")) | (FileKind::Credentials, None) => &mut self.named,
            (FileKind::Config, None) if name == "default" => &mut self.named,
            (FileKind::Config, Some("sso-session")) => &mut self.sso_sessions,
            (FileKind::Config, Some("services")) => &mut self.services,
            (FileKind::Config, None) => {
                return Err(format!("`[{name}]` should be `[profile {name}]` here"));
            }
            (FileKind::Config, Some(prefix)) => {
                return Err(format!(
                    "`{prefix}` is neither `profile` nor `sso-session` nor `services`"
                ));
            }
            (FileKind::Credentials, Some(prefix)) => {
                return Err(format!(
                    "in a credentials file, section names have no prefix such as `{prefix}`"
                ));
            }
        };
        Ok(sections.entry(name.to_owned()).or_default())
    }

    fn ignore(&mut self, path: &str, line: usize, reason: &str) {
        self.ignored.push(Ignored {
            path: path.to_owned(),
            line,
            reason: reason.to_owned(),
        });
    }

    /// A profile.
    pub fn profile(&self, name: &str) -> Option<&Section> {
        self.named.get(name)
    }

    /// An `[sso-session …]`.
    pub fn sso_session(&self, name: &str) -> Option<&Section> {
        self.sso_sessions.get(name)
    }

    /// A `[services …]`.
    pub fn services(&self, name: &str) -> Option<&Section> {
        self.services.get(name)
    }

    /// Profiles, sorted by name.
    pub fn profiles(&self) -> impl Iterator<Item = (&str, &Section)> {
        self.named
            .iter()
            .map(|(name, section)| (name.as_str(), section))
    }

    /// SSO sessions, sorted by name.
    pub fn sso_sessions(&self) -> impl Iterator<Item = (&str, &Section)> {
        self.sso_sessions
            .iter()
            .map(|(name, section)| (name.as_str(), section))
    }

    /// The profile with the given name, created if necessary; for configuration that is not from a file.
    pub fn profile_mut(&mut self, name: &str) -> &mut Section {
        self.named.entry(name.to_owned()).or_default()
    }

    /// The SSO session with the given name, created if necessary; for configuration that is not from a file.
    pub fn sso_session_mut(&mut self, name: &str) -> &mut Section {
        self.sso_sessions.entry(name.to_owned()).or_default()
    }

    /// Ignored parts of files, which deserve a warning.
    pub fn ignored(&self) -> &[Ignored] {
        &self.ignored
    }
}

/// Copies the properties of a file section; returns those with invalid names.
fn fill<'t>(section: &mut Section, raw: &RawSection<'t>) -> Vec<(usize, &'t str)> {
    let mut bad = Vec::new();
    for property in &raw.properties {
        if !is_identifier(property.name) {
            bad.push((property.line, property.name));
            continue;
        }
        section.properties.insert(
            property.name.to_ascii_lowercase(),
            Property {
                value: property.value.clone(),
                line: property.line,
            },
        );
    }
    bad
}

/// A section header: type and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Header<'t> {
    prefix: Option<&'t str>,
    name: &'t str,
}

impl<'t> Header<'t> {
    const DEFAULT: Self = Self {
        prefix: None,
        name: "default",
    };

    const PREFIXED_DEFAULT: Self = Self {
        prefix: Some("profile"),
        name: "default",
    };

    fn of(text: &'t str) -> Self {
        let text = text.trim_matches(BLANK);
        match text.split_once(BLANK) {
            Some((prefix, name)) => Self {
                prefix: Some(prefix),
                name: name.trim_matches(BLANK),
            },
            None => Self {
                prefix: None,
                name: text,
            },
        }
    }
}

/// Returns true for valid section and property names: ASCII letters, digits and some punctuation.
fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-/.%@:+".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Profiles {
        let mut profiles = Profiles::new();
        profiles.add(FileKind::Config, "config", text).unwrap();
        profiles
    }

    #[test]
    fn sections_of_one_name_are_one() {
        let profiles = config("[profile a]\nx = 1\ny = 1\n[profile \ta]\nX = 2\n");
        let a = profiles.profile("a").unwrap();
        assert_eq!((a.get("x"), a.get("y")), (Some("2"), Some("1")));
    }

    #[test]
    fn what_has_no_meaning_is_told_with_its_line() {
        let profiles =
            config("[a]\n[profile b c]\n[default]\n[profile default]\nd e = f\n[other g]\n");
        let ignored: Vec<_> = profiles.ignored().iter().map(ToString::to_string).collect();
        assert_eq!(
            ignored,
            [
                "config:1: `[a]` should be `[profile a]` here",
                "config:2: `b c` is not a section name",
                "config:3: `[profile default]` also exists, and takes precedence",
                "config:5: `d e` is not a property name",
                "config:6: `other` is neither `profile` nor `sso-session` nor `services`",
            ]
        );
    }

    #[test]
    fn nested_properties_are_found_in_any_case_and_without_comments() {
        let profiles = config(
            "[services dev]\nS3 =\n  Endpoint_URL = http://a # here\n  endpoint_url = http://b\nsts =\n",
        );
        let dev = profiles.services("dev").unwrap();
        assert_eq!(dev.nested("s3", "endpoint_url"), Some("http://b"));
        assert_eq!(dev.nested("sts", "endpoint_url"), None);
        assert_eq!(dev.nested("s3", "region"), None);
    }

    #[test]
    fn debug_shows_no_value() {
        let profiles = config("[default]\naws_secret_access_key = hidden\n");
        let shown = format!("{profiles:?}");
        assert!(shown.contains("aws_secret_access_key"), "{shown}");
        assert!(!shown.contains("hidden"), "{shown}");
    }
}

//! Paths of the shared configuration files.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html>

use super::file::FileKind;

/// A platform family, which determines path syntax and home directory variables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Platform {
    /// Paths with `/`.
    #[default]
    Unix,
    /// Paths with `\` or `/`.
    Windows,
}

/// The home directory from environment variables: `HOME` on any platform, then on Windows `USERPROFILE`, and `HOMEDRIVE` with
/// `HOMEPATH`.
pub fn home(platform: Platform, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let given = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(home) = given("HOME") {
        return Some(home);
    }
    if platform == Platform::Unix {
        return None;
    }
    given("USERPROFILE").or_else(|| Some(given("HOMEDRIVE")? + &given("HOMEPATH")?))
}

/// The variable for the path of a file, and the default path.
pub(super) const fn facts(kind: FileKind) -> (&'static str, &'static str) {
    match kind {
        FileKind::Config => ("AWS_CONFIG_FILE", "~/.aws/config"),
        FileKind::Credentials => ("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
    }
}

/// Paths of the shared configuration files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locations {
    /// The configuration: `AWS_CONFIG_FILE`, else `~/.aws/config`.
    pub config: String,
    /// The credentials: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`.
    pub credentials: String,
}

impl Locations {
    /// The paths for an environment and a home directory.
    ///
    /// A leading `~/` is expanded; without a home directory the path is unchanged.
    ///
    /// ```
    /// use sansmith_client::config::{Locations, Platform};
    ///
    /// let locations = Locations::of(Platform::Unix, Some("/users/me"), |_| None);
    /// assert_eq!(locations.config, "/users/me/.aws/config");
    /// ```
    pub fn of(
        platform: Platform,
        home: Option<&str>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let path = |kind| {
            let (name, usual) = facts(kind);
            let given = variable(name).filter(|path| !path.is_empty());
            expand(platform, home, given.as_deref().unwrap_or(usual))
        };
        Self {
            config: path(FileKind::Config),
            credentials: path(FileKind::Credentials),
        }
    }
}

/// Expands a leading `~` to the home directory.
pub(crate) fn expand(platform: Platform, home: Option<&str>, path: &str) -> String {
    let separators: &[char] = match platform {
        Platform::Unix => &['/'],
        Platform::Windows => &['/', '\\'],
    };
    let mut parts = path.split(separators);
    if parts.next() != Some("~") {
        return path.to_owned();
    }
    let rest = parts.filter(|part| !part.is_empty());
    let mut expanded = home.unwrap_or("~").trim_end_matches(separators).to_owned();
    for part in rest {
        expanded.push(match platform {
            Platform::Unix => '/',
            Platform::Windows => '\\',
        });
        expanded.push_str(part);
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home_of(platform: Platform, variables: &[(&str, &str)]) -> Option<String> {
        home(platform, |name| {
            let found = variables.iter().find(|(found, _)| *found == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_home_has_several_names_on_windows() {
        let all = [
            ("HOME", "h"),
            ("USERPROFILE", "u"),
            ("HOMEDRIVE", "C:"),
            ("HOMEPATH", "\\p"),
        ];
        assert_eq!(home_of(Platform::Windows, &all).unwrap(), "h");
        assert_eq!(home_of(Platform::Windows, &all[1..]).unwrap(), "u");
        assert_eq!(home_of(Platform::Windows, &all[2..]).unwrap(), "C:\\p");
        assert_eq!(home_of(Platform::Windows, &all[3..]), None);
        assert_eq!(home_of(Platform::Unix, &all[1..]), None);
    }

    #[test]
    fn a_tilde_is_the_home_only_as_a_part_of_its_own() {
        let unix = |path| expand(Platform::Unix, Some("/users/me/"), path);
        assert_eq!(unix("~/.aws/config"), "/users/me/.aws/config");
        assert_eq!(unix("~aws/config"), "~aws/config");
        assert_eq!(unix("/a/~/b"), "/a/~/b");
        assert_eq!(expand(Platform::Unix, None, "~/a"), "~/a");
        assert_eq!(
            expand(Platform::Windows, Some("C:\\Users\\me"), "~/.aws/config"),
            "C:\\Users\\me\\.aws\\config"
        );
    }
}

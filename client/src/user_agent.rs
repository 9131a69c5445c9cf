//! The `user-agent` header in the format of AWS services.
//!
//! **Invariants**
//!
//! - The result is always a valid header value: invalid characters become `-`.

use std::fmt::{self, Write};

/// Bytes of a usual user agent.
#[cfg(feature = "endpoint")]
const CAPACITY: usize = 128;

/// The name of the header.
pub const HEADER: &str = "user-agent";

/// Version of the format.
const FORM: &str = "ua/2.1";

/// Maximum size of metrics in bytes.
const METRICS: usize = 1024;

/// A user agent: program, platform and features.
///
/// ```
/// use sansmith_client::user_agent::UserAgent;
///
/// let agent = UserAgent::new().os("Linux", "6.1").language("rust", "1.88.0").app_id("my app");
/// assert!(agent.to_string().starts_with("sansmith/"));
/// assert!(agent.to_string().ends_with("ua/2.1 os/linux#6.1 lang/rust#1.88.0 app/my-app"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserAgent {
    product: Part,
    api: Option<Part>,
    os: Option<Part>,
    language: Option<Part>,
    execution_environment: Option<String>,
    app_id: Option<String>,
    metrics: Vec<String>,
    frameworks: Vec<Part>,
}

/// A name with an optional version.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    name: String,
    version: String,
}

impl Part {
    fn new(name: &str, version: &str) -> Self {
        Self {
            name: clean(name),
            version: clean(version),
        }
    }
}

impl Default for UserAgent {
    fn default() -> Self {
        Self::new()
    }
}

impl UserAgent {
    /// The user agent of this crate.
    pub fn new() -> Self {
        Self {
            product: Part::new("sansmith", env!("CARGO_PKG_VERSION")),
            api: None,
            os: None,
            language: None,
            execution_environment: None,
            app_id: None,
            metrics: Vec::new(),
            frameworks: Vec::new(),
        }
    }

    /// Sets the first product.
    #[must_use]
    pub fn product(mut self, name: &str, version: &str) -> Self {
        self.product = Part::new(name, version);
        self
    }

    /// Sets the service id and API version.
    #[must_use]
    pub fn api(mut self, service_id: &str, version: &str) -> Self {
        let id = service_id.to_ascii_lowercase().replace(' ', "-");
        self.api = Some(Part::new(&id, version));
        self
    }

    /// Sets the operating system: a known family such as `linux`, and its version.
    #[must_use]
    pub fn os(mut self, family: &str, version: &str) -> Self {
        const FAMILIES: [&str; 7] = [
            "windows", "linux", "macos", "android", "ios", "watchos", "tvos",
        ];
        let family = family.to_ascii_lowercase();
        let known = FAMILIES.contains(&family.as_str());
        self.os = Some(Part::new(if known { &family } else { "other" }, version));
        self
    }

    /// Sets the programming language.
    #[must_use]
    pub fn language(mut self, name: &str, version: &str) -> Self {
        self.language = Some(Part::new(name, version));
        self
    }

    /// Sets the value of `AWS_EXECUTION_ENV`.
    #[must_use]
    pub fn execution_environment(mut self, name: &str) -> Self {
        self.execution_environment = Some(clean(name));
        self
    }

    /// Sets the application id, see [`APP_ID`](crate::config::APP_ID). Services recommend at most 50 characters.
    #[must_use]
    pub fn app_id(mut self, id: &str) -> Self {
        self.app_id = Some(clean(id));
        self
    }

    /// Adds the code of a feature in use, such as `E` for standard retry mode.
    #[must_use]
    pub fn metric(mut self, code: &str) -> Self {
        self.metrics.push(clean(code));
        self
    }

    /// Adds a framework, with an optional version.
    #[must_use]
    pub fn framework(mut self, name: &str, version: &str) -> Self {
        self.frameworks.push(Part::new(name, version));
        self
    }
}

/// Replaces invalid characters.
fn clean(text: &str) -> String {
    text.chars().map(cleaned).collect()
}

/// The character, or a hyphen where a user agent cannot have it.
fn cleaned(c: char) -> char {
    let is_allowed = c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~{}".contains(c);
    if is_allowed { c } else { '-' }
}

impl UserAgent {
    /// The text for a call of a service, given its id and API version, with the codes of features that are in use.
    #[cfg(feature = "endpoint")]
    pub(crate) fn of_call(&self, api: (&str, &str), codes: &[(bool, &str)]) -> String {
        let mut text = String::with_capacity(CAPACITY);
        // Writing to a string does not fail.
        let _ = self.write(&mut text, Some(api), codes);
        text
    }

    fn write(
        &self,
        out: &mut impl Write,
        api: Option<(&str, &str)>,
        codes: &[(bool, &str)],
    ) -> fmt::Result {
        let Part { name, version } = &self.product;
        write!(out, "{name}/{version} {FORM}")?;
        if let Some((id, version)) = api {
            out.write_str(" api/")?;
            for c in id.chars() {
                out.write_char(cleaned(c.to_ascii_lowercase()))?;
            }
            out.write_char('#')?;
            for c in version.chars() {
                out.write_char(cleaned(c))?;
            }
        } else if let Some(api) = &self.api {
            write_part(out, "api", api)?;
        }
        for (label, part) in [("os", &self.os), ("lang", &self.language)] {
            if let Some(part) = part {
                write_part(out, label, part)?;
            }
        }
        if let Some(name) = &self.execution_environment {
            write!(out, " exec-env/{name}")?;
        }
        if let Some(id) = &self.app_id {
            write!(out, " app/{id}")?;
        }
        let own = self.metrics.iter().map(String::as_str);
        let further = codes.iter().filter(|(is, _)| *is).map(|(_, code)| *code);
        let mut length = 0;
        for code in own.chain(further) {
            if length + code.len() < METRICS {
                out.write_str(if length == 0 { " m/" } else { "," })?;
                out.write_str(code)?;
                length += code.len() + 1;
            }
        }
        for framework in &self.frameworks {
            write_part(out, "lib", framework)?;
        }
        Ok(())
    }
}

impl fmt::Display for UserAgent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None, &[])
    }
}

fn write_part(out: &mut impl Write, label: &str, part: &Part) -> fmt::Result {
    write!(out, " {label}/{}", part.name)?;
    if !part.version.is_empty() {
        write!(out, "#{}", part.version)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_of_a_header_becomes_a_hyphen() {
        let agent = UserAgent::new().app_id("1234(\r\n\u{e9}").os("Plan 9", "");
        let text = agent.to_string();
        assert!(text.ends_with(" os/other app/1234----"), "{text}");
        assert!(http::HeaderValue::from_str(&text).is_ok());
    }

    #[test]
    fn metrics_stay_under_their_limit() {
        let mut agent = UserAgent::new();
        for _ in 0..2000 {
            agent = agent.metric("A");
        }
        let text = agent.to_string();
        let metrics = text.rsplit("m/").next().unwrap();
        assert!(metrics.len() <= METRICS && metrics.len() > METRICS - 3);
    }
}

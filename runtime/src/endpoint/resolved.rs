//! Resolved endpoints: URL, headers, auth schemes and properties.

use std::borrow::Cow;

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Endpoint<'a> {
    /// URL: scheme, host, and optional path.
    pub url: String,
    /// Headers to add to the request, in the order of the rules.
    pub headers: Vec<(Cow<'a, str>, Vec<Cow<'a, str>>)>,
    /// Auth schemes, most preferred first; empty if the model's apply.
    pub auth_schemes: Vec<AuthScheme<'a>>,
    /// The other properties.
    pub properties: Vec<(Cow<'a, str>, Property<'a>)>,
}

/// An auth scheme of an endpoint, with signing parameters.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AuthScheme<'a> {
    /// The name: `sigv4`, `sigv4a`, `sigv4-s3express`, or that of another scheme.
    pub name: Cow<'a, str>,
    /// Signing name.
    pub signing_name: Option<Cow<'a, str>>,
    /// Signing region.
    pub signing_region: Option<Cow<'a, str>>,
    /// Signing regions, `*` for all; only with `sigv4a`.
    pub signing_region_set: Option<Vec<Cow<'a, str>>>,
    /// Escape the path once instead of twice.
    pub disable_double_encoding: Option<bool>,
    /// Sign the path without normalizing it.
    pub disable_normalize_path: Option<bool>,
    /// The other keys.
    pub properties: Vec<(Cow<'a, str>, Property<'a>)>,
}

/// A property of an endpoint.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Property<'a> {
    /// A string.
    Text(Cow<'a, str>),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Record(Vec<(Cow<'a, str>, Self)>),
}

impl Endpoint<'_> {
    /// A copy without borrowed data.
    #[must_use]
    pub fn into_owned(self) -> Endpoint<'static> {
        let headers = self.headers.into_iter();
        Endpoint {
            url: self.url,
            headers: headers
                .map(|(name, values)| (owned(name), texts(values)))
                .collect(),
            auth_schemes: self
                .auth_schemes
                .into_iter()
                .map(AuthScheme::into_owned)
                .collect(),
            properties: entries(self.properties),
        }
    }

    /// The property with the given name.
    pub fn property(&self, name: &str) -> Option<&Property<'_>> {
        let mut properties = self.properties.iter();
        properties
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }
}

impl AuthScheme<'_> {
    /// A copy without borrowed data.
    #[must_use]
    pub fn into_owned(self) -> AuthScheme<'static> {
        AuthScheme {
            name: owned(self.name),
            signing_name: self.signing_name.map(owned),
            signing_region: self.signing_region.map(owned),
            signing_region_set: self.signing_region_set.map(texts),
            disable_double_encoding: self.disable_double_encoding,
            disable_normalize_path: self.disable_normalize_path,
            properties: entries(self.properties),
        }
    }
}

impl Property<'_> {
    /// A copy without borrowed data.
    #[must_use]
    pub fn into_owned(self) -> Property<'static> {
        match self {
            Self::Text(text) => Property::Text(owned(text)),
            Self::Boolean(value) => Property::Boolean(value),
            Self::Integer(value) => Property::Integer(value),
            Self::List(items) => {
                Property::List(items.into_iter().map(Property::into_owned).collect())
            }
            Self::Record(properties) => Property::Record(entries(properties)),
        }
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

fn texts(texts: Vec<Cow<'_, str>>) -> Vec<Cow<'static, str>> {
    texts.into_iter().map(owned).collect()
}

fn entries(
    entries: Vec<(Cow<'_, str>, Property<'_>)>,
) -> Vec<(Cow<'static, str>, Property<'static>)> {
    let entries = entries.into_iter();
    entries
        .map(|(name, value)| (owned(name), value.into_owned()))
        .collect()
}

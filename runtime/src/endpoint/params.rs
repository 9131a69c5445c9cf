//! Endpoint parameters set by the caller: built-ins, and named ones.

use std::borrow::Cow;

use super::partitions::{self, Partitions};

/// The value of an endpoint parameter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Argument<'a> {
    /// None.
    #[default]
    Unset,
    /// A boolean.
    Boolean(bool),
    /// A string.
    Text(Cow<'a, str>),
    /// A list of strings.
    Texts(Vec<Cow<'a, str>>),
}

impl Argument<'_> {
    /// A copy without borrowed data.
    #[must_use]
    pub fn into_owned(self) -> Argument<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Unset => Argument::Unset,
            Self::Boolean(value) => Argument::Boolean(value),
            Self::Text(text) => Argument::Text(owned(text)),
            Self::Texts(texts) => Argument::Texts(texts.into_iter().map(owned).collect()),
        }
    }
}

impl From<bool> for Argument<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Argument<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl<'a, T: Into<Cow<'a, str>>> From<Vec<T>> for Argument<'a> {
    fn from(texts: Vec<T>) -> Self {
        Self::Texts(texts.into_iter().map(Into::into).collect())
    }
}

/// Declares the built-ins with their names in rule sets.
macro_rules! built_ins {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A value from the caller's configuration, with a well-known name in rule sets.
        ///
        /// <https://smithy.io/2.0/aws/rules-engine/built-ins.html>
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum BuiltIn {
            $($(#[$doc])* #[doc = concat!("`", $name, "`.")] $variant,)*
        }

        impl BuiltIn {
            /// All built-ins.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in rule sets.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

built_ins! {
    Region = "AWS::Region",
    Endpoint = "SDK::Endpoint",
    UseFips = "AWS::UseFIPS",
    UseDualStack = "AWS::UseDualStack",
    AccountId = "AWS::Auth::AccountId",
    AccountIdEndpointMode = "AWS::Auth::AccountIdEndpointMode",
    S3ForcePathStyle = "AWS::S3::ForcePathStyle",
    S3Accelerate = "AWS::S3::Accelerate",
    S3UseGlobalEndpoint = "AWS::S3::UseGlobalEndpoint",
    S3DisableMultiRegionAccessPoints = "AWS::S3::DisableMultiRegionAccessPoints",
    S3UseArnRegion = "AWS::S3::UseArnRegion",
    S3ControlUseArnRegion = "AWS::S3Control::UseArnRegion",
    StsUseGlobalEndpoint = "AWS::STS::UseGlobalEndpoint",
}

impl BuiltIn {
    /// The number of built-ins.
    const COUNT: usize = Self::ALL.len();

    /// Looks up a built-in by its name in rule sets.
    ///
    /// ```
    /// use sansmith::endpoint::BuiltIn;
    ///
    /// assert_eq!(BuiltIn::parse("AWS::Region"), Some(BuiltIn::Region));
    /// assert_eq!(BuiltIn::parse("AWS::Unknown"), None);
    /// ```
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == name)
    }
}

/// Parameters for a service's endpoint rules.
///
/// ```
/// use sansmith::endpoint::{BuiltIn, Params};
///
/// let params = Params::new()
///     .region("eu-central-1")
///     .fips(true)
///     .built_in(BuiltIn::S3ForcePathStyle, true)
///     .named("Bucket", "reports");
/// assert_eq!(params.get(BuiltIn::UseFips), &true.into());
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Params<'a> {
    built_ins: [Argument<'a>; BuiltIn::COUNT],
    named: Vec<(Cow<'a, str>, Argument<'a>)>,
    partitions: Option<&'a Partitions<'a>>,
}

impl<'a> Params<'a> {
    /// No parameters, and the partitions of this release.
    pub const fn new() -> Self {
        Self {
            built_ins: [const { Argument::Unset }; BuiltIn::COUNT],
            named: Vec::new(),
            partitions: None,
        }
    }

    /// The region, such as `eu-central-1`.
    #[must_use]
    pub fn region(self, region: impl Into<Cow<'a, str>>) -> Self {
        self.built_in(BuiltIn::Region, region.into())
    }

    /// Custom endpoint URL, used instead of the service's own.
    #[must_use]
    pub fn endpoint(self, url: impl Into<Cow<'a, str>>) -> Self {
        self.built_in(BuiltIn::Endpoint, url.into())
    }

    /// Sets if a FIPS 140 endpoint is required.
    #[must_use]
    pub fn fips(self, wanted: bool) -> Self {
        self.built_in(BuiltIn::UseFips, wanted)
    }

    /// Sets if a dual-stack (IPv4 and IPv6) endpoint is required.
    #[must_use]
    pub fn dual_stack(self, wanted: bool) -> Self {
        self.built_in(BuiltIn::UseDualStack, wanted)
    }

    /// Sets a built-in.
    #[must_use]
    pub fn built_in(mut self, built_in: BuiltIn, value: impl Into<Argument<'a>>) -> Self {
        if let Some(place) = self.built_ins.get_mut(built_in as usize) {
            *place = value.into();
        }
        self
    }

    /// Sets a parameter by its name in the rules: a client context parameter, or one that operations usually set. It takes
    /// precedence over built-ins.
    #[must_use]
    pub fn named(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Argument<'a>>) -> Self {
        self.named.push((name.into(), value.into()));
        self
    }

    /// Replaces the partitions of this release.
    #[must_use]
    pub const fn partitions(mut self, partitions: &'a Partitions<'a>) -> Self {
        self.partitions = Some(partitions);
        self
    }

    /// The value of a built-in.
    pub fn get(&self, built_in: BuiltIn) -> &Argument<'a> {
        self.built_ins
            .get(built_in as usize)
            .unwrap_or(&Argument::Unset)
    }

    /// The value of a named parameter; later ones override earlier ones.
    pub(super) fn get_named(&self, name: &str) -> Option<&Argument<'a>> {
        let mut named = self.named.iter().rev();
        named
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// The partitions to use.
    pub(super) fn which_partitions(&self) -> &Partitions<'_> {
        self.partitions.unwrap_or(&partitions::BUILT_IN)
    }
}

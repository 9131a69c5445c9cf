//! Tables of endpoint rule functions, types and attributes.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html>
//! <https://smithy.io/2.0/aws/rules-engine/library-functions.html>

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum Type {
    /// A string.
    Text,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer,
    /// A list of strings.
    Texts,
    /// An AWS partition.
    Partition,
    /// An ARN.
    Arn,
    /// A URL.
    Url,
    /// Any type.
    Any,
}

impl Type {
    /// The name of the type in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Texts => "a list of strings",
            Self::Partition => "a partition",
            Self::Arn => "an ARN",
            Self::Url => "a URL",
            Self::Any => "a value",
        }
    }

    /// Returns true if a value of this type is accepted where `wanted` is expected.
    pub fn fits(self, wanted: Self) -> bool {
        self == wanted || wanted == Self::Any || self == Self::Any
    }
}

/// Declares functions: name in rules, argument types, result type.
macro_rules! functions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal ($($argument:ident),*) -> $result:ident,)*) => {
        /// A function of the rules engine, except `getAttr`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serialize", derive(serde::Serialize))]
        pub enum Function {
            $($(#[$doc])* #[doc = concat!("`", $name, "`.")] $variant,)*
        }

        impl Function {
            /// All functions.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in rules.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The name of the variant in the runtime.
            pub const fn variant(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }

            /// The argument types; [`Function::Coalesce`] takes any number of further arguments.
            pub const fn parameters(self) -> &'static [Type] {
                match self {
                    $(Self::$variant => &[$(Type::$argument),*],)*
                }
            }

            /// The result type; [`Type::Any`] if it is that of the arguments.
            pub const fn result(self) -> Type {
                match self {
                    $(Self::$variant => Type::$result,)*
                }
            }
        }
    };
}

functions! {
    BooleanEquals = "booleanEquals" (Boolean, Boolean) -> Boolean,
    Coalesce = "coalesce" (Any, Any) -> Any,
    IsSet = "isSet" (Any) -> Boolean,
    IsValidHostLabel = "isValidHostLabel" (Text, Boolean) -> Boolean,
    IsVirtualHostableS3Bucket = "aws.isVirtualHostableS3Bucket" (Text, Boolean) -> Boolean,
    Ite = "ite" (Boolean, Any, Any) -> Any,
    Not = "not" (Boolean) -> Boolean,
    ParseArn = "aws.parseArn" (Text) -> Arn,
    ParseUrl = "parseURL" (Text) -> Url,
    Partition = "aws.partition" (Text) -> Partition,
    Split = "split" (Text, Text, Integer) -> Texts,
    StringEquals = "stringEquals" (Text, Text) -> Boolean,
    Substring = "substring" (Text, Integer, Integer, Boolean) -> Text,
    UriEncode = "uriEncode" (Text) -> Text,
}

impl Function {
    /// Looks up a function by its name in rules.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == name)
    }
}

/// Declares attributes: name in rules, owner type, value type.
macro_rules! attributes {
    ($($variant:ident = $owner:ident.$name:literal: $type:ident,)*) => {
        /// An attribute of a partition, an ARN or a URL.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serialize", derive(serde::Serialize))]
        pub enum Attribute {
            $(#[doc = concat!("`", $name, "`.")] $variant,)*
        }

        impl Attribute {
            /// All attributes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in rules.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The name of the variant in the runtime.
            pub const fn variant(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }

            /// The type that has the attribute.
            pub const fn owner(self) -> Type {
                match self {
                    $(Self::$variant => Type::$owner,)*
                }
            }

            /// The type of the attribute's value.
            pub const fn result(self) -> Type {
                match self {
                    $(Self::$variant => Type::$type,)*
                }
            }
        }
    };
}

attributes! {
    Name = Partition."name": Text,
    DnsSuffix = Partition."dnsSuffix": Text,
    DualStackDnsSuffix = Partition."dualStackDnsSuffix": Text,
    SupportsFips = Partition."supportsFIPS": Boolean,
    SupportsDualStack = Partition."supportsDualStack": Boolean,
    ImplicitGlobalRegion = Partition."implicitGlobalRegion": Text,
    Partition = Arn."partition": Text,
    Service = Arn."service": Text,
    Region = Arn."region": Text,
    AccountId = Arn."accountId": Text,
    ResourceId = Arn."resourceId": Texts,
    Scheme = Url."scheme": Text,
    Authority = Url."authority": Text,
    Path = Url."path": Text,
    NormalizedPath = Url."normalizedPath": Text,
    IsIp = Url."isIp": Boolean,
}

impl Attribute {
    /// Looks up an attribute by its name in rules.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == name)
    }
}

//! Compiled endpoint rules: a program of conditions on slots, with results.
//!
//! All parts are borrowed slices, so a table can be a generated `static` or built at run time.
//!
//! **Invariants**
//! - Parameters occupy the first slots, in order; variables follow.
//! - Steps lead to later steps or to results; operands refer to earlier calls.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>

use super::params::BuiltIn;

/// The first target that denotes a result instead of a step.
pub const RESULT: u16 = 0x8000;

/// The target for "no rule matches".
pub const NO_MATCH: u16 = u16::MAX;

/// The compiled endpoint rules of a service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules<'t> {
    /// Parameters, one slot each.
    pub parameters: &'t [Parameter<'t>],
    /// Total number of slots for parameters and variables.
    pub slots: u8,
    /// String literals.
    pub texts: &'t [&'t str],
    /// Operands of calls.
    pub operands: &'t [Operand],
    /// Calls used as operands.
    pub calls: &'t [Call],
    /// Calls used as conditions.
    pub conditions: &'t [Call],
    /// The program.
    pub steps: &'t [Step],
    /// Start of evaluation.
    pub root: u16,
    /// The results.
    pub results: &'t [Outcome],
    /// Lists of auth schemes.
    pub schemes: &'t [&'t [Scheme<'t>]],
    /// Lists of headers: name and values.
    pub headers: &'t [&'t [(&'t str, &'t [Operand])]],
    /// Lists of other properties.
    pub properties: &'t [&'t [(&'t str, Property<'t>)]],
}

/// A parameter of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter<'t> {
    /// The name.
    pub name: &'t str,
    /// The type.
    pub kind: Kind,
    /// Built-in that supplies the value.
    pub built_in: Option<BuiltIn>,
    /// True if evaluation fails without a value.
    pub required: bool,
    /// Default value.
    pub default: Default<'t>,
}

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A boolean.
    Boolean,
    /// A list of strings.
    Texts,
}

/// The default of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default<'t> {
    /// None.
    None,
    /// A string.
    Text(&'t str),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    Texts(&'t [&'t str]),
}

impl<'t> Parameter<'t> {
    /// An optional parameter without built-in and default.
    pub const fn new(name: &'t str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            built_in: None,
            required: false,
            default: Default::None,
        }
    }

    /// Sets the built-in.
    #[must_use]
    pub const fn built_in(mut self, built_in: BuiltIn) -> Self {
        self.built_in = Some(built_in);
        self
    }

    /// Makes the parameter required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sets the default.
    #[must_use]
    pub const fn default(mut self, default: Default<'t>) -> Self {
        self.default = default;
        self
    }
}

/// The value of an argument, a URL, a header or a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A parameter or variable.
    Slot(u8),
    /// A string literal, by index.
    Text(u16),
    /// A boolean literal.
    Boolean(bool),
    /// An integer literal.
    Integer(i16),
    /// The result of a call, by index.
    Call(u16),
    /// An attribute in the path of [`Function::GetAttr`].
    Attribute(Attribute),
}

/// A call of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The function.
    pub function: Function,
    /// The slot that receives the value.
    pub assign: Option<u8>,
    /// The number of operands.
    pub count: u8,
    /// The index of the first operand.
    pub first: u16,
}

impl Call {
    /// A call with `count` operands starting at index `first`.
    pub const fn new(function: Function, first: u16, count: u8) -> Self {
        Self {
            function,
            assign: None,
            count,
            first,
        }
    }

    /// Assigns the result to a slot.
    #[must_use]
    pub const fn assign(mut self, slot: u8) -> Self {
        self.assign = Some(slot);
        self
    }
}

/// A branch of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The index of the condition.
    pub condition: u16,
    /// Target if the condition holds: a step, [`RESULT`] plus a result index, or [`NO_MATCH`].
    pub then: u16,
    /// Target otherwise.
    pub otherwise: u16,
}

impl Step {
    /// A branch.
    pub const fn new(condition: u16, then: u16, otherwise: u16) -> Self {
        Self {
            condition,
            then,
            otherwise,
        }
    }
}

/// The end of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An error with a message.
    Error(Operand),
    /// An endpoint: URL, and indices of its lists.
    Endpoint {
        /// The URL.
        url: Operand,
        /// Auth schemes.
        schemes: u16,
        /// The headers.
        headers: u16,
        /// The other properties.
        properties: u16,
    },
}

/// An entry of the property `authSchemes`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scheme<'t> {
    /// The name.
    pub name: Operand,
    /// The key `signingName`.
    pub signing_name: Option<Operand>,
    /// The key `signingRegion`.
    pub signing_region: Option<Operand>,
    /// The key `signingRegionSet`.
    pub signing_region_set: Option<&'t [Operand]>,
    /// The key `disableDoubleEncoding`.
    pub disable_double_encoding: Option<bool>,
    /// The key `disableNormalizePath`.
    pub disable_normalize_path: Option<bool>,
    /// The other keys.
    pub properties: &'t [(&'t str, Property<'t>)],
}

impl Outcome {
    /// An endpoint.
    pub const fn endpoint(url: Operand, schemes: u16, headers: u16, properties: u16) -> Self {
        Self::Endpoint {
            url,
            schemes,
            headers,
            properties,
        }
    }
}

impl<'t> Scheme<'t> {
    /// A scheme with the given name.
    pub const fn new(name: Operand) -> Self {
        Self {
            name,
            signing_name: None,
            signing_region: None,
            signing_region_set: None,
            disable_double_encoding: None,
            disable_normalize_path: None,
            properties: &[],
        }
    }

    /// The key `signingName`.
    #[must_use]
    pub const fn signing_name(mut self, name: Operand) -> Self {
        self.signing_name = Some(name);
        self
    }

    /// The key `signingRegion`.
    #[must_use]
    pub const fn signing_region(mut self, region: Operand) -> Self {
        self.signing_region = Some(region);
        self
    }

    /// The key `signingRegionSet`.
    #[must_use]
    pub const fn signing_region_set(mut self, regions: &'t [Operand]) -> Self {
        self.signing_region_set = Some(regions);
        self
    }

    /// The key `disableDoubleEncoding`.
    #[must_use]
    pub const fn disable_double_encoding(mut self, value: bool) -> Self {
        self.disable_double_encoding = Some(value);
        self
    }

    /// The key `disableNormalizePath`.
    #[must_use]
    pub const fn disable_normalize_path(mut self, value: bool) -> Self {
        self.disable_normalize_path = Some(value);
        self
    }

    /// The other keys.
    #[must_use]
    pub const fn properties(mut self, properties: &'t [(&'t str, Property<'t>)]) -> Self {
        self.properties = properties;
        self
    }
}

/// A property of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Property<'t> {
    /// A text.
    Text(Operand),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(&'t [Self]),
    /// An object.
    Record(&'t [(&'t str, Self)]),
}

/// The functions of the rules engine.
///
/// <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// `booleanEquals`.
    BooleanEquals,
    /// `coalesce`.
    Coalesce,
    /// A template: concatenated operands.
    Concat,
    /// `getAttr`.
    GetAttr,
    /// `isSet`.
    IsSet,
    /// `isValidHostLabel`.
    IsValidHostLabel,
    /// `aws.isVirtualHostableS3Bucket`.
    IsVirtualHostableS3Bucket,
    /// `ite`.
    Ite,
    /// `not`.
    Not,
    /// `aws.parseArn`.
    ParseArn,
    /// `parseURL`.
    ParseUrl,
    /// `aws.partition`.
    Partition,
    /// `split`.
    Split,
    /// `stringEquals`.
    StringEquals,
    /// `substring`.
    Substring,
    /// `uriEncode`.
    UriEncode,
}

/// An attribute of a partition, an ARN or a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// `name` of a partition.
    Name,
    /// `dnsSuffix` of a partition.
    DnsSuffix,
    /// `dualStackDnsSuffix` of a partition.
    DualStackDnsSuffix,
    /// `supportsFIPS` of a partition.
    SupportsFips,
    /// `supportsDualStack` of a partition.
    SupportsDualStack,
    /// `implicitGlobalRegion` of a partition.
    ImplicitGlobalRegion,
    /// `partition` of an ARN.
    Partition,
    /// `service` of an ARN.
    Service,
    /// `region` of an ARN.
    Region,
    /// `accountId` of an ARN.
    AccountId,
    /// `resourceId` of an ARN.
    ResourceId,
    /// `scheme` of a URL.
    Scheme,
    /// `authority` of a URL.
    Authority,
    /// `path` of a URL.
    Path,
    /// `normalizedPath` of a URL.
    NormalizedPath,
    /// `isIp` of a URL.
    IsIp,
}

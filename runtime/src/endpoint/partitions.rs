//! AWS partitions: their regions, and host suffixes.
//!
//! Partitions are replaceable data: a newer `partitions.json` has newer regions.

mod built_in;
mod json;

use std::borrow::Cow;
use std::ops::Deref;

pub(super) use self::built_in::BUILT_IN;

/// The partition of regions that match no other.
const FALLBACK: &str = "aws";

/// A set of partitions.
///
/// ```
/// use sansmith::endpoint::Partitions;
///
/// let partitions = Partitions::built_in();
/// let name = |region| partitions.find(region).map(|outputs| &*outputs.name);
/// assert_eq!(name("cn-north-1"), Some("aws-cn"));
/// // A region that is not known yet is told by its name.
/// assert_eq!(name("us-gov-south-9"), Some("aws-us-gov"));
/// assert_eq!(name("moon-base-1"), Some("aws"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partitions<'t> {
    /// Partitions; the first that matches a region applies.
    pub partitions: List<'t, Partition<'t>>,
    /// Known regions, sorted by name.
    pub regions: List<'t, Region<'t>>,
}

/// A borrowed or owned list. Unlike `Cow`, it is covariant in its element type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List<'t, T> {
    /// Borrowed elements.
    Borrowed(&'t [T]),
    /// Owned elements.
    Owned(Vec<T>),
}

impl<T> Deref for List<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::Borrowed(items) => items,
            Self::Owned(items) => items,
        }
    }
}

/// A partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition<'t> {
    /// Values available to rules.
    pub outputs: Outputs<'t>,
    /// Prefixes of region names, which continue with a word, `-` and digits.
    pub prefixes: List<'t, Cow<'t, str>>,
}

/// A known region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region<'t> {
    /// The name, such as `eu-central-1`.
    pub name: Cow<'t, str>,
    /// Index of its partition.
    pub partition: usize,
    /// Values available to rules, if different from the partition's.
    pub outputs: Option<Box<Outputs<'t>>>,
}

/// Values of a partition that are available to rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outputs<'t> {
    /// The name, such as `aws-cn`.
    pub name: Cow<'t, str>,
    /// Host suffix.
    pub dns_suffix: Cow<'t, str>,
    /// Host suffix of dual-stack endpoints.
    pub dual_stack_dns_suffix: Cow<'t, str>,
    /// Signing region of global services.
    pub implicit_global_region: Cow<'t, str>,
    /// True if it has FIPS 140 endpoints.
    pub supports_fips: bool,
    /// True if it has dual-stack endpoints.
    pub supports_dual_stack: bool,
}

impl<'t> Partitions<'t> {
    /// Partitions of this release.
    pub fn built_in() -> &'static Partitions<'static> {
        &BUILT_IN
    }

    /// The values for a region.
    ///
    /// Looks for a known region, then for a matching name pattern, then falls back to partition `aws`.
    pub fn find(&self, region: &str) -> Option<&Outputs<'t>> {
        let regions = &*self.regions;
        let known = regions.binary_search_by(|known| (*known.name).cmp(region));
        if let Some(known) = known.ok().and_then(|index| regions.get(index)) {
            let outputs = known.outputs.as_deref();
            let partition = self.partitions.get(known.partition);
            return outputs.or_else(|| partition.map(|partition| &partition.outputs));
        }
        let mut partitions = self.partitions.iter();
        let claims = partitions.find(|partition| partition.claims(region));
        let mut partitions = self.partitions.iter();
        let found =
            claims.or_else(|| partitions.find(|partition| partition.outputs.name == FALLBACK));
        found.map(|partition| &partition.outputs)
    }
}

impl Partition<'_> {
    /// Returns true if a region name matches this partition: a prefix, a word, `-` and digits.
    fn claims(&self, region: &str) -> bool {
        let is_word = |text: &str| {
            let may = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            !text.is_empty() && text.bytes().all(may)
        };
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        self.prefixes.iter().any(|prefix| {
            let rest = region.strip_prefix(&**prefix);
            let parts = rest.and_then(|rest| rest.split_once('-'));
            parts.is_some_and(|(word, number)| is_word(word) && is_number(number))
        })
    }
}

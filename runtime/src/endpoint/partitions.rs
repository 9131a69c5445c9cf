//! The partitions of AWS: which region belongs to which, and the suffixes of their hosts.
//!
//! They are data that a caller can replace: a newer `partitions.json` knows newer regions.

mod built_in;
mod json;

use std::borrow::Cow;
use std::ops::Deref;

pub(super) use self::built_in::BUILT_IN;

/// The partition of every region that no other one claims.
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
    /// The partitions, those that claim a region first.
    pub partitions: List<'t, Partition<'t>>,
    /// The known regions, sorted by name.
    pub regions: List<'t, Region<'t>>,
}

/// A borrowed or owned list. Unlike a `Cow`, it gets along with elements that live longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List<'t, T> {
    /// Someone else's elements.
    Borrowed(&'t [T]),
    /// Its own elements.
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
    /// What rules learn of it.
    pub outputs: Outputs<'t>,
    /// The prefixes of its regions' names: behind one stand a word, `-` and digits.
    pub prefixes: List<'t, Cow<'t, str>>,
}

/// A known region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region<'t> {
    /// The name, such as `eu-central-1`.
    pub name: Cow<'t, str>,
    /// The index of its partition.
    pub partition: usize,
    /// What rules learn of its partition, where the region differs.
    pub outputs: Option<Box<Outputs<'t>>>,
}

/// What rules learn of a partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outputs<'t> {
    /// The name, such as `aws-cn`.
    pub name: Cow<'t, str>,
    /// The suffix of hosts.
    pub dns_suffix: Cow<'t, str>,
    /// The suffix of hosts that speak IPv4 and IPv6.
    pub dual_stack_dns_suffix: Cow<'t, str>,
    /// The region that requests to a service of the whole partition are signed for.
    pub implicit_global_region: Cow<'t, str>,
    /// Whether it has endpoints that keep to FIPS 140.
    pub supports_fips: bool,
    /// Whether it has endpoints that speak IPv4 and IPv6.
    pub supports_dual_stack: bool,
}

impl<'t> Partitions<'t> {
    /// The partitions of this release.
    pub fn built_in() -> &'static Partitions<'static> {
        &BUILT_IN
    }

    /// What rules learn of the partition of a region.
    ///
    /// A known region counts first, then the form of its name, then the partition `aws`.
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
    /// Whether the name of a region has the form of this partition's: a prefix, a word, `-` and digits.
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

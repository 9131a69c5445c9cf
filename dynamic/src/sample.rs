//! Sample values: valid by the constraints of the model, the same for the same seed.
//!
//! **Invariants**
//! - A value satisfies lengths, ranges, enums and patterns, if a text can be made for them; see [`sansmith::arbitrary`].
//! - A member that is sent in a path, query, host or header has a printable text.
//! - Recursive shapes end: optional members that contain their own structure are left out.

mod text;

use std::collections::BTreeMap;

use sansmith::arbitrary::{Codec, RandomTree, Range, ValueOptions};
use sansmith::deserializer::read_as;
use sansmith::schema::{Kind, Location};
use sansmith::{Blob, Document, Member, Schema, Timestamp};

use crate::value::{Content, DynValue, Variant};

/// Depth from which optional members are left out.
const DEEP: usize = 6;

/// Depth from which all members that generated code allows are left out.
const DEEPEST: usize = 40;

/// Attempts to make a text printable, or an element differ.
const ATTEMPTS: u64 = 64;

/// Most elements of a list or map.
const MOST: u64 = 1000;

/// The time of a sample timestamp: 2026-01-01.
const TIME: i64 = 1_767_225_600;

/// Members of a sample.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sample {
    /// All members, and an element in each list and map.
    #[default]
    Full,
    /// Required members, and as few elements as allowed.
    Least,
}

/// Makes sample values.
///
/// ```
/// # use sansmith_dynamic::{Model, Source, Sampler};
/// # let text = r#"{
/// #     "metadata": {"protocol": "json", "jsonVersion": "1.1", "serviceId": "Lamp", "apiVersion": "2026-01-01", "endpointPrefix": "lamp"},
/// #     "operations": {"Glow": {"name": "Glow", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"}}},
/// #     "shapes": {"In": {"type": "structure", "members": {"Level": {"shape": "Level"}}}, "Level": {"type": "integer", "min": 3, "max": 3}}
/// # }"#;
/// # let model = Model::of_sources(Source::new("service-2.json", text), [])?;
/// let input = Sampler::new(1).value(model.operation("Glow")?.input());
/// assert_eq!(input.to_json(), r#"{"Level":3}"#);
/// # Ok::<(), sansmith_dynamic::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Sampler {
    random: Random,
    sample: Sample,
}

/// Random numbers: `SplitMix64`.
#[derive(Debug, Clone)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// A number below `count`, which is not 0.
    fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % count).unwrap_or(0)
    }
}

impl Sampler {
    /// Full samples of a seed.
    pub const fn new(seed: u64) -> Self {
        Self {
            random: Random(seed),
            sample: Sample::Full,
        }
    }

    /// Sets the members of samples.
    #[must_use]
    pub const fn sample(mut self, sample: Sample) -> Self {
        self.sample = sample;
        self
    }

    /// The next value of a schema.
    pub fn value(&mut self, schema: &'static Schema) -> DynValue {
        self.at(&Member::new(schema.name, schema), &mut Vec::new())
    }

    /// The value of a member; `around` has the structures that contain it.
    fn at(&mut self, at: &Member, around: &mut Vec<&'static Schema>) -> DynValue {
        let schema = at.target;
        let content = match &schema.kind {
            Kind::Structure(members) => {
                around.push(schema);
                let members = members.get().iter();
                let values = members.map(|member| self.member(member, around)).collect();
                around.pop();
                Content::Structure(values)
            }
            Kind::Union(members) => {
                around.push(schema);
                let variant = self.variant(members.get(), around);
                around.pop();
                variant
            }
            Kind::List(element) => self.list(schema, element, around),
            Kind::Map(key, value) => self.map(schema, (key, value), around),
            _ => return self.scalar(at),
        };
        DynValue { schema, content }
    }

    /// A member of a structure; `None` if it is left out.
    fn member(&mut self, member: &Member, around: &mut Vec<&'static Schema>) -> Option<DynValue> {
        let is_wanted = match self.sample {
            Sample::Full => around.len() <= DEEP && !recurs(member.target, around, 3),
            Sample::Least => false,
        };
        let must = member.required || member.location == Location::Label || member.host_label;
        let is_possible = around.len() < DEEPEST;
        if !(must || is_wanted) || !is_possible {
            return None;
        }
        let value = self.at(member, around);
        let is_text = matches!(member.target.kind, Kind::String) && member.target.pattern.is_some();
        // No text was found that has the pattern.
        let is_wrong = is_text && !must && !is_valid(&value);
        (!is_wrong).then_some(value)
    }

    /// A union with a member that does not contain the union, if there is one.
    fn variant(
        &mut self,
        members: &'static [Member],
        around: &mut Vec<&'static Schema>,
    ) -> Content {
        let start = self.random.below(members.len());
        let places = (start..members.len()).chain(0..start);
        let mut found = None;
        for place in places {
            let Some(member) = members.get(place) else {
                continue;
            };
            let is_flat = around.len() < DEEP || member.target.members().is_empty();
            let ends = is_flat && !recurs(member.target, around, 3);
            if ends || found.is_none() {
                found = Some((place, member));
            }
            if ends {
                break;
            }
        }
        let variant = match found.filter(|_| around.len() < DEEPEST) {
            Some((place, member)) => Variant::Known(place, self.at(member, around)),
            None => Variant::Unknown(sansmith::UnknownMember::default()),
        };
        Content::Union(Box::new(variant))
    }

    /// The number of elements or entries.
    fn count(&self, schema: &Schema, ends: bool) -> u64 {
        let length = schema.length;
        let min = length.and_then(|length| length.min).unwrap_or(0);
        let max = length.and_then(|length| length.max).unwrap_or(u64::MAX);
        let wanted = u64::from(self.sample == Sample::Full && ends);
        min.max(wanted).min(max).min(MOST)
    }

    fn list(
        &mut self,
        schema: &'static Schema,
        element: &'static Member,
        around: &mut Vec<&'static Schema>,
    ) -> Content {
        let ends = around.len() < DEEP && !recurs(element.target, around, 3);
        let mut elements: Vec<DynValue> = Vec::new();
        if around.len() < DEEPEST {
            for _ in 0..self.count(schema, ends) {
                let mut value = self.at(element, around);
                for _ in 0..ATTEMPTS {
                    if !schema.unique_items || !elements.contains(&value) {
                        break;
                    }
                    value = self.at(element, around);
                }
                elements.push(value);
            }
        }
        if schema.sparse {
            Content::SparseList(elements.into_iter().map(Some).collect())
        } else {
            Content::List(elements)
        }
    }

    fn map(
        &mut self,
        schema: &'static Schema,
        (key, value): (&'static Member, &'static Member),
        around: &mut Vec<&'static Schema>,
    ) -> Content {
        let ends = around.len() < DEEP && !recurs(value.target, around, 3);
        let count = self.count(schema, ends);
        let mut entries = BTreeMap::new();
        let mut attempts = count.saturating_add(ATTEMPTS);
        while u64::try_from(entries.len()).is_ok_and(|found| found < count)
            && attempts > 0
            && around.len() < DEEPEST
        {
            attempts -= 1;
            let name = self.scalar(key);
            let name = name.as_str().unwrap_or_default().to_owned();
            entries.insert(name, self.at(value, around));
        }
        if schema.sparse {
            let entries = entries.into_iter().map(|(name, value)| (name, Some(value)));
            Content::SparseMap(entries.collect())
        } else {
            Content::Map(entries)
        }
    }

    /// A value without members.
    fn scalar(&mut self, at: &Member) -> DynValue {
        let schema = at.target;
        let number = self.random.next();
        let content = match &schema.kind {
            Kind::Boolean => Content::Boolean(true),
            Kind::Enum(values) => {
                let value = values.get(self.random.below(values.len()));
                Content::Enum(value.copied().unwrap_or_default().to_owned())
            }
            Kind::String => return self.text(at),
            Kind::Timestamp => {
                let seconds = i64::try_from(number % 86_400).unwrap_or(0);
                Content::Timestamp(Timestamp::from_secs(TIME + seconds))
            }
            Kind::Blob => {
                let length = schema.length;
                let min = length.and_then(|length| length.min).unwrap_or(0).min(MOST);
                let max = length.and_then(|length| length.max).unwrap_or(u64::MAX);
                let size = usize::try_from(min.max(6).min(max)).unwrap_or(0);
                let bytes: Vec<u8> = b"sample".iter().copied().cycle().take(size).collect();
                Content::Blob(Blob::from(bytes))
            }
            Kind::Document => Content::Document(Document::from("sample")),
            _ => return self.random_value(schema),
        };
        DynValue { schema, content }
    }

    /// A text: one that can be printed, if possible.
    fn text(&mut self, at: &Member) -> DynValue {
        let schema = at.target;
        let text = |text: String| {
            let content = Content::String(text);
            DynValue { schema, content }
        };
        let named = text(text::of(at, self.random.next()));
        if schema.pattern.is_none() {
            return named;
        }
        let words = text::WORDS.iter().map(|word| text((*word).to_owned()));
        if let Some(value) = std::iter::once(named.clone()).chain(words).find(is_valid) {
            return value;
        }
        let mut best = named;
        for attempt in 0..ATTEMPTS {
            let value = self.random_value(schema);
            let is_plain = value.as_str().is_some_and(text::is_plain);
            let must_be_plain = attempt < ATTEMPTS / 2;
            if (is_plain || !must_be_plain) && is_valid(&value) {
                return value;
            }
            best = value;
        }
        best
    }

    /// A value by random bytes.
    fn random_value(&mut self, schema: &'static Schema) -> DynValue {
        let bytes: Vec<u8> = (0..32)
            .flat_map(|_| self.random.next().to_le_bytes())
            .collect();
        let mut bytes = arbitrary::Unstructured::new(&bytes);
        let options = ValueOptions {
            range: Range::Valid,
            codec: Codec::Xml,
        };
        let mut tree = RandomTree::new(&mut bytes, options);
        let root = tree.root();
        read_as(&mut tree, root, schema)
    }
}

/// Returns true if a shape is or contains a structure that contains it, within a few steps.
fn recurs(schema: &'static Schema, around: &[&'static Schema], depth: usize) -> bool {
    if around.iter().any(|outer| std::ptr::eq(*outer, schema)) {
        return true;
    }
    match &schema.kind {
        Kind::List(element) if depth > 0 => recurs(element.target, around, depth - 1),
        Kind::Map(_, value) if depth > 0 => recurs(value.target, around, depth - 1),
        _ => false,
    }
}

/// Returns true if a text satisfies the constraints of its shape.
fn is_valid(value: &DynValue) -> bool {
    let json = value.to_json();
    sansmith::registry::validate_json(json.as_bytes(), value.schema())
        .is_ok_and(|violations| violations.is_empty())
}

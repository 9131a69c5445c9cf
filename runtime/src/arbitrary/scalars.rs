//! Generates numbers, bytes, timestamps and documents.

use super::Codec;
use super::tree::RandomTree;
use crate::model::schema::{self, Kind, Member, Range, Schema, TimestampFormat};
use crate::types::{Blob, Document, Number, Timestamp};

/// The first second of year 1, and the last of year 9999: the range of all text formats.
const YEARS: (i64, i64) = (-62_135_596_800, 253_402_300_799);

impl RandomTree<'_, '_> {
    /// An integer within its type; `distinction` makes it distinct from its siblings.
    pub(super) fn any_integer(&mut self, schema: &Schema, distinction: Option<usize>) -> i64 {
        if let Kind::IntEnum(values) = schema.kind
            && !values.is_empty()
            && (self.is_valid() || !self.rarely(8))
        {
            let index = distinction.unwrap_or_else(|| self.pick(values.len()));
            let value = values.get(index % values.len()).copied();
            return i64::from(value.unwrap_or_default());
        }
        let (least, most) = match schema.kind {
            Kind::Byte => (i64::from(i8::MIN), i64::from(i8::MAX)),
            Kind::Short => (i64::from(i16::MIN), i64::from(i16::MAX)),
            Kind::Integer | Kind::IntEnum(_) => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        let (min, max) = match schema.range {
            Some(Range::Integer { min, max }) if self.is_valid() => (
                min.unwrap_or(least).max(least),
                max.unwrap_or(most).min(most),
            ),
            _ => (least, most),
        };
        if let Some(index) = distinction {
            let index = i64::try_from(index).unwrap_or(0);
            return min.saturating_add(index).min(max);
        }
        match self.pick(5) {
            0 => 0.clamp(min, max.max(min)),
            1 => min,
            2 => max,
            3 => self
                .between(min.max(-100), max.min(100))
                .clamp(min, max.max(min)),
            _ => self.between(min, max),
        }
    }

    /// A big number; within 64 bits if it has a range constraint.
    pub(super) fn any_number(&mut self, schema: &Schema, distinction: Option<usize>) -> String {
        let mut text = match schema.range {
            Some(Range::Decimal { min, max }) if self.is_valid() => {
                return self.any_within(schema, (min, max), distinction);
            }
            Some(Range::Float { .. }) => self.any_float(schema, distinction).to_string(),
            _ => self.any_integer(schema, distinction).to_string(),
        };
        if schema.range.is_none() && self.pick(2) == 0 && text != "0" {
            text.push_str("00000000000000000001");
        }
        if schema.range.is_none() && matches!(schema.kind, Kind::BigDecimal) {
            text.push_str(".50");
        }
        text
    }

    /// A number between bounds of many digits: one of them, or an integer next to the lower one.
    fn any_within(
        &mut self,
        schema: &Schema,
        bounds: (Option<&'static str>, Option<&'static str>),
        distinction: Option<usize>,
    ) -> String {
        let (Some(bound), least) = (bounds.0.or(bounds.1), bounds.0) else {
            return self.any_integer(schema, distinction).to_string();
        };
        let greatest = bounds
            .1
            .filter(|_| distinction.is_none() && self.pick(2) == 0);
        let Ok(whole) = bound.parse::<i128>() else {
            return greatest.unwrap_or(bound).to_owned();
        };
        let step = i128::try_from(distinction.unwrap_or(0)).unwrap_or(0);
        let step = if least.is_some() { step } else { -step };
        let most = bounds
            .1
            .and_then(|max| max.parse().ok())
            .unwrap_or(i128::MAX);
        let within = whole.saturating_add(step).min(most);
        greatest.map_or_else(|| within.to_string(), str::to_owned)
    }

    /// A float that is exact in 32 bits.
    #[expect(
        clippy::cast_precision_loss,
        reason = "the numbers are small or may be inexact"
    )]
    pub(super) fn any_float(&mut self, schema: &Schema, distinction: Option<usize>) -> f64 {
        let limits = schema.range.filter(|_| self.is_valid());
        let (min, max) = match limits {
            None => (None, None),
            Some(Range::Integer { min, max }) => {
                (min.map(|min| min as f64), max.map(|max| max as f64))
            }
            Some(Range::Float { min, max }) => (min, max),
            Some(Range::Decimal { min, max }) => {
                let float = |bound: Option<&str>| bound.and_then(|bound| bound.parse().ok());
                (float(min), float(max))
            }
        };
        if limits.is_none() && distinction.is_none() && self.rarely(2) {
            let extremes = [
                f64::NAN,
                f64::INFINITY,
                f64::NEG_INFINITY,
                -0.0,
                1e30,
                f64::from(f32::MIN_POSITIVE),
                -1.5e-7,
            ];
            let index = self.pick(extremes.len());
            return extremes.get(index).copied().unwrap_or_default();
        }
        let step = distinction.unwrap_or_else(|| self.pick(64)) as f64 / 16.0;
        let from = min.or(max.map(|max| max - 1.0)).unwrap_or(0.0);
        (from + step).min(max.unwrap_or(f64::MAX))
    }

    /// Bytes.
    pub(super) fn any_blob(&mut self, schema: &Schema, distinction: Option<usize>) -> Blob {
        let length = self.length(schema, 0);
        let mut bytes: Vec<u8> = (0..length)
            .map(|_| u8::try_from(self.pick(256)).unwrap_or(0))
            .collect();
        if let (Some(index), Some(last)) = (distinction, bytes.last_mut()) {
            *last = u8::try_from(index % 256).unwrap_or(0);
        }
        Blob::from(bytes)
    }

    /// A timestamp that its format can represent.
    pub(super) fn any_timestamp(&mut self, at: &Member, distinction: Option<usize>) -> Timestamp {
        let (first, last) = YEARS;
        let seconds = match (distinction, self.pick(4)) {
            (Some(index), _) => i64::try_from(index).unwrap_or(0),
            (None, 0) => 0,
            (None, 1) => self.between(first, last),
            (None, 2) => self.between(-100, 100),
            (None, _) => self.between(1_000_000_000, 2_000_000_000),
        };
        if at.timestamp(TimestampFormat::DateTime) == TimestampFormat::HttpDate {
            return Timestamp::from_secs(seconds);
        }
        let millis = self.between(0, 999).unsigned_abs();
        let exact = self.options.codec != Codec::Cbor && self.rarely(2);
        let rest = if exact {
            self.between(0, 999_999).unsigned_abs()
        } else {
            0
        };
        let nanos = u32::try_from(millis * 1_000_000 + rest).unwrap_or(0);
        Timestamp::new(seconds, if self.rarely(2) { nanos } else { 0 })
    }

    /// A document with the given maximum depth.
    pub(super) fn any_document(&mut self, depth: usize) -> Document {
        let text = |tree: &mut Self| tree.text(&schema::STRING, None);
        if self.options.codec == Codec::Xml {
            return Document::String(text(self));
        }
        let kinds = if depth == 0 { 4 } else { 6 };
        match self.pick(kinds) {
            0 => Document::Boolean(self.pick(2) == 1),
            1 => Document::Number(Number::from(self.any_integer(&schema::LONG, None))),
            // Adding one half keeps the number a float in every format.
            2 => Document::Number(Number::Float(f64::from(self.any_small()) + 0.5)),
            3 => Document::String(text(self)),
            4 => {
                let length = self.pick(4);
                Document::List((0..length).map(|_| self.any_document(depth - 1)).collect())
            }
            _ => {
                let length = self.pick(4);
                let entry = |_| (text(self), self.any_document(depth - 1));
                Document::Map((0..length).map(entry).collect())
            }
        }
    }

    /// A small integer.
    fn any_small(&mut self) -> i32 {
        i32::try_from(self.between(-1000, 1000)).unwrap_or(0)
    }
}

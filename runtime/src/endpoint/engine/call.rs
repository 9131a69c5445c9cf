//! Functions of the rules engine.

use percent_encoding::utf8_percent_encode;

use super::super::functions;
use super::super::partitions::Outputs;
use super::super::rules::{Attribute, Call, Function, Operand};
use super::super::value::{Arn, Split, Text, Url, Value};
use super::Run;
use crate::codec::query::ESCAPED;

impl<'a> Run<'_, 'a> {
    /// Evaluates a call.
    #[inline]
    pub(super) fn call(&mut self, call: Call, index: u16) -> Value<'a> {
        // Operands may only refer to earlier calls, which guarantees termination.
        let outer = std::mem::replace(&mut self.ceiling, usize::from(index));
        let value = self.apply(call.function, self.operands(call));
        self.ceiling = outer;
        value
    }

    /// Applies a function to operands.
    pub(super) fn apply(&mut self, function: Function, operands: &[Operand]) -> Value<'a> {
        match (function, operands) {
            (Function::IsSet, &[value]) => {
                Value::Boolean(!matches!(self.value(value), Value::None))
            }
            (Function::Not, &[value]) => Value::Boolean(!self.value(value).holds()),
            (Function::BooleanEquals, &[one, other]) => {
                let pair = (self.value(one), self.value(other));
                Value::Boolean(
                    matches!(pair, (Value::Boolean(one), Value::Boolean(other)) if one == other),
                )
            }
            (Function::StringEquals, &[one, other]) => Value::Boolean(self.equals(one, other)),
            (Function::GetAttr, &[Operand::Slot(slot), Operand::Attribute(attribute)]) => {
                match self.slot(slot) {
                    Value::Partition(outputs) => Self::partition_attribute(outputs, attribute),
                    Value::Arn(arn) => Self::arn_attribute(*arn, attribute),
                    value => {
                        let value = *value;
                        self.named(value, attribute)
                    }
                }
            }
            (Function::GetAttr, &[value, ref path @ ..]) => {
                let value = self.value(value);
                self.attribute(value, path)
            }
            (Function::Concat, parts) => self.concat(parts),
            (Function::Coalesce, values) => {
                let values = values.iter().map(|value| self.value(*value));
                let mut values = values.filter(|value| !matches!(value, Value::None));
                values.next().unwrap_or(Value::None)
            }
            (Function::Ite, &[condition, then, otherwise]) => {
                let holds = self.value(condition).holds();
                self.value(if holds { then } else { otherwise })
            }
            (Function::Substring, &[text, start, end, reverse]) => {
                self.substring(&[text, start, end, reverse])
            }
            (Function::Split, &[text, delimiter, limit]) => self.split(&[text, delimiter, limit]),
            (function, &[text, ref rest @ ..]) => match self.string(text) {
                Some(text) => self.call_on_text(function, text, rest),
                None => Value::None,
            },
            _ => Value::None,
        }
    }

    /// Evaluates a function whose first argument is a string.
    fn call_on_text(&mut self, function: Function, text: Text<'a>, rest: &[Operand]) -> Value<'a> {
        let allows = rest
            .first()
            .is_some_and(|allows| self.value(*allows).holds());
        let characters = self.characters(text);
        match function {
            Function::IsValidHostLabel => {
                Value::Boolean(functions::is_host_label(characters, allows))
            }
            Function::IsVirtualHostableS3Bucket => {
                Value::Boolean(functions::is_virtual_hostable_bucket(characters, allows))
            }
            Function::Partition => match self.partitions.find(characters) {
                Some(outputs) => Value::Partition(outputs),
                None => Value::None,
            },
            Function::ParseArn => match functions::parse_arn(characters) {
                Some(colons) => Value::Arn(Arn { text, colons }),
                None => Value::None,
            },
            Function::ParseUrl => match functions::parse_url(characters) {
                Some(parts) => Value::Url(Url {
                    text,
                    authority: parts.authority,
                    path: parts.path,
                    is_secure: parts.is_secure,
                    is_ip: parts.is_ip,
                }),
                None => Value::None,
            },
            Function::UriEncode => {
                let encoded = utf8_percent_encode(characters, ESCAPED).to_string();
                self.keep(&encoded)
            }
            _ => Value::None,
        }
    }

    /// Returns true if two operands are equal strings.
    pub(super) fn equals(&mut self, one: Operand, other: Operand) -> bool {
        let (Some(one), Some(other)) = (self.string(one), self.string(other)) else {
            return false;
        };
        self.characters(one) == self.characters(other)
    }

    /// The string of a template.
    fn concat(&mut self, parts: &[Operand]) -> Value<'a> {
        let mut text = String::new();
        for part in parts {
            self.write(*part, &mut text);
        }
        self.keep(&text)
    }

    /// Stores a string built by a function; strings of more than 4 GB have no value.
    fn keep(&mut self, text: &str) -> Value<'a> {
        let start = self.scratch.len();
        self.scratch.push_str(text);
        let range = [start, self.scratch.len()].map(u32::try_from);
        let [Ok(start), Ok(end)] = range else {
            return Value::None;
        };
        Value::Text(Text::Scratch { start, end })
    }

    fn substring(&mut self, operands: &[Operand; 4]) -> Value<'a> {
        let &[text, start, end, reverse] = operands;
        let (Some(text), Value::Integer(start), Value::Integer(end)) =
            (self.string(text), self.value(start), self.value(end))
        else {
            return Value::None;
        };
        let reverse = self.value(reverse).holds();
        match functions::substring(self.characters(text), start, end, reverse) {
            Some((start, end)) => Value::Text(text.part(start, end)),
            None => Value::None,
        }
    }

    fn split(&mut self, operands: &[Operand; 3]) -> Value<'a> {
        let &[text, delimiter, limit] = operands;
        if let (Some(text), Operand::Text(delimiter), Value::Integer(limit)) =
            (self.string(text), delimiter, self.value(limit))
            && let Ok(limit) = u16::try_from(limit)
            && !self.literal(delimiter).is_empty()
        {
            Value::Split(Split {
                text,
                delimiter,
                limit,
            })
        } else {
            Value::None
        }
    }

    /// The value at a path: attributes, with an optional final index.
    fn attribute(&mut self, value: Value<'a>, path: &[Operand]) -> Value<'a> {
        let mut value = value;
        for step in path {
            value = match *step {
                Operand::Attribute(attribute) => self.named(value, attribute),
                Operand::Integer(index) => self.item(value, index.into()),
                _ => Value::None,
            };
        }
        value
    }

    /// An attribute of a partition, an ARN or a URL.
    fn named(&mut self, value: Value<'a>, attribute: Attribute) -> Value<'a> {
        match value {
            Value::Partition(outputs) => Self::partition_attribute(outputs, attribute),
            Value::Arn(arn) => Self::arn_attribute(arn, attribute),
            Value::Url(url) => self.url_attribute(url, attribute),
            _ => Value::None,
        }
    }

    fn partition_attribute(outputs: &'a Outputs<'a>, attribute: Attribute) -> Value<'a> {
        match attribute {
            Attribute::Name => Value::text(&outputs.name),
            Attribute::DnsSuffix => Value::text(&outputs.dns_suffix),
            Attribute::DualStackDnsSuffix => Value::text(&outputs.dual_stack_dns_suffix),
            Attribute::SupportsFips => Value::Boolean(outputs.supports_fips),
            Attribute::SupportsDualStack => Value::Boolean(outputs.supports_dual_stack),
            Attribute::ImplicitGlobalRegion => Value::text(&outputs.implicit_global_region),
            _ => Value::None,
        }
    }

    fn arn_attribute(arn: Arn<'a>, attribute: Attribute) -> Value<'a> {
        let [partition, service, region, account] = arn.colons.map(usize::from);
        let (start, end) = match attribute {
            Attribute::Partition => (functions::ARN, partition),
            Attribute::Service => (partition, service),
            Attribute::Region => (service, region),
            Attribute::AccountId => (region, account),
            Attribute::ResourceId => return Value::Resource(arn),
            _ => return Value::None,
        };
        Value::Text(arn.text.part(start + 1, end))
    }

    fn url_attribute(&mut self, url: Url<'a>, attribute: Attribute) -> Value<'a> {
        let (authority, path) = (usize::from(url.authority), usize::from(url.path));
        match attribute {
            Attribute::Scheme => Value::text(if url.is_secure { "https" } else { "http" }),
            Attribute::Authority => Value::Text(url.text.part(authority, path)),
            Attribute::Path | Attribute::NormalizedPath => {
                let text = self.characters(url.text);
                let (end, ends_in_slash) = (text.len(), text.ends_with('/'));
                if attribute == Attribute::Path || path < end && ends_in_slash {
                    return Value::Text(url.text.part(path, end));
                }
                let normalized = format!("{}/", text.get(path..).unwrap_or_default());
                self.keep(&normalized)
            }
            Attribute::IsIp => Value::Boolean(url.is_ip),
            _ => Value::None,
        }
    }

    /// A list item; negative indices count from the end.
    fn item(&self, value: Value<'a>, index: i64) -> Value<'a> {
        let of = |length| functions::place(index, length);
        match value {
            Value::Texts(texts) => {
                let text = of(texts.len()).and_then(|place| texts.get(place));
                text.map_or(Value::None, |text| Value::text(text))
            }
            Value::Defaults(texts) => {
                let text = of(texts.len()).and_then(|place| texts.get(place));
                text.map_or(Value::None, |text| Value::text(text))
            }
            Value::Resource(arn) => {
                let [.., account] = arn.colons;
                let start = usize::from(account) + 1;
                let resource = self.characters(arn.text).get(start..).unwrap_or_default();
                let range = functions::part(resource, index, |byte| matches!(byte, b':' | b'/'));
                range.map_or(Value::None, |(from, to)| {
                    Value::Text(arn.text.part(start + from, start + to))
                })
            }
            Value::Split(Split {
                text,
                delimiter,
                limit,
            }) => {
                let (characters, delimiter) = (self.characters(text), self.literal(delimiter));
                let limit = if limit == 0 { usize::MAX } else { limit.into() };
                let range = nth(index, delimiter.len(), || {
                    characters.splitn(limit, delimiter)
                });
                range.map_or(Value::None, |(from, to)| Value::Text(text.part(from, to)))
            }
            _ => Value::None,
        }
    }
}

/// The range of the nth part of a string split at separators of the given length.
fn nth<'t, I: Iterator<Item = &'t str>>(
    index: i64,
    separator: usize,
    parts: impl Fn() -> I,
) -> Option<(usize, usize)> {
    let place = match usize::try_from(index) {
        Ok(place) => place,
        Err(_) => functions::place(index, parts().count())?,
    };
    let mut start = 0;
    for (number, part) in parts().enumerate() {
        if number == place {
            return Some((start, start + part.len()));
        }
        start += part.len() + separator;
    }
    None
}

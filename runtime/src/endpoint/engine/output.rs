//! Converts an outcome to an error message or an endpoint.

use std::borrow::Cow;

use super::super::error::Error;
use super::super::functions;
use super::super::params::BuiltIn;
use super::super::resolved::{AuthScheme, Endpoint, Property};
use super::super::rules::{self, Function, Operand, Outcome, Scheme};
use super::super::value::{Text, Value};
use super::Run;

/// Initial capacity for URLs; most are shorter.
const USUAL_URL: usize = 96;

impl<'a> Run<'_, 'a> {
    /// The endpoint of an outcome.
    ///
    /// # Errors
    ///
    /// The URL is invalid.
    pub(super) fn endpoint(&mut self, outcome: Outcome) -> Result<Endpoint<'a>, Error> {
        let Outcome::Endpoint {
            url: template,
            schemes,
            headers,
            properties,
        } = outcome
        else {
            return Err(Error::NoMatch);
        };
        let rules = self.rules;
        let mut url = String::with_capacity(USUAL_URL);
        self.write(template, &mut url);
        self.check(&url)?;
        let schemes = rules
            .schemes
            .get(usize::from(schemes))
            .copied()
            .unwrap_or_default();
        let headers = rules
            .headers
            .get(usize::from(headers))
            .copied()
            .unwrap_or_default();
        let properties = rules
            .properties
            .get(usize::from(properties))
            .copied()
            .unwrap_or_default();
        Ok(Endpoint {
            url,
            headers: headers
                .iter()
                .map(|(name, values)| (Cow::Borrowed(*name), self.texts(values)))
                .collect(),
            auth_schemes: schemes.iter().map(|scheme| self.scheme(scheme)).collect(),
            properties: self.entries(properties),
        })
    }

    /// Rejects a URL whose host was changed by the region.
    fn check(&self, url: &str) -> Result<(), Error> {
        let region = self.rules.parameters.iter().zip(self.slots.iter());
        let mut region =
            region.filter(|(parameter, _)| parameter.built_in == Some(BuiltIn::Region));
        let is_safe = match region.next() {
            Some((_, Value::Text(region))) => functions::is_region(self.characters(*region)),
            _ => true,
        };
        if is_safe && functions::has_authority(url) {
            Ok(())
        } else {
            Err(Error::InvalidUrl(url.to_owned()))
        }
    }

    fn scheme(&mut self, scheme: &Scheme<'a>) -> AuthScheme<'a> {
        AuthScheme {
            name: self.text(scheme.name),
            signing_name: scheme.signing_name.map(|name| self.text(name)),
            signing_region: scheme.signing_region.map(|region| self.text(region)),
            signing_region_set: scheme.signing_region_set.map(|regions| self.texts(regions)),
            disable_double_encoding: scheme.disable_double_encoding,
            disable_normalize_path: scheme.disable_normalize_path,
            properties: self.entries(scheme.properties),
        }
    }

    fn entries(
        &mut self,
        entries: &[(&'a str, rules::Property<'a>)],
    ) -> Vec<(Cow<'a, str>, Property<'a>)> {
        let entries = entries.iter();
        entries
            .map(|(name, value)| (Cow::Borrowed(*name), self.property(value)))
            .collect()
    }

    fn property(&mut self, property: &rules::Property<'a>) -> Property<'a> {
        match *property {
            rules::Property::Text(text) => Property::Text(self.text(text)),
            rules::Property::Boolean(value) => Property::Boolean(value),
            rules::Property::Integer(value) => Property::Integer(value),
            rules::Property::List(items) => {
                Property::List(items.iter().map(|item| self.property(item)).collect())
            }
            rules::Property::Record(properties) => Property::Record(self.entries(properties)),
        }
    }

    fn texts(&mut self, operands: &[Operand]) -> Vec<Cow<'a, str>> {
        operands.iter().map(|operand| self.text(*operand)).collect()
    }

    /// The string of an operand; borrowed if it is entirely from the table or the parameters.
    fn text(&mut self, operand: Operand) -> Cow<'a, str> {
        if !self.is_template(operand)
            && let Some(Text::Borrowed(text)) = self.string(operand)
        {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.written(operand))
    }

    /// The string of an operand, owned.
    pub(super) fn written(&mut self, operand: Operand) -> String {
        let mut text = String::new();
        self.write(operand, &mut text);
        text
    }

    fn is_template(&self, operand: Operand) -> bool {
        let Operand::Call(index) = operand else {
            return false;
        };
        let call = self.rules.calls.get(usize::from(index));
        call.is_some_and(|call| call.function == Function::Concat)
    }

    /// Appends the string of an operand; templates are written directly.
    pub(super) fn write(&mut self, operand: Operand, to: &mut String) {
        if let Operand::Call(index) = operand
            && usize::from(index) < self.ceiling
            && let Some(call) = self.rules.calls.get(usize::from(index)).copied()
            && call.function == Function::Concat
        {
            let outer = std::mem::replace(&mut self.ceiling, usize::from(index));
            for part in self.operands(call) {
                match *part {
                    Operand::Text(index) => to.push_str(self.literal(index)),
                    part => self.write(part, to),
                }
            }
            self.ceiling = outer;
            return;
        }
        let value = match operand {
            Operand::Slot(slot) => *self.slot(slot),
            operand => self.value(operand),
        };
        match value {
            Value::Text(text) => to.push_str(self.characters(text)),
            Value::Boolean(value) => to.push_str(if value { "true" } else { "false" }),
            Value::Integer(value) => to.push_str(itoa::Buffer::new().format(value)),
            // Values without a string form are omitted.
            Value::None
            | Value::Texts(_)
            | Value::Defaults(_)
            | Value::Split(_)
            | Value::Partition(_)
            | Value::Arn(_)
            | Value::Resource(_)
            | Value::Url(_) => {}
        }
    }
}

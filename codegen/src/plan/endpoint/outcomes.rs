//! Compiles endpoints and errors to results.

use indexmap::IndexMap;

use super::builder::Builder;
use super::table::{NO_MATCH, Operand, Property, Scheme, TableOutcome};
use crate::ir::{EndpointOutcome, EndpointProperty, EndpointScheme, EndpointTemplate, Expression};

impl Builder {
    /// The target of an outcome other than a tree.
    pub(super) fn outcome(&mut self, outcome: &EndpointOutcome) -> u16 {
        let outcome = match outcome {
            EndpointOutcome::Endpoint(endpoint) => self.endpoint(endpoint),
            EndpointOutcome::Error(message) => TableOutcome::Error(self.operand(message)),
            EndpointOutcome::Tree(_) => return NO_MATCH,
        };
        self.result(outcome)
    }

    fn endpoint(&mut self, endpoint: &EndpointTemplate) -> TableOutcome {
        let url = self.operand(&endpoint.url);
        let schemes = endpoint.auth_schemes.iter();
        let schemes = schemes.map(|scheme| self.scheme(scheme)).collect();
        let headers = endpoint.headers.iter();
        let headers = headers
            .map(|(name, values)| (name.clone(), self.all(values)))
            .collect();
        let properties = self.properties(&endpoint.properties);
        TableOutcome::Endpoint {
            url,
            schemes: self.scheme_list(schemes),
            headers: self.header_list(headers),
            properties: self.property_list(properties),
        }
    }

    fn all(&mut self, expressions: &[Expression]) -> Vec<Operand> {
        expressions
            .iter()
            .map(|expression| self.operand(expression))
            .collect()
    }

    fn scheme(&mut self, scheme: &EndpointScheme) -> Scheme {
        Scheme {
            name: self.operand(&scheme.name),
            signing_name: scheme.signing_name.as_ref().map(|name| self.operand(name)),
            signing_region: scheme
                .signing_region
                .as_ref()
                .map(|region| self.operand(region)),
            signing_region_set: scheme
                .signing_region_set
                .as_ref()
                .map(|regions| self.all(regions)),
            disable_double_encoding: scheme.disable_double_encoding,
            disable_normalize_path: scheme.disable_normalize_path,
            properties: self.properties(&scheme.properties),
        }
    }

    fn properties(
        &mut self,
        properties: &IndexMap<String, EndpointProperty>,
    ) -> Vec<(String, Property)> {
        let properties = properties.iter();
        properties
            .map(|(name, value)| (name.clone(), self.property(value)))
            .collect()
    }

    fn property(&mut self, property: &EndpointProperty) -> Property {
        match property {
            EndpointProperty::Text(text) => Property::Text(self.operand(text)),
            EndpointProperty::Boolean(value) => Property::Boolean(*value),
            EndpointProperty::Integer(value) => Property::Integer(*value),
            EndpointProperty::List(items) => {
                Property::List(items.iter().map(|item| self.property(item)).collect())
            }
            EndpointProperty::Record(entries) => Property::Record(self.properties(entries)),
        }
    }
}

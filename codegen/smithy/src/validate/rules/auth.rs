//! `RuleSetAuthSchemes`: the property `authSchemes` of endpoints.
//!
//! <https://smithy.io/2.0/aws/rules-engine/auth-schemes.html>

use std::collections::BTreeSet;

use super::super::report::Report;
use super::super::text::ticked;
use super::super::views::Views;
use super::each_rule;
use crate::event::Severity;
use crate::files::Location;
use crate::model::Shape;
use crate::rules::{Endpoint, Expression, Form, Outcome};
use crate::subject::Subject;

/// Checks the schemes of all endpoints.
pub(in super::super) fn schemes(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        each_rule(&ruled.rules.rules, &mut |rule| {
            if let Outcome::Endpoint(endpoint) = &rule.outcome {
                of_endpoint(endpoint, ruled.service, report);
            }
        });
    }
}

fn of_endpoint(endpoint: &Endpoint<'_>, service: &Shape, report: &mut Report) {
    let found = endpoint
        .properties
        .iter()
        .find(|(name, _)| *name == "authSchemes");
    let Some((_, schemes)) = found else {
        return;
    };
    let Form::Array(items) = &schemes.value else {
        let message = "`authSchemes` has to be an array".to_owned();
        return report.error_at(service, schemes.at, message);
    };
    let mut names = BTreeSet::new();
    let mut duplicates = BTreeSet::new();
    for scheme in items {
        let Form::Record(members) = &scheme.value else {
            let message = "`authSchemes` has to be an array of objects".to_owned();
            report.error_at(service, schemes.at, message);
            continue;
        };
        let mut check = Scheme {
            service,
            members,
            at: scheme.at,
            report,
        };
        let Some(name) = check.get("name").filter(|name| is_text(name)) else {
            check.error(
                scheme.at,
                "a scheme of `authSchemes` needs the text `name`".to_owned(),
            );
            continue;
        };
        // A name with variables is known only when the rules run.
        let Some(name) = name.fixed_text() else {
            continue;
        };
        check.by_name(&name);
        if let Some(name) = names.replace(name) {
            duplicates.insert(name);
        }
    }
    for name in duplicates {
        let message = format!("`authSchemes` has the scheme `{name}` more than once");
        report.error_at(service, schemes.at, message);
    }
}

/// A scheme of an endpoint.
struct Scheme<'s, 'm> {
    service: &'s Shape,
    members: &'s [(&'m str, Expression<'m>)],
    at: Location,
    report: &'s mut Report,
}

const SIGV4: [&str; 5] = [
    "name",
    "signingName",
    "signingRegion",
    "disableDoubleEncoding",
    "disableNormalizePath",
];

const SIGV4A: [&str; 5] = [
    "name",
    "signingName",
    "signingRegionSet",
    "disableDoubleEncoding",
    "disableNormalizePath",
];

impl<'s, 'm> Scheme<'s, 'm> {
    fn get(&self, key: &str) -> Option<&'s Expression<'m>> {
        let member = self.members.iter().find(|(name, _)| *name == key);
        member.map(|(_, value)| value)
    }

    fn error(&mut self, at: Location, message: String) {
        self.report.error_at(self.service, at, message);
    }

    fn by_name(&mut self, name: &str) {
        if name == "sigv4" {
            self.only(&SIGV4);
            self.shared();
            self.text("signingRegion", false);
        } else if name == "sigv4a" {
            self.only(&SIGV4A);
            self.regions();
            self.shared();
        } else if name.starts_with("sigv4-") {
            self.text("signingName", true);
            let message = "the rules for schemes that start with `sigv4-` may change".to_owned();
            let subject = Subject::Shape(self.service);
            self.report
                .add_at(Severity::Danger, subject, self.at, message);
        } else if name.starts_with("beta-") {
            self.text("signingName", true);
        } else {
            let message = format!("the auth scheme `{name}` is not known, so it is not checked");
            self.report.warning(self.service, message);
        }
    }

    fn only(&mut self, known: &[&str]) {
        for (name, _) in self.members {
            if !known.contains(name) {
                let message = format!(
                    "`{name}` is no property of the scheme, which has {}",
                    ticked(known)
                );
                self.error(self.at, message);
            }
        }
    }

    fn shared(&mut self) {
        self.text("signingName", false);
        for key in ["disableDoubleEncoding", "disableNormalizePath"] {
            if let Some(value) = self.get(key)
                && !matches!(value.value, Form::Flag(_))
            {
                self.wrong(key, value.at, "a boolean");
            }
        }
    }

    fn text(&mut self, key: &str, is_required: bool) {
        match self.get(key) {
            Some(value) if !is_text(value) => self.wrong(key, value.at, "a string"),
            None if is_required => {
                let message = format!("the scheme needs the text `{key}`");
                self.error(self.at, message);
            }
            _ => {}
        }
    }

    fn regions(&mut self) {
        let key = "signingRegionSet";
        let Some(value) = self.get(key) else {
            return self.error(
                self.at,
                format!("the scheme needs the array of texts `{key}`"),
            );
        };
        match &value.value {
            Form::Array(regions) if regions.is_empty() => {
                self.error(value.at, format!("`{key}` cannot be empty"));
            }
            Form::Array(regions) => {
                for region in regions.iter().filter(|region| !is_text(region)) {
                    self.wrong(key, region.at, "an array of strings");
                }
            }
            _ => self.wrong(key, value.at, "an array of strings"),
        }
    }

    fn wrong(&mut self, key: &str, at: Location, expected: &str) {
        self.error(
            at,
            format!("the property `{key}` of the scheme has to be {expected}"),
        );
    }
}

fn is_text(value: &Expression<'_>) -> bool {
    matches!(value.value, Form::Text(_))
}

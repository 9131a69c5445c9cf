//! `RuleSetUri` and `RulesEngineVersion`: results of rules, and functions that a version does not have.

use super::super::report::Report;
use super::super::views::Views;
use super::each_rule;
use crate::model::Shape;
use crate::rules::{Call, Expression, Form, Outcome, Piece, Version};

/// Checks that URLs start with a scheme.
pub(in super::super) fn uris(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        each_rule(&ruled.rules.rules, &mut |rule| {
            let Outcome::Endpoint(endpoint) = &rule.outcome else {
                return;
            };
            let Form::Text(pieces) = &endpoint.url.value else {
                return;
            };
            let start = match pieces.first() {
                Some(Piece::Value(_)) => return,
                Some(Piece::Text(text)) => text.as_str(),
                None => "",
            };
            if !start.starts_with("http://") && !start.starts_with("https://") {
                let message =
                    format!("a URL has to start with `http://` or `https://`, not `{start}`");
                report.error_at(ruled.service, endpoint.url.at, message);
            }
        });
    }
}

/// Checks that the functions of rules are in the version that the rules are of.
pub(in super::super) fn versions(views: &Views<'_>, report: &mut Report) {
    for ruled in views.ruled() {
        let mut check = Check {
            version: ruled.rules.version,
            service: ruled.service,
            report,
        };
        each_rule(&ruled.rules.rules, &mut |rule| {
            for condition in &rule.conditions {
                check.call(&condition.call, condition.at);
                check.all(&condition.call.arguments);
            }
            match &rule.outcome {
                Outcome::Tree(_) => {}
                Outcome::Error(error) => check.all([error]),
                Outcome::Endpoint(endpoint) => {
                    check.all([&endpoint.url]);
                    check.all(endpoint.headers.iter().flat_map(|(_, values)| values));
                }
            }
        });
    }
}

struct Check<'c> {
    version: Version,
    service: &'c Shape,
    report: &'c mut Report,
}

impl Check<'_> {
    fn all<'e, 'm: 'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expression<'m>>) {
        for expression in expressions {
            if let Form::Call(call) = &expression.value {
                self.call(call, expression.at);
            }
        }
    }

    fn call(&mut self, call: &Call<'_>, at: crate::files::Location) {
        let (since, version) = (call.since(), self.version);
        if version < since {
            let message = format!(
                "`{}` needs rules engine version {}.{} or later, but the rules are of version {}.{}",
                call.function.name(),
                since.0,
                since.1,
                version.0,
                version.1
            );
            self.report.error_at(self.service, at, message);
        }
    }
}

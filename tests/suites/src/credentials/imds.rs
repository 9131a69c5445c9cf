//! Endpoints of instance metadata service and containers.

use std::collections::BTreeMap;

use sansmith_client::config::ImdsEndpointMode;
use sansmith_client::credentials::{ImdsOptions, Options, Resolver, Source};
use serde_json::{Value, json};

use super::world::World;
use super::{check_error, check_result, elements, text, texts};
use crate::cases::Cases;

/// Runs instance metadata cases: the first request shows the endpoint.
pub(super) fn run(list: &Value, cases: &mut Cases<'_>) {
    for test in elements(list) {
        let case = format!("imds-endpoint/{}", text(test, "docs").unwrap_or_default());
        let mut world = World {
            variables: owned(test.get("env")),
            ..World::default()
        };
        for (path, content) in texts(test.get("fs")) {
            world.files.insert(path.to_owned(), content.into());
        }
        let mut imds = ImdsOptions::default();
        if let Some(endpoint) = text(test, "endpoint_override") {
            imds = imds.endpoint(endpoint);
        }
        imds.mode = text(test, "mode_override").map(|mode| {
            if mode.eq_ignore_ascii_case("ipv6") {
                return ImdsEndpointMode::IpV6;
            }
            ImdsEndpointMode::IpV4
        });
        let options = Options::default().imds(imds);
        let got = world.run(Resolver::metadata(options, "/hello"));
        let result = test.get("result").unwrap_or(&Value::Null);
        match (text(result, "Ok"), text(result, "Err"), got) {
            (Some(expected), _, got) => {
                let uri = world.first_uri.unwrap_or_else(|| format!("{got:?}"));
                cases.equal(&case, expected, &uri);
            }
            (_, Some(part), Err(error)) => check_error(cases, &case, part, &error),
            (_, _, got) => cases.fail(&case, &result.to_string(), &format!("{got:?}")),
        }
    }
}

/// Runs container cases: the first request shows the endpoint.
pub(super) fn run_container(list: &Value, cases: &mut Cases<'_>) {
    for test in elements(list) {
        let case = format!("container/{}", text(test, "docs").unwrap_or_default());
        let mut world = World {
            variables: owned(test.get("env")),
            ..World::default()
        };
        let options = Options::default().sources([Source::Container]);
        let got = world.run(Resolver::credentials(options));
        let got = match (&world.first_uri, got) {
            (Some(uri), _) => Ok(json!(uri)),
            (None, Ok(credentials)) => Err(format!("{credentials:?}")),
            (None, Err(error)) => Err(error),
        };
        let result = test.get("result").unwrap_or(&Value::Null);
        check_result(cases, &case, result, got);
    }
}

fn owned(variables: Option<&Value>) -> BTreeMap<String, String> {
    texts(variables)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

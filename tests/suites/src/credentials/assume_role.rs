//! Plans from profiles: the base source, and the roles to assume.

use sansmith_client::config::Profiles;
use sansmith_client::credentials::{Base, Plan, Role};
use serde_json::{Map, Value, json};

use super::{check_error, elements, ordered, text, texts};
use crate::cases::Cases;

pub(super) fn run(list: &Value, cases: &mut Cases<'_>) {
    for test in elements(list) {
        let case = format!("assume-role/{}", text(test, "docs").unwrap_or_default());
        let input = test.get("input").unwrap_or(&Value::Null);
        let selected = text(input, "selected_profile").unwrap_or("default");
        let got = Plan::of(&profiles(input), selected);
        let output = test.get("output").unwrap_or(&Value::Null);
        match (output.get("ProfileChain"), text(output, "Error"), got) {
            (Some(expected), _, Ok(plan)) => {
                let got = Value::Array(shown(&plan));
                cases.equal(&case, &ordered(&without_nulls(expected)), &ordered(&got));
            }
            (_, Some(part), Err(error)) => check_error(cases, &case, part, &error.to_string()),
            (_, _, got) => cases.fail(&case, &output.to_string(), &format!("{got:?}")),
        }
    }
}

fn profiles(input: &Value) -> Profiles {
    let mut profiles = Profiles::new();
    let sections = |name: &str| input.get(name).and_then(Value::as_object);
    for (name, section) in sections("profiles").into_iter().flatten() {
        let profile = profiles.profile_mut(name);
        for (key, value) in texts(Some(section)) {
            profile.set(key, value);
        }
    }
    for (name, section) in sections("sso_sessions").into_iter().flatten() {
        let session = profiles.sso_session_mut(name);
        for (key, value) in texts(Some(section)) {
            session.set(key, value);
        }
    }
    profiles
}

/// A plan in the form of the test data.
fn shown(plan: &Plan) -> Vec<Value> {
    let mut steps = vec![shown_base(&plan.base)];
    for Role {
        arn,
        session_name,
        external_id,
        ..
    } in &plan.roles
    {
        steps.push(object(
            "AssumeRole",
            [
                ("role_arn", Some(arn.as_str())),
                ("external_id", external_id.as_deref()),
                ("role_session_name", session_name.as_deref()),
            ],
        ));
    }
    steps
}

fn shown_base(base: &Base) -> Value {
    match base {
        Base::Named(name) => json!({ "NamedSource": name }),
        Base::Keys(keys) => object(
            "AccessKey",
            [
                ("access_key_id", Some(keys.access_key_id())),
                ("secret_access_key", Some(keys.secret_access_key())),
                ("session_token", keys.session_token()),
                ("account_id", keys.account_id()),
            ],
        ),
        Base::WebIdentity { role, token_file } => object(
            "WebIdentityToken",
            [
                ("role_arn", Some(role.arn.as_str())),
                ("web_identity_token_file", Some(token_file)),
                ("role_session_name", role.session_name.as_deref()),
            ],
        ),
        Base::Sso(sso) => object(
            "Sso",
            [
                ("sso_region", Some(sso.region.as_str())),
                ("sso_start_url", Some(&sso.start_url)),
                ("sso_session", sso.session.as_deref()),
                (
                    "sso_account_id",
                    sso.role.as_ref().map(|(account, _)| account.as_str()),
                ),
                (
                    "sso_role_name",
                    sso.role.as_ref().map(|(_, role)| role.as_str()),
                ),
            ],
        ),
        Base::Process {
            command,
            account_id,
        } => object(
            "CredentialProcess",
            [
                ("command", Some(command.as_str())),
                ("account_id", account_id.as_deref()),
            ],
        ),
        Base::Login { session } => object(
            "LoginSession",
            [("login_session_arn", Some(session.as_str()))],
        ),
        other => json!({ "unknown": format!("{other:?}") }),
    }
}

/// A nested object without absent members.
fn object<'a>(name: &str, members: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Value {
    let members = members.into_iter();
    let members: Map<String, Value> = members
        .filter_map(|(name, value)| Some((name.to_owned(), value?.into())))
        .collect();
    json!({ name: members })
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(elements) => Value::Array(elements.iter().map(without_nulls).collect()),
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(name, value)| (name.clone(), without_nulls(value)));
            Value::Object(members.collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

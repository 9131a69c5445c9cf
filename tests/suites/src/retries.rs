//! Retries: the specification's tables, versions 2.0 and 2.1, and adaptive mode.

use std::path::Path;
use std::time::Duration;

use http::HeaderMap;
use sansmith_client::retry::{
    Attempts, Decision, Failure, Policy, Quota, RateLimiter, Stop, Version, retry_after,
};
use serde_json::{Value, json};

use crate::cases::Cases;
use crate::suite::Suite;

/// The suite of retries.
pub const RETRIES: Suite = Suite {
    name: "retries",
    owns: |folder| FILES.iter().any(|name| folder.join(name).is_file()),
    run,
};

const FILES: [&str; 3] = ["standard-2.0.json", "standard-2.1.json", "adaptive.json"];

fn run(folder: &Path, cases: &mut Cases<'_>) {
    for name in FILES {
        let file = folder.join(name);
        if !file.is_file() {
            continue;
        }
        let text = cases.read(&file).unwrap_or_default();
        match serde_json::from_str::<Value>(&text) {
            Ok(Value::Object(tables)) => {
                for (table, tests) in &tables {
                    run_table(name, table, tests, cases);
                }
            }
            other => cases.fail(name, "an object of tables", &format!("{other:?}")),
        }
    }
}

fn run_table(file: &str, table: &str, tests: &Value, cases: &mut Cases<'_>) {
    for test in list(tests) {
        let case = format!("{file}/{table}/{}", text(test, "/name").unwrap_or_default());
        let result = if table.contains("E2e") {
            run_rates(test)
        } else if table.contains("Cubic") {
            run_curve(test)
        } else if test.get("threads").is_some() {
            run_threads(test)
        } else {
            let version = if file.contains("2.0") {
                Version::V2_0
            } else {
                Version::V2_1
            };
            run_responses(version, test)
        };
        match result {
            Ok(()) => cases.pass(&case),
            Err((expected, got)) => cases.fail(&case, &expected, &got),
        }
    }
}

/// The first difference: expected and actual text.
type Checked = Result<(), (String, String)>;

fn equal(expected: &Value, got: &Value) -> Checked {
    if expected == got {
        Ok(())
    } else {
        Err((expected.to_string(), got.to_string()))
    }
}

/// Policy and quota of a test. Version 2.1 tables identify the service by endpoint prefix.
fn given(version: Version, test: &Value) -> (Policy, Quota) {
    let service = text(test, "/given/service").unwrap_or("test");
    let mut policy = Policy::of(version, service);
    if let Some(attempts) = test.pointer("/given/max_attempts").and_then(Value::as_u64) {
        policy.max_attempts = u32::try_from(attempts).unwrap_or(u32::MAX);
    }
    if let Some(longest) = test
        .pointer("/given/max_backoff_time")
        .and_then(Value::as_f64)
    {
        policy.max_backoff = Duration::from_secs_f64(longest);
    }
    let tokens = test
        .pointer("/given/initial_retry_tokens")
        .and_then(Value::as_u64);
    let tokens = tokens.and_then(|tokens| u32::try_from(tokens).ok());
    let quota = tokens.map_or_else(
        || Quota::new(&policy),
        |tokens| Quota::with_available(&policy, tokens),
    );
    (policy, quota)
}

/// The replacement for the random number: `exponential_base`.
fn random(test: &Value) -> f64 {
    let base = test
        .pointer("/given/exponential_base")
        .and_then(Value::as_f64);
    base.unwrap_or(1.0)
}

fn run_responses(version: Version, test: &Value) -> Checked {
    let (policy, mut quota) = given(version, test);
    let mut call = Attempts::new();
    for step in list(test.get("responses").unwrap_or(&Value::Null)) {
        let got = respond(&policy, &mut quota, &mut call, test, step);
        if !matches!(got["outcome"].as_str(), Some("retry_request")) {
            call = Attempts::new();
        }
        compare(step, &got)?;
    }
    Ok(())
}

/// Searches for an interleaving of the threads' steps with the expected quota after each step.
fn run_threads(test: &Value) -> Checked {
    let (policy, quota) = given(Version::V2_1, test);
    let threads = list(test.get("threads").unwrap_or(&Value::Null));
    let waiting: Vec<_> = threads
        .iter()
        .map(|steps| (Attempts::new(), list(steps)))
        .collect();
    let last = last_quota(&policy, &quota, &waiting, test);
    let last = last.map_or(Value::Null, |quota| json!(quota.available()));
    equal(&test["expected_final_quota"], &last)
}

/// The quota after all steps; `None` if no interleaving matches the table.
fn last_quota(
    policy: &Policy,
    quota: &Quota,
    waiting: &[(Attempts, &[Value])],
    test: &Value,
) -> Option<Quota> {
    if waiting.iter().all(|(_, steps)| steps.is_empty()) {
        return Some(quota.clone());
    }
    (0..waiting.len()).find_map(|index| {
        let (mut quota, mut waiting) = (quota.clone(), waiting.to_vec());
        let (call, steps) = waiting.get_mut(index)?;
        let (step, rest) = steps.split_first()?;
        *steps = rest;
        let got = respond(policy, &mut quota, call, test, step);
        compare(step, &got).ok()?;
        last_quota(policy, &quota, &waiting, test)
    })
}

/// The outcome of a response, in the form of the tables.
fn respond(
    policy: &Policy,
    quota: &mut Quota,
    call: &mut Attempts,
    test: &Value,
    step: &Value,
) -> Value {
    let (outcome, after) = match failure(test, step) {
        None => {
            call.succeeded(quota);
            ("success", Duration::ZERO)
        }
        Some(failure) => match call.failed(policy, quota, &failure, random(test)) {
            Decision::Retry { after } => ("retry_request", after),
            Decision::Stop { reason, after } => (outcome(reason), after),
            other => return json!({ "outcome": format!("{other:?}") }),
        },
    };
    json!({
        "outcome": outcome,
        "retry_quota": quota.available(),
        "delay": after.as_secs_f64(),
    })
}

fn outcome(reason: Stop) -> &'static str {
    match reason {
        Stop::NotRetryable => "fail_request",
        Stop::MaxAttempts => "max_attempts_exceeded",
        Stop::Quota => "retry_quota_exceeded",
        _ => "unknown",
    }
}

/// The failure of a response; `None` for a success.
fn failure(test: &Value, step: &Value) -> Option<Failure> {
    let status = step
        .pointer("/response/status_code")
        .and_then(Value::as_u64)?;
    if (200..300).contains(&status) {
        return None;
    }
    let code = text(step, "/response/error_code").unwrap_or_default();
    let status = u16::try_from(status).unwrap_or_default();
    let mut headers = HeaderMap::new();
    let values = step.pointer("/response/headers").and_then(Value::as_object);
    for (name, value) in values.into_iter().flatten() {
        let name = http::HeaderName::try_from(name.as_str());
        let value = value.as_str().unwrap_or_default().parse();
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.insert(name, value);
        }
    }
    let polls = test.pointer("/given/long_polling") == Some(&Value::Bool(true));
    Some(
        Failure::of_status(code, status)
            .retry_after(retry_after(&headers, Duration::ZERO))
            .long_polling(polls),
    )
}

/// Compares a step; one without delay that is not a retry expects no delay.
fn compare(step: &Value, got: &Value) -> Checked {
    let expected = step.get("expected").unwrap_or(&Value::Null);
    equal(&expected["outcome"], &got["outcome"])?;
    if let Some(quota) = expected.get("retry_quota") {
        equal(quota, &got["retry_quota"])?;
    }
    let delay = expected.get("delay").and_then(Value::as_f64);
    let is_retry = expected["outcome"] == "retry_request";
    if let Some(delay) = delay.or((!is_retry).then_some(0.0)) {
        near(delay, got["delay"].as_f64().unwrap_or(f64::NAN))?;
    }
    Ok(())
}

fn near(expected: f64, got: f64) -> Checked {
    if (expected - got).abs() < 1e-5 {
        Ok(())
    } else {
        Err((expected.to_string(), got.to_string()))
    }
}

fn number(step: &Value, key: &str) -> f64 {
    step.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

fn run_curve(test: &Value) -> Checked {
    let given = test.get("given").unwrap_or(&Value::Null);
    let throttled_at = Duration::from_secs_f64(number(given, "last_throttle_time"));
    let mut limiter = RateLimiter::on_curve(number(given, "last_max_rate"), throttled_at);
    let mut rate = 0.0;
    for step in list(test.get("cases").unwrap_or(&Value::Null)) {
        let now = Duration::from_secs_f64(number(step, "timestamp"));
        rate = if step["response"] == "throttle" {
            limiter.throttled(rate, now)
        } else {
            limiter.grown(now)
        };
        near(number(step, "calculated_rate"), rate)?;
    }
    Ok(())
}

fn run_rates(test: &Value) -> Checked {
    let mut limiter = RateLimiter::new();
    for step in list(test.get("cases").unwrap_or(&Value::Null)) {
        let now = Duration::from_secs_f64(number(step, "timestamp"));
        limiter.acquire(now);
        limiter.responded(now, step["response"] == "throttle");
        near(number(step, "measured_tx_rate"), limiter.measured_rate())?;
        near(number(step, "new_token_bucket_rate"), limiter.fill_rate())?;
    }
    Ok(())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str)
}

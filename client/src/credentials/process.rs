//! Credentials printed by a command.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html>

use std::time::Duration;

use sansmith::identity::Credentials;
use sansmith::{Document, Number};

use super::document::Fields;
use super::failure::Failure;
use super::io::{Asked, Io};

/// Timeout of a command: some ask the user to sign in.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Runs the command and parses its output.
pub(super) fn credentials(
    io: &mut Io<'_>,
    command: &str,
    account_id: Option<&str>,
) -> Asked<Credentials> {
    let failed = "Error retrieving credentials from external process";
    let output = io
        .process(command, TIMEOUT)?
        .map_err(|reason| Failure::failed(failed).because(reason))?;
    if output.code != Some(0) {
        // The wording is fixed by third-party tests.
        let status = match output.code {
            Some(code) => format!("exit status: {code}"),
            None => "a signal".to_owned(),
        };
        let stderr = String::from_utf8_lossy(&output.stderr);
        let text = format!(
            "Error retrieving credentials: external process exited with code {status}. Stderr: {stderr}"
        );
        return Err(Failure::failed(text).into());
    }
    let credentials = read(&output.stdout, account_id);
    let text = format!("{failed}, could not parse response");
    Ok(credentials.map_err(|failure| failure.within(text))?)
}

fn read(output: &[u8], account_id: Option<&str>) -> Result<Credentials, Failure> {
    let fields = Fields::read(output)?;
    let version = fields.get("Version").and_then(Document::as_number);
    let version = version.ok_or_else(|| {
        Failure::failed("Expected field `Version` in response but it was missing")
    })?;
    if version != Number::from(1) {
        let text = format!("unknown version number: {version}");
        return Err(Failure::failed("Invalid field in response: `version`").because(text));
    }
    let id = fields.required(&["AccessKeyId"])?;
    let mut credentials = Credentials::new(id, fields.required(&["SecretAccessKey"])?);
    if let Some(token) = fields.text(&["SessionToken"]) {
        credentials = credentials.with_session_token(token);
    }
    if let Some(expiry) = fields.instant(&["Expiration"])? {
        credentials = credentials.with_expiry(expiry);
    }
    if let Some(account_id) = fields.text(&["AccountId"]).or(account_id) {
        credentials = credentials.with_account_id(account_id);
    }
    Ok(credentials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        match read(text.as_bytes(), Some("111122223333")) {
            Ok(credentials) => format!("{:?} {:?}", credentials.account_id(), credentials.expiry()),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn an_account_of_the_output_wins_over_that_of_the_profile() {
        let keys = r#""Version": 1, "AccessKeyId": "a", "SecretAccessKey": "b""#;
        assert_eq!(
            check(&format!("{{{keys}}}")),
            r#"Some("111122223333") None"#
        );
        assert_eq!(
            check(&format!(
                r#"{{{keys}, "AccountId": "4", "Expiration": "2022-05-02T18:36:00+00:00"}}"#
            )),
            r#"Some("4") Some(Timestamp(2022-05-02T18:36:00Z))"#
        );
    }

    #[test]
    fn a_version_must_be_there_and_be_one() {
        assert_eq!(
            check("{}"),
            "Expected field `Version` in response but it was missing"
        );
        assert_eq!(
            check(r#"{"Version": 2}"#),
            "Invalid field in response: `version`: unknown version number: 2"
        );
        assert_eq!(
            check(r#"{"Version": 1}"#),
            "Expected field `AccessKeyId` in response but it was missing"
        );
    }
}

//! SigV4: canonical request, string to sign, signature and signed request must be equal.

use sansmith::sign::{Keys, SignError, Signer};

use super::message::Message;
use super::{Folder, Form, Outcome, Step};

/// Signing steps with the suite's expectations.
pub(super) fn steps(folder: &Folder<'_>, form: Form) -> Result<Vec<Step>, String> {
    let outcome = outcome(folder, form)?;
    let mut steps = folder.texts(form, outcome.explained)?;
    steps.push(Step {
        name: "signature",
        expected: folder.expected(form, "signature")?,
        got: outcome.signature,
    });
    if let Some(text) = folder.given(form, "signed-request") {
        steps.push(Step {
            name: "signed request",
            expected: Message::parse(&text)?.canonical_text(),
            got: outcome.message.canonical_text(),
        });
    }
    Ok(steps)
}

fn outcome(folder: &Folder<'_>, form: Form) -> Result<Outcome, String> {
    let parameters = &folder.parameters;
    let (credentials, now) = (parameters.credentials(), parameters.now()?);
    let headers = folder.message.headers();
    let request = folder.request(&headers);
    let signer = Signer::new(&credentials, &parameters.region, &parameters.service)
        .settings(parameters.settings());
    let outcome = || -> Result<Outcome, SignError> {
        let mut keys = Keys::new();
        Ok(match form {
            Form::Header => {
                let sent = signer.sign(&request, now, &mut keys)?;
                folder.in_headers(signer.explain(&request, now)?, &sent)
            }
            Form::Query => {
                let lifetime = parameters.lifetime();
                let sent = signer.sign_query(&request, now, lifetime, &mut keys)?;
                let explained = signer.explain_query(&request, now, lifetime)?;
                folder.in_query(explained, &sent)
            }
        })
    };
    outcome().map_err(|error| error.to_string())
}

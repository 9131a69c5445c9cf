//! The signing suite of aws-c-auth: requests with the expected result of each signing step.
//!
//! A folder has `context.json`, `request.txt`, and for each form (`header` and `query`) the canonical request, string to sign,
//! signature and signed request.
//!
//! <https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite>

mod message;
mod parameters;
mod v4;
mod v4a;

use std::path::Path;

use self::message::Message;
use self::parameters::Parameters;
use crate::cases::Cases;
use crate::corpus;
use crate::suite::Suite;
use sansmith::sign::{Explained, Payload, Signable, Signed, SignedQuery};

/// Signatures in headers and queries.
pub const SIGNING: Suite = Suite {
    name: "signing",
    owns: |folder| {
        ["context.json", "request.txt"]
            .iter()
            .all(|file| folder.join(file).is_file())
    },
    run,
};

/// Placement of a signature.
#[derive(Debug, Clone, Copy)]
enum Form {
    Header,
    Query,
}

impl Form {
    const ALL: [Self; 2] = [Self::Header, Self::Query];

    const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Query => "query",
        }
    }
}

/// A folder of the suite.
struct Folder<'a> {
    path: &'a Path,
    parameters: Parameters,
    message: Message,
}

/// A signing step: name, expected and actual result.
struct Step {
    name: &'static str,
    expected: String,
    got: String,
}

/// Result of signing: intermediate texts, signature, and signed request.
struct Outcome {
    explained: Explained,
    signature: String,
    message: Message,
}

impl Folder<'_> {
    /// Returns true if the requests are signed with a P-256 key.
    fn is_v4a(&self) -> bool {
        let text = self.given(Form::Header, "string-to-sign");
        text.is_some_and(|text| text.starts_with("AWS4-ECDSA-P256-SHA256"))
    }

    /// The request to sign.
    fn request<'t>(&'t self, headers: &'t [(&'t str, &'t str)]) -> Signable<'t> {
        let message = &self.message;
        Signable::new(&message.method, &message.path, headers)
            .query(&message.query)
            .payload(Payload::Bytes(message.body.as_bytes()))
    }

    /// Result of signing in headers.
    fn in_headers(&self, explained: Explained, signed: &Signed) -> Outcome {
        let mut message = self.message.clone();
        for (name, value) in signed.headers() {
            message.set_header(name, value);
        }
        Outcome {
            explained,
            signature: signed.signature().to_owned(),
            message,
        }
    }

    /// Result of signing in the query.
    fn in_query(&self, explained: Explained, signed: &SignedQuery) -> Outcome {
        Outcome {
            explained,
            signature: signed.signature().to_owned(),
            message: Message {
                query: signed.query().to_owned(),
                ..self.message.clone()
            },
        }
    }

    /// The first two steps, which are the same for both algorithms.
    fn texts(&self, form: Form, explained: Explained) -> Result<Vec<Step>, String> {
        Ok(vec![
            Step {
                name: "canonical request",
                expected: self.expected(form, "canonical-request")?,
                got: explained.canonical_request,
            },
            Step {
                name: "string to sign",
                expected: self.expected(form, "string-to-sign")?,
                got: explained.string_to_sign,
            },
        ])
    }

    /// Contents of an optional file of a form.
    fn given(&self, form: Form, what: &str) -> Option<String> {
        self.expected(form, what).ok()
    }

    /// Contents of a file of a form, such as `canonical-request`.
    fn expected(&self, form: Form, what: &str) -> Result<String, String> {
        let file = self.path.join(format!("{}-{what}.txt", form.name()));
        std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
    }
}

fn run(path: &Path, cases: &mut Cases<'_>) {
    let version = path.parent().map(corpus::name).unwrap_or_default();
    let name = format!("{version}/{}", corpus::name(path));
    let folder = match read(path) {
        Ok(folder) => folder,
        Err(error) => return cases.fail(&name, "a readable case", &error),
    };
    for form in Form::ALL {
        let case = format!("{name}/{}", form.name());
        if folder.given(form, "canonical-request").is_none() {
            // The suite has a request without expectations.
            cases.skip(&case);
            continue;
        }
        let steps = if folder.is_v4a() {
            v4a::steps(&folder, form)
        } else {
            v4::steps(&folder, form)
        };
        match steps {
            Ok(steps) => judge(&case, &steps, cases),
            Err(error) => cases.fail(&case, "a signed request", &error),
        }
    }
}

/// Counts a case by its first differing step.
fn judge(case: &str, steps: &[Step], cases: &mut Cases<'_>) {
    match steps.iter().find(|step| step.expected != step.got) {
        None => cases.pass(case),
        Some(step) => cases.fail(
            case,
            &format!("{}:\n{}", step.name, step.expected),
            &format!("{}:\n{}", step.name, step.got),
        ),
    }
}

fn read(path: &Path) -> Result<Folder<'_>, String> {
    let read = |name: &str| std::fs::read_to_string(path.join(name));
    let context = read("context.json").map_err(|error| error.to_string())?;
    let request = read("request.txt").map_err(|error| error.to_string())?;
    Ok(Folder {
        path,
        parameters: serde_json::from_str(&context).map_err(|error| error.to_string())?,
        message: Message::parse(&request)?,
    })
}

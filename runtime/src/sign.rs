//! Request signing: SigV4 and its variants, bearer tokens, API keys, presigned URLs.
//!
//! Signing is a pure function: time and randomness are arguments, and the environment is not read.
//! A [`Signer`] takes a [`Signable`], which is plain text, because SigV4 can sign paths that URI types cannot represent.
//!
//! ```
//! use sansmith::Timestamp;
//! use sansmith::identity::Credentials;
//! use sansmith::sign::{Keys, Payload, Signable, Signer};
//!
//! let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
//! let headers = [("host", "example.amazonaws.com")];
//! let request = Signable::new("GET", "/", &headers).payload(Payload::Bytes(b""));
//!
//! let signer = Signer::new(&credentials, "us-east-1", "service");
//! let signed = signer.sign(&request, Timestamp::from_secs(1_440_938_160), &mut Keys::new())?;
//!
//! assert_eq!(signed.headers()[0], ("x-amz-date", "20150830T123600Z".to_owned()));
//! assert!(signed.signature().starts_with("5fa00fa31553b73ebf194267"));
//! # Ok::<(), sansmith::sign::SignError>(())
//! ```
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

mod canonical;
mod chunked;
mod error;
mod event;
mod hex;
mod key;
mod message;
mod path;
mod plain;
mod post;
mod presign;
mod query;
mod request;
mod scheme;
mod settings;
mod signed;
mod stamp;
mod terms;
mod tokens;
#[cfg(feature = "sigv2")]
mod v2;
mod v4;
#[cfg(feature = "sigv4a")]
mod v4a;

#[cfg(test)]
mod tests;

pub use self::chunked::{Chunks, END};
pub use self::error::SignError;
pub use self::event::{EventSignature, EventSigner};
pub use self::key::{Keys, SigningKey};
pub use self::plain::{PlacedKey, api_key, bearer};
pub use self::post::PostPolicy;
pub use self::presign::{PresignError, Presigned, Presigner};
pub use self::request::{Payload, Signable, Streaming};
pub use self::scheme::{
    Choice, EndpointScheme, Identity, NoScheme, Scheme, Scope, bearer_token_variable,
};
pub use self::settings::{Settings, TokenUse};
pub use self::signed::{Explained, Signed, SignedQuery};
pub use self::tokens::{DsqlUser, dsql_token, eks_token, rds_token};
#[cfg(feature = "sigv2")]
pub use self::v2::sign_v2;
pub use self::v4::Signer;
#[cfg(feature = "sigv4a")]
pub use self::v4a::{PrivateKey, SignerV4a};

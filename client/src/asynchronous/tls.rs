//! Configuration of TLS.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

use crate::transport::{TransportError, TransportErrorKind};

/// A configuration that trusts the certificates in a PEM file, or the usual ones without a file.
pub(super) fn config(bundle: Option<&Path>) -> Result<ClientConfig, TransportError> {
    let roots = match bundle {
        Some(path) => of_bundle(path)?,
        None => usual(),
    };
    if roots.is_empty() {
        return Err(refused(
            "there are no root certificates: one of the features `webpki-roots` and `native-roots` is needed, or a \
             file with certificates",
        ));
    }
    let versions = ClientConfig::builder_with_provider(Arc::new(provider()?))
        .with_safe_default_protocol_versions()
        .map_err(|error| refused(&error.to_string()))?;
    Ok(versions.with_root_certificates(roots).with_no_client_auth())
}

fn refused(text: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Tls, text)
}

/// The cryptography: that of the process, or one by the features.
#[cfg_attr(
    any(feature = "ring", feature = "aws-lc-rs"),
    expect(
        clippy::unnecessary_wraps,
        reason = "without these features there is none"
    )
)]
fn provider() -> Result<CryptoProvider, TransportError> {
    if let Some(provider) = CryptoProvider::get_default() {
        return Ok(CryptoProvider::clone(provider));
    }
    #[cfg(feature = "aws-lc-rs")]
    return Ok(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
    return Ok(rustls::crypto::ring::default_provider());
    #[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
    Err(refused(
        "there is no cryptography: one of the features `ring` and `aws-lc-rs` is needed",
    ))
}

fn of_bundle(path: &Path) -> Result<RootCertStore, TransportError> {
    let failed = |text: String| {
        let text = format!("the certificates in {}: {text}", path.display());
        TransportError::new(TransportErrorKind::Tls, text)
    };
    let certificates =
        CertificateDer::pem_file_iter(path).map_err(|error| failed(error.to_string()))?;
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        let certificate = certificate.map_err(|error| failed(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| failed(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(failed("there are none".to_owned()));
    }
    Ok(roots)
}

fn usual() -> RootCertStore {
    #[allow(unused_mut, reason = "without roots nothing is added")]
    let mut roots = RootCertStore::empty();
    #[cfg(feature = "webpki-roots")]
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    #[cfg(feature = "native-roots")]
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

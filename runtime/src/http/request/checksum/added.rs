//! Adds checksum headers.

use http::header::HeaderMap;

use super::{algorithm, hex};
use crate::http::request::headers::{header, insert};
use crate::http::request::options::Checksums;
use crate::http::request::parts::RequestParts;
use crate::http::request::uri::invalid_input;
use crate::model::customization::Customization;
use crate::model::schema::{Location, Member};
use crate::types::Blob;
use crate::types::error::{Error, ErrorKind};

/// Header that announces a trailer.
const TRAILER: &str = "x-amz-trailer";

/// Adds the checksums of a body; `None` is a stream.
///
/// # Errors
///
/// A required checksum cannot be computed.
pub(in crate::http::request) fn apply(
    parts: &RequestParts<'_>,
    body: Option<&[u8]>,
    members: &'static [Member],
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    let operation = parts.operation;
    let bytes = match body {
        None if parts.streams() => None,
        body => Some(body.unwrap_or_default()),
    };
    if operation.customizations.contains(&Customization::TreeHash)
        && let Some(bytes) = bytes
    {
        add_tree_hash(bytes, headers)?;
    }
    for customization in operation.customizations {
        if let Customization::CustomerKey(name) = *customization {
            add_key_hash(name, headers)?;
        }
    }
    match operation.checksum {
        Some(checksum) => match checksum.algorithm_member {
            Some(member) => add_chosen(parts, bytes, (member, members, checksum.required), headers),
            None if checksum.required => add_md5(bytes, headers),
            None => Ok(()),
        },
        None if operation.checksum_required => add_md5(bytes, headers),
        None => Ok(()),
    }
}

/// Adds the checksum selected by the input, or the default one.
fn add_chosen(
    parts: &RequestParts<'_>,
    bytes: Option<&[u8]>,
    (name, members, required): (&'static str, &'static [Member], bool),
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    if algorithm::HEADERS
        .iter()
        .any(|(_, header)| headers.contains_key(*header))
    {
        return Ok(());
    }
    let wanted = parts.algorithm.is_some() || required;
    if !wanted && parts.options.which_checksums() == Checksums::Required {
        return Ok(());
    }
    let chosen = parts.algorithm.as_deref().unwrap_or(algorithm::DEFAULT);
    let has_trailer = bytes.is_none() && parts.options.has_trailers();
    if bytes.is_none() && !has_trailer {
        // The sender of a stream can append a checksum as a trailer.
        return if wanted {
            Err(invalid_input("the checksum of a stream must be given").at(name))
        } else {
            Ok(())
        };
    }
    let unknown = || {
        Error::new(ErrorKind::Unsupported {
            what: "the algorithm of the checksum",
        })
        .at(name)
    };
    let (_, header) = algorithm::HEADERS
        .iter()
        .find(|(algorithm, _)| *algorithm == chosen)
        .ok_or_else(unknown)?;
    let mut hasher = algorithm::Hasher::new(chosen).ok_or_else(unknown)?;
    if let Some(Location::Header(says)) = members
        .iter()
        .find(|member| member.name == name)
        .map(|member| member.location)
        && !headers.contains_key(says)
    {
        put(says, chosen, headers)?;
    }
    let Some(bytes) = bytes else {
        return put(TRAILER, header, headers);
    };
    hasher.update(bytes);
    put(header, &Blob::from(hasher.finish()).to_base64(), headers)
}

/// Adds the hash of an encryption key of the caller, and encodes the key, unless the caller did.
///
/// A key is 32 bytes: a text of that length is the key itself, other text that is base64 of 32 bytes is encoded already.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html>
fn add_key_hash(name: &str, headers: &mut HeaderMap) -> Result<(), Error> {
    const LENGTH: usize = 32;
    let of_hash = format!("{name}-md5");
    let Some(key) = headers
        .get(name)
        .filter(|_| !headers.contains_key(&of_hash))
    else {
        return Ok(());
    };
    let text = key.as_bytes();
    let decoded = std::str::from_utf8(text).ok();
    let decoded = decoded.and_then(|text| Blob::from_base64(text).ok());
    let key = match decoded {
        Some(bytes) if text.len() != LENGTH && bytes.as_ref().len() == LENGTH => bytes,
        _ => Blob::from(text.to_vec()),
    };
    let hash = algorithm::digest("MD5", key.as_ref()).unwrap_or_default();
    put(name, &key.to_base64(), headers)?;
    if let Some(value) = headers.get_mut(name) {
        value.set_sensitive(true);
    }
    put(&of_hash, &Blob::from(hash).to_base64(), headers)
}

/// Adds the MD5 of a body, unless the caller gave it.
fn add_md5(bytes: Option<&[u8]>, headers: &mut HeaderMap) -> Result<(), Error> {
    const MD5: &str = "content-md5";
    if headers.contains_key(MD5) {
        return Ok(());
    }
    let bytes = bytes.ok_or(invalid_input("the checksum of a stream must be given"))?;
    let digest = algorithm::digest("MD5", bytes).unwrap_or_default();
    put(MD5, &Blob::from(digest).to_base64(), headers)
}

/// Adds the hashes required by Glacier, unless the caller gave them.
///
/// <https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html>
fn add_tree_hash(bytes: &[u8], headers: &mut HeaderMap) -> Result<(), Error> {
    let hashes = [
        ("x-amz-content-sha256", algorithm::sha256(bytes)),
        ("x-amz-sha256-tree-hash", algorithm::tree_hash(bytes)),
    ];
    for (name, hash) in hashes {
        if !headers.contains_key(name) {
            put(name, &hex(&hash), headers)?;
        }
    }
    Ok(())
}

/// Sets a header.
fn put(name: &str, value: &str, headers: &mut HeaderMap) -> Result<(), Error> {
    let (name, value) = header(name, value)?;
    insert(headers, name, value)
}

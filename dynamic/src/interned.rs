//! Memory that is kept until the process ends: images of models by content, and what is made of them.
//!
//! **Invariants**
//! - The same image is kept once.
//! - The sum of images is limited; what is made of an image is proportional to it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::image::Image;
use crate::model::{Inner, Model};

/// SHA-256 of bytes.
pub(crate) type Hash = [u8; 32];

/// Models that are open in this process.
static MODELS: Mutex<Open> = Mutex::new(Open {
    models: BTreeMap::new(),
    bytes: 0,
});

/// Models by the hash of their image, and the sum of their bytes.
struct Open {
    models: BTreeMap<Hash, Model>,
    bytes: usize,
}

/// Keeps a list.
pub(crate) fn keep<T>(list: Vec<T>) -> &'static [T] {
    Box::leak(list.into_boxed_slice())
}

/// The hash of parts; lengths separate them.
pub(crate) fn hash<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        hasher.update(length.to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The model of an image, opened once.
///
/// `limit` is the number of bytes that a process may keep.
///
/// # Errors
///
/// The image is damaged, or the process has opened too many models.
pub(crate) fn open(bytes: Vec<u8>, key: Hash, limit: usize) -> Result<Model, Error> {
    let mut open = MODELS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(model) = open.models.get(&key) {
        return Ok(*model);
    }
    let sum = open.bytes.saturating_add(bytes.len());
    if sum > limit {
        return Err(ErrorKind::TooMany { limit }.into());
    }
    // Damaged bytes are not kept: they are checked before they are leaked.
    if !Image::is_whole(&bytes) {
        return Err(ErrorKind::Image.into());
    }
    let bytes: &'static [u8] = Box::leak(bytes.into_boxed_slice());
    let image = Image::open(bytes).ok_or(ErrorKind::Image)?;
    let model = Model::new(Box::leak(Box::new(Inner::new(image))))?;
    open.bytes = sum;
    open.models.insert(key, model);
    Ok(model)
}

/// A model that is already open.
pub(crate) fn opened(key: &Hash) -> Option<Model> {
    let open = MODELS.lock().unwrap_or_else(PoisonError::into_inner);
    open.models.get(key).copied()
}

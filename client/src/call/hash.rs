//! The SHA-256 of a stream, part by part.

use sha2::{Digest, Sha256};

/// A sum under way.
#[derive(Default)]
pub(super) struct Sum(Sha256);

impl Sum {
    /// Takes a part.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The sum.
    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

//! Checksum algorithms.

use crc::{CRC_32_ISCSI, CRC_32_ISO_HDLC, CRC_64_NVME, Crc};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// The default algorithm.
pub(super) const DEFAULT: &str = "CRC32";

/// Algorithms in the specification with their headers, including those missing from this build: callers may supply their
/// checksums.
pub(crate) const HEADERS: [(&str, &str); 10] = [
    ("CRC32", "x-amz-checksum-crc32"),
    ("CRC32C", "x-amz-checksum-crc32c"),
    ("CRC64NVME", "x-amz-checksum-crc64nvme"),
    ("MD5", "x-amz-checksum-md5"),
    ("SHA1", "x-amz-checksum-sha1"),
    ("SHA256", "x-amz-checksum-sha256"),
    ("SHA512", "x-amz-checksum-sha512"),
    ("XXHASH64", "x-amz-checksum-xxhash64"),
    ("XXHASH3", "x-amz-checksum-xxhash3"),
    ("XXHASH128", "x-amz-checksum-xxhash128"),
];

/// Leaf size of a tree hash in bytes.
const LEAF: usize = 1 << 20;

static CRC32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);
static CRC32C: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);
static CRC64: Crc<u64> = Crc::<u64>::new(&CRC_64_NVME);

/// A checksum in progress.
#[derive(Clone)]
pub(crate) enum Hasher {
    Crc32(crc::Digest<'static, u32>),
    Crc64(crc::Digest<'static, u64>),
    Md5(Md5),
    Sha1(Sha1),
    Sha256(Sha256),
    Sha512(Box<Sha512>),
}

impl Hasher {
    /// The checksum of no bytes; `None` for an unknown algorithm.
    pub(crate) fn new(algorithm: &str) -> Option<Self> {
        Some(match algorithm {
            "CRC32" => Self::Crc32(CRC32.digest()),
            "CRC32C" => Self::Crc32(CRC32C.digest()),
            "CRC64NVME" => Self::Crc64(CRC64.digest()),
            "MD5" => Self::Md5(Md5::new()),
            "SHA1" => Self::Sha1(Sha1::new()),
            "SHA256" => Self::Sha256(Sha256::new()),
            "SHA512" => Self::Sha512(Box::new(Sha512::new())),
            _ => return None,
        })
    }

    /// Adds bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(digest) => digest.update(bytes),
            Self::Crc64(digest) => digest.update(bytes),
            Self::Md5(digest) => digest.update(bytes),
            Self::Sha1(digest) => digest.update(bytes),
            Self::Sha256(digest) => digest.update(bytes),
            Self::Sha512(digest) => digest.update(bytes),
        }
    }

    /// The big-endian checksum.
    pub(crate) fn finish(self) -> Vec<u8> {
        match self {
            Self::Crc32(digest) => digest.finalize().to_be_bytes().to_vec(),
            Self::Crc64(digest) => digest.finalize().to_be_bytes().to_vec(),
            Self::Md5(digest) => digest.finalize().to_vec(),
            Self::Sha1(digest) => digest.finalize().to_vec(),
            Self::Sha256(digest) => digest.finalize().to_vec(),
            Self::Sha512(digest) => digest.finalize().to_vec(),
        }
    }
}

/// The big-endian checksum; `None` for an unknown algorithm.
pub(crate) fn digest(algorithm: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut hasher = Hasher::new(algorithm)?;
    hasher.update(bytes);
    Some(hasher.finish())
}

/// The SHA-256 of bytes.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The root of a hash tree over the SHA-256 of each MiB.
pub(super) fn tree_hash(bytes: &[u8]) -> [u8; 32] {
    let mut level: Vec<[u8; 32]> = bytes.chunks(LEAF).map(sha256).collect();
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => sha256(&[*left, *right].concat()),
                // An odd node is promoted unchanged.
                alone => alone.first().copied().unwrap_or_default(),
            })
            .collect();
    }
    level.first().copied().unwrap_or_else(|| sha256(b""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Check values from the CRC catalogue and the digest specifications.
    #[test]
    fn known_texts_have_known_checksums() {
        let hex = |algorithm: &str, text: &str| {
            let digest = digest(algorithm, text.as_bytes()).unwrap();
            super::super::hex(&digest)
        };
        assert_eq!(hex("CRC32", "123456789"), "cbf43926");
        assert_eq!(hex("CRC32C", "123456789"), "e3069283");
        assert_eq!(hex("CRC64NVME", "123456789"), "ae8b14860a799888");
        assert_eq!(hex("MD5", "abc"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(
            hex("SHA1", "abc"),
            "a9993e364706816aba3e25717850c26c9cd0d89d"
        );
        assert_eq!(
            hex("SHA256", "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert!(hex("SHA512", "abc").starts_with("ddaf35a193617aba"));
        assert_eq!(digest("XXHASH64", b""), None);
    }

    #[test]
    fn a_tree_of_one_leaf_is_its_hash() {
        assert_eq!(tree_hash(b""), sha256(b""));
        assert_eq!(tree_hash(b"hello world"), sha256(b"hello world"));
        assert_eq!(tree_hash(&vec![0; LEAF]), sha256(&vec![0; LEAF]));
    }

    #[test]
    fn an_odd_leaf_goes_up_by_itself() {
        let bytes = [vec![1; LEAF], vec![2; LEAF], vec![3; 5]].concat();
        let pair = sha256(&[sha256(&vec![1; LEAF]), sha256(&vec![2; LEAF])].concat());
        assert_eq!(tree_hash(&bytes), sha256(&[pair, sha256(&[3; 5])].concat()));
    }
}

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

/// The big-endian checksum; `None` for an unknown algorithm.
pub(crate) fn digest(algorithm: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    const CRC32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);
    const CRC32C: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);
    const CRC64: Crc<u64> = Crc::<u64>::new(&CRC_64_NVME);
    Some(match algorithm {
        "CRC32" => CRC32.checksum(bytes).to_be_bytes().to_vec(),
        "CRC32C" => CRC32C.checksum(bytes).to_be_bytes().to_vec(),
        "CRC64NVME" => CRC64.checksum(bytes).to_be_bytes().to_vec(),
        "MD5" => Md5::digest(bytes).to_vec(),
        "SHA1" => Sha1::digest(bytes).to_vec(),
        "SHA256" => sha256(bytes).to_vec(),
        "SHA512" => Sha512::digest(bytes).to_vec(),
        _ => return None,
    })
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

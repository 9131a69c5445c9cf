//! Examples from the S3 documentation, and computed lengths.

use super::*;
use crate::identity::Credentials;
use crate::sign::{Payload, Settings, Signable};

/// 2013-05-24T00:00:00Z.
const NOW: Timestamp = Timestamp::from_secs(1_369_353_600);

fn credentials() -> Credentials {
    Credentials::new(
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    )
}

/// The example body: 66,560 times `a`, in chunks of 64 KiB.
fn chunks(streaming: Streaming, headers: &[(&str, &str)]) -> (String, Chunks) {
    let credentials = credentials();
    let signer = Signer::new(&credentials, "us-east-1", "s3").settings(Settings::s3());
    let request = Signable::new("PUT", "/examplebucket/chunkObject.txt", headers)
        .payload(Payload::Streaming(streaming));
    let mut keys = Keys::new();
    let head = signer.sign(&request, NOW, &mut keys).unwrap();
    let chunks = Chunks::signed(&signer, &head, streaming, NOW, &mut keys).unwrap();
    (head.signature().to_owned(), chunks)
}

#[test]
fn chunks_are_signed_as_in_the_documentation() {
    let headers = [
        ("host", "s3.amazonaws.com"),
        ("content-encoding", "aws-chunked"),
        ("content-length", "66824"),
        ("x-amz-decoded-content-length", "66560"),
        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
    ];
    let (seed, mut chunks) = chunks(Streaming::Signed, &headers);
    assert_eq!(
        seed,
        "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
    );
    assert_eq!(
        chunks.head(&vec![b'a'; 65_536]),
        "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
    );
    assert_eq!(
        chunks.head(&[b'a'; 1024]),
        "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
    );
    assert_eq!(
        chunks.finish(&[("ignored", "x")]),
        "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n"
    );
    assert_eq!(
        Chunks::length(66_560, 65_536, Streaming::Signed, &[]),
        Some(66_824)
    );
}

#[test]
fn trailers_are_signed_as_in_the_documentation() {
    let headers = [
        ("host", "s3.amazonaws.com"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "66560"),
        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ("x-amz-trailer", "x-amz-checksum-crc32c"),
    ];
    let (seed, mut chunks) = chunks(Streaming::SignedTrailer, &headers);
    assert_eq!(
        seed,
        "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
    );
    let mut body = chunks.head(&vec![b'a'; 65_536]);
    assert_eq!(
        body,
        "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n"
    );
    body.push_str(&chunks.head(&[b'a'; 1024]));
    assert!(body.ends_with("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n"));
    let end = chunks.finish(&[("x-amz-checksum-crc32c", "sOO8/Q==")]);
    assert_eq!(
        end,
        "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n\
         x-amz-checksum-crc32c:sOO8/Q==\r\n\
         x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
    );
    let length = (body.len() + 66_560 + 4 + end.len()) as u64;
    assert_eq!(
        Chunks::length(
            66_560,
            65_536,
            Streaming::SignedTrailer,
            &[("x-amz-checksum-crc32c", 8)]
        ),
        Some(length)
    );
}

#[test]
fn a_length_is_that_of_the_body() {
    let trailers = [("x-amz-checksum-crc32", "AAAAAA==")];
    for body in [0_usize, 1, 15, 16, 17, 255, 256, 300] {
        for chunk in [1_usize, 16, 255, 256] {
            let mut chunks = Chunks::unsigned();
            let parts = vec![0; body];
            let mut length = 0;
            for part in parts.chunks(chunk) {
                length += chunks.head(part).len() + part.len() + END.len();
            }
            length += chunks.finish(&trailers).len();
            let known = [("x-amz-checksum-crc32", 8)];
            let streaming = Streaming::UnsignedTrailer;
            assert_eq!(
                Chunks::length(body as u64, chunk as u64, streaming, &known),
                Some(length as u64),
                "{body} in {chunk}"
            );
        }
    }
}

#[test]
fn impossible_chunk_lengths_give_none() {
    let streaming = Streaming::Signed;
    assert_eq!(Chunks::length(1, 0, streaming, &[]), None);
    assert_eq!(Chunks::length(u64::MAX, 1, streaming, &[]), None);
}

//! Uploads a file to S3 and downloads it, without holding it in memory.
//!
//! `cargo run -p sansmith-client-tests --example s3_streams -- BUCKET KEY FILE`; `AWS_ENDPOINT_URL_S3` names another server.

#![allow(clippy::print_stdout, reason = "a program prints")]

#[cfg(corpus)]
mod program {
    use std::error::Error;
    use std::fs::File;
    use std::io;

    use sansmith_client::blocking::{Client, Upload};
    // In a program of yours: `use sansmith_s3::…`.
    use sansmith_client_tests::services::s3::operation::{GetObject, PutObject};
    use sansmith_client_tests::services::s3::types::{GetObjectRequest, PutObjectRequest};

    pub(super) fn run(bucket: &str, key: &str, file: &str) -> Result<(), Box<dyn Error>> {
        let client = Client::from_env()?;
        // A file has a length and begins again for a retry.
        let input = PutObjectRequest::builder().bucket(bucket).key(key).build();
        let put = client.upload::<PutObject>(&input, Upload::open(file)?)?;
        println!("uploaded, entity tag {:?}", put.e_tag);

        let input = GetObjectRequest::builder().bucket(bucket).key(key).build();
        let mut download = client.download::<GetObject>(&input)?;
        let mut copy = File::create(format!("{file}.copy"))?;
        let length = io::copy(&mut download.body, &mut copy)?;
        println!(
            "downloaded {length} bytes of {:?}",
            download.output.content_type
        );
        Ok(())
    }
}

#[cfg(corpus)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [bucket, key, file] = arguments.as_slice() else {
        return Err("arguments: BUCKET KEY FILE".into());
    };
    program::run(bucket, key, file)
}

#[cfg(not(corpus))]
fn main() {}

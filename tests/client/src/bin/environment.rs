//! Prints where a call would go and what it is signed with, by both clients, with the settings of the environment.

#![allow(clippy::print_stdout, reason = "a command prints")]

use std::error::Error;

use sansmith_client::{Client, blocking};
use sansmith_client_tests::caller::runtime;
use sansmith_client_tests::lamp::{BumpLamp, Count};

fn main() -> Result<(), Box<dyn Error>> {
    let input = Count::default();
    let blocking = blocking::Client::from_env()?.prepare::<BumpLamp>(&input)?;
    let asynchronous = runtime().block_on(async {
        let client = Client::from_env().await?;
        let request = client.prepare::<BumpLamp>(&input).await?;
        Ok::<_, Box<dyn Error>>(request)
    })?;
    for request in [blocking, asynchronous] {
        let header = |name: &str| {
            let value = request.headers().get(name);
            value.map_or("", |value| value.to_str().unwrap_or_default())
        };
        let scope = header("authorization")
            .split(',')
            .next()
            .unwrap_or_default();
        let scope = scope.rsplit('=').next().unwrap_or_default();
        let parts: Vec<_> = scope.split('/').collect();
        let (key, region) = (parts.first(), parts.get(2));
        println!(
            "{} {} {} {}",
            request.uri(),
            key.unwrap_or(&""),
            region.unwrap_or(&""),
            header("user-agent").contains("app/tester")
        );
    }
    Ok(())
}

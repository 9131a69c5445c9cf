//! Turns a room and a level into a request of the lamp's service, and its answers into words.
//!
//! Nothing is sent: how a request travels is the caller's business, and any client for `http`'s types will do.

#![forbid(unsafe_code)]

// The module `lamp`, where `build.rs` has put it.
include!(concat!(env!("OUT_DIR"), "/lamp/include.rs"));

use lamp::operation::{Glow, GlowError};
use lamp::prelude::*;
use lamp::types::{GlowInput, Scene};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let input = GlowInput::builder()
        .room("kitchen")
        .level(180)
        .scene(Scene::Dusk)
        .build(); // leave `level` out, and it does not compile

    if let Err(violations) = input.validate() {
        println!("{violations}");
    }
    let input = GlowInput { level: 80, ..input };

    let request = Glow::request(&input)?.http;
    let body = String::from_utf8_lossy(request.body().as_bytes().unwrap_or_default());
    println!("{} {} {body}", request.method(), request.uri());

    let output = Glow::response(http::Response::new(r#"{"watts": 4.5}"#))?;
    println!("{} watts", output.watts.unwrap_or_default());

    let refusal = http::Response::builder()
        .status(409)
        .header("x-amzn-errortype", "Broken")
        .body(r#"{"message": "no bulb"}"#)?;
    match Glow::response(refusal) {
        Err(GlowError::Broken(broken)) => {
            println!("broken: {}", broken.message.as_deref().unwrap_or("?"));
        }
        other => println!("{other:?}"),
    }
    Ok(())
}

//! One request of one operation with this project's crate: what a program that needs no more is made of.

#![forbid(unsafe_code)]

use sansmith_connect::operation::StopContact;
use sansmith_connect::prelude::*;
use sansmith_connect::types::StopContactRequest;

fn main() {
    let input = StopContactRequest::builder()
        .instance_id("an-instance")
        .contact_id("a-contact")
        .build();
    let request = StopContact::request(&input).expect("a request").http;
    println!("{} {}", request.method(), request.uri());
    println!("{:?}", request.body().as_bytes());
}

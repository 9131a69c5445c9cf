//! One request of one operation with the peer's crate, by its own writer alone, without its client.

#![forbid(unsafe_code)]

use aws_sdk_connect::config::{ConfigBag, RuntimePlugin};
use aws_sdk_connect::operation::stop_contact::{StopContact, StopContactInput};
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};

fn main() {
    let input = StopContactInput::builder()
        .instance_id("an-instance")
        .contact_id("a-contact")
        .build()
        .expect("complete");
    let mut bag = ConfigBag::base();
    bag.push_shared_layer(
        StopContact::new()
            .config()
            .expect("an operation has a layer"),
    );
    let writer = bag
        .load::<SharedRequestSerializer>()
        .expect("a writer")
        .clone();
    let request = writer
        .serialize_input(Input::erase(input), &mut bag)
        .expect("a request");
    println!("{} {}", request.method(), request.uri());
    println!("{:?}", request.body().bytes());
}

//! The wire protocols, a row each.
//!
//! <https://smithy.io/2.0/aws/protocols/index.html>

/// How a service's operations travel: a row of facts, and its codecs.
pub trait Protocol: 'static {
    /// Its facts.
    const SPEC: Spec;
}

/// The facts of a protocol.
#[derive(Debug)]
#[non_exhaustive]
pub struct Spec {
    /// Its Smithy name: `restJson1`.
    pub name: &'static str,
}

/// Declares the protocols.
macro_rules! protocols {
    ($($name:ident $text:literal)*) => {$(
        #[doc = concat!("`", $text, "`")]
        #[derive(Debug)]
        pub enum $name {}

        impl Protocol for $name {
            const SPEC: Spec = Spec { name: $text };
        }
    )*};
}

protocols! {
    RestJson1 "restJson1"
    RestXml "restXml"
    AwsJson1_0 "awsJson1_0"
    AwsJson1_1 "awsJson1_1"
    AwsQuery "awsQuery"
    Ec2Query "ec2Query"
    RpcV2Cbor "rpcv2Cbor"
    RpcV2Json "rpcv2Json"
}

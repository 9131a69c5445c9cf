//! Wire protocols and their order of preference.

use std::fmt;

/// A wire protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "each variant is the protocol's own name, nothing to add"
)]
pub enum Protocol {
    AwsJson1_0,
    AwsJson1_1,
    RestJson1,
    RestXml,
    RpcV2Cbor,
    RpcV2Json,
    AwsQuery,
    Ec2Query,
}

impl Protocol {
    /// All protocols, most preferred first.
    pub const ALL: [Self; 8] = [
        Self::AwsJson1_0,
        Self::AwsJson1_1,
        Self::RestJson1,
        Self::RestXml,
        Self::RpcV2Cbor,
        Self::RpcV2Json,
        Self::AwsQuery,
        Self::Ec2Query,
    ];

    /// The most preferred of the offered protocols, in the order of [`Protocol::ALL`].
    pub fn choose(offered: &[Self]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|protocol| offered.contains(protocol))
    }

    /// The name of the protocol's Smithy trait, such as `restJson1`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwsJson1_0 => "awsJson1_0",
            Self::AwsJson1_1 => "awsJson1_1",
            Self::RestJson1 => "restJson1",
            Self::RestXml => "restXml",
            Self::RpcV2Cbor => "rpcv2Cbor",
            Self::RpcV2Json => "rpcv2Json",
            Self::AwsQuery => "awsQuery",
            Self::Ec2Query => "ec2Query",
        }
    }

    /// The protocol with the given name, spelled as by [`Protocol::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|protocol| protocol.as_str() == name)
    }

    /// Returns true if operations have their own HTTP method and path.
    pub fn is_rest(self) -> bool {
        matches!(self, Self::RestJson1 | Self::RestXml)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Protocol;

    #[test]
    fn the_order_of_the_model_does_not_choose() {
        let offered = [
            Protocol::RpcV2Cbor,
            Protocol::AwsQuery,
            Protocol::AwsJson1_0,
        ];
        assert_eq!(Protocol::choose(&offered), Some(Protocol::AwsJson1_0));
        assert_eq!(Protocol::choose(&[]), None);
    }

    #[test]
    fn names_read_back() {
        for protocol in Protocol::ALL {
            assert_eq!(Protocol::from_name(protocol.as_str()), Some(protocol));
        }
    }
}

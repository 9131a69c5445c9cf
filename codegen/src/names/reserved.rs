//! Names that the items of a model must not have in a crate.

/// std prelude items and other reserved type names: such shapes get the suffix `Shape`, operations the suffix
/// `Operation`.
pub(super) const PRELUDE: [&str; 36] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "Vec",
];

/// Reserved variants: modelled ones get the suffix `Value`.
pub(super) const VARIANTS: [&str; 2] = ["Self", "Unknown"];

/// Method names that setters must not shadow: such setters get a `_`.
pub(super) const METHODS: [&str; 23] = [
    "build",
    "builder",
    "clone",
    "default",
    "from_cbor",
    "from_cbor_lenient",
    "from_cbor_with",
    "from_json",
    "from_json_lenient",
    "from_json_with",
    "from_value",
    "from_value_with",
    "from_xml",
    "from_xml_lenient",
    "from_xml_with",
    "to_cbor",
    "to_json",
    "to_query",
    "to_query_ec2",
    "to_value",
    "to_value_redacted",
    "to_xml",
    "validate",
];

/// Names that the code of builders uses, which a type parameter would hide.
pub(super) const IN_BUILDERS: [&str; 13] = [
    "BTreeMap",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "By",
    "Document",
    "IntoList",
    "IntoMap",
    "IntoTexts",
    "IsSet",
    "PhantomData",
    "Set",
    "Timestamp",
];

//! The kinds of difference between a service in botocore's format and in Smithy's, each with its reason.
//!
//! A kind that occurs more than fifty times needs a rule of the specification that explains it.

use super::difference::Difference;

/// A kind of difference.
pub(crate) struct Known {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    /// What [`Difference::what`] begins with.
    what: &'static [&'static str],
    /// What else the difference must look like.
    looks: fn(&str) -> bool,
    /// Why it is there.
    pub(crate) reason: &'static str,
    /// The rule of the specification.
    pub(crate) rule: Option<&'static str>,
}

impl Known {
    /// Whether a difference is of the kind.
    pub(crate) fn is(&self, difference: &Difference) -> bool {
        self.what.contains(&&*difference.what) && (self.looks)(&difference.example)
    }
}

const ANY: fn(&str) -> bool = |_| true;

/// Every kind.
pub(crate) const KNOWN: &[Known] = &[
    Known {
        name: "names of values",
        what: &["shape part: smithy name"],
        looks: ANY,
        reason: "botocore has the values of an enum alone",
        rule: Some("https://smithy.io/2.0/spec/simple-types.html#enum"),
    },
    Known {
        name: "defaults",
        what: &[
            "shape part: smithy default",
            "shape part: smithy added_default",
            "shape part: smithy service_default",
        ],
        looks: ANY,
        reason: "botocore has no defaults",
        rule: Some("https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait"),
    },
    Known {
        name: "anchors of patterns",
        what: &["shape: smithy pattern", "shape: botocore pattern"],
        looks: ANY,
        reason: "Smithy's patterns are searched for, so those of this release are anchored; botocore's are not",
        rule: Some("https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait"),
    },
    Known {
        name: "a least length of zero",
        what: &["shape: smithy length", "shape: botocore length"],
        looks: |example| example.contains("length(0..=") || example.contains("length(..="),
        reason: "botocore leaves out a bound that binds nothing",
        rule: Some("https://smithy.io/2.0/spec/constraint-traits.html#length-trait"),
    },
    Known {
        name: "names of shapes without a type",
        what: &[
            "shape part: smithy String",
            "shape part: botocore string",
            "shape part: smithy Timestamp",
            "shape part: botocore timestamp",
            "shape part: smithy Endpoint2",
            "shape part: botocore endpoint",
            "shape: smithy alone",
            "shape: botocore alone",
        ],
        looks: |example| example != "InvalidEndpointException",
        reason: "two shapes that differ in the case of their names cannot both be in a Smithy model",
        rule: Some("https://smithy.io/2.0/spec/model.html#shape-id-conflicts"),
    },
    Known {
        name: "names of the query days",
        what: &[
            "shape part: smithy xml",
            "shape part: smithy json",
            "shape: smithy xml",
        ],
        looks: ANY,
        reason: "the Smithy model of SQS keeps the names that its former awsQuery has; awsJson has none",
        rule: Some("https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html"),
    },
    Known {
        name: "slashes at the end",
        what: &["operation: smithy ", "operation: botocore "],
        looks: |example| example.contains(" /20"),
        reason: "a URI of Smithy does not end in a slash",
        rule: Some("https://smithy.io/2.0/spec/http-bindings.html#http-trait"),
    },
    Known {
        name: "the name of the service",
        what: &["service: smithy name", "service: botocore name"],
        looks: ANY,
        reason: "botocore knows the name of the service shape by the prefix of awsJson's targets alone",
        rule: None,
    },
    Known {
        name: "a namespace of a service without XML",
        what: &["service: smithy xmlns:"],
        looks: ANY,
        reason: "botocore has it where a protocol writes it",
        rule: None,
    },
    Known {
        name: "errors of endpoint discovery",
        what: &["operation error: smithy alone", "shape: smithy alone"],
        looks: |example| example.ends_with("InvalidEndpointException"),
        reason: "botocore leaves out the error that says that a discovered host is wrong",
        rule: None,
    },
    Known {
        name: "statuses of errors",
        what: &["shape: smithy http_status"],
        looks: ANY,
        reason: "botocore's model of SQS gives its errors none",
        rule: None,
    },
    Known {
        name: "what a page is made of",
        what: &[
            "operation part: botocore fixed",
            "operation part: botocore items",
            "operation part: smithy items",
            "operation pages: botocore alone",
            "operation pages: smithy alone",
        ],
        looks: ANY,
        reason: "botocore's paginators are written beside its models, with more than the trait says",
        rule: None,
    },
    Known {
        name: "examples",
        what: &["operation: botocore examples", "operation: smithy examples"],
        looks: ANY,
        reason: "botocore's examples are written beside its models",
        rule: None,
    },
    Known {
        name: "waiters",
        what: &[
            "waiter: botocore alone",
            "waiter: smithy alone",
            "waiter: botocore attempts",
            "waiter: botocore delay",
            "waiter: smithy delay",
            "waiter part: botocore alone",
            "waiter part: smithy alone",
        ],
        looks: ANY,
        reason: "Smithy's have no greatest number of calls, and name errors rather than codes",
        rule: None,
    },
    Known {
        name: "a union that was a structure",
        what: &["shape: botocore structure", "shape: smithy union"],
        looks: |example| example.starts_with("AttributeValue "),
        reason: "botocore's model of DynamoDB is older than unions",
        rule: None,
    },
];

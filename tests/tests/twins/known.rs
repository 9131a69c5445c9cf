//! Known differences between botocore and Smithy models of a service, with reasons.
//!
//! A difference that occurs more than fifty times must be explained by a rule of the specification.

use super::difference::Difference;

/// A kind of difference.
pub(crate) struct Known {
    /// Name in the table.
    pub(crate) name: &'static str,
    /// Number of occurrences in the corpus.
    pub(crate) count: usize,
    /// First occurrence.
    pub(crate) example: &'static str,
    /// Prefixes of [`Difference::what`].
    what: &'static [&'static str],
    /// Further condition.
    looks: fn(&str) -> bool,
    /// Reason.
    pub(crate) reason: &'static str,
    /// Rule of the specification.
    pub(crate) rule: Option<Rule>,
}

/// A rule of the specification.
pub(crate) struct Rule {
    /// Paraphrase.
    pub(crate) says: &'static str,
    /// Source.
    pub(crate) place: &'static str,
}

impl Known {
    /// Returns true if a difference is of this kind.
    pub(crate) fn is(&self, difference: &Difference) -> bool {
        self.what.contains(&&*difference.what) && (self.looks)(&difference.example)
    }
}

const ANY: fn(&str) -> bool = |_| true;

/// All kinds.
pub(crate) const KNOWN: &[Known] = &[
    Known {
        name: "names of values",
        count: 1091,
        example: r#"connect ActionType."ASSIGN_CONTACT_CATEGORY" name("ASSIGN_CONTACT_CATEGORY")"#,
        what: &["shape part: smithy name"],
        looks: ANY,
        reason: "botocore has the values of an enum alone",
        rule: Some(Rule {
            says: "a member of an enum has a name and a value, and code is generated from the name",
            place: "https://smithy.io/2.0/spec/simple-types.html#enum",
        }),
    },
    Known {
        name: "defaults",
        count: 97,
        example: r#"connect ActivateEvaluationFormRequest.EvaluationFormVersion: default("0")"#,
        what: &[
            "shape part: smithy default",
            "shape part: smithy added_default",
            "shape part: smithy service_default",
        ],
        looks: ANY,
        reason: "botocore has no defaults",
        rule: Some(Rule {
            says: "a member holds the value of its trait where nobody sets it",
            place: "https://smithy.io/2.0/spec/type-refinement-traits.html#default-trait",
        }),
    },
    Known {
        name: "anchors of patterns",
        count: 146,
        example: r#"connect AwsRegion pattern("[a-z]{2}(-[a-z]+){1,2}(-[0-9])?")"#,
        what: &["shape: smithy pattern", "shape: botocore pattern"],
        looks: ANY,
        reason: "Smithy's patterns are searched for, so those of this release are anchored; botocore's are not",
        rule: Some(Rule {
            says: "a pattern need match a part of the text alone, unless it is anchored",
            place: "https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait",
        }),
    },
    Known {
        name: "a least length of zero",
        count: 130,
        example: "connect AgentId length(..=256)",
        what: &["shape: smithy length", "shape: botocore length"],
        looks: |example| example.contains("length(0..=") || example.contains("length(..="),
        reason: "botocore leaves out a bound that binds nothing",
        rule: Some(Rule {
            says: "each bound of a length may be left out, and none is the same as zero",
            place: "https://smithy.io/2.0/spec/constraint-traits.html#length-trait",
        }),
    },
    Known {
        name: "names of shapes without a type",
        count: 144,
        example: "connect AgentInfo.ConnectedToAgentTimestamp: timestamp",
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
        rule: Some(Rule {
            says: "no two shapes of a namespace may differ in the case of their names alone",
            place: "https://smithy.io/2.0/spec/model.html#shape-id-conflicts",
        }),
    },
    Known {
        name: "names of the query days",
        count: 85,
        example: r#"sqs AddPermissionRequest.AWSAccountIds: json("AWSAccountIds")"#,
        what: &[
            "shape part: smithy xml",
            "shape part: smithy json",
            "shape: smithy xml",
        ],
        looks: ANY,
        reason: "the Smithy model of SQS keeps the names that its former awsQuery has; awsJson has none",
        rule: Some(Rule {
            says: "awsJson1_0 pays no regard to names of XML or JSON on members",
            place: "https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html",
        }),
    },
    Known {
        name: "slashes at the end",
        count: 14,
        example: "lambda CreateCodeSigningConfig /2020-04-22/code-signing-configs/",
        what: &["operation: smithy ", "operation: botocore "],
        looks: |example| example.contains(" /20"),
        reason: "Smithy's models leave out a slash at the end of a URI",
        rule: None,
    },
    Known {
        name: "the name of the service",
        count: 6,
        example: "connect  name(Connect)",
        what: &["service: smithy name", "service: botocore name"],
        looks: ANY,
        reason: "botocore knows the name of the service shape by the prefix of awsJson's targets alone",
        rule: None,
    },
    Known {
        name: "a namespace of a service without XML",
        count: 1,
        example: r#"dynamodb  xmlns:("http://dynamodb.amazonaws.com/doc/2012-08-10/")"#,
        what: &["service: smithy xmlns:"],
        looks: ANY,
        reason: "botocore has it where a protocol writes it",
        rule: None,
    },
    Known {
        name: "errors of endpoint discovery",
        count: 43,
        example: "dynamodb BatchGetItem.error InvalidEndpointException",
        what: &["operation error: smithy alone", "shape: smithy alone"],
        looks: |example| example.ends_with("InvalidEndpointException"),
        reason: "botocore leaves out the error that says that a discovered host is wrong",
        rule: None,
    },
    Known {
        name: "statuses of errors",
        count: 24,
        example: "sqs BatchEntryIdsNotDistinct http_status(400)",
        what: &["shape: smithy http_status"],
        looks: ANY,
        reason: "botocore's model of SQS gives its errors none",
        rule: None,
    },
    Known {
        name: "what a page is made of",
        count: 36,
        example: "connect GetCurrentMetricData.pages",
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
        count: 8,
        example: "dynamodb CreateTable examples",
        what: &["operation: botocore examples", "operation: smithy examples"],
        looks: ANY,
        reason: "botocore's examples are written beside its models",
        rule: None,
    },
    Known {
        name: "waiters",
        count: 10,
        example: "dynamodb TableExists attempts(25)",
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
];

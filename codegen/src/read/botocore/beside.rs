//! Paginators, waiters, examples and overlays: the contents of sidecars.

use crate::ir::{Number, Value};
use crate::read::json::Node;
use crate::read::mirror::{Text, Texts, mirror};

mirror! {
    /// An overlay of `*.sdk-extras.json`.
    struct Overlay<'a>
    needs {
        "merge" => merge: Node<'a>,
    }
    takes {}
    ignores {
        // The version of the format; only one exists.
        "version",
    }
}

mirror! {
    /// Pagination of an operation.
    struct Paginator<'a>
    needs {
        "input_token" => input_token: Texts<'a>,
        "output_token" => output_token: Texts<'a>,
    }
    takes {
        "result_key" => result_key: Texts<'a>,
        "limit_key" => limit_key: Text<'a>,
        "more_results" => more_results: Text<'a>,
        "non_aggregate_keys" => non_aggregate_keys: Texts<'a>,
    }
}

mirror! {
    /// A waiter.
    struct Waiter<'a>
    needs {
        "operation" => operation: Text<'a>,
        "delay" => delay: Number,
        "maxAttempts" => max_attempts: Number,
        "acceptors" => acceptors: Vec<Acceptor<'a>>,
    }
    takes {
        "description" => description: Text<'a>,
    }
}

mirror! {
    /// A condition on a response, and the state it leads to.
    struct Acceptor<'a>
    needs {
        "matcher" => matcher: Text<'a>,
        "expected" => expected: Value,
        "state" => state: Text<'a>,
    }
    takes {
        "argument" => argument: Text<'a>,
    }
}

mirror! {
    /// An example call.
    struct Example<'a>
    takes {
        "title" => title: Text<'a>,
        "description" => description: Text<'a>,
        "input" => input: Value,
        "output" => output: Value,
    }
    ignores {
        // An anchor for a documentation site.
        "id",
        // Remarks on single values, which generated examples have no place for.
        "comments",
    }
}

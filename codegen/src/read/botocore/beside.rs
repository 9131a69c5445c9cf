//! Paginators, waiters, examples and overlays as they stand beside a model.

use serde_json::{Number, Value};

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
        // The version of the format, and there has been only one.
        "version",
    }
}

mirror! {
    /// How an operation is paged.
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
    /// What to wait for.
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
    /// What an answer looks like, and what follows from it.
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
    /// A call with its answer.
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
        // Remarks on single values, which a generated example has no room for.
        "comments",
    }
}

//! The AST, property by property.

use super::super::json::Node;
use super::super::mirror::{Entries, Text, mirror};

mirror! {
    /// The contents of a file.
    struct Ast<'a>
    needs {
        "smithy" => smithy: Text<'a>,
    }
    takes {
        "shapes" => shapes: Entries<'a, Shape<'a>>,
    }
    ignores {
        // Settings for linters, validators and other tools, unrelated to the service.
        "metadata",
    }
}

mirror! {
    /// An entry of `shapes` of any type: a shape, or traits to apply to one.
    struct Shape<'a>
    needs {
        "type" => kind: Text<'a>,
    }
    takes {
        "traits" => traits: Entries<'a, Node<'a>>,
        "mixins" => mixins: Vec<Reference<'a>>,
        "members" => members: Entries<'a, Member<'a>>,
        "member" => member: Member<'a>,
        "key" => key: Member<'a>,
        "value" => value: Member<'a>,
        "version" => version: Text<'a>,
        "operations" => operations: Vec<Reference<'a>>,
        "resources" => resources: Vec<Reference<'a>>,
        "rename" => rename: Entries<'a, Text<'a>>,
        "input" => input: Reference<'a>,
        "output" => output: Reference<'a>,
        "errors" => errors: Vec<Reference<'a>>,
        "create" => create: Reference<'a>,
        "put" => put: Reference<'a>,
        "read" => read: Reference<'a>,
        "update" => update: Reference<'a>,
        "delete" => delete: Reference<'a>,
        "list" => list: Reference<'a>,
        "collectionOperations" => collection_operations: Vec<Reference<'a>>,
    }
    ignores {
        // Resource properties, which are repeated as members of its operations.
        "identifiers", "properties",
    }
}

mirror! {
    /// A member.
    struct Member<'a>
    needs {
        "target" => target: Text<'a>,
    }
    takes {
        "traits" => traits: Entries<'a, Node<'a>>,
    }
}

mirror! {
    /// A reference to a shape.
    struct Reference<'a>
    needs {
        "target" => target: Text<'a>,
    }
    takes {}
}

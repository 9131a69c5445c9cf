//! The syntax tree of a file with its comments, and nothing about its meaning.
//!
//! **Invariants**
//!
//! - A comment is in exactly one list; white space and commas are gone.
//! - Lines are those of the original text, also after statements have moved.

use std::mem;

/// A comment of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comment<'a> {
    /// The comment with its slashes, without white space around it.
    pub(super) text: &'a str,
    /// True for a documentation comment.
    pub(super) documents: bool,
    pub(super) line: usize,
    /// The line that follows the comment, or its own line at the end of the file.
    pub(super) end_line: usize,
}

impl Comment<'_> {
    /// Four or more slashes draw a line across a file; they are content, not a mark of documentation.
    pub(super) fn is_banner(&self) -> bool {
        self.documents && self.text.starts_with("////")
    }

    /// Makes a documentation comment a plain one.
    pub(super) fn demote(&mut self) {
        if self.documents && !self.is_banner() {
            self.text = self.text.get(1..).unwrap_or_default();
        }
        self.documents = false;
    }
}

/// A line break that ends a statement, with every comment up to the next statement.
#[derive(Debug, Default)]
pub(super) struct Break<'a> {
    pub(super) line: usize,
    pub(super) comments: Vec<Comment<'a>>,
}

impl<'a> Break<'a> {
    /// Takes comments that are not on the line of the statement.
    pub(super) fn take_following(&mut self) -> Vec<Comment<'a>> {
        let line = self.line;
        let (same, following) = mem::take(&mut self.comments)
            .into_iter()
            .partition(|comment| comment.line == line);
        self.comments = same;
        following
    }
}

/// An element of a bracketed list: a comment or a value.
#[derive(Debug)]
pub(super) enum Item<'a, T> {
    Comment(Comment<'a>),
    Value(T),
}

/// A node value.
#[derive(Debug)]
pub(super) enum Value<'a> {
    /// A number, keyword, shape ID or quoted string as it is written.
    Scalar(&'a str),
    /// A text block as it is written.
    TextBlock(&'a str),
    Array(Vec<Item<'a, Self>>),
    Object(Vec<Item<'a, Pair<'a>>>),
}

/// A key of an object and its value.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    /// The key as it is written.
    pub(super) key: &'a str,
    /// Comments between key and value.
    pub(super) comments: Vec<Comment<'a>>,
    pub(super) value: Value<'a>,
}

/// A trait with its value.
#[derive(Debug)]
pub(super) struct Trait<'a> {
    pub(super) id: &'a str,
    pub(super) body: Option<TraitBody<'a>>,
}

/// The value of a trait in its parentheses.
#[derive(Debug)]
pub(super) enum TraitBody<'a> {
    /// Keys and values without braces.
    Pairs(Vec<Item<'a, Pair<'a>>>),
    /// One value.
    Value {
        before: Vec<Comment<'a>>,
        value: Value<'a>,
        after: Vec<Comment<'a>>,
    },
}

/// Traits in their order; `Item::Comment` is a comment behind a trait.
pub(super) type Traits<'a> = Vec<Item<'a, Trait<'a>>>;

/// `= value` behind a member.
#[derive(Debug)]
pub(super) struct Assignment<'a> {
    pub(super) value: Value<'a>,
    pub(super) end: Break<'a>,
}

/// A member of a shape or an enum.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) traits: Traits<'a>,
    /// The name, with a `$` in front where the target is left out.
    pub(super) name: &'a str,
    pub(super) target: Option<&'a str>,
    pub(super) assignment: Option<Assignment<'a>>,
    /// The line on which its target or value ends.
    pub(super) end_line: usize,
}

/// A property of an operation.
#[derive(Debug)]
pub(super) struct Property<'a> {
    /// `input`, `output` or `errors`.
    pub(super) keyword: &'a str,
    /// Comments around the colon.
    pub(super) comments: Vec<Comment<'a>>,
    pub(super) value: PropertyValue<'a>,
    pub(super) end_line: usize,
}

/// The value of a property of an operation.
#[derive(Debug)]
pub(super) enum PropertyValue<'a> {
    Target(&'a str),
    Inline(Inline<'a>),
    Errors(Vec<Item<'a, &'a str>>),
}

/// A structure in the place of an operation's input or output.
#[derive(Debug)]
pub(super) struct Inline<'a> {
    pub(super) comments: Vec<Comment<'a>>,
    pub(super) traits: Traits<'a>,
    pub(super) head: Head<'a>,
    pub(super) members: Members<'a, Member<'a>>,
}

/// Contents between braces: members and the comments between them.
#[derive(Debug)]
pub(super) struct Members<'a, M> {
    /// The line of the opening brace.
    pub(super) open_line: usize,
    pub(super) entries: Vec<Entry<'a, M>>,
}

/// A member, or the comments between two members; comments are never empty and never two in a row.
#[derive(Debug)]
pub(super) enum Entry<'a, M> {
    Comments(Vec<Comment<'a>>),
    Member(M),
}

/// The parts of a shape before its body.
#[derive(Debug, Default)]
pub(super) struct Head<'a> {
    /// The name; none for an inline structure.
    pub(super) name: Option<&'a str>,
    pub(super) resource: Option<&'a str>,
    pub(super) mixins: Option<Vec<Item<'a, &'a str>>>,
}

/// A shape without its traits.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) keyword: &'a str,
    pub(super) head: Head<'a>,
    /// Comments between the head and the body.
    pub(super) comments: Vec<Comment<'a>>,
    pub(super) body: Body<'a>,
}

/// The body of a shape.
#[derive(Debug)]
pub(super) enum Body<'a> {
    None,
    Members(Members<'a, Member<'a>>),
    /// A service or resource.
    Entity(Vec<Item<'a, Pair<'a>>>),
    Operation(Members<'a, Property<'a>>),
}

/// A statement behind the `use` statements.
#[derive(Debug)]
pub(super) enum Statement<'a> {
    Shape {
        traits: Traits<'a>,
        shape: Shape<'a>,
    },
    ApplyOne {
        comments: Vec<Comment<'a>>,
        target: &'a str,
        applied: Trait<'a>,
    },
    ApplyBlock {
        comments: Vec<Comment<'a>>,
        target: &'a str,
        traits: Traits<'a>,
    },
}

/// A `$key: value` or `metadata key = value` statement.
#[derive(Debug)]
pub(super) struct Setting<'a> {
    pub(super) key: &'a str,
    pub(super) value: Value<'a>,
    pub(super) end: Break<'a>,
}

/// A `namespace` or `use` statement.
#[derive(Debug)]
pub(super) struct Import<'a> {
    pub(super) id: &'a str,
    pub(super) end: Break<'a>,
}

/// A shape or `apply` statement with the break behind it.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) line: usize,
    pub(super) statement: Statement<'a>,
    pub(super) end: Break<'a>,
}

/// A file.
#[derive(Debug, Default)]
pub(super) struct File<'a> {
    pub(super) comments: Vec<Comment<'a>>,
    pub(super) controls: Vec<Setting<'a>>,
    pub(super) metadata: Vec<Setting<'a>>,
    /// None only where the file ends before its namespace.
    pub(super) namespace: Option<Import<'a>>,
    pub(super) uses: Vec<Import<'a>>,
    pub(super) sections: Vec<Section<'a>>,
    /// Every shape ID of the sections, as it is written.
    pub(super) references: Vec<&'a str>,
}

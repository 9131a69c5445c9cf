//! Lines as prettyplease breaks them, turned into lines that are as full as a reader likes them.
//!
//! prettyplease wraps at 89 columns and gives each argument a line of its own as soon as one does not fit; what is
//! generated would have twice the lines for that.
//!
//! **Invariants**
//! - Only line breaks and the spaces around them change, and the comma behind the last of a list: the tokens stay.
//! - A line is an opener, a closer, both or neither: no text of a literal has a line break in it.

/// The columns that a line may fill: as many as in the crates that the AWS SDK for Rust generates, so that lines can be
/// compared.
const WIDTH: usize = 150;

/// Joins what fits on a line.
pub(super) fn joined(printed: &str) -> String {
    let mut lines = Lines::default();
    for line in printed.lines() {
        lines.push(line.to_owned());
    }
    let mut text = lines.done.join("\n");
    text.push('\n');
    text
}

/// The lines so far, and which of them have opened something that is still open.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    open: Vec<usize>,
}

impl Lines {
    /// Takes the next line.
    fn push(&mut self, line: String) {
        let line = self.behind_where(line);
        let line = self.closing(line);
        let line = self.marked(line);
        let line = self.continuing(line);
        if is_opener(&line) {
            self.open.push(self.done.len());
        }
        self.done.push(line);
    }

    /// The line joined to what it closes, if that fits.
    fn closing(&mut self, line: String) -> String {
        if !line.trim_start().starts_with([')', ']', '}', '>']) {
            return line;
        }
        let Some(start) = self.open.pop() else {
            return line;
        };
        let group = self.done.split_off(start);
        let (group, line) = aligned(group, line);
        if let Some(joined) = group_on_a_line(&group, line.trim_start()) {
            return joined;
        }
        if let Some((hugged, end)) = hugged(&group, line.trim_start()) {
            self.done.extend(hugged);
            return end;
        }
        self.done.extend(filled(group));
        line
    }

    /// The line joined to the one before, where that ends in `=` or this is a call in a chain.
    fn continuing(&mut self, line: String) -> String {
        let rest = line.trim_start();
        let Some(last) = self.done.last() else {
            return line;
        };
        let between = if last.ends_with(" =") {
            " "
        } else if rest.starts_with('.') && !is_opener(&line) {
            ""
        } else {
            return line;
        };
        let length = last.len() + between.len() + rest.len();
        if length > WIDTH || is_remark(last) {
            return line;
        }
        let joined = format!("{last}{between}{rest}");
        self.done.pop();
        joined
    }

    /// An item on one line, joined to the short attribute before it.
    fn marked(&mut self, line: String) -> String {
        let rest = line.trim_start();
        let is_short = |last: &String| matches!(last.trim_start(), "#[inline]" | "#[must_use]");
        let is_item = rest.starts_with("fn ") || rest.starts_with("pub ");
        if !is_item || !rest.ends_with(['}', ';']) {
            return line;
        }
        match self.done.pop_if(|last| is_short(last)) {
            Some(last) if last.len() + 1 + rest.len() <= WIDTH => format!("{last} {rest}"),
            Some(last) => {
                self.done.push(last);
                line
            }
            None => line,
        }
    }

    /// A line that is the `{` behind a `where`, joined to the bounds and to what they are of.
    fn behind_where(&mut self, line: String) -> String {
        if line.trim_start() != "{" {
            return line;
        }
        let Some(at) = self
            .done
            .iter()
            .rposition(|line| line.trim_start() == "where")
        else {
            return line;
        };
        let Some((head, bounds)) = at
            .checked_sub(1)
            .and_then(|head| self.done.get(head..)?.split_first())
        else {
            return line;
        };
        let bounds: Vec<&str> = bounds.iter().map(|bound| bound.trim_start()).collect();
        let joined = format!("{head} {} {{", bounds.join(" ").trim_end_matches(','));
        if joined.len() > WIDTH {
            return line;
        }
        self.done.truncate(at - 1);
        joined
    }
}

/// Whether a line is documentation or an attribute, which ends where it ends.
fn is_remark(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with('#')
}

/// Whether something that a line begins ends on a later one.
fn is_opener(line: &str) -> bool {
    !line.trim_start().starts_with("//") && line.ends_with(['(', '[', '{', '<'])
}

/// A group on one line: its opener, its content and `closer`.
fn group_on_a_line(group: &[String], closer: &str) -> Option<String> {
    let (opener, content) = group.split_first()?;
    let keeps_its_line = |line: &String| is_opener(line) || is_remark(line) && !is_function(line);
    if content.iter().any(keeps_its_line) {
        return None;
    }
    let is_block = opener.ends_with('{');
    if is_block && !may_be_one_line(opener, content) {
        return None;
    }
    let content: Vec<&str> = content.iter().map(|line| line.trim_start()).collect();
    let is_tuple = opener.ends_with(" (") || opener.ends_with("((") || opener.trim_start() == "(";
    let content_on_a_line = match content.as_slice() {
        [only] if is_tuple => (*only).to_owned(),
        lines => lines.join(" ").trim_end_matches(',').to_owned(),
    };
    let space = if is_block && !content_on_a_line.is_empty() {
        " "
    } else {
        ""
    };
    let joined = format!("{opener}{space}{content_on_a_line}{space}{closer}");
    // A text that is too long for any line is not made shorter by lines of its own.
    let is_long_text = content.len() == 1
        && content_on_a_line.starts_with('"')
        && content_on_a_line.len() > WIDTH - 16;
    (joined.len() <= WIDTH || is_long_text).then_some(joined)
}

/// A group whose last part alone needs lines: all before that on the line of the opener, and both closers on one.
fn hugged(group: &[String], closer: &str) -> Option<(Vec<String>, String)> {
    let (opener, content) = group.split_first()?;
    let (end, content) = content.split_last()?;
    let start = content
        .iter()
        .rposition(|line| indent(line) == indent(end))?;
    let (before, inner) = content.split_at(start);
    let (inner_opener, inner) = inner.split_first()?;
    let is_simple =
        |line: &String| !is_remark(line) && !is_opener(line) && indent(line) == indent(end);
    let is_group = is_opener(inner_opener) && end.trim_start().starts_with([')', ']']);
    if !opener.ends_with('(') || !is_group || !before.iter().all(is_simple) {
        return None;
    }
    let parts: Vec<&str> = before
        .iter()
        .chain([inner_opener])
        .map(|line| line.trim_start())
        .collect();
    let head = format!("{opener}{}", parts.join(" "));
    if head.len() > WIDTH {
        return None;
    }
    let by = indent(end) - indent(opener);
    let inner = inner
        .iter()
        .map(|line| line.get(by..).unwrap_or_default().to_owned());
    let margin = " ".repeat(indent(end) - by);
    let end = format!("{margin}{}{closer}", end.trim_start().trim_end_matches(','));
    Some(([head].into_iter().chain(inner).collect(), end))
}

/// Whether what a `{` opens may stand on one line: a value of its fields, a function that does one thing, or a trait
/// whose one function does.
fn may_be_one_line(opener: &str, content: &[String]) -> bool {
    let opener = opener.trim_start();
    let is_trait = opener.starts_with("impl") && opener.contains(" for ");
    match content {
        [only] if is_trait => is_function(only),
        _ => opener == "Self {" || (is_function(opener) && content.len() <= 2),
    }
}

/// Whether a line begins a function.
fn is_function(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("#[inline] ").unwrap_or(line);
    line.starts_with("pub fn ") || line.starts_with("fn ")
}

/// The group and its end, moved left by as much as the opener was when it was joined to the line before.
fn aligned(group: Vec<String>, line: String) -> (Vec<String>, String) {
    let by = group
        .first()
        .map_or(0, |opener| indent(&line).saturating_sub(indent(opener)));
    if by == 0 {
        return (group, line);
    }
    let moved = |line: &String| {
        line.get(by.min(indent(line))..)
            .unwrap_or_default()
            .to_owned()
    };
    let (opener, content) = group.split_at(1);
    let group = opener
        .iter()
        .cloned()
        .chain(content.iter().map(moved))
        .collect();
    (group, moved(&line))
}

/// The columns before a line's first word.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A group that does not fit on one line, with as many of its parts on each as do.
fn filled(group: Vec<String>) -> Vec<String> {
    let [opener, first, ..] = group.as_slice() else {
        return group;
    };
    let is_list = opener.ends_with(['[', '(']) || opener.trim_start() == "Self {";
    let margin = indent(first);
    // What is called in a list is a fact of its own: a line each shows what a newer model changes.
    let is_fact = |line: &str| opener.ends_with('[') && line.contains('(');
    let is_part = |line: &String| {
        line.ends_with(',') && !is_remark(line) && !is_fact(line) && indent(line) == margin
    };
    if !is_list || !group.iter().skip(1).all(is_part) {
        return group;
    }
    let mut lines: Vec<String> = Vec::with_capacity(group.len());
    let mut parts = group.into_iter();
    lines.extend(parts.by_ref().take(2));
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + part.trim_start().len() <= WIDTH => {
                line.push(' ');
                line.push_str(part.trim_start());
            }
            _ => lines.push(part),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, joined};

    #[track_caller]
    fn becomes(printed: &str, expected: &str) {
        assert_eq!(joined(printed), expected);
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        becomes(
            "fn f(\n    a: A,\n    b: B,\n) -> C<\n    D,\n> {\n    a.b()\n}\n",
            "fn f(a: A, b: B) -> C<D> { a.b() }\n",
        );
        becomes(
            "static A: B = B::new(\n        1,\n    )\n    .c()\n    .d(2);\n",
            "static A: B = B::new(1).c().d(2);\n",
        );
        becomes("const A: B =\n    c;\n", "const A: B = c;\n");
        becomes(
            "    pub fn build(self) -> A\n    where\n        B: C,\n    {\n        self.0\n    }\n",
            "    pub fn build(self) -> A where B: C { self.0 }\n",
        );
        becomes(
            "    #[inline]\n    fn f() -> A {\n        b\n    }\n",
            "    #[inline] fn f() -> A { b }\n",
        );
        becomes(
            "impl A for B {\n    #[inline]\n    fn f() -> A {\n        b\n    }\n}\n",
            "impl A for B { #[inline] fn f() -> A { b } }\n",
        );
    }

    #[test]
    fn an_attribute_of_several_lines_ends_where_it_ends() {
        becomes(
            "impl A {\n    #[deprecated(\n        since = \"1\",\n        note = \"b\"\n    )]\n    fn f() {\n        b\n    }\n}\n",
            "impl A {\n    #[deprecated(since = \"1\", note = \"b\")]\n    fn f() { b }\n}\n",
        );
        let kept = format!(
            "    #[deprecated(\n        since = \"1\",\n        note = \"{}\"\n    )]\n    fn f();\n",
            "x".repeat(WIDTH)
        );
        becomes(&kept, &kept);
    }

    #[test]
    fn declarations_matches_and_documentation_keep_their_lines() {
        for kept in [
            "pub struct A {\n    pub b: C,\n}\n",
            "pub enum A {\n    /// Docs (\n    B,\n}\n",
            "impl A {\n    fn a() {\n        match b {\n            C => d,\n            _ => e,\n        }\n    }\n}\n",
            "    /// A =\n    fn a();\n",
        ] {
            becomes(kept, kept);
        }
    }

    #[test]
    fn a_tuple_of_one_stays_a_tuple() {
        becomes("let a = (\n    b,\n);\n", "let a = (b,);\n");
        becomes("f(\n    b,\n);\n", "f(b);\n");
    }

    #[test]
    fn a_list_that_is_too_long_fills_its_lines() {
        let text = format!("    \"{}\",\n", "x".repeat(60));
        let lines = joined(&format!("const A: B = &[\n{}];\n", text.repeat(5)));
        assert_eq!(lines.lines().count(), 5, "{lines}");
        assert!(lines.lines().all(|line| line.len() <= WIDTH));
        // What is called keeps a line of its own, and the list moves up to its name.
        let call = format!("        b({}),\n", "x".repeat(60));
        let lines = joined(&format!(
            "static A: B = c(\n    \"A\",\n    &[\n{}    ],\n);\n",
            call.repeat(3)
        ));
        assert!(
            lines.starts_with("static A: B = c(\"A\", &[\n    b(x"),
            "{lines}"
        );
        assert!(
            lines.ends_with("),\n]);\n") && lines.lines().count() == 5,
            "{lines}"
        );
    }

    #[test]
    fn a_text_too_long_for_any_line_has_no_lines_around_it() {
        let text = format!("\"{}\"", "x".repeat(2 * WIDTH));
        becomes(
            &format!("a\n    .b(\n        {text},\n    )\n    .c();\n"),
            &format!("a\n    .b({text})\n    .c();\n"),
        );
    }
}

//! Documentation as it occurs in models.

use super::{code, escape, from_html};

fn text(html: &str) -> String {
    from_html(html).join("\n")
}

#[test]
fn paragraphs_and_spans() {
    assert_eq!(
        text("<p>One\n   <b>two</b> <i>three</i>.</p>\n<p>See <code>a`b</code>.</p>"),
        "One **two** *three*.\n\nSee `` a`b ``."
    );
    assert_eq!(text("<p>a<b> b </b>c</p>"), "a **b** c");
    assert_eq!(text("<p><b></b>x<code></code></p>"), "x");
}

#[test]
fn links() {
    assert_eq!(
        text(r#"<a href="https://a.com/x_(y)">the <code>X</code> page</a>"#),
        "[the `X` page](https://a.com/x_%28y%29)"
    );
    assert_eq!(
        text(r##"<a href="#here">here</a> <a>there</a>"##),
        "here there"
    );
    assert_eq!(text("See https://a.com/b_c."), "See <https://a.com/b_c>.");
    assert_eq!(
        text("https://{bucket}.s3.com is"),
        "`https://{bucket}.s3.com` is"
    );
    assert_eq!(
        text(r#"<a href="https://a.com">https://a.com</a>"#),
        "[https://a.com](https://a.com)"
    );
}

#[test]
fn lists_nest() {
    assert_eq!(
        text(
            "<p>Values:</p><ul><li><p>A</p><p>more</p></li><li>B<ol><li>1</li><li>2</li></ol></li></ul><p>End</p>"
        ),
        "Values:\n\n- A\n\n  more\n- B\n  1. 1\n  1. 2\n\nEnd"
    );
    assert_eq!(
        text("<dl><dt>T</dt><dd><p>M</p></dd><dt>U</dt></dl>"),
        "- **T**\n\n  M\n- **U**"
    );
}

#[test]
fn notes_are_quotes() {
    assert_eq!(
        text("<p>A</p><note><p>B</p><ul><li>C</li></ul></note><important>D</important>"),
        "A\n\n> **Note:** B\n>\n> - C\n\n> **Important:** D"
    );
    assert_eq!(
        text("<note><ul><li>A</li></ul></note>"),
        "> **Note:**\n>\n> - A"
    );
}

#[test]
fn code_blocks_are_text() {
    assert_eq!(
        text("<p>A</p><pre>\n  fn x() {\n\t```\n</pre>B"),
        "A\n\n````text\n  fn x() {\n    ```\n````\n\nB"
    );
}

#[test]
fn what_is_text_stays_text() {
    for (html, expected) in [
        (
            "a <name> [b] c_d _e_ *f* `g`",
            r"a \<name> \[b\] c_d \_e\_ \*f\* \`g\`",
        ),
        ("# no heading", r"\# no heading"),
        ("- no item", r"\- no item"),
        ("1. no item", r"1\. no item"),
        (
            "&lt;b&gt; &amp;lt; &unknown; & c",
            r"\<b> \&lt; \&unknown; & c",
        ),
        ("a < b </code>", r"a \< b"),
        ("a */ b", r"a \*/ b"),
        ("a|b ~~c~~", r"a\|b \~\~c\~\~"),
        ("x\u{202E}y\u{0}z&#x2028;w", "x y z w"),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
    assert_eq!(escape("a\nb [c]"), r"a b \[c\]");
    assert_eq!(code("a\nb"), "`a b`");
    assert_eq!(code(" "), "");
}

#[test]
fn tag_soup_ends() {
    let soup = format!(
        "{}x{}",
        "<ul><li><note>".repeat(5000),
        "</p></li></ol>".repeat(5000)
    );
    assert!(text(&soup).contains('x'));
    assert_eq!(text("</p></li></note></ul></code></pre></a>x<!-- y"), "x");
    assert_eq!(text("<pre>a"), "```text\na\n```");
    assert_eq!(text("<li>a</li>"), "a");
}

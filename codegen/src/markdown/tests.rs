use super::read::{Reading, blocks};
use super::{code, rewritten};
use proptest::prelude::*;

#[test]
fn paragraphs_are_wrapped_and_the_rest_keeps_its_lines() {
    let markdown =
        "One two three\nfour.\n\n\n- a list\n  item\n- of two\n\n```\ncode  [as] is\n```\nfive";
    assert_eq!(
        rewritten(markdown, 10),
        "One two\nthree\nfour.\n\n- a list\n  item\n- of two\n\n```text\ncode  [as] is\n```\n\nfive"
    );
}

#[test]
fn what_rustdoc_would_misread_is_escaped() {
    assert_eq!(
        rewritten(
            "A [0, 1] <b> `[x]<y>` https://example.com/a. [l](https://example.com) <https://e.com> 2 * 3 a_b",
            200
        ),
        "A \\[0, 1] \\<b> `[x]<y>` <https://example.com/a>. [l](https://example.com) <https://e.com> 2 * 3 a_b"
    );
}

#[test]
fn all_code_is_text() {
    for (markdown, safe) in [
        ("```\nlet x = ;\n```", "```text\nlet x = ;\n```"),
        ("~~~ rust\nx\n~~~", "```text\nx\n```"),
        ("```json\n{}\n```", "```text\n{}\n```"),
        ("```text,rust\nx\n```", "```text\nx\n```"),
        ("```\nx\n````\ny", "```text\nx\n```\n\ny"),
        ("````\n```\n````\na", "````text\n```\n````\n\na"),
        ("a\n\n    let x = ;", "a\n\n```text\nlet x = ;\n```"),
        ("> ```\n> x", "> ```text\n> x\n> ```"),
        (
            "1234567890. a\n\n        x",
            "1234567890\\. a\n\n```text\n    x\n```",
        ),
        ("```a``` b", "`a` b"),
        ("```\nopen", "```text\nopen\n```"),
    ] {
        assert_eq!(rewritten(markdown, 80), safe);
    }
}

#[test]
fn a_line_that_is_wrapped_begins_no_block() {
    for word in [
        "-", "+", "*", "#", "=", ">", "1.", "23)", "```", "~~~", "|", "---", "===", "***",
    ] {
        let text = format!("aaaa {word} b");
        let safe = rewritten(&text, 4);
        assert_eq!(
            blocks(&text, Reading::Document),
            blocks(&safe, Reading::Rustdoc),
            "{safe}"
        );
    }
}

#[test]
fn html_is_shown_and_pictures_and_links_to_elsewhere_are_not_followed() {
    for (markdown, safe) in [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("a `b <i>c</i>", "a \\`b \\<i>c\\</i>"),
        ("![p](https://e.com/x.png)", "p"),
        ("[a](javascript:b)", "a (`javascript:b`)"),
        ("[a](../b)", "a (`../b`)"),
        ("[a](#b) <c@d.e>", "a c@d.e"),
        ("[a]\n\n[a]: https://e.com", "[a](https://e.com)"),
        ("[`Pet`]", "\\[`Pet`]"),
        ("a ~~b~~ [^1] [ ] c", "a \\~\\~b\\~\\~ \\[^1] \\[ ] c"),
        ("&lt;b&gt; &amp;amp;", "\\<b> \\&amp;"),
    ] {
        assert_eq!(rewritten(markdown, 80), safe);
    }
}

#[test]
fn what_nobody_sees_is_left_out() {
    assert_eq!(
        rewritten("a\u{202e}b\u{7}c\r\nd\re&#x202e;f", 80),
        "abc d ef"
    );
}

#[test]
fn lists_side_by_side_stay_apart() {
    assert_eq!(
        rewritten("- a\n- b\n\n+ c\n\n1. d\n\n   e\n2. f\n\n1) g", 80),
        "- a\n- b\n\n* c\n\n1. d\n\n   e\n\n2. f\n\n1) g"
    );
}

#[test]
fn a_table_is_a_table() {
    assert_eq!(
        rewritten("| a | b |\n|:-:|---|\n| `x\\|y` | <b> |", 80),
        "| a | b |\n| :-: | --- |\n| `x\\|y` | \\<b> |"
    );
}

#[test]
fn what_nests_too_deep_is_shown_as_it_stands() {
    let deep = "> ".repeat(5000) + "x";
    assert_eq!(rewritten(&deep, 80), format!("```text\n{deep}\n```"));
}

#[test]
fn a_code_span_holds_any_text() {
    for text in ["a", "`", "``a`", " a ", "a|b", "\u{202e}x\ny"] {
        let span = format!("x {} y", code(text));
        assert!(
            blocks(&rewritten(&span, 80), Reading::Rustdoc).is_some(),
            "{span}"
        );
    }
    assert_eq!(code("`a"), "`` `a ``");
}

/// Pieces that mean something to somebody who reads Markdown.
fn hostile() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "```",
        "````",
        "~~~",
        "`",
        "``",
        "\n",
        "\n\n",
        "    ",
        "  ",
        " ",
        "\t",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "1234567890. ",
        "> ",
        "# ",
        "###",
        "| ",
        "|",
        "---",
        "===",
        "|---|",
        "|:-:|",
        "<script>",
        "</b>",
        "<!--",
        "<?x",
        "<a href=\"x\">",
        "[",
        "]",
        "](",
        ")",
        "[x]",
        "[^1]",
        "[^1]: ",
        "[x]: https://e.com",
        "![",
        "<https://e.com>",
        "https://e.com/a_b*c",
        "http://",
        "javascript:x",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "\\",
        "&lt;",
        "&#x202e;",
        "&nbsp;",
        "&",
        "rust",
        "text,rust",
        "fn main() {}",
        "a",
        "word",
        "\u{ad00}",
        "\u{a0}",
        "\r",
        "\u{202e}",
        "\u{0}",
        ":",
        "\"",
        "'",
        "[ ] ",
        "$",
        "^",
        "{",
        "}",
        "=",
    ];
    proptest::collection::vec(proptest::sample::select(PIECES), 0..24)
        .prop_map(|pieces| pieces.concat())
}

/// Rust refuses such a sign in a comment, wherever it comes from.
#[test]
fn no_unseen_sign_is_left_in_an_address() {
    let safe = rewritten("[x]: https://e.com&#x202e;\r[x]", 80);
    assert!(!safe.contains(super::is_unseen), "{safe:?}");
    assert!(safe.contains("https://e.com"), "{safe:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Whatever a document says, rustdoc reads no code that it would run, no HTML, and no link that
    /// leads anywhere but to the web; and a second time changes nothing.
    #[test]
    fn nothing_is_run_rendered_or_resolved(text in hostile(), width in 1..100_usize) {
        let safe = rewritten(&text, width);
        let read = blocks(&safe, Reading::Rustdoc);
        prop_assert!(read.is_some(), "{safe}");
        prop_assert_eq!(blocks(&rewritten(&safe, width), Reading::Rustdoc), read);
    }

    #[test]
    fn any_text_at_all(text in any::<String>(), width in 1..100_usize) {
        let safe = rewritten(&text, width);
        prop_assert!(blocks(&safe, Reading::Rustdoc).is_some(), "{}", safe);
    }
}

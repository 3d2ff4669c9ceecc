use super::super::redaction::{Names, Values};
use super::*;
use spanned_tree::{Format, Source};
use std::collections::HashSet;

/// The lines, with carets under what is at fault.
fn excerpt(values: Values, text: &str, trail: &Trail<'_>, mark: Mark) -> String {
    let source = Source::new("test", text);
    let tree = source.parse(Format::Json);
    let names = Names::new(HashSet::from(["images", "name", "text"]));
    let redactor = Redactor {
        values,
        names: &names,
        text: source.text(),
    };
    let Excerpt {
        mut lines,
        marked,
        columns,
    } = of(redactor, &tree.root.unwrap(), trail, mark);
    let carets = " ".repeat(columns.start) + &"^".repeat(columns.len());
    lines.insert(marked + 1, carets);
    lines.join("\n")
}

const fn key(key: &str) -> Step<'_> {
    Step::Key(key, Siblings::Described)
}

const PAYLOAD: &str = r#"{"images": [{"name": "홍길동", "text": [1, 2], "010-1234": {}, "aA": null, "bB": true, "cC": 3.5}]}"#;

#[test]
fn a_member_is_shown_among_its_neighbours() {
    let trail = vec![key("images"), Step::Index(0), key("010-1234")];
    insta::assert_snapshot!(excerpt(Values::Hidden, PAYLOAD, &trail, Mark::Key), @r#"
    {
      "name": ‹string:3›,
      "text": ‹array:2›,
      ‹key:8›: {},
      ^^^^^^^
      "aA": null,
      "bB": ‹boolean›,
      … 1 more
    }
    "#);
    let trail = vec![key("images"), Step::Index(0), key("cC")];
    insta::assert_snapshot!(excerpt(Values::Hidden, PAYLOAD, &trail, Mark::Value), @r#"
    {
      … 3 more
      "aA": null,
      "bB": ‹boolean›,
      "cC": ‹number›
            ^^^^^^^^
    }
    "#);
}

#[test]
fn an_item_is_shown_in_its_list() {
    let trail = vec![key("images"), Step::Index(0), key("text"), Step::Index(1)];
    insta::assert_snapshot!(excerpt(Values::Hidden, PAYLOAD, &trail, Mark::Value), @r#"
    "text": [
      ‹number›,
      ‹number›
      ^^^^^^^^
    ]
    "#);
}

#[test]
fn what_lacks_something_is_opened() {
    insta::assert_snapshot!(excerpt(Values::Hidden, PAYLOAD, &vec![key("images")], Mark::Inside), @r#"
    "images": [
              ^
      ‹object:6›
    ]
    "#);
    insta::assert_snapshot!(excerpt(Values::Hidden, "{}", &Vec::new(), Mark::Inside), @r"
    {
    ^
    }
    ");
}

#[test]
fn a_comma_too_many_is_behind_the_last_member() {
    insta::assert_snapshot!(excerpt(Values::Hidden, r#"{"aA": 1, "name": "b",}"#, &Vec::new(), Mark::End), @r#"
    {
      "aA": ‹number›,
      "name": ‹string:1›,
                        ^
    }
    "#);
}

#[test]
fn a_value_alone_is_itself() {
    insta::assert_snapshot!(excerpt(Values::Hidden, "\"홍길동\"", &Vec::new(), Mark::Value), @"");
}

#[test]
fn values_are_shown_on_demand_and_cut() {
    let long = format!(r#"{{"name": "{}"}}"#, "가".repeat(100));
    let shown = excerpt(Values::Shown, &long, &vec![key("name")], Mark::Value);
    assert!(
        shown.contains(&format!("\"{}…", "가".repeat(59))),
        "{shown}"
    );
}

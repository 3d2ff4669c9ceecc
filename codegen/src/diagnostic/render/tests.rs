//! What diagnostics look like.

use super::*;
use crate::diagnostic::{Code, of_tree};
use crate::source::Format;
use insta::assert_snapshot;
use proptest::prelude::*;

const PETS: &str = "\
openapi: 3.1.0
components:
  schemas:
    Pet:
      type: object
      propertys:
        name: {type: string, description: 이름, minlength: 1}
        legs:
          type: integer
          minimum: 0
      required: [name]
";

fn source() -> Source {
    Source::new("pets.yaml", PETS)
}

fn place(part: &str) -> Span {
    let start = PETS.find(part).unwrap();
    start..start + part.len()
}

fn unknown_key(key: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownKey,
        place(key),
        format!("a schema has no key `{key}`"),
    )
}

fn of_text(name: &str, text: &str) -> String {
    let source = Source::new(name, text);
    render(
        &of_tree(&source.parse(Format::of(name, text))),
        &source,
        false,
    )
}

#[test]
fn in_the_order_of_the_text_with_help() {
    let diagnostics = [
        unknown_key("minlength").with_suggestion("minlength", ["minLength"]),
        unknown_key("propertys").with_suggestion("propertys", ["properties"]),
    ];
    assert_snapshot!(render(&diagnostics, &source(), false));
}

#[test]
fn with_labels_at_several_places() {
    let diagnostic = Diagnostic::new(Code::NameCollision, place("legs"), "two names are one")
        .with_label("the second")
        .with_related(place("name"), "the first")
        .with_related(place("Pet"), "");
    assert_snapshot!(render(&[diagnostic], &source(), false));
}

#[test]
fn of_a_long_place_the_first_line() {
    let start = PETS.find("legs").unwrap();
    let diagnostic = Diagnostic::new(
        Code::MissingDescription,
        start..PETS.len(),
        "no description",
    );
    assert_snapshot!(render(&[diagnostic], &source(), false));
}

#[test]
fn in_colour() {
    let diagnostic = Diagnostic::new(Code::UnusedComponent, place("Pet"), "nothing refers to it");
    let rendered = render(&[diagnostic], &source(), true);
    assert_snapshot!(rendered.replace('\u{1b}', "ESC"));
}

#[test]
fn in_one_line() {
    assert_snapshot!(render_line(&unknown_key("minlength"), &source()));
}

#[test]
fn of_a_repeated_key_every_place() {
    assert_snapshot!(of_text(
        "pets.yaml",
        "a: 1\nb: [{c: 1, c: 2}]\na: 2\n\"\\x61\": 3\n"
    ));
}

#[test]
fn of_a_text_every_fault() {
    assert_snapshot!(of_text(
        "pets.json",
        "{\"a\": [1e999, \"\\ud800\", ],\n \"b\": tru}"
    ));
    assert_snapshot!(of_text(
        "pets.yaml",
        "a: &x 1\nb: *x\n200: !t 2\n? [c]\n: 3\n<<: {}\nd: .inf\n"
    ));
}

#[test]
fn at_the_end_of_a_text_cut_short() {
    assert_snapshot!(of_text("pets.json", "{\"a\": [\n"));
    assert_snapshot!(of_text("pets.yaml", ""));
}

#[test]
fn control_characters_do_nothing() {
    let text = "a\u{1b}[31m: 1\n\"a\\e[31m\": 2\n";
    let source = Source::new("p\u{1b}.yaml", text);
    let diagnostic = Diagnostic::new(Code::UnknownKey, 0..7, "`a\u{1b}[31m`")
        .with_label("\u{7}")
        .with_help("\u{1b}c\nnothing");
    assert!(!render_line(&diagnostic, &source).contains('\u{1b}'));
    assert!(!render(&[diagnostic], &source, false).contains(['\u{1b}', '\u{7}']));
}

proptest! {
    #[test]
    fn no_place_is_too_far(
        text in "[a-c한😀\t\r\n\u{0}\u{1b}]{0,30}",
        spans in prop::collection::vec((0_usize..60, 0_usize..60), 1..5),
        label in "[a한\n]{0,4}",
    ) {
        let source = Source::new("t", text);
        let (start, end) = spans[0];
        let mut diagnostic =
            Diagnostic::new(Code::Syntax, start..end, "message").with_label(label.clone());
        for &(start, end) in &spans[1..] {
            diagnostic = diagnostic.with_related(start..end, label.clone());
        }
        let position = source.position(start);
        let place = format!("--> t:{}:{}", position.line, position.column);
        let rendered = render(&[diagnostic.clone()], &source, false);
        prop_assert!(rendered.contains("error[syntax]: message"));
        prop_assert!(rendered.contains(&place), "{place} in {rendered}");
        render(&[diagnostic.clone()], &source, true);
        render_line(&diagnostic, &source);
    }
}

/// A key that is repeated in one long line: the excerpts are as long as for two of them.
#[test]
fn what_is_shown_does_not_grow_with_the_document() {
    let report = |count: usize| {
        let text = format!("{{{}\"y\":1}}", "\"x\":1,".repeat(count));
        of_text("repeated.json", &text)
    };
    let (few, many) = (report(2000), report(20_000));
    assert!(many.len() < few.len() + 100, "{} {}", few.len(), many.len());
    assert!(many.contains("repeated.json:1:119996"), "{many}");
    assert!(many.contains("and at 19992 more places"), "{many}");
}

#[test]
fn of_very_many_the_weightiest_are_shown_and_the_rest_is_counted() {
    let mut diagnostics = vec![unknown_key("propertys"); 2 * MOST_SHOWN];
    for diagnostic in &mut diagnostics {
        diagnostic.severity = Severity::Note;
    }
    diagnostics.push(unknown_key("minlength"));
    let report = render(&diagnostics, &source(), false);
    assert_eq!(report.matches("error[").count(), 1);
    assert_eq!(report.matches("note[").count(), MOST_SHOWN - 1);
    assert!(
        report.ends_with("501 more are not shown\n\n"),
        "{}",
        &report[report.len() - 80..]
    );
}

#[test]
fn a_message_is_no_longer_than_it_is_read() {
    let diagnostic = Diagnostic::new(Code::UnknownKey, 0..1, "\u{202e}".repeat(100_000));
    let line = render_line(&diagnostic, &source());
    assert!(line.chars().count() < MOST_CHARACTERS + 100);
    assert!(!line.contains('\u{202e}'));
}

//! Writes JSON as YAML in blocks, which readers of YAML 1.1 and 1.2 take for the same.

use crate::source::scalar;
use serde_json::Value as Json;

/// A document.
pub(super) fn text(value: &Json) -> String {
    let mut text = String::new();
    block(&mut text, value, 0);
    text.trim_start_matches('\n').to_owned()
}

/// A value behind a key or a dash, from the end of that line on.
fn block(text: &mut String, value: &Json, depth: usize) {
    match value {
        Json::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                begin(text, depth);
                text.push_str(&scalar(key));
                text.push(':');
                block(text, value, depth + 1);
            }
        }
        Json::Array(elements) if !elements.is_empty() => {
            for element in elements {
                begin(text, depth);
                let mut inner = String::new();
                block(&mut inner, element, depth + 1);
                text.push_str("- ");
                text.push_str(inner.trim_start_matches(' '));
            }
        }
        Json::String(string) if fits_in_a_block(string) => {
            text.push_str(if string.ends_with('\n') { " |" } else { " |-" });
            for line in string.lines() {
                text.push('\n');
                if !line.is_empty() {
                    indent(text, depth);
                    text.push_str(line);
                }
            }
            text.push('\n');
        }
        plain => {
            text.push(' ');
            text.push_str(&flow(plain));
            text.push('\n');
        }
    }
}

fn begin(text: &mut String, depth: usize) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    indent(text, depth);
}

fn indent(text: &mut String, depth: usize) {
    text.extend(std::iter::repeat_n("  ", depth));
}

fn flow(value: &Json) -> String {
    match value {
        Json::String(string) => scalar(string),
        // Readers of YAML 1.1 take digits with an exponent for a number only behind a point.
        Json::Number(number) => match number.to_string().split_once(['e', 'E']) {
            Some((digits, exponent)) if !digits.contains('.') => {
                format!("{digits}.0e{exponent}")
            }
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// Whether a string reads back from a block of its lines.
fn fits_in_a_block(string: &str) -> bool {
    let last = string.strip_suffix('\n').unwrap_or(string);
    string.contains('\n')
        && !last.is_empty()
        && !last.ends_with('\n')
        && !last.starts_with([' ', '\n', '\t'])
        && !string.contains(|c: char| c != '\n' && (c.is_control() || !is_printable(c)))
        && string
            .lines()
            .all(|line| !line.trim().is_empty() || line.is_empty())
}

/// What YAML reads outside of an escape, and not for the end of a line.
fn is_printable(c: char) -> bool {
    !matches!(
        c,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Format, Source};
    use proptest::prelude::*;
    use serde_json::json;

    fn read(text: &str) -> Json {
        let tree = Source::new("a.yaml", text).parse(Format::Yaml);
        assert!(tree.faults.is_empty(), "{text}: {:?}", tree.faults);
        tree.root.expect("there is one").to_json()
    }

    #[test]
    fn blocks() {
        let value = json!({
            "a": {"b": [1, [true, null], {"c": "two\nlines\n"}], "d": {}, "e": []},
            "200": "  kept\n", "no": 1e30,
        });
        insta::assert_snapshot!(text(&value), @r#"
        a:
          b:
            - 1
            - - true
              - null
            - c: |
                two
                lines
          d: {}
          'e': []
        '200': "  kept\u000a"
        'no': 1.0e+30
        "#);
        assert_eq!(read(&text(&value)), value);
    }

    fn values() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<String>().prop_map(Json::from),
            "[ \\n\\ta-c#:'\"|>-]{0,12}".prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                proptest::collection::btree_map("[ -~]{0,6}", inner, 0..4)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in values()) {
            prop_assert_eq!(read(&text(&json!({"it": value}))), json!({"it": value}));
        }
    }
}

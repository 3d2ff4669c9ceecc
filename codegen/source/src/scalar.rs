//! Writes a string as a scalar of YAML.

/// Words that YAML, or an old reader of it, does not take for strings.
const RESERVED: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// A string as a scalar that YAML of any version takes for that string, also as a key or in a flow list.
pub fn scalar(text: &str) -> String {
    let is_reserved = RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_exponent = text
        .strip_prefix(['e', 'E'])
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let is_word = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_word && !is_reserved && !is_exponent {
        text.to_owned()
    } else if text.contains(is_unprintable) {
        let escaped = text.chars().map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            _ if is_unprintable(c) => format!("\\u{:04x}", u32::from(c)),
            _ => c.to_string(),
        });
        format!("\"{}\"", escaped.collect::<String>())
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// What YAML reads in an escape only, or for the end of a line.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(all(test, feature = "yaml"))]
mod tests {
    use super::scalar;
    use crate::{Format, Source};
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        let tree = Source::new("a.yaml", format!("{text}: 1\n")).parse(Format::Yaml);
        assert!(tree.faults.is_empty(), "{text}: {:?}", tree.faults);
        match tree.root?.value {
            crate::Value::Object(object) => Some(object.members.first()?.key.to_string()),
            _ => None,
        }
    }

    #[test]
    fn words_that_yaml_takes_for_something_else_are_quoted() {
        for word in [
            "null", "NO", "on", "y", "_", "e1", "E", "~", "1", "0x1", "", "-", "a b", "a: b",
        ] {
            assert_eq!(scalar(word), format!("'{word}'"));
        }
        assert_eq!(scalar("a\nb\\"), "\"a\\u000ab\\\\\"");
        assert_eq!(scalar("idType"), "idType");
    }

    proptest! {
        #[test]
        fn a_key_reads_back(name in any::<String>()) {
            prop_assert_eq!(read(&scalar(&name)), Some(name));
        }
    }
}

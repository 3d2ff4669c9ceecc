//! Finds out which parts of the hand-written modules a text of Rust has a use for.

use codegen_runtime::PARTS;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What a name stands for: features, and what has to stand before it.
type Meanings = Vec<(Option<&'static str>, &'static str)>;

static NAMES: LazyLock<BTreeMap<&'static str, Meanings>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Meanings> = BTreeMap::new();
    for (feature, names) in PARTS {
        for name in *names {
            let (before, last) = match name.split_once("::") {
                Some((before, last)) => (Some(before), last),
                None => (None, *name),
            };
            all.entry(last).or_default().push((before, *feature));
        }
    }
    all
});

/// Adds the features of the parts of which the text mentions a name. Comments and literals do not count.
pub(super) fn add(text: &str, features: &mut BTreeSet<&'static str>) {
    let (mut before, mut path, mut rest) = ("", false, text);
    while let Some(first) = rest.chars().next() {
        let length = length(first, rest);
        let (token, behind) = rest.split_at(length);
        rest = behind;
        if token == "::" {
            path = true;
        } else if is_of_name(first) {
            if let Some(known) = NAMES.get(token) {
                let path = path.then_some(before);
                let meant = known.iter();
                let meant = meant.filter(|(of, _)| of.is_none() || *of == path);
                features.extend(meant.map(|(_, feature)| *feature));
            }
            (before, path) = (token, false);
        } else if !first.is_whitespace() {
            (before, path) = ("", false);
        }
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the token that a text begins with: of a name, `::`, a comment, a literal, or of what
/// else there is one character.
fn length(first: char, text: &str) -> usize {
    let through = |end: &str| text.find(end).map_or(text.len(), |at| at + end.len());
    match first {
        _ if text.starts_with("::") => 2,
        _ if text.starts_with("//") => through("\n"),
        '"' => quoted(text),
        'r' if text.starts_with("r\"") || text.starts_with("r#") => {
            let hashes = text[1..].bytes().take_while(|byte| *byte == b'#').count();
            let opening = 1 + hashes + 1;
            // Otherwise it is a name that would be a keyword.
            let opens = text.get(..opening).is_some_and(|it| it.ends_with('"'));
            if !opens {
                return 1 + hashes;
            }
            let end = format!("\"{}", "#".repeat(hashes));
            let behind = text[opening..].find(&end);
            behind.map_or(text.len(), |at| opening + at + end.len())
        }
        // Of a character; a lifetime has no quote behind it.
        '\'' if text.starts_with("'\\") => {
            2 + text
                .get(3..)
                .and_then(|rest| rest.find('\''))
                .map_or(0, |at| at + 2)
        }
        '\'' if text.chars().nth(2) == Some('\'') => text.chars().take(3).map(char::len_utf8).sum(),
        _ if is_of_name(first) => text.find(|c| !is_of_name(c)).unwrap_or(text.len()),
        _ => first.len_utf8(),
    }
}

/// The length of a string in quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let inside = &text[1..];
    let end = inside.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::add;
    use std::collections::BTreeSet;

    #[test]
    fn a_name_counts_alone_or_behind_another() {
        let of = |text: &str| {
            let mut features = BTreeSet::new();
            add(text, &mut features);
            features.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of("use super::{Call, Form};"), ["form"]);
        assert_eq!(
            of("let x: wire ::Number = In:: Cookie;"),
            ["cookie-parameters", "numbers"]
        );
        assert_eq!(of("Number::Cookie(Forms, wire, Number)"), [""; 0]);
        assert_eq!(of("a();\n    /// A [`Form`].\n//! Form\n"), [""; 0]);
        let literals = r##"b("\"Form", '"', '\'', r#"Form"Form"#, r"Form\", '\u{1F}', 'F')"##;
        assert_eq!(of(literals), [""; 0]);
        assert_eq!(of(&format!("{literals}; r#type::<'a, Form>")), ["form"]);
    }
}

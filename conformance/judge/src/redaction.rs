//! Redacts keys and values of a payload: nodes and keys come in, text fit to be shown goes out.
//!
//! Only here does content of a payload become part of a message, so what comes out is safe for
//! everything after it: findings, reports, logs.

use super::trail::{Siblings, Step};
use spanned_tree::{Node, Value, acts_on_terminal, escape_token};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

/// Whether values, and keys that may be values, are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Values {
    /// Only their kind and length.
    #[default]
    Hidden,
    /// As they stand in the payload.
    Shown,
}

/// The longest value that is shown whole, in characters.
const LONGEST_VALUE: usize = 200;

/// The longest key that is shown whole, in characters: every finding below it repeats it.
const LONGEST_KEY: usize = 1_000;

/// The longest unknown word that is taken for a name rather than for data, in letters.
const LONGEST_NAME: usize = 24;

/// How many members that the spec does not name an object may have for one of them to be shown.
pub(super) const MOST_UNKNOWN: usize = 8;

/// Redacts what is shown of one payload.
#[derive(Clone, Copy)]
pub(super) struct Redactor<'a> {
    pub(super) values: Values,
    pub(super) names: &'a Names,
    /// The text of the payload.
    pub(super) text: &'a str,
}

impl Redactor<'_> {
    /// A key: as it is when it is taken for a name.
    pub(super) fn key<'k>(&self, key: &'k str, siblings: Siblings<'_>) -> Cow<'k, str> {
        if self.names.kind(key, siblings) == KeyKind::Name {
            Cow::Borrowed(key)
        } else if self.values == Values::Shown {
            match key.char_indices().nth(LONGEST_KEY) {
                Some((end, _)) => Cow::Owned(format!("{}…", printable(&key[..end]))),
                None => printable(key),
            }
        } else {
            Cow::Owned(format!("‹key:{}›", key.chars().count()))
        }
    }

    /// An RFC 6901 pointer. It leads to the place unless a key of it is hidden.
    pub(super) fn pointer(&self, trail: &[Step<'_>]) -> String {
        self.joined(trail, |index| index.to_string())
    }

    /// The same with `*` for each index: what findings at many elements have in common. A key that
    /// may be data is hidden in any case, so that it is always the same, and may be kept.
    pub(super) fn folded(&self, trail: &[Step<'_>]) -> String {
        let hidden = Self {
            values: Values::Hidden,
            ..*self
        };
        hidden.joined(trail, |_| "*".to_owned())
    }

    fn joined(&self, trail: &[Step<'_>], index: impl Fn(usize) -> String) -> String {
        let mut pointer = String::new();
        for step in trail {
            pointer.push('/');
            match step {
                Step::Key(key, siblings) => {
                    let key = self.key(key, *siblings);
                    pointer.push_str(&escape_token(&key));
                }
                Step::Index(at) => pointer.push_str(&index(*at)),
            }
        }
        pointer
    }

    /// A value: its kind and size, or the value itself when that was asked for. What a container
    /// holds is never shown, it would drown the message.
    pub(super) fn value(&self, node: &Node) -> String {
        match (&node.value, self.values) {
            (Value::Null, _) => "null".to_owned(),
            (Value::Array(items), _) => format!("‹array:{}›", items.len()),
            (Value::Object(object), _) => format!("‹object:{}›", object.members.len()),
            (_, Values::Shown) => self.quote(node),
            (Value::Bool(_), Values::Hidden) => "‹boolean›".to_owned(),
            (Value::Number(_), Values::Hidden) => "‹number›".to_owned(),
            (Value::String(text), Values::Hidden) => format!("‹string:{}›", text.chars().count()),
        }
    }

    fn quote(&self, node: &Node) -> String {
        let text = self.text.get(node.span.clone()).unwrap_or_default();
        match text.char_indices().nth(LONGEST_VALUE) {
            Some((end, _)) => format!("{}…", printable(&text[..end])),
            None => printable(text).into_owned(),
        }
    }
}

/// What a key is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A name: the spec has it, also in other letters, or it is written like one and stands among them.
    Name,
    /// The same, but for being one word of lower-case letters, as a given name may be. It is shown only
    /// where several payloads have it, which one judgement cannot know.
    Word,
    /// Data, for all that can be told.
    Data,
}

/// Every name of the spec: to show one tells nothing about a person.
pub(super) struct Names {
    exact: HashSet<&'static str>,
    /// What remains of them when letters alone count.
    letters: HashSet<String>,
}

impl Names {
    pub(super) fn new(exact: HashSet<&'static str>) -> Self {
        let letters = exact.iter().map(|name| letters(name).collect());
        Self {
            letters: letters.collect(),
            exact,
        }
    }

    /// What a key is taken for, and the one rule for what is shown of it. A name that the spec does not
    /// have is lower camel case, as the service writes its own, without digits: names of people and
    /// places, numbers and tokens are written otherwise. And its object has a member that the spec
    /// names, and [`MOST_UNKNOWN`] others at most: in a map that is keyed by data, all are alike.
    pub(super) fn kind(&self, key: &str, siblings: Siblings<'_>) -> KeyKind {
        if self.has(key) {
            return KeyKind::Name;
        }
        let is_written_so = key.starts_with(|first: char| first.is_ascii_lowercase())
            && key.len() <= LONGEST_NAME
            && key.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_written_so || !self.describe(siblings) {
            KeyKind::Data
        } else if key.bytes().all(|byte| byte.is_ascii_lowercase()) {
            KeyKind::Word
        } else {
            KeyKind::Name
        }
    }

    /// Whether the spec has the key, also in other letters.
    pub(super) fn has(&self, key: &str) -> bool {
        self.exact.contains(key)
            || key.is_ascii() && self.letters.contains(&letters(key).collect::<String>())
    }

    /// Whether the siblings are those of an object of the service. It looks at no more members than the
    /// spec has names, and [`MOST_UNKNOWN`].
    fn describe(&self, siblings: Siblings<'_>) -> bool {
        let Siblings::Of(object) = siblings else {
            return true;
        };
        let (mut known, mut unknown) = (false, 0);
        for member in &object.members {
            if self.has(&member.key) {
                known = true;
            } else {
                unknown += 1;
            }
            if unknown > MOST_UNKNOWN {
                return false;
            }
        }
        known
    }
}

/// Whether an unknown value of an enumeration is taken for one of the service's words rather than for
/// data: letters of one case with `_` between words, or lower camel case.
pub(super) fn looks_like_a_word(value: &str) -> bool {
    let is_upper = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
    let is_camel = value.starts_with(|first: char| first.is_ascii_lowercase())
        && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    (1..=LONGEST_NAME).contains(&value.len()) && (is_camel || value.bytes().all(is_upper))
}

/// The letters of a name: what remains when one person writes `idType` and another `id_type`.
pub(super) fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
}

/// The text without anything that a terminal would act on.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(acts_on_terminal) {
        return Cow::Borrowed(text);
    }
    let mut printable = String::with_capacity(text.len());
    for c in text.chars() {
        if acts_on_terminal(c) {
            printable.extend(c.escape_unicode());
        } else {
            printable.push(c);
        }
    }
    Cow::Owned(printable)
}

/// JSON without anything that a terminal would act on: it escapes some of that itself, here is the
/// rest. Programs read the same.
pub fn inert(text: &str) -> Cow<'_, str> {
    let acts = |c: char| c != '\n' && acts_on_terminal(c);
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut inert = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) {
            // All of them have four digits or fewer. Writing to a string cannot fail.
            let _ = write!(inert, "\\u{:04x}", u32::from(c));
        } else {
            inert.push(c);
        }
    }
    Cow::Owned(inert)
}

#[cfg(test)]
mod tests {
    use super::*;
    use spanned_tree::Source;

    fn say<T>(values: Values, text: &str, say: impl FnOnce(&Redactor<'_>, &Node) -> T) -> T {
        let source = Source::new("test", text);
        let tree = source.parse(spanned_tree::Format::Json);
        let redactor = Redactor {
            values,
            names: &Names::new(HashSet::from(["name", "text"])),
            text: source.text(),
        };
        say(&redactor, &tree.root.unwrap())
    }

    const KNOWN: Siblings<'_> = Siblings::Described;

    #[test]
    fn a_key_is_shown_only_when_it_is_a_name() {
        for (key, shown) in [
            ("name", "name"),
            ("longImage", "longImage"),
            ("Name", "Name"),
            ("NA_ME", "NA_ME"),
            ("line_b", "‹key:6›"),
            ("lineB2", "‹key:6›"),
            ("x-y", "‹key:3›"),
            ("hong", "‹key:4›"),
            ("hongGildong", "hongGildong"),
            ("HongGildong", "‹key:11›"),
            ("HONG_GILDONG", "‹key:12›"),
            ("Seoul-Gangnam-gu", "‹key:16›"),
            ("deadbeefcafebabefeedfacedeadbeef", "‹key:32›"),
            ("sk_live_abcdefghijklmnop", "‹key:24›"),
            ("aaaaaaaaaaaaaaaaaaaaaaaB", "aaaaaaaaaaaaaaaaaaaaaaaB"),
            ("aaaaaaaaaaaaaaaaaaaaaaaaB", "‹key:25›"),
            ("", "‹key:0›"),
            ("a123", "‹key:4›"),
            ("홍길동", "‹key:3›"),
            ("two words", "‹key:9›"),
            ("9lives", "‹key:6›"),
            ("a/b", "‹key:3›"),
        ] {
            assert_eq!(
                say(Values::Hidden, "0", |d, _| d.key(key, KNOWN).into_owned()),
                shown
            );
        }
        assert_eq!(
            say(Values::Shown, "0", |d, _| d
                .key("홍\u{1b}[1m", KNOWN)
                .into_owned()),
            "홍\\u{1b}[1m"
        );
        let long = "가".repeat(LONGEST_KEY + 1);
        let shown = say(Values::Shown, "0", |d, _| d.key(&long, KNOWN).into_owned());
        assert_eq!(shown, format!("{}…", "가".repeat(LONGEST_KEY)));
    }

    #[test]
    fn what_a_key_stands_among_tells_a_name_from_data() {
        let others = |count: usize| -> String {
            let keys = (0..count).map(|at| format!(", \"{at}\": 1"));
            keys.collect()
        };
        for (text, shown) in [
            ("{\"longImage\": 1, \"name\": 1}".to_owned(), true),
            ("{\"longImage\": 1, \"NAME\": 1}".to_owned(), true),
            ("{\"longImage\": 1}".to_owned(), false),
            ("{\"longImage\": 1, \"lastImage\": 1}".to_owned(), false),
            (
                format!("{{\"longImage\": 1, \"name\": 1{}}}", others(7)),
                true,
            ),
            (
                format!("{{\"longImage\": 1, \"name\": 1{}}}", others(8)),
                false,
            ),
        ] {
            let key = say(Values::Hidden, &text, |d, root| {
                let siblings = Siblings::Of(root.as_object().unwrap());
                d.key("longImage", siblings).into_owned()
            });
            assert_eq!(key == "longImage", shown, "{text}: {key}");
        }
    }

    #[test]
    fn a_pointer_is_escaped() {
        let key = |key| Step::Key(key, KNOWN);
        let trail = [key("a/b"), Step::Index(3), key("~")];
        assert_eq!(
            say(Values::Shown, "0", |d, _| d.pointer(&trail)),
            "/a~1b/3/~0"
        );
        assert_eq!(
            say(Values::Hidden, "0", |d, _| d.pointer(&trail)),
            "/‹key:3›/3/‹key:1›"
        );
        for values in [Values::Hidden, Values::Shown] {
            assert_eq!(
                say(values, "0", |d, _| d.folded(&trail)),
                "/‹key:3›/*/‹key:1›"
            );
        }
    }

    #[test]
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "a path to the method is not general enough over its lifetimes"
    )]
    fn a_value_is_its_kind_and_size_until_it_is_asked_for() {
        for (text, hidden, shown) in [
            ("null", "null", "null"),
            ("true", "‹boolean›", "true"),
            ("-1.50", "‹number›", "-1.50"),
            ("\"홍길동\"", "‹string:3›", "\"홍길동\""),
            ("[1, 2]", "‹array:2›", "‹array:2›"),
            ("{\"a\": 1}", "‹object:1›", "‹object:1›"),
        ] {
            assert_eq!(say(Values::Hidden, text, |d, node| d.value(node)), hidden);
            assert_eq!(say(Values::Shown, text, |d, node| d.value(node)), shown);
        }
        let long = format!("\"{}\"", "가".repeat(300));
        let shown = say(Values::Shown, &long, |d, node| d.value(node));
        assert_eq!(shown.chars().count(), LONGEST_VALUE + 1);
    }
}

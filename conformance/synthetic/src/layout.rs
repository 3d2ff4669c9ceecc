//! Writes a tree as text, in each of the layouts that a fast reader has to be measured on.

use super::value::Value;
use crate::Seeded;
use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;

/// How documents are written, and what all of them have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Without any space, keys in the order of the spec.
    Compact,
    /// A space behind each comma and colon, as Python's `json` writes.
    PythonSpaces,
    /// Over many lines, four spaces a level. It is not NDJSON.
    Pretty,
    /// Without any space, the keys of every object in an order of chance.
    RandomOrder,
    /// As `Compact`, with one member in each document that the spec does not name.
    Undocumented,
    /// As `Compact`, and every document is invalid or unreadable.
    Invalid,
}

impl Layout {
    /// Each of them.
    pub const ALL: [Self; 6] = [
        Self::Compact,
        Self::PythonSpaces,
        Self::Pretty,
        Self::RandomOrder,
        Self::Undocumented,
        Self::Invalid,
    ];

    /// As it is given on a command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::PythonSpaces => "python-spaces",
            Self::Pretty => "pretty",
            Self::RandomOrder => "random-order",
            Self::Undocumented => "undocumented",
            Self::Invalid => "invalid",
        }
    }

    /// The text of a value.
    pub(super) fn text(self, mut value: Value, seeded: &mut Seeded) -> String {
        if self == Self::RandomOrder {
            shuffle(&mut value, seeded);
        }
        let mut writer = Writer {
            layout: self,
            text: String::with_capacity(4096),
        };
        writer.value(&value, 0);
        writer.text
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is no layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchLayout;

impl fmt::Display for NoSuchLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Layout::ALL.map(Layout::as_str).join(", ");
        write!(f, "expected one of {names}")
    }
}

impl std::error::Error for NoSuchLayout {}

impl FromStr for Layout {
    type Err = NoSuchLayout;

    fn from_str(name: &str) -> Result<Self, NoSuchLayout> {
        let mut all = Self::ALL.into_iter();
        all.find(|layout| layout.as_str() == name)
            .ok_or(NoSuchLayout)
    }
}

fn shuffle(value: &mut Value, seeded: &mut Seeded) {
    if let Value::Object(members) = value {
        for last in (1..members.len()).rev() {
            let bound = u64::try_from(last).unwrap_or_default() + 1;
            let other = usize::try_from(seeded.next() % bound).unwrap_or_default();
            members.swap(last, other);
        }
    }
    for child in value.children_mut() {
        shuffle(child, seeded);
    }
}

struct Writer {
    layout: Layout,
    text: String,
}

impl Writer {
    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Written(text) => self.text.push_str(text),
            Value::Text(text) => self.string(text),
            Value::List(items) => {
                self.group('[', items, ']', depth, |writer, item| {
                    writer.value(item, depth + 1);
                });
            }
            Value::Object(members) => {
                self.group('{', members, '}', depth, |writer, (key, value)| {
                    writer.string(key);
                    let spaced = matches!(writer.layout, Layout::Pretty | Layout::PythonSpaces);
                    writer.text.push_str(if spaced { ": " } else { ":" });
                    writer.value(value, depth + 1);
                });
            }
        }
    }

    fn group<T>(
        &mut self,
        open: char,
        items: &[T],
        close: char,
        depth: usize,
        mut item: impl FnMut(&mut Self, &T),
    ) {
        self.text.push(open);
        for (index, one) in items.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
                if self.layout == Layout::PythonSpaces {
                    self.text.push(' ');
                }
            }
            self.line(depth + 1);
            item(self, one);
        }
        if !items.is_empty() {
            self.line(depth);
        }
        self.text.push(close);
    }

    fn line(&mut self, depth: usize) {
        if self.layout == Layout::Pretty {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("    ", depth));
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\n' => self.text.push_str("\\n"),
                c if c < ' ' => {
                    // Writing to a string cannot fail.
                    let _ = write!(self.text, "\\u{:04x}", u32::from(c));
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(layout: Layout) -> String {
        let value = Value::Object(vec![
            ("a".into(), Value::List(vec![Value::written("1.50")])),
            ("b".into(), Value::List(Vec::new())),
            ("c".into(), Value::text("가\"\n\u{1}")),
        ]);
        layout.text(value, &mut Seeded::new(0, 0))
    }

    #[test]
    fn each_layout_has_its_spaces() {
        let string = r#""가\"\n\u0001""#;
        assert_eq!(
            written(Layout::Compact),
            format!(r#"{{"a":[1.50],"b":[],"c":{string}}}"#)
        );
        assert_eq!(
            written(Layout::PythonSpaces),
            format!(r#"{{"a": [1.50], "b": [], "c": {string}}}"#)
        );
        assert_eq!(
            written(Layout::Pretty),
            format!(
                "{{\n    \"a\": [\n        1.50\n    ],\n    \"b\": [],\n    \"c\": {string}\n}}"
            )
        );
    }

    #[test]
    fn each_layout_has_a_name() {
        for layout in Layout::ALL {
            assert_eq!(layout.as_str().parse(), Ok(layout));
        }
        assert_eq!(Layout::from_str("wide"), Err(NoSuchLayout));
    }
}

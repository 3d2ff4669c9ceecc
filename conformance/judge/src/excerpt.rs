//! Writes an excerpt: a few lines that show where in its container a node is.
//!
//! The lines of the text are of no use for that: a payload is most often one line of two thousand
//! characters, and all of them are values. So the container is written anew, a member a line, with
//! each key and each value as [`Redactor`] has it.

use super::redaction::Redactor;
use super::trail::{Siblings, Step, Trail};
use spanned_tree::{Node, Value};
use std::ops::Range;

/// A container, written anew without values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Its lines.
    pub lines: Vec<String>,
    /// Which of them is at fault.
    pub marked: usize,
    /// Which of its characters, counted from 0.
    pub columns: Range<usize>,
}

/// What of a member is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Its key.
    Key,
    /// Its value.
    Value,
    /// What is in it, or is not: it is opened.
    Inside,
    /// Its end.
    End,
}

/// How many members are shown on either side of what is at fault.
const AROUND: usize = 2;

/// The longest piece of a line, in characters: values are long when they are shown.
const LONGEST: usize = 60;

/// The container around the node at the end of the trail, or that node when it is opened itself.
pub(super) fn of(redactor: Redactor<'_>, root: &Node, trail: &Trail<'_>, mark: Mark) -> Excerpt {
    let opened = matches!(mark, Mark::Inside | Mark::End) && is_container(at(root, trail));
    match trail.split_last() {
        Some((last, around)) if !opened => {
            let parent = at(root, around);
            let lines = Lines::new(redactor, around.last(), parent);
            lines.with_member(index(parent, last), mark)
        }
        _ => Lines::new(redactor, trail.last(), at(root, trail)).opened(mark),
    }
}

/// The node that the steps lead to; as far as they lead.
fn at<'a>(root: &'a Node, trail: &[Step<'_>]) -> &'a Node {
    let mut node = root;
    for step in trail {
        let next = match (step, &node.value) {
            (Step::Index(index), Value::Array(items)) => items.get(*index),
            (Step::Key(key, _), Value::Object(object)) => {
                object.get(key).map(|member| &member.value)
            }
            _ => None,
        };
        let Some(next) = next else { break };
        node = next;
    }
    node
}

fn is_container(node: &Node) -> bool {
    matches!(node.value, Value::Array(_) | Value::Object(_))
}

fn index(parent: &Node, step: &Step<'_>) -> usize {
    match (step, &parent.value) {
        (Step::Index(index), _) => *index,
        (Step::Key(key, _), Value::Object(object)) => object
            .members
            .iter()
            .position(|member| member.key == **key)
            .unwrap_or_default(),
        _ => 0,
    }
}

/// The lines of one container.
struct Lines<'a> {
    redactor: Redactor<'a>,
    node: &'a Node,
    written: Vec<String>,
}

impl<'a> Lines<'a> {
    /// Begins with what the container is called.
    fn new(redactor: Redactor<'a>, called: Option<&Step<'_>>, node: &'a Node) -> Self {
        let name = match called {
            Some(Step::Key(key, siblings)) => format!("{}: ", quoted(redactor, key, *siblings)),
            _ => String::new(),
        };
        let (open, _) = brackets(node);
        Self {
            redactor,
            node,
            written: vec![name + open],
        }
    }

    fn len(&self) -> usize {
        match &self.node.value {
            Value::Array(items) => items.len(),
            Value::Object(object) => object.members.len(),
            _ => 0,
        }
    }

    /// Opened, with the mark on its bracket, or behind what is in it.
    fn opened(mut self, mark: Mark) -> Excerpt {
        let len = self.len();
        if mark == Mark::End {
            self.members(len.saturating_sub(AROUND)..len);
            return self.closed(None, Mark::End);
        }
        let column = self.written.first().map_or(0, |line| line.chars().count());
        self.members(0..len.min(2 * AROUND + 1));
        self.closed(Some((0, column.saturating_sub(1)..column)), mark)
    }

    fn with_member(mut self, index: usize, mark: Mark) -> Excerpt {
        let first = index.saturating_sub(AROUND);
        let last = (index + AROUND + 1).min(self.len());
        let skipped = usize::from(first > 0);
        self.members(first..last);
        let (key, value) = self.member(index);
        let (before, length) = match (mark, key.chars().count()) {
            (Mark::Key, length) if length > 0 => (2, length),
            (_, 0) => (2, value.chars().count()),
            (_, length) => (2 + length + 2, value.chars().count()),
        };
        let line = 1 + skipped + index.saturating_sub(first);
        self.closed(Some((line, before..before + length)), mark)
    }

    /// Writes some of the members, and how many there are besides.
    fn members(&mut self, range: Range<usize>) {
        let len = self.len();
        if range.start > 0 {
            self.written.push(format!("  … {} more", range.start));
        }
        for index in range.clone() {
            let (key, value) = self.member(index);
            let colon = if key.is_empty() { "" } else { ": " };
            let comma = if index + 1 < len { "," } else { "" };
            self.written.push(format!("  {key}{colon}{value}{comma}"));
        }
        if range.end < len {
            self.written.push(format!("  … {} more", len - range.end));
        }
    }

    /// A member's key, empty for an item, and its value.
    fn member(&self, index: usize) -> (String, String) {
        match &self.node.value {
            Value::Array(items) => {
                let value = items.get(index).map(|item| self.value(item));
                (String::new(), value.unwrap_or_default())
            }
            Value::Object(object) => object
                .members
                .get(index)
                .map(|member| {
                    (
                        quoted(self.redactor, &member.key, Siblings::Of(object)),
                        self.value(&member.value),
                    )
                })
                .unwrap_or_default(),
            _ => (String::new(), self.value(self.node)),
        }
    }

    fn value(&self, node: &Node) -> String {
        match &node.value {
            Value::Array(items) if items.is_empty() => "[]".to_owned(),
            Value::Object(object) if object.members.is_empty() => "{}".to_owned(),
            _ => clipped(&self.redactor.value(node)),
        }
    }

    /// Ends; without a mark so far, it is behind the last member.
    fn closed(mut self, mark: Option<(usize, Range<usize>)>, kind: Mark) -> Excerpt {
        let (_, close) = brackets(self.node);
        // What is at fault is the comma behind the last member.
        if kind == Mark::End
            && let Some(last) = self.written.last_mut()
        {
            last.push(',');
        }
        let last = self.written.len().saturating_sub(1);
        let end = self.written.last().map_or(0, |line| line.chars().count());
        let (marked, columns) = mark.unwrap_or((last, end.saturating_sub(1)..end));
        self.written.push(close.to_owned());
        Excerpt {
            lines: self.written,
            marked,
            columns,
        }
    }
}

fn brackets(node: &Node) -> (&'static str, &'static str) {
    match node.value {
        Value::Array(_) => ("[", "]"),
        Value::Object(_) => ("{", "}"),
        _ => ("", ""),
    }
}

/// A key that is shown is quoted, one that is hidden is not.
fn quoted(redactor: Redactor<'_>, key: &str, siblings: Siblings<'_>) -> String {
    let shown = redactor.key(key, siblings);
    if shown.starts_with('‹') {
        shown.into_owned()
    } else {
        format!("\"{}\"", clipped(&shown))
    }
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;

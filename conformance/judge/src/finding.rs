//! Makes findings of drafts: gives each byte offset its line and column.
//!
//! All places are found in one pass over the text: a payload has thousands of findings, all of them on
//! one line.

use super::excerpt::Excerpt;
use super::hint::Hint;
use super::rule::Rule;
use crate::Origin;
use spanned_tree::Position;
use std::cmp::Ordering;

/// One fault, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub rule: Rule,
    /// RFC 6901; a key that may be data is replaced by `‹key:N›`, N its length.
    pub pointer: String,
    /// The same with `*` for each index, so that findings at many elements can be counted as one.
    /// A key that may be data is hidden here even when values are shown: groups have names that can
    /// be compared.
    pub folded: String,
    /// Where it begins, in what the payload's [`Origin`] names.
    pub position: Position,
    /// What is wrong, in words of the spec, without values unless they are shown.
    pub message: String,
    /// What may help.
    pub hint: Option<Hint>,
    /// Where in its container it is, if that was asked for.
    pub excerpt: Option<Box<Excerpt>>,
    /// Found in what could still be read of an unreadable payload.
    pub recovered: bool,
}

impl Finding {
    /// A finding on the whole payload.
    pub fn on_whole(rule: Rule, origin: &Origin, message: String) -> Self {
        Self {
            rule,
            pointer: String::new(),
            folded: String::new(),
            position: origin.start,
            message,
            hint: None,
            excerpt: None,
            recovered: false,
        }
    }
}

/// A finding whose place is still an offset.
pub(super) struct Draft {
    pub(super) rule: Rule,
    pub(super) pointer: String,
    pub(super) folded: String,
    pub(super) offset: usize,
    pub(super) message: String,
    pub(super) hint: Option<Hint>,
    pub(super) excerpt: Option<Box<Excerpt>>,
    pub(super) recovered: bool,
}

impl Draft {
    /// The order of findings: by place, and then by rule.
    pub(super) fn cmp_place(&self, other: &Self) -> Ordering {
        let place = |draft: &Self| (draft.offset, draft.rule.as_str());
        place(self)
            .cmp(&place(other))
            .then_with(|| self.pointer.cmp(&other.pointer))
    }
}

/// Gives each of the drafts, which are sorted by place, its line and column.
pub(super) fn place(drafts: Vec<Draft>, text: &str, origin: &Origin) -> Vec<Finding> {
    let mut at = 0;
    let mut position = Position { line: 1, column: 1 };
    let mut findings = Vec::with_capacity(drafts.len());
    for Draft {
        rule,
        pointer,
        folded,
        offset,
        message,
        hint,
        excerpt,
        recovered,
    } in drafts
    {
        for c in text.get(at..offset).unwrap_or_default().chars() {
            if c == '\n' {
                position = Position {
                    line: position.line + 1,
                    column: 1,
                };
            } else {
                position.column += 1;
            }
        }
        at = at.max(offset);
        findings.push(Finding {
            rule,
            pointer,
            folded,
            position: origin.place(position),
            message,
            hint,
            excerpt,
            recovered,
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use spanned_tree::Source;

    #[test]
    fn places_are_those_of_the_source() {
        let text = "{\r\n \"가\": 1,\n\n  \"b\": \"é\" }";
        let offsets = text
            .char_indices()
            .map(|(offset, _)| offset)
            .chain([text.len()]);
        let drafts = offsets.clone().map(|offset| Draft {
            rule: Rule::RepeatedKey,
            pointer: String::new(),
            folded: String::new(),
            offset,
            message: String::new(),
            hint: None,
            excerpt: None,
            recovered: false,
        });
        let source = Source::new("test", text);
        let expected: Vec<_> = offsets.map(|offset| source.position(offset)).collect();
        let placed: Vec<_> = place(drafts.collect(), text, &Origin::whole("test"))
            .into_iter()
            .map(|finding| finding.position)
            .collect();
        assert_eq!(placed, expected);
    }
}

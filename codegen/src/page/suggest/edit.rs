//! Edits the text of the spec where it is, so that comments and order stay as they are.

use crate::page::spec::Spec;
use crate::source::{Node, Span, scalar};

/// A range of the text, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at: Span,
    pub(super) text: String,
}

/// The text with all edits; of two that overlap the second is left out.
pub(super) fn apply<'a>(text: &str, edits: impl Iterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<_> = edits.collect();
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let mut edited = String::new();
    let mut at = 0;
    for edit in edits {
        if edit.at.start >= at {
            edited.push_str(text.get(at..edit.at.start).unwrap_or_default());
            edited.push_str(&edit.text);
            at = edit.at.end;
        }
    }
    edited.push_str(text.get(at..).unwrap_or_default());
    edited
}

/// The edits by which the list under a key of a schema gains and loses strings. `None` where the
/// text has a form that is not understood.
pub(super) fn list(
    spec: &Spec<'_>,
    schema: &str,
    key: &str,
    more: &[String],
    fewer: &[String],
) -> Option<Vec<Edit>> {
    let node = spec.at(schema)?;
    let Some(list) = node.at(&format!("/{key}")) else {
        return insert_list(spec, node, key, more);
    };
    let text = spec.source.text();
    let elements = list.as_array()?;
    let left = elements
        .iter()
        .filter(|it| !fewer.iter().any(|gone| it.as_str() == Some(gone)));
    let left: Vec<&Node> = left.collect();
    let is_known = |name: &&String| !elements.iter().any(|it| it.as_str() == Some(name.as_str()));
    let more: Vec<&String> = more.iter().filter(is_known).collect();
    let shown = text.get(list.span.clone())?;
    if shown.starts_with('[') {
        // Each element as it is written.
        let kept = left.iter().filter_map(|it| text.get(it.span.clone()));
        let all: Vec<_> = kept
            .map(str::to_owned)
            .chain(more.iter().map(|it| scalar(it)))
            .collect();
        if all.is_empty() {
            let at = lines(spec, schema, key)?;
            return Some(vec![Edit {
                at,
                text: String::new(),
            }]);
        }
        let at = list.span.clone();
        return Some(vec![Edit {
            at,
            text: format!("[{}]", all.join(", ")),
        }]);
    }
    if left.is_empty() {
        return None;
    }
    let mut edits = Vec::new();
    let gone = elements
        .iter()
        .filter(|it| !left.iter().any(|kept| kept.span == it.span));
    for element in gone {
        edits.push(Edit {
            at: whole_lines(text, &element.span),
            text: String::new(),
        });
    }
    let end = elements.last()?;
    let line = whole_lines(text, &end.span);
    let indent: String = text
        .get(line.clone())?
        .chars()
        .take_while(|c| *c == ' ')
        .collect();
    let items = more
        .iter()
        .map(|name| format!("{indent}- {}\n", scalar(name)));
    let items: String = items.collect();
    if !items.is_empty() {
        edits.push(Edit {
            at: line.end..line.end,
            text: items,
        });
    }
    Some(edits)
}

/// A list of its own, before the first key that comes behind it by custom.
fn insert_list(spec: &Spec<'_>, node: &Node, key: &str, more: &[String]) -> Option<Vec<Edit>> {
    let text = spec.source.text();
    let object = node.as_object()?;
    let before = object.get(if key == "required" {
        "properties"
    } else {
        "type"
    })?;
    let line = whole_lines(text, &before.key_span);
    let indent: String = text
        .get(line.clone())?
        .chars()
        .take_while(|c| *c == ' ')
        .collect();
    // In a flow mapping a key does not begin its line.
    let begins = text
        .get(line.start + indent.len()..before.key_span.start)?
        .is_empty();
    let items: Vec<_> = more.iter().map(|name| scalar(name)).collect();
    let at = if key == "required" {
        line.start
    } else {
        line.end
    };
    let text = format!("{indent}{key}: [{}]\n", items.join(", "));
    begins.then(|| vec![Edit { at: at..at, text }])
}

/// The lines of a key and its value, of which each is one line.
fn lines(spec: &Spec<'_>, schema: &str, key: &str) -> Option<Span> {
    let member = spec.at(schema)?.as_object()?.get(key)?;
    let text = spec.source.text();
    let first = whole_lines(text, &member.key_span);
    let last = whole_lines(text, &member.value.span);
    Some(first.start..last.end)
}

/// From the beginning of the line of a span to behind the end of its last line; blanks and line
/// feeds at the end of the span do not count.
pub(super) fn whole_lines(text: &str, span: &Span) -> Span {
    let shown = text.get(span.clone()).unwrap_or_default();
    let end = span.start + shown.trim_end().len();
    let start = text.get(..span.start).and_then(|before| before.rfind('\n'));
    let behind = text.get(end..).and_then(|rest| rest.find('\n'));
    start.map_or(0, |at| at + 1)..behind.map_or(text.len(), |at| end + at + 1)
}

//! Reads the front matter of Markdown.

use super::super::model::{Fault, Head};
use crate::source::{Format, Source, Value};

/// Reads the front matter, which begins at a line. Keys that are not known are left out: sites add
/// some.
pub(super) fn read(front: &str, line: usize, head: &mut Head, faults: &mut Vec<Fault>) {
    let source = Source::new("", front);
    let tree = source.parse(Format::Yaml);
    for fault in &tree.faults {
        faults.push(Fault {
            line: line + source.position(fault.span.start).line - 1,
            message: fault.message.to_string(),
        });
    }
    let root = tree.root.as_ref().and_then(|root| root.as_object());
    for member in root.map_or(&[][..], |root| &root.members) {
        let value = &member.value.value;
        let text = match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) => front.get(member.value.span.clone()).map(str::to_owned),
            _ => None,
        };
        match &*member.key {
            "title" => head.title = text,
            "slug" => head.slug = text,
            "updated" => head.updated = text,
            "published" => head.published = text,
            "stale" => head.stale = member.value.as_bool(),
            _ => {}
        }
    }
}

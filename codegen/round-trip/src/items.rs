//! Writes an answer of items.

use crate::document::Document;
use crate::sample::Maker;
use serde_json::Value;

/// How the items of an answer are told from one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Items {
    /// Each is a line.
    Lines,
    /// Each stands behind a record separator.
    Sequence,
    /// Each is the data of an event.
    Events,
    /// Each is an event, as an object.
    WholeEvents,
}

/// The body of an answer of these items.
pub(crate) fn written(items: Items, all: &[Value]) -> Vec<u8> {
    // Of text there is no JSON but in a sequence.
    let text = |item: &Value| match item {
        Value::String(text) => text.clone(),
        item => item.to_string(),
    };
    let all = all.iter().map(|item| match items {
        Items::Lines => format!("{}\r\n\n", text(item)),
        Items::Sequence => format!("\u{1e}{item:#}\n"),
        Items::Events => format!(": a comment\nevent: e\nid: 1\ndata: {}\n\n", text(item)),
        Items::WholeEvents => {
            let members = item.as_object().into_iter().flatten();
            let lines = members.map(|(name, value)| format!("{name}: {}\n", text(value)));
            lines.collect::<String>() + "\n"
        }
    });
    all.collect::<String>().into_bytes()
}

/// Some items of an answer, by a schema that may be that of all of them.
pub(crate) fn samples(
    document: &Document,
    schema: &Value,
    full: bool,
) -> Result<Vec<Value>, String> {
    let text = "a \"text\"";
    let resolved = document.resolved(schema);
    let of_one = match (resolved.get("type"), resolved.get("items")) {
        (Some(Value::String(name)), Some(items)) if name == "array" => items,
        _ => schema,
    };
    if *of_one == Value::Bool(true) {
        return Ok(vec![text.into()]);
    }
    let sample = |full| {
        let sent = false;
        let maker = Maker {
            document,
            full,
            sent,
            text,
        };
        maker.sample(of_one)
    };
    let both: Result<_, _> = [full, !full].map(sample).into_iter().collect();
    both.map_err(|error| format!("an item: {error}"))
}

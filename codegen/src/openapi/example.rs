//! Reads examples: those that stand where they are used, and those of `components` by reference.

use super::cursor::{At, Map, Reader};
use super::shared::{Entry, Example, Shared};
use super::{Spanned, info, value};
use serde_json::Value as Json;

/// Reads `components/examples`, and nothing else of the document.
pub(super) fn shared(reader: &Reader, root: &At<'_>) -> Shared {
    let section = root.child("components").and_then(|at| at.child("examples"));
    let mut shared = Shared::default();
    for (name, at) in section.map(|at| reader.entries(&at)).unwrap_or_default() {
        shared.places.insert(name.value.clone(), at.span());
        if let Some(entry) = entry(reader, &at) {
            shared.entries.insert(name.value, entry);
        }
    }
    shared
}

/// `example`, or the values of the named `examples`, by name; and what is said of each.
pub(super) fn examples(map: &mut Map<'_, '_>) -> (Vec<Spanned<Json>>, Vec<String>) {
    let reader = map.reader;
    let mut values: Vec<_> = map
        .take("example")
        .as_ref()
        .map(value)
        .into_iter()
        .collect();
    let mut named = map.entries("examples");
    named.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
    let mut captions = Vec::new();
    for (_, at) in &named {
        let found = entry(reader, at).map(|entry| reader.examples.borrow().resolve(entry));
        match found {
            Some(Ok(example)) => {
                values.extend(example.value);
                captions.extend(example.said);
            }
            Some(Err(fault)) => reader.report(fault),
            None => {}
        }
    }
    // Whoever lists them ends the sentence.
    for caption in &mut captions {
        caption.truncate(caption.trim_end_matches('.').len());
    }
    captions.dedup();
    (values, captions)
}

/// What is said of examples, as a sentence.
pub(super) fn sentence(captions: &[String]) -> Option<String> {
    (!captions.is_empty()).then(|| format!("Examples: {}.", captions.join("; ")))
}

fn value(at: &At<'_>) -> Spanned<Json> {
    Spanned::new(value::json(at), at.head())
}

fn entry(reader: &Reader, at: &At<'_>) -> Option<Entry> {
    let mut map = reader.map(at, "an example")?;
    let elsewhere = map
        .plain("externalValue")
        .map(|url| format!("See <{url}>."));
    let said = [map.plain("summary"), map.plain("description"), elsewhere];
    let said = info::paragraphs(said).into_iter().collect();
    if let Some(reference) = map.take("$ref") {
        return Some(Entry::Reference(reader.text(&reference)?, said));
    }
    let value = map.take("value").as_ref().map(value);
    Some(Entry::Here(Example { value, said }))
}

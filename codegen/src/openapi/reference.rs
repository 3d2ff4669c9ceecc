//! Reads what stands in a place, or the `$ref` to it.

use super::cursor::{At, Reader};
use super::{OrReference, info};

/// The thing that stands there, or the `$ref` to it.
pub(super) fn or_reference<T>(
    reader: &Reader,
    at: &At<'_>,
    thing: impl Fn(&Reader, &At<'_>) -> Option<T>,
) -> Option<OrReference<T>> {
    let refers = at
        .node
        .as_object()
        .is_some_and(|object| object.get("$ref").is_some());
    if !refers {
        return thing(reader, at).map(OrReference::Here);
    }
    let mut map = reader.map(at, "a reference")?;
    let place = map.place();
    let (summary, description) = (map.plain("summary"), map.plain("description"));
    let description = info::paragraphs([summary, description]);
    map.text("$ref")
        .map(|reference| OrReference::Reference(reference, place, description))
}

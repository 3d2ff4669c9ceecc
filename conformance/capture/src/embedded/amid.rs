//! Makes items of what is found in a text, and takes a line apart that should have been JSON and is text.

use super::likeness::Taken;
use super::search::hits;
use crate::item::{Item, Payload};
use idcard_judge::{Failure, Origin};
use memchr::memmem;

/// A payload as it stands, or as it is meant.
pub(super) fn item(mut origin: Origin, bytes: Vec<u8>, decoded: Option<Vec<u8>>) -> Item {
    let bytes = match decoded {
        Some(decoded) => {
            // No place in it is one of the line.
            origin.line.get_or_insert(origin.start.line);
            origin.start = Origin::BEGINNING;
            decoded
        }
        None if is_template(&bytes) => return Item::Failed(Failure::at(&origin, TEMPLATE)),
        None => bytes,
    };
    Item::Payload(Payload {
        origin,
        document: None,
        bytes,
    })
}

/// The documents of this API in a line that is no JSON, but text around some. None of a line that is JSON, or
/// was: there the judge says what is wrong with it.
pub fn amid_text(origin: &Origin, line: &[u8]) -> Vec<Item> {
    let found = hits(line, Taken::Documents, usize::MAX);
    let text = line.trim_ascii_start();
    let begins_document = found
        .first()
        .is_some_and(|hit| hit.decoded.is_none() && hit.range.start == line.len() - text.len());
    if text.starts_with(b"{") && !begins_document {
        return Vec::new();
    }
    let items = found.into_iter().map(|hit| {
        let start = origin.place(hit.start);
        let origin = Origin {
            start,
            ..origin.clone()
        };
        item(origin, line[hit.range].to_vec(), hit.decoded)
    });
    items.collect()
}

/// Whether an editor puts values into it before it is sent.
fn is_template(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"{{").is_some()
        && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err()
}

/// The message of what is no payload yet.
const TEMPLATE: &str =
    "variables ({{…}}) stand where values should: send it, and keep what was sent";

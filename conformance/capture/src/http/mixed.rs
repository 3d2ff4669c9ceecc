//! Reads the parts of a body that has several (`multipart/mixed`), as answers to batches have: each is a document,
//! or a message by itself (`application/http`).

use super::super::exchange::{self, Address, Content, essence, is_form};
use super::super::form::{RawPart, parts, position};
use super::super::item::Item;
use super::super::limits::Limits;
use super::head::{self, Start, is_start_line};
use clova_id_card::operation::Operation;
use idcard_judge::{Failure, Origin, SkipReason};

/// What is in the body of a call, or in its parts.
pub(crate) fn request(
    operation: &'static Operation,
    content: Content,
    addresses: &[Address],
    limits: &Limits,
) -> Vec<Item> {
    if is_mixed(content.media_type.as_deref()) {
        return items(operation, &content, false, addresses, limits);
    }
    exchange::request(operation, content)
}

/// What is in an answer, or in its parts.
pub(crate) fn response(
    operation: &'static Operation,
    status: Option<u16>,
    content: Content,
    addresses: &[Address],
    limits: &Limits,
) -> Vec<Item> {
    if is_mixed(content.media_type.as_deref()) {
        return items(operation, &content, true, addresses, limits);
    }
    vec![exchange::response(operation, status, content, limits)]
}

/// Whether a media type is one of a body in parts that is no form.
fn is_mixed(media_type: Option<&str>) -> bool {
    !is_form(media_type)
        && media_type
            .is_some_and(|text| essence(text).to_ascii_lowercase().starts_with("multipart/"))
}

/// What is in the parts of an answer, or of a call. A part in parts is none that is gone into.
fn items(
    operation: &'static Operation,
    content: &Content,
    is_answer: bool,
    addresses: &[Address],
    limits: &Limits,
) -> Vec<Item> {
    let body = &content.bytes;
    let media_type = content.media_type.as_deref().unwrap_or_default();
    let Some((ranges, is_whole)) = parts(body, media_type) else {
        let failure = Failure::at(&content.origin, "the body has no parts");
        return vec![Item::Failed(failure)];
    };
    let mut items = Vec::new();
    for range in ranges {
        // What has no head has a media type by default.
        let (inner, media_type) = match RawPart::of(body, range.clone()) {
            Some(part) => {
                let media_type = part.header("content-type").map(str::to_owned);
                (part.content, media_type)
            }
            None => (range, None),
        };
        let origin = Origin {
            start: content.origin.place(position(&body[..inner.start])),
            ..content.origin.clone()
        };
        let text = &body[inner];
        if is_start_line(text) {
            items.extend(message(text, &origin, addresses, limits));
        } else if text.trim_ascii_start().starts_with(b"{") {
            let part = Content {
                origin,
                media_type: media_type.filter(|text| !is_mixed(Some(text))),
                bytes: text.to_vec(),
                is_exact: content.is_exact,
            };
            if is_answer {
                items.push(exchange::response(operation, None, part, limits));
            } else {
                items.extend(exchange::request(operation, part));
            }
        } else {
            items.push(Item::skipped(origin, SkipReason::NoDocument));
        }
    }
    if !is_whole {
        let failure = Failure::at(&content.origin, "its parts break off");
        items.push(Item::Failed(failure));
    }
    items
}

/// What is in a message that is a part.
fn message(text: &[u8], origin: &Origin, addresses: &[Address], limits: &Limits) -> Vec<Item> {
    let end = head::end(text).unwrap_or(text.len());
    let Some(head) = head::parse(&text[..end]) else {
        return vec![Item::Failed(Failure::at(
            origin,
            "no HTTP message begins here",
        ))];
    };
    let content = Content {
        origin: Origin {
            start: origin.place(position(&text[..end])),
            ..origin.clone()
        },
        media_type: head.media_type,
        bytes: text[end..].to_vec(),
        is_exact: true,
    };
    let operation = match &head.start {
        Start::Request { method, target } => {
            exchange::operation(Some(method), Some(target), addresses)
        }
        Start::Response { .. } => exchange::operation(None, None, addresses),
    };
    match (operation, head.start) {
        (Some(operation), Start::Request { .. }) => exchange::request(operation, content),
        (Some(operation), Start::Response { status }) => {
            vec![exchange::response(operation, Some(status), content, limits)]
        }
        (None, _) => vec![Item::skipped(content.origin, SkipReason::OtherExchange)],
    }
}

//! Pairs responses with requests, by the order of the messages.

use super::super::exchange::Address;
use super::super::exchange::{self, Content, LEFT_OUT};
use super::super::item::{Item, TOO_LONG};
use super::super::limits::Limits;
use super::super::stream::decoded_body;
use super::body::Body;
use super::head::{Head, Packed, Start};
use super::mixed;
use clova_id_card::operation::Operation;
use idcard_judge::{Failure, Origin, SkipReason};
use std::sync::Arc;

/// What is known of the exchange that is going on.
pub(super) struct Pairing {
    addresses: Arc<[Address]>,
    request: Option<Request>,
}

struct Request {
    origin: Origin,
    /// `None`: with another address.
    operation: Option<&'static Operation>,
    is_answered: bool,
}

/// A message, in whole.
pub(super) struct Message {
    /// Where it begins.
    pub(super) origin: Origin,
    pub(super) head: Head,
    /// Where its body is said to be.
    pub(super) body_origin: Origin,
    pub(super) body: Body,
    /// Whether the body has the bytes that were sent.
    pub(super) is_exact: bool,
    /// Whether a response follows at once.
    pub(super) is_followed: bool,
}

impl Pairing {
    pub(super) fn new(addresses: Arc<[Address]>) -> Self {
        Self {
            addresses,
            request: None,
        }
    }

    /// Takes the next message.
    pub(super) fn next(&mut self, message: Message, limits: &Limits) -> Vec<Item> {
        match message.head.start.clone() {
            Start::Request { method, target } => {
                let operation = exchange::operation(Some(&method), Some(&target), &self.addresses);
                self.request(message, operation, limits)
            }
            Start::Response { status } => self.response(message, status, limits),
        }
    }

    /// What is left to say after the last message.
    pub(super) fn finish(&mut self) -> Option<Item> {
        let request = self.request.take()?;
        let is_ours = request.operation.is_some();
        (is_ours && !request.is_answered)
            .then(|| Item::skipped(request.origin, SkipReason::Unanswered))
    }

    fn request(
        &mut self,
        message: Message,
        operation: Option<&'static Operation>,
        limits: &Limits,
    ) -> Vec<Item> {
        let mut items: Vec<_> = self.finish().into_iter().collect();
        self.request = Some(Request {
            origin: message.origin.clone(),
            operation,
            is_answered: false,
        });
        let Some(operation) = operation else {
            items.push(Item::skipped(message.origin, SkipReason::OtherExchange));
            return items;
        };
        match message.content(limits) {
            Ok(content) => {
                items.extend(mixed::request(operation, content, &self.addresses, limits));
            }
            Err(failure) => items.push(Item::Failed(failure)),
        }
        items
    }

    fn response(&mut self, message: Message, status: u16, limits: &Limits) -> Vec<Item> {
        if message.is_interim(status) {
            // A redirect answers its request, though another answer may follow.
            if let Some(request) = &mut self.request {
                request.is_answered |= status / 100 == 3;
            }
            return vec![Item::skipped(message.origin, SkipReason::Interim)];
        }
        let operation = match &mut self.request {
            // Whoever keeps an answer without its request knows what it answers.
            None => exchange::operation(None, None, &self.addresses),
            Some(request) => {
                request.is_answered = true;
                request.operation
            }
        };
        // The exchange was counted when its request came.
        let Some(operation) = operation else {
            return Vec::new();
        };
        match message.content(limits) {
            Ok(content) => {
                mixed::response(operation, Some(status), content, &self.addresses, limits)
            }
            Err(failure) => vec![Item::Failed(failure)],
        }
    }
}

impl Message {
    /// Whether another response takes its place: it only goes on, or was followed, or opened the
    /// way through a proxy.
    fn is_interim(&self, status: u16) -> bool {
        let is_silent = matches!(self.body, Body::None | Body::LeftOut);
        let is_left_out = self.head.length.is_some_and(|length| length > 0);
        let is_tunnel = status == 200 && !self.head.has_headers;
        let is_replaced = self.is_followed && (is_left_out || is_tunnel);
        is_silent && (status / 100 == 1 || status / 100 == 3 || is_replaced)
    }

    fn content(self, limits: &Limits) -> Result<Content, Failure> {
        let origin = self.body_origin;
        let is_empty = self.head.length.is_none_or(|length| length == 0);
        let bytes = match self.body {
            Body::LeftOut | Body::None if !is_empty => {
                return Err(Failure::at(&origin, LEFT_OUT));
            }
            Body::None | Body::LeftOut => Vec::new(),
            Body::TooLong => return Err(Failure::at(&origin, TOO_LONG)),
            Body::AsItStands(bytes) | Body::Decoded(bytes) => bytes,
        };
        let bytes = match self.head.coding {
            // Some print it decompressed.
            Some(_) if bytes.is_empty() || begins_text(&bytes) => bytes,
            Some(Packed::Otherwise) => {
                let message = "it is compressed in a way that is not read";
                return Err(Failure::at(&origin, message));
            }
            Some(Packed::As(coding)) => match decoded_body(bytes, coding, limits) {
                Ok(Some(bytes)) => bytes,
                Ok(None) => return Err(Failure::at(&origin, TOO_LONG)),
                Err(error) => return Err(Failure::at(&origin, error.to_string())),
            },
            None => bytes,
        };
        Ok(Content {
            origin,
            media_type: self.head.media_type,
            bytes,
            is_exact: self.is_exact,
        })
    }
}

/// Further than this nobody has to look to see that it is text.
const BEGINNING: usize = 32;

/// Whether a body begins as JSON or a page does, with nothing that is not printed.
fn begins_text(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_start();
    let is_begun = text.first().is_some_and(|byte| b"{[<\"".contains(byte));
    is_begun
        && !text
            .iter()
            .take(BEGINNING)
            .any(|&byte| byte < b' ' && !byte.is_ascii_whitespace())
}

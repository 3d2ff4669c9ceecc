//! Reads a file of HTTP messages, as `curl -i` leaves them, and keeps the position of every body.

use super::super::cutter::{ENDS_EARLY, ReadError};
use super::super::exchange::Address;
use super::super::item::Item;
use super::super::limits::Limits;
use super::super::scan::is_space;
use super::super::steps::Steps;
use super::super::window::Window;
use super::body::{self, Body};
use super::head::{self, Start, is_start_line};
use super::pairing::{Message, Pairing};
use idcard_judge::{Origin, SkipReason};
use std::io::Read;
use std::mem;
use std::ops::ControlFlow;
use std::sync::Arc;

/// No head is longer.
const LONGEST_HEAD: usize = 1 << 18;

/// The message of one that is.
const TOO_LONG_HEAD: &str = "the head of the message does not end";

/// The messages of a file.
pub(in super::super) struct Messages<R> {
    window: Window<R>,
    input: Arc<str>,
    limits: Limits,
    pairing: Pairing,
    is_empty: bool,
    /// Whether text follows the body that is none of it.
    has_tail: bool,
}

impl<R: Read> Messages<R> {
    pub(in super::super) fn new(
        reader: R,
        input: Arc<str>,
        limits: Limits,
        addresses: Arc<[Address]>,
    ) -> Self {
        Self {
            window: Window::new(reader),
            input,
            limits,
            pairing: Pairing::new(addresses),
            is_empty: true,
            has_tail: false,
        }
    }
}

impl<R: Read> Steps for Messages<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        loop {
            let text = self.window.look(1)?;
            let blank = text.iter().take_while(|&&byte| is_space(byte)).count();
            if blank == 0 {
                break;
            }
            self.window.take(blank);
        }
        if mem::take(&mut self.has_tail) {
            let origin = Origin::at(Arc::clone(&self.input), self.window.position());
            body::skip(&mut self.window)?;
            let tail = Item::skipped(origin, SkipReason::OtherLine);
            return Ok(ControlFlow::Continue(vec![tail]));
        }
        let text = self.window.look(LONGEST_HEAD)?;
        if text.is_empty() && !self.is_empty {
            return Ok(ControlFlow::Break(Vec::from_iter(self.pairing.finish())));
        }
        self.is_empty = false;
        let is_start = is_start_line(text);
        let is_all = text.len() < LONGEST_HEAD;
        let end = head::end(text);
        let start = self.window.position();
        let syntax = |message| ReadError::Syntax(start, message);
        if !is_start {
            return Err(syntax("no HTTP message begins here"));
        }
        let end = end.ok_or_else(|| syntax(if is_all { ENDS_EARLY } else { TOO_LONG_HEAD }))?;
        let head = head::parse(&self.window.take(end))
            .ok_or_else(|| syntax("no HTTP message begins here"))?;
        let at = Origin::at(Arc::clone(&self.input), self.window.position());
        let body = body::take(&mut self.window, &head, self.limits.longest)?;
        if let Body::AsItStands(_) = body {
            self.has_tail = !body::ends_message(self.window.look(body::AHEAD)?);
        }
        let origin = Origin {
            line: Some(start.line),
            ..Origin::whole(Arc::clone(&self.input))
        };
        let body_origin = match body {
            Body::AsItStands(_) => at,
            _ => origin.clone(),
        };
        let is_response = matches!(head.start, Start::Response { .. });
        let is_followed = is_response && is_start_line(self.window.look(LONGEST_HEAD)?);
        let message = Message {
            origin,
            head,
            body_origin,
            body,
            is_exact: true,
            is_followed,
        };
        Ok(ControlFlow::Continue(
            self.pairing.next(message, &self.limits),
        ))
    }
}

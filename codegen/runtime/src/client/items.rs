//! An answer of which one item comes after the other: [`Items`].
//!
//! The call ends when the answer begins. What comes from then on is never asked for again: an item
//! that is not as described is an error in its place, and the end of the connection one at the end.

use super::event::{Cut, Piece};
use super::framing::{Cutter, Framing};
use super::reading::Begun;
use super::stream::Upload;
use crate::wire::{DecodeError, Personal, Value, decode};
use reqwest::Response;
use serde_json::Value as Json;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// The items of an answer, one after the other as they come.
///
/// Each is taken with [`next`](Self::next), or where nothing is async with `blocking_next`. The
/// limit of time of a call holds until its answer begins; from then on each wait is limited by
/// [`read_timeout`](super::ClientBuilder::read_timeout), and each item by
/// [`max_response_bytes`](super::ClientBuilder::max_response_bytes). Until the last item was taken
/// or this is dropped, which closes the connection, the call counts as one that is in flight.
pub struct Items<T> {
    coming: Option<Coming>,
    number: u64,
    #[cfg(feature = "blocking")]
    runtime: Option<tokio::runtime::Handle>,
    item: PhantomData<fn() -> T>,
}

/// The rest of an answer.
pub(super) struct Coming {
    response: Response,
    cutter: Cutter,
    is_text: bool,
    idle: Duration,
    ended: bool,
    /// While it is held the request is sent on, and nobody else has its turn.
    _held: (Option<Upload>, Option<OwnedSemaphorePermit>),
}

/// An item that is not as it is described, or the reason why no more come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemError {
    /// Which item it is, from 1.
    pub number: u64,
    /// What is wrong with it.
    pub fault: ItemFault,
    /// The item as far as it came; of an event its data.
    pub raw: Personal<Vec<u8>>,
    /// What kind of event it is, where it is one and says so.
    pub event: Option<Personal<String>>,
}

/// What is wrong with an item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ItemFault {
    /// It is not what is described.
    Decode(Box<DecodeError>),
    /// It is longer than [`max_response_bytes`](super::ClientBuilder::max_response_bytes); more of
    /// it was not kept.
    TooLong,
    /// The body ended, or the next item began, before it did.
    Unfinished,
    /// The connection broke: this is the last one.
    Truncated,
    /// Nothing came for longer than [`read_timeout`](super::ClientBuilder::read_timeout): this is
    /// the last one.
    Idle,
    /// Async code cannot wait for it in this way; it is still to come.
    InsideRuntime,
}

/// An event that a server sent.
///
/// `Debug` prints its data alone, as the type of that does.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is, where it says so.
    pub event: Option<String>,
    /// Its id, where it has one.
    pub id: Option<String>,
    /// How long to wait before a next call, where it says so.
    pub retry: Option<Duration>,
    /// Its data.
    pub data: T,
}

/// What an item is decoded into.
pub trait Item: Sized {
    /// Decodes an item.
    ///
    /// # Errors
    /// When it is not as described.
    fn of(item: &RawItem) -> Result<Self, DecodeError>;
}

/// An item before it is decoded.
pub struct RawItem {
    piece: Piece,
    is_text: bool,
}

impl RawItem {
    /// Its data as a JSON text. What is to be a text and is none stays as it is, which is no JSON.
    fn json(&self) -> Cow<'_, [u8]> {
        let data = &self.piece.data[..];
        match std::str::from_utf8(data) {
            Ok(text) if self.is_text => Json::from(text).to_string().into_bytes().into(),
            _ => data.into(),
        }
    }
}

/// In an answer of events a value that is no [`Event`] is all of one, as an object.
impl<T: Value> Item for T {
    fn of(item: &RawItem) -> Result<Self, DecodeError> {
        let Some(fields) = &item.piece.fields else {
            return decode(&item.json());
        };
        let text = |text: &String| Json::from(&**text).to_string();
        let retry = fields.retry.map(|wait| wait.as_millis().to_string());
        // Data that is no JSON is a text.
        let json = item.json();
        let data = match serde_json::from_slice::<&RawValue>(&json) {
            Ok(json) => json.get().to_owned(),
            Err(_) => text(&String::from_utf8_lossy(&json).into_owned()),
        };
        let members = [
            ("event", fields.event.as_ref().map(text)),
            ("id", fields.id.as_ref().map(text)),
            ("retry", retry),
            ("data", Some(data)),
        ];
        let members = members.into_iter();
        let members = members.filter_map(|(name, value)| Some(format!("\"{name}\":{}", value?)));
        let members: Vec<String> = members.collect();
        decode(format!("{{{}}}", members.join(",")).as_bytes())
    }
}

impl<T: Value> Item for Event<T> {
    fn of(item: &RawItem) -> Result<Self, DecodeError> {
        let data = decode(&item.json())?;
        let fields = item.piece.fields.as_ref();
        Ok(Self {
            event: fields.and_then(|it| it.event.clone()),
            id: fields.and_then(|it| it.id.clone()),
            retry: fields.and_then(|it| it.retry),
            data,
        })
    }
}

#[allow(dead_code, reason = "a service need not have such answers")]
impl Begun {
    /// The items of the answer. Where each is a `text`, no JSON is looked for in it.
    pub(crate) fn items<T: Item>(self, framing: Framing, is_text: bool) -> Items<T> {
        Items {
            coming: Some(Coming {
                response: self.response,
                cutter: Cutter::new(framing, self.most),
                is_text,
                idle: self.idle,
                ended: false,
                _held: self.held,
            }),
            number: 0,
            #[cfg(feature = "blocking")]
            runtime: tokio::runtime::Handle::try_current().ok(),
            item: PhantomData,
        }
    }
}

impl<T: Item> Items<T> {
    /// Waits for the next item; none at the end.
    ///
    /// Dropping the future loses nothing: the item is then the next one.
    ///
    /// # Errors
    /// When it is not as described, or will not come. After one that came others may.
    pub async fn next(&mut self) -> Option<Result<T, ItemError>> {
        let coming = self.coming.as_mut()?;
        let found = coming.next().await;
        if coming.ended {
            self.coming = None;
        }
        self.number += u64::from(found.is_some());
        Some(self.decoded(found?))
    }

    /// Blocks until there is a next item; none at the end. The client that was called must live on.
    ///
    /// # Errors
    /// As [`next`](Self::next); and in async code, where waiting would stall a runtime.
    #[cfg(feature = "blocking")]
    pub fn blocking_next(&mut self) -> Option<Result<T, ItemError>> {
        if self.coming.is_some() && super::runtime::would_stall() {
            return Some(Err(self.fault(Piece::default(), ItemFault::InsideRuntime)));
        }
        let mut coming = self.coming.take()?;
        let (sender, receiver) = std::sync::mpsc::sync_channel(1);
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move {
                let found = coming.next().await;
                // Whoever waited may be gone.
                let _ = sender.send((coming, found));
            });
        }
        let Ok((coming, found)) = receiver.recv() else {
            self.number += 1;
            return Some(Err(self.fault(Piece::default(), ItemFault::Truncated)));
        };
        self.coming = Some(coming).filter(|coming| !coming.ended);
        self.number += u64::from(found.is_some());
        Some(self.decoded(found?))
    }

    fn decoded(&self, (piece, found): (Piece, Result<bool, ItemFault>)) -> Result<T, ItemError> {
        match found {
            Ok(is_text) => {
                let item = RawItem { piece, is_text };
                T::of(&item)
                    .map_err(|error| self.fault(item.piece, ItemFault::Decode(error.into())))
            }
            Err(fault) => Err(self.fault(piece, fault)),
        }
    }
}

impl<T> Items<T> {
    fn fault(&self, piece: Piece, fault: ItemFault) -> ItemError {
        let event = piece.fields.and_then(|fields| fields.event);
        ItemError {
            number: self.number,
            fault,
            raw: Personal::new(piece.data),
            event: event.map(Personal::new),
        }
    }
}

impl Coming {
    /// The next item, and whether it is a text, or what is wrong with it.
    async fn next(&mut self) -> Option<(Piece, Result<bool, ItemFault>)> {
        let (cut, broken) = loop {
            if let Some(cut) = self.cutter.cut() {
                break (Some(cut), None);
            }
            let broken = match timeout(self.idle, self.response.chunk()).await {
                Ok(Ok(Some(chunk))) => {
                    self.cutter.push(chunk);
                    continue;
                }
                Ok(Ok(None)) => None,
                Ok(Err(error)) if !error.is_timeout() => Some(ItemFault::Truncated),
                Ok(Err(_)) | Err(_) => Some(ItemFault::Idle),
            };
            self.ended = true;
            break (self.cutter.finish(), broken);
        };
        let (piece, fault) = match cut {
            None => (broken.is_some().then(Piece::default)?, None),
            Some(Cut::Item(piece)) => (piece, None),
            Some(Cut::TooLong(piece)) => (piece, Some(ItemFault::TooLong)),
            Some(Cut::Unfinished(piece)) => (piece, Some(ItemFault::Unfinished)),
        };
        Some((piece, broken.or(fault).map_or(Ok(self.is_text), Err)))
    }
}

impl ItemError {
    /// Whether no item comes after it.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        matches!(self.fault, ItemFault::Truncated | ItemFault::Idle)
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        match &self.fault {
            ItemFault::Decode(error) => {
                write!(formatter, "item {number} is not the described one: {error}")
            }
            ItemFault::TooLong => write!(formatter, "item {number} is longer than the limit"),
            ItemFault::Unfinished => write!(formatter, "the end of item {number} is missing"),
            ItemFault::Truncated => {
                write!(
                    formatter,
                    "the connection broke before the end of item {number}"
                )
            }
            ItemFault::Idle => write!(formatter, "item {number} did not come in time"),
            ItemFault::InsideRuntime => formatter.write_str("async code cannot block for an item"),
        }
    }
}

impl Error for ItemError {}

impl<T: fmt::Debug> fmt::Debug for Event<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Event");
        shown.field("data", &self.data).finish_non_exhaustive()
    }
}

impl fmt::Debug for RawItem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RawItem").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").finish_non_exhaustive()
    }
}

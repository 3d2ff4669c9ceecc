//! Recognises a card in a picture, and blocks: [`Recognize`].

use super::answer::Answer;
use super::image::Image;
use super::recognize::{self, BodyKind};
use crate::client::blocking::Client;
use crate::client::{Error, RepeatPolicy, Runtime};
use crate::types::ImageFormat;
use crate::wire::Personal;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A call that has not been sent yet: send it with [`send`](Self::send).
#[must_use = "nothing is sent before `send`"]
pub struct Recognize {
    call: recognize::Recognize,
    runtime: Arc<Runtime>,
}

impl Client {
    /// Recognises the card in a picture. The format is detected, and everything else that the
    /// service asks for is filled in.
    pub fn recognize(&self, image: impl Into<Image>) -> Recognize {
        Recognize {
            call: self.client.recognize(image),
            runtime: Arc::clone(&self.runtime),
        }
    }
}

impl Recognize {
    /// Declares the format of the picture. It is detected anyway: a call with another one is not
    /// sent.
    pub fn format(mut self, format: ImageFormat) -> Self {
        self.call = self.call.format(format);
        self
    }

    /// Sets the name of the picture in the answer; `image` by default. Do not name a person in it.
    pub fn image_name(mut self, name: impl Into<Personal<String>>) -> Self {
        self.call = self.call.image_name(name);
        self
    }

    /// Sets the id of the call in the answer; a random UUID by default.
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.call = self.call.request_id(id);
        self
    }

    /// Sets the time of the call, in milliseconds since 1970-01-01 UTC; now by default.
    pub fn timestamp(mut self, milliseconds: i64) -> Self {
        self.call = self.call.timestamp(milliseconds);
        self
    }

    /// Sets the body that the picture is sent in.
    pub fn body(mut self, kind: BodyKind) -> Self {
        self.call = self.call.body(kind);
        self
    }

    /// Turns a photo upright before it is sent, if its EXIF data mark it as turned; as the method of
    /// the same name of the [async call](recognize::Recognize::upright).
    #[cfg(feature = "upright")]
    pub fn upright(mut self) -> Self {
        self.call = self.call.upright();
        self
    }

    /// Limits the time of the call, with all its attempts; instead of the client's own limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.call = self.call.timeout(limit);
        self
    }

    /// Sets when the call is repeated; instead of the client's own policy.
    pub fn repeat(mut self, policy: RepeatPolicy) -> Self {
        self.call = self.call.repeat(policy);
        self
    }

    /// Sends the call, and blocks until it ends. Status 200 does not mean that a card was
    /// recognised: see [`into_recognized`](Answer::into_recognized).
    ///
    /// # Errors
    /// When there is no answer of the described kind; the error says whether anything was sent. In
    /// async code, where waiting would stall a runtime, nothing is sent: use the async client, or
    /// `spawn_blocking`.
    pub fn send(self) -> Result<Answer, Error> {
        self.runtime.run(self.call.send())
    }
}

impl fmt::Debug for Recognize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Recognize").finish_non_exhaustive()
    }
}

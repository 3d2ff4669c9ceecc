//! Calling the service: what is sent, what may come back, and what it may have cost.
//!
//! It stands apart from the types because it is the only part that needs a network. A call goes
//! through it in one direction: a payload is made, a [`Call`] sends it, perhaps several times,
//! and what comes is either the described answer or an [`Error`] that says whether anything was
//! sent. Nothing here names an operation: those are in `api`, which is written for one service.
//!
//! # What is never done
//! A redirect is not followed, since it would carry the secrets away. Plain `http` goes to this
//! machine only. A call is not repeated unless it was certainly not sent, or was refused before any
//! work: see [`RepeatPolicy`].
//!
//! # Cancelling
//! Dropping the future of a call closes its connection. What was sent by then may be worked on, and
//! paid for, all the same.

mod address;
mod answer;
mod api;
mod attempt;
mod base64;
#[cfg(feature = "blocking")]
pub mod blocking;
mod build;
mod builder;
mod call;
mod content;
mod error;
mod form;
mod http;
mod limit;
mod payload;
mod progress;
mod random;
mod refusal;
mod repeat;
#[cfg(feature = "blocking")]
mod runtime;
mod stream;
mod trace;
#[cfg(feature = "blocking")]
mod waiting;

pub use api::*;
pub use build::BuildError;
pub use builder::{
    CONNECT_TIMEOUT, ClientBuilder, IDLE_TIMEOUT, MAX_RESPONSE_BYTES, POOL_IDLE_TIMEOUT, TIMEOUT,
};
pub use call::Call;
pub use content::Content;
pub use error::{
    Account, BodyError, BodyFault, CallError, DecodeFailure, Limit, Sent, StatusError,
    TimeoutError, TransportError, TransportFault,
};
pub use refusal::{Refusal, Undescribed};
pub use repeat::RepeatPolicy;
/// The crate that connections are made with, in the version whose types are taken here.
pub use reqwest;

pub(crate) use call::{document, nothing, perhaps};
pub(crate) use form::Form;
pub(crate) use http::Http;
pub(crate) use limit::{Limited, Place};
pub(crate) use payload::Payload;
pub(crate) use random::random;
#[cfg(feature = "blocking")]
pub(crate) use runtime::Runtime;

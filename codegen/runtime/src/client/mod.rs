//! Calls the service.
//!
//! A [`Call`] sends its payload, perhaps several times, and ends with the described answer or with
//! a [`CallError`] that says whether anything was sent. The operations are in `api`, which is
//! emitted for one service; nothing else here names one.
//!
//! # What is never done
//! A redirect is not followed, since it would carry the secrets away. Plain `http` is for this
//! machine only. A call is not repeated unless it was certainly not sent, or was refused before any
//! work: see [`RepeatPolicy`].
//!
//! # Cancelling
//! Dropping the future of a call closes its connection. What was sent by then may be processed, and
//! charged, all the same.
//!
//! # Several runtimes
//! A call needs a runtime of tokio with its timer and its sockets on. An open connection belongs to
//! the runtime that it was opened in, and closes when that one is dropped; so whoever has several,
//! such as one for each test, keeps a client for each. A client that is used in a second one opens
//! new connections there. The blocking client has a thread and a runtime of its own.
//!
//! # TLS
//! The feature `rustls`, which is on by default, builds C, and `native-tls` may. Without a C
//! compiler there is `rustls-no-provider`, for a program that installs a provider of cryptography
//! in Rust alone; and without all three there is plain `http` on this machine.

mod address;
mod answer;
mod api;
mod attempt;
mod base64;
#[cfg(feature = "blocking")]
pub mod blocking;
#[allow(dead_code, reason = "a service need not have limits of every kind")]
mod bound;
mod build;
mod builder;
mod call;
mod content;
mod credential;
mod diagnosis;
mod document;
mod error;
mod event;
mod form;
mod framing;
mod header;
mod http;
mod id;
mod items;
mod limit;
mod parameter;
mod payload;
mod progress;
mod random;
mod raw;
mod reading;
mod refusal;
mod repeat;
#[cfg(feature = "blocking")]
mod runtime;
mod segment;
mod stream;
mod trace;
mod transport;
#[cfg(feature = "blocking")]
mod waiting;

pub use api::*;
pub use build::BuildError;
pub use builder::{
    CONNECT_TIMEOUT, ClientBuilder, IDLE_TIMEOUT, MAX_RESPONSE_BYTES, POOL_IDLE_TIMEOUT, TIMEOUT,
};
pub use call::Call;
pub use content::Content;
pub use document::Document;
pub use error::{
    Account, BodyError, BodyFault, CallError, DecodeFailure, Limit, Sent, StatusError, TimeoutError,
};
pub use header::{Headed, HeaderError};
pub use items::{Event, Item, ItemError, ItemFault, Items, RawItem};
pub use raw::RawAnswer;
pub use refusal::{Refusal, Undescribed};
pub use repeat::RepeatPolicy;
/// Re-exports the HTTP library, in the version whose types this client accepts.
pub use reqwest;
pub use transport::{ProxyFault, TlsFault, TransportError, TransportFault};

#[allow(unused_imports, reason = "a service need not have parameters")]
pub(crate) use bound::Bound;
pub(crate) use form::Form;
#[allow(unused_imports, reason = "a service need not have such answers")]
pub(crate) use framing::Framing;
#[allow(unused_imports, reason = "a service need not have such headers")]
pub(crate) use header::Headers;
pub(crate) use http::Http;
pub(crate) use id::CallId;
pub(crate) use limit::{Limited, Place};
#[allow(unused_imports, reason = "a service need not have parameters")]
pub(crate) use parameter::{In, Style};
pub(crate) use payload::Payload;
pub(crate) use random::random;
pub(crate) use reading::{document, nothing, perhaps, raw};
#[cfg(feature = "blocking")]
pub(crate) use runtime::Runtime;

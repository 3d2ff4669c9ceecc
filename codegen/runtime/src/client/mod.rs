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
#[cfg(feature = "base64-content")]
mod base64;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "bounds")]
#[allow(dead_code, reason = "a service need not have limits of every kind")]
mod bound;
mod build;
mod builder;
mod call;
#[cfg(feature = "content")]
mod content;
mod credential;
mod diagnosis;
mod document;
mod error;
#[cfg(feature = "items")]
mod event;
#[cfg(feature = "form")]
mod form;
#[cfg(feature = "items")]
mod framing;
#[cfg(feature = "headers")]
mod header;
mod http;
#[cfg(feature = "call-id")]
mod id;
#[cfg(feature = "items")]
mod items;
#[cfg(feature = "limits")]
mod limit;
mod parameter;
mod payload;
mod percent;
mod piece;
mod progress;
mod random;
#[cfg(feature = "raw")]
mod raw;
mod reading;
mod refusal;
mod repeat;
#[cfg(feature = "blocking")]
mod runtime;
mod segment;
mod stream;
mod texts;
mod trace;
mod transport;
#[cfg(feature = "urlencoded")]
mod urlencoded;
#[cfg(feature = "blocking")]
mod waiting;

pub use api::*;
pub use build::BuildError;
pub use builder::{
    CONNECT_TIMEOUT, ClientBuilder, IDLE_TIMEOUT, MAX_RESPONSE_BYTES, POOL_IDLE_TIMEOUT, TIMEOUT,
};
pub use call::Call;
#[cfg(feature = "content")]
pub use content::Content;
pub use document::Document;
pub use error::{
    Account, BodyError, BodyFault, CallError, DecodeFailure, Limit, Sent, StatusError, TimeoutError,
};
#[cfg(feature = "headers")]
pub use header::{Headed, HeaderError};
#[cfg(feature = "items")]
pub use items::{Event, Item, ItemError, ItemFault, Items, RawItem};
#[cfg(feature = "raw")]
pub use raw::RawAnswer;
pub use refusal::{Refusal, Undescribed};
pub use repeat::RepeatPolicy;
/// Re-exports the HTTP library, in the version whose types this client accepts.
pub use reqwest;
pub use transport::{ProxyFault, TlsFault, TransportError, TransportFault};

#[cfg(feature = "bounds")]
#[allow(
    unused_imports,
    reason = "a service need not have parameters with limits"
)]
pub(crate) use bound::Bound;
#[cfg(feature = "form")]
pub(crate) use form::Form;
#[cfg(feature = "items")]
#[allow(unused_imports, reason = "a service need not have such answers")]
pub(crate) use framing::Framing;
#[cfg(feature = "headers")]
#[allow(unused_imports, reason = "a service need not have such headers")]
pub(crate) use header::Headers;
pub(crate) use http::Http;
#[cfg(feature = "call-id")]
pub(crate) use id::CallId;
#[cfg(feature = "limits")]
pub(crate) use limit::{Limited, Place};
#[allow(unused_imports, reason = "a service need not have parameters")]
pub(crate) use parameter::{In, Style};
pub(crate) use payload::Payload;
pub(crate) use random::random;
#[cfg(feature = "raw")]
pub(crate) use reading::raw;
pub(crate) use reading::{document, nothing, perhaps};
#[cfg(feature = "blocking")]
pub(crate) use runtime::Runtime;

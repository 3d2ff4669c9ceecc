//! The hand-written Rust that every emitted crate carries: built, linted and tested here, and
//! emitted by copy.
//!
//! What is under `wire` and `client` depends on no API. [`WIRE`] and [`CLIENT`] are the same as
//! text, for the generator, which needs none of the features. What an emitted crate has beside
//! them (`catalog`, `operation`, `client::api`, `client::blocking`) stands here only as far as the
//! copied modules refer to it. In their examples the name of this crate is replaced by that of the
//! emitted crate.

#[cfg(feature = "catalog")]
pub mod catalog;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "wire")]
pub mod operation;
#[cfg(test)]
mod tests;
#[cfg(feature = "wire")]
pub mod wire;

#[cfg(feature = "client")]
pub use client::{Client, Error};
#[cfg(feature = "wire")]
pub use wire::{DecodeError, EncodeError, Nullable, Personal, Secret, decode, encode};

/// A file by its path under the folder that it is emitted to, and its text.
pub type Source = (&'static str, &'static str);

macro_rules! sources {
    ($folder:literal: $($path:literal)*) => {
        &[$(($path, include_str!(concat!($folder, "/", $path)))),*]
    };
}

/// The files of `src/wire/`.
pub const WIRE: &[Source] = sources!("wire":
    "catalog.rs"
    "decimal.rs"
    "digits.rs"
    "document.rs"
    "file.rs"
    "formats.rs"
    "listed.rs"
    "members.rs"
    "mod.rs"
    "nullable.rs"
    "object.rs"
    "operation.rs"
    "optional.rs"
    "parts.rs"
    "redacted.rs"
    "scalar.rs"
    "schema.rs"
    "text.rs"
    "union.rs"
    "unknown.rs"
    "unused.rs"
    "validator/cursor.rs"
    "validator/found.rs"
    "validator/mod.rs"
    "validator/number.rs"
    "validator/skip.rs"
    "validator/string.rs"
    "validator/window.rs"
    "value.rs"
    "visit.rs"
    "whole.rs"
);

/// The files of `src/client/` that do not depend on the API.
pub const CLIENT: &[Source] = sources!("client":
    "address.rs"
    "answer.rs"
    "attempt.rs"
    "base64.rs"
    "bound.rs"
    "build.rs"
    "builder.rs"
    "call.rs"
    "content.rs"
    "credential.rs"
    "diagnosis.rs"
    "document.rs"
    "error.rs"
    "event.rs"
    "form.rs"
    "framing.rs"
    "header.rs"
    "http.rs"
    "id.rs"
    "items.rs"
    "limit.rs"
    "mod.rs"
    "parameter.rs"
    "payload.rs"
    "percent.rs"
    "piece.rs"
    "progress.rs"
    "random.rs"
    "raw.rs"
    "reading.rs"
    "refusal.rs"
    "repeat.rs"
    "runtime.rs"
    "segment.rs"
    "stream.rs"
    "texts.rs"
    "trace.rs"
    "transport.rs"
    "urlencoded.rs"
    "waiting.rs"
);

/// What not every API has a use for: the feature that it stands behind, and the names of which code
/// that has a use for it mentions one, or two with `::` between them.
pub const PARTS: &[(&str, &[&str])] = &[
    ("base64-content", &["json_around"]),
    ("base64-texts", &["wire::Base64"]),
    ("bounds", &["Bound"]),
    ("call-id", &["CallId"]),
    ("content", &["Content"]),
    ("cookie-parameters", &["In::Cookie"]),
    ("date-times", &["wire::DateTime"]),
    ("dates", &["wire::Date"]),
    ("decimals", &["wire::Decimal"]),
    ("deep-objects", &["Style::Deep"]),
    ("durations", &["wire::Duration"]),
    ("files", &["FilePart"]),
    ("form", &["Form"]),
    (
        "formats",
        &[
            "wire::Base64",
            "wire::Date",
            "wire::DateTime",
            "wire::Decimal",
            "wire::Duration",
            "wire::Uri",
            "wire::Uuid",
        ],
    ),
    ("free-parts", &["FreeParts"]),
    ("header-parameters", &["In::Header"]),
    ("headers", &["Headed", "Headers"]),
    ("items", &["Framing"]),
    ("json-parameters", &["Style::Json"]),
    (
        "labels",
        &[
            "Style::Label",
            "Style::LabelExploded",
            "Style::Matrix",
            "Style::MatrixExploded",
        ],
    ),
    ("limits", &["Limited", "Place"]),
    ("lists", &["NotListed", "UnknownValue", "wire::Text"]),
    ("members", &["wire::Members"]),
    ("naming", &["Naming"]),
    ("nullable", &["Nullable"]),
    (
        "numbers",
        &["super::digits", "wire::Integer", "wire::Number"],
    ),
    ("prepared", &["prepared"]),
    ("raw", &["RawAnswer"]),
    ("scalars", &["UnknownScalar", "wire::Scalar"]),
    ("separators", &["Style::Pipe", "Style::Space"]),
    ("styles-in-forms", &["styled"]),
    ("unions", &["wire::Union"]),
    ("uris", &["wire::Uri"]),
    ("urlencoded", &["urlencoded"]),
    ("uuids", &["wire::Uuid"]),
];

//! Proves that a generated client says what its document describes: a service is made from the same
//! document, and a caller asks each operation of the emitted crate against it.
//!
//! ```text
//! document ─ OpenAPI → operations, and what each schema has against a value
//! direction ─ what is asked of a request, and what of an answer
//! schema ─── what a schema is made of
//! sample ─── a schema → a value that it takes
//! http ───── one request is read, one answer is sent, on 127.0.0.1
//! style ──── the text of a parameter → its value, by style
//! body ───── the bytes of a body → its value, by media type
//! case ───── what is to be sent, and what is answered
//! judge ──── a request → what the document has against it
//! damage ─── a request → requests that are not what was asked
//! trip ───── all cases of a document, and what came of them
//! ```
//!
//! Nothing of the generator is used here: who is to find its faults must not share them. Only the
//! binary `callers`, which writes the code of the callers, knows it.

mod body;
mod case;
mod damage;
mod direction;
mod document;
mod http;
mod items;
mod judge;
mod sample;
mod schema;
mod seen;
mod style;
mod trip;

pub use case::{Case, Described, value};
pub use document::Document;
pub use http::Request;
pub use items::Items;
pub use seen::{Failure, Seen};
pub use trip::{Figures, Trip};

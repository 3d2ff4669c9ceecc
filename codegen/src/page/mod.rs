//! Reads the vendor's reference pages and compares them with the spec and with what they said last.
//!
//! ```text
//! read ──── bytes of one page → Page     Markdown, HTML or copied text, in any language
//! model ─── Page, Table, Row             what a page says, whatever form it came in
//! ```

pub mod model;
pub mod read;

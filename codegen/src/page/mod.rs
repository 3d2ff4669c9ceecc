//! Reads the vendor's reference pages and compares them with the spec and with what they said last.
//!
//! ```text
//! read ────── bytes of one page → Page     Markdown, HTML or copied text, in any language
//! model ───── Page, Table, Row             what a page says, whatever form it came in
//! layout ──── pages.toml                   which table is what of the spec
//! identity ── a page → which of ours, if it is one
//! edition ─── Page → rows by section       with digests in place of sentences
//! snapshot ── an edition as it was accepted, as text
//! register ── register.toml                where sources disagree, and what was chosen
//! drift ───── editions, spec, register → findings
//! suggest ─── findings → edits of the spec
//! releases ── entries of release notes that lead to our pages
//! report ──── findings → text
//! ```

mod align;
mod digest;
pub mod drift;
pub mod edition;
pub mod finding;
pub mod identity;
pub mod layout;
pub mod model;
pub mod read;
pub mod register;
pub mod releases;
pub mod report;
pub mod snapshot;
pub mod spec;
pub mod suggest;

pub use digest::digest;

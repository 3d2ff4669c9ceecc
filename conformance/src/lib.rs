//! Verdicts on payloads of the id-card API, and the proof that all the instruments agree.
//!
//! ```text
//! capture ── paths and standard input → payloads
//! validate ─ payload → judgement: a verdict, and findings that show no value
//! report ─── judgements → one of eight forms, and an exit code  (text and JSON without features)
//! conform ── the workspace → a table of what holds      (feature `conform`)
//! service ── a stand-in of the service to call           (feature `service`)
//! ```
//!
//! What a payload should look like is not written down here: it comes from the catalogue and the
//! schemas that are emitted with the types, see [`clova_id_card::catalog`].

pub mod capture;
#[cfg(feature = "conform")]
pub mod conform;
pub mod report;
#[cfg(feature = "service")]
pub mod service;
pub mod validate;

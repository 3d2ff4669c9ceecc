//! Verdicts on payloads of the id-card API, and the proof that all the instruments agree.
//!
//! ```text
//! capture ── paths and standard input → payloads         (more than one with feature `capture`)
//! report ─── judgements → one of eight forms, and an exit code  (text and JSON without features)
//! engine ─── whatever people have → a report, on all cores  (feature `capture`)
//! observe ── payloads → what the spec does not say yet
//! stream ─── lines → verdict lines, and many parts of those → one report  (feature `capture`)
//! conform ── the workspace → a table of what holds      (feature `conform`)
//! service ── a stand-in of the service to call           (feature `service`)
//! corpus ─── as many payloads as one likes, some faulty  (feature `corpus`)
//! ```
//!
//! What a payload should look like is not written down here: it comes from the catalogue and the
//! schemas that are emitted with the types, see [`clova_id_card::catalog`].

pub mod capture;
#[cfg(feature = "conform")]
pub mod conform;
#[cfg(feature = "corpus")]
pub mod corpus;
#[cfg(feature = "capture")]
pub mod engine;
#[cfg(any(feature = "corpus", feature = "service"))]
mod made_up;
pub mod observe;
pub mod report;
#[cfg(feature = "service")]
pub mod service;
mod smallest;
#[cfg(feature = "capture")]
pub mod stream;

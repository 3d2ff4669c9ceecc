//! Runs judge, captures and reports together for the program `idcard`, and proves that all the
//! instruments agree.
//!
//! ```text
//! engine ─── captures → a report, on all cores
//! stream ─── lines → verdict lines, and many parts of those → one report
//! file ───── the file of a call → what is wrong with it
//! observe ── payloads → what the spec does not say yet
//! conform ── the workspace → a table of what holds
//! ```
//!
//! Its parts are packages of their own: [`idcard_judge`], [`idcard_capture`], [`idcard_report`],
//! [`idcard_service`] and `idcard-synthetic`. Only this one sees the generator.
//!
//! What a payload should look like is not written down here: it comes from the catalogue and the
//! schemas that are emitted with the types, see [`clova_id_card::catalog`].

pub mod conform;
pub mod engine;
pub mod file;
mod foreign;
pub mod observe;
mod smallest;
pub mod stream;
pub mod tls;

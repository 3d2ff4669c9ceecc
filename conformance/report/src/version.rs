//! Numbers the JSON shapes that are a promise.
//!
//! Members may be added to each of them; its number counts up when one changes or goes.

/// Of the report, as one document and as lines: the member `report`.
pub const REPORT: u32 = 2;

/// Of verdict lines and their trailer: the member `shape` of the trailer.
pub const VERDICTS: u32 = 1;

/// Of the sum of verdict lines: the member `merge`.
pub const MERGE: u32 = 1;

/// Of what was observed: the member `observe`.
pub const OBSERVE: u32 = 1;

//! Makes one change to a payload, the same for the same chance.
//!
//! ```text
//! bytes    what a broken wire does          members  what another program does: keys, order, nesting
//! tokens   what another writer does         number   what another library does to numbers
//! ```
//!
//! Most changes are small: a text that nobody takes for JSON tests only the first error of all.

use super::{bytes, members, number, tokens};
use fastrand::Rng;

/// Changes it in one way.
pub(crate) fn mutate(payload: Vec<u8>, rng: &mut Rng) -> Vec<u8> {
    if rng.u8(..4) == 0 {
        return bytes::change(payload, rng);
    }
    // The others need a text.
    let text = match String::from_utf8(payload) {
        Ok(text) => text,
        Err(error) => return bytes::change(error.into_bytes(), rng),
    };
    let changed = match rng.u8(..8) {
        0..=2 => tokens::change(&text, rng),
        3 | 4 => number::change(&text, rng),
        _ => members::change(&text, rng),
    };
    changed.unwrap_or(text).into_bytes()
}

/// Puts a text in place of a part of another.
pub(crate) fn replace(text: &str, part: std::ops::Range<usize>, by: &str) -> String {
    [&text[..part.start], by, &text[part.end..]].concat()
}

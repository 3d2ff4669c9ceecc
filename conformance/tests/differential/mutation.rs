//! One change to a payload: bytes come in, other bytes go out, the same for the same chance.
//!
//! ```text
//! bytes    what a broken wire does          members  what another program does: keys, order, nesting
//! tokens   what another writer does         number   what another library does to numbers
//! ```
//!
//! It stands apart because it decides how often each is done: most changes are small, since a text
//! that nobody takes for JSON tests only the first error of everybody.

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

//! Changes bits, bytes and stretches, as a broken wire does: without knowing JSON, it reaches what
//! nobody thought of.

use fastrand::Rng;

/// Bytes that mean something to somebody: brackets, quotes, digits, spaces of JSON and of others,
/// control characters, beginnings and continuations of UTF-8.
const TELLING: &[u8] =
    b"{}[]\",:\\/ \t\r\n0123456789+-.eEtfnuaxX'\x00\x0b\x0c\x1f\x7f\x80\xbf\xc2\xe1\xed\xf0\xff";

/// Changes it somewhere.
pub(crate) fn change(mut payload: Vec<u8>, rng: &mut Rng) -> Vec<u8> {
    if payload.is_empty() {
        payload.push(telling(rng));
        return payload;
    }
    let at = rng.usize(..payload.len());
    match rng.u8(..9) {
        0 => payload[at] ^= 1 << rng.u8(..8),
        1 => payload[at] = rng.u8(..),
        2 => payload[at] = telling(rng),
        3 | 4 => payload.insert(at, telling(rng)),
        5 => {
            payload.remove(at);
        }
        6 => payload.truncate(at),
        7 => {
            let end = (at + rng.usize(1..40)).min(payload.len());
            payload.drain(at..end);
        }
        _ => {
            let end = (at + rng.usize(1..40)).min(payload.len());
            let part = payload[at..end].to_vec();
            let to = rng.usize(..=payload.len());
            payload.splice(to..to, part);
        }
    }
    payload
}

fn telling(rng: &mut Rng) -> u8 {
    TELLING[rng.usize(..TELLING.len())]
}

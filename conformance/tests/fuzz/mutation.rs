//! Changes a seed at random, the same for the same chance.

use fastrand::Rng;

/// What means something in one of the formats.
const WORDS: [&str; 48] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\0",
    "\t",
    "null",
    "true",
    "-",
    "0",
    "1e999",
    "99999999999999999999",
    "\u{feff}",
    "\u{202e}",
    "<script>",
    "```",
    "&a ",
    "*a",
    "<<: ",
    "!!x ",
    "| ",
    "---\n",
    "$ref",
    "#/components/schemas/",
    "type: ",
    "enum: [",
    "oneOf",
    "HTTP/1.1 200 OK\r\n",
    "POST /document/id-card HTTP/1.1\r\n",
    "Content-Length: ",
    "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n",
    "0000: 7b 22\n",
    "=> Send data, 9 bytes\n",
    "<= Recv header, 2 bytes\n",
    "\"encoding\": \"base64\", ",
    "\u{1f}\u{8b}\u{8}",
    "zq7canary",
    "ffffffff\r\n",
];

/// No longer than this, whatever was put in.
const LONGEST: usize = 1 << 16;

/// One of the seeds with a few changes.
pub(crate) fn mutated(seeds: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = seeds[rng.usize(..seeds.len())].clone();
    for _ in 0..rng.usize(1..6) {
        change(&mut bytes, seeds, rng);
    }
    bytes.truncate(LONGEST);
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], rng: &mut Rng) {
    let at = rng.usize(..=bytes.len());
    let part = range(bytes.len(), rng);
    match rng.u8(..9) {
        0 => put(bytes, at..at, &[rng.u8(..)]),
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << rng.u8(..8);
            }
        }
        2 => put(bytes, part, &[]),
        3 => {
            let times = rng.usize(1..20);
            let copy = bytes[part].repeat(times);
            put(bytes, at..at, &copy);
        }
        4 => bytes.truncate(at),
        5 => {
            let other = &seeds[rng.usize(..seeds.len())];
            let piece = other[range(other.len(), rng)].to_vec();
            put(bytes, part, &piece);
        }
        6 => put(bytes, part, WORDS[rng.usize(..WORDS.len())].as_bytes()),
        _ => put(bytes, at..at, WORDS[rng.usize(..WORDS.len())].as_bytes()),
    }
}

/// A part of so many bytes, mostly a short one.
fn range(length: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let start = rng.usize(..=length);
    let most = if rng.u8(..8) == 0 { length } else { 16 };
    start..(start + rng.usize(..=most)).min(length)
}

fn put(bytes: &mut Vec<u8>, place: std::ops::Range<usize>, piece: &[u8]) {
    bytes.splice(place, piece.iter().copied());
}

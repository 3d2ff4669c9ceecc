//! Changes tokens, the spaces between them and the spelling of strings, as another writer does. The
//! text need not be one that can be read.

use super::mutation::replace;
use fastrand::Rng;
use std::fmt::Write as _;
use std::ops::Range;

/// What a token may be replaced by.
const TOKENS: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "\"\"",
    "0",
    "-0",
    "1",
    "1.5",
    "1e2",
    "1e999",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "tru",
    "nul",
    "NaN",
    "Infinity",
    "-",
    "\"a",
    "'a'",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\u0000\"",
    "\"\u{7f}\"",
    "\"SUCCESS\"",
    "\"ko\"",
    "[[[]]]",
    "{\"a\":{}}",
];

/// What may stand between two tokens, and what may not.
const SPACES: &[&str] = &[
    " ",
    "  ",
    "\n",
    "\t",
    "\r\n",
    " \t\r\n ",
    "                                                   ",
    "\u{b}",
    "\u{c}",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "/**/",
    "#",
];

/// Changes it somewhere; `None` where there is no token.
pub(crate) fn change(text: &str, rng: &mut Rng) -> Option<String> {
    let tokens = tokens(text);
    let one = rng.choice(&tokens)?.clone();
    let other = rng.choice(&tokens)?.clone();
    let changed = match rng.u8(..12) {
        0 => replace(text, one, ""),
        1 => replace(text, one.start..one.start, &text[one]),
        2 => replace(text, one, rng.choice(TOKENS)?),
        3 => swap(text, one, other),
        4..=6 => {
            let space = if rng.bool() { &SPACES[..7] } else { SPACES };
            replace(text, one.start..one.start, rng.choice(space)?)
        }
        7 => laid_out(text, &tokens, rng),
        _ => {
            let strings = tokens
                .into_iter()
                .filter(|token| text[token.clone()].starts_with('"'));
            spelt(text, &strings.collect::<Vec<_>>(), rng)?
        }
    };
    Some(changed)
}

/// Strings with their quotes, words, numbers and single marks; a rough reading is enough.
pub(crate) fn tokens(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            b' ' | b'\n' | b'\r' | b'\t' => continue,
            b'"' => {
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(bytes.len());
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {}
            _ => {
                while at < bytes.len() && !b" \n\r\t\"{}[],:".contains(&bytes[at]) {
                    at += 1;
                }
            }
        }
        at = text.ceil_char_boundary(at);
        tokens.push(start..at);
    }
    tokens
}

fn swap(text: &str, one: Range<usize>, other: Range<usize>) -> String {
    let (first, second) = if one.start <= other.start {
        (one, other)
    } else {
        (other, one)
    };
    if first.end > second.start {
        return text.to_owned();
    }
    let swapped = replace(text, second.clone(), &text[first.clone()]);
    replace(&swapped, first, &text[second])
}

/// All the spaces between tokens are other ones.
fn laid_out(text: &str, tokens: &[Range<usize>], rng: &mut Rng) -> String {
    let often = rng.u8(1..8);
    let mut written = String::with_capacity(text.len() * 2);
    for token in tokens {
        if rng.u8(..8) < often {
            written.push_str(SPACES[rng.usize(..7)]);
        }
        written.push_str(&text[token.clone()]);
    }
    written
}

/// A string, key or value, with one of its characters spelt otherwise or replaced.
fn spelt(text: &str, strings: &[Range<usize>], rng: &mut Rng) -> Option<String> {
    let string = rng.choice(strings)?.clone();
    let inside = string.start + 1..string.end.saturating_sub(1).max(string.start + 1);
    let places: Vec<_> = text.get(inside)?.char_indices().collect();
    let Some((offset, c)) = rng.choice(&places).copied() else {
        let spelling = ["a", "\\n", "\\u0061", "\u{1}", "가"][rng.usize(..5)];
        return Some(replace(text, string.start + 1..string.start + 1, spelling));
    };
    let at = string.start + 1 + offset;
    let mut spelling = String::new();
    match rng.u8(..8) {
        0..=3 => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = if rng.bool() {
                    write!(spelling, "\\u{unit:04x}")
                } else {
                    write!(spelling, "\\u{unit:04X}")
                };
            }
        }
        4 => spelling.push_str(rng.choice(["\\/", "\\b", "\\\"", "\\\\", "\\x", "\\", "\\u12"])?),
        5 => spelling.push(char::from(rng.u8(..0x20))),
        6 => spelling.push_str(rng.choice([
            "\\ud800",
            "\\udc00",
            "\\ud800\\udc00",
            "\\uDBFF\\uDBFF",
        ])?),
        _ => spelling.push(rng.char(..)),
    }
    Some(replace(text, at..at + c.len_utf8(), &spelling))
}

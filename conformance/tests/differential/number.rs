//! Writes numbers by the grammar, almost by the grammar, and at the edges of every bound, at every
//! place where a number may stand.
//!
//! A shortcut on numbers is the likeliest fault of a fast reader: one that took `0.7341E34` for
//! being below 1 outlived two hundred thousand other cases.

use super::Case;
use super::mutation::replace;
use super::tokens::tokens;
use fastrand::Rng;

/// What is near a bound, or hard to read.
const EDGES: &[&str] = &[
    "0",
    "-0",
    "0.0",
    "-0.0",
    "0e0",
    "-0e-0",
    "0e999",
    "0E99999999999999999999",
    "1",
    "1.0",
    "1e0",
    "10e-1",
    "0.1e1",
    "100E-2",
    "1.0000000000000001",
    "1.0000000000000000000000001",
    "1.5",
    "0.99999999999999999999999999",
    "0.7341E34",
    "0.7341",
    "7341e-4",
    "1e-400",
    "-1e-400",
    "1e-999",
    "-1e-5",
    "-0.0000001",
    "3.0",
    "3e2",
    "3.0e0",
    "3.10e1",
    "3.1",
    "1e308",
    "1e309",
    "1e999",
    "-1e999",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "17976931348623157e292",
    "5e-324",
    "2e-324",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "9223372036854775807.0",
    "9223372036854775807.5",
    "9223372036854775806.9",
    "922337203685477580.7e1",
    "9.223372036854775807e18",
    "9.223372036854775808e18",
    "92233720368547758070e-1",
    "1e18",
    "1e19",
    "18446744073709551615",
    "18446744073709551616",
    "9007199254740993",
    "9007199254740992.5",
    "99999999999999999999",
    "-99999999999999999999",
    "1e",
    "1e+",
    "1.",
    ".5",
    "-",
    "+1",
    "01",
    "-01",
    "00",
    "0x1",
    "1_000",
    "1 000",
    "--1",
    "1.2.3",
    "1e1.5",
    "1E1E1",
    "1,5",
    "NaN",
    "-Infinity",
    "1f",
    "0.",
    "-.5",
    "0e",
    "1e-",
    "1.e1",
    "0.e1",
    "١",
    "1\u{0}",
];

/// Where a number may stand, and the rest of a document around it.
const PLACES: &[(&str, &str)] = &[
    (
        r#"{"version":"V2","requestId":"","timestamp":"#,
        r#","images":[]}"#,
    ),
    (
        r#"{"version":"V2","requestId":"","images":[],"timestamp":"#,
        "}",
    ),
    (
        r#"{"version":"V2","requestId":"","images":[],"timestamp": "#,
        "\n}\r\n",
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"ERROR","convertedImageInfo":{"width":"#,
        "}}]}",
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"ERROR","convertedImageInfo":{"width":1,"height":2,"pageIndex":"#,
        "} }]}",
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"SUCCESS","idCard":{"result":{"ic":{"name":[{"text":"","confidenceScore":"#,
        r#"}]},"idtype":"ID Card"}}}]}"#,
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"SUCCESS","idCard":{"result":{"dl":{"issueDate":[{"text":"","confidenceScore":"#,
        r#","boundingPolys":[]}]},"idtype":"Driver's License"}}}]}"#,
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"SUCCESS","idCard":{"result":{"pp":{},"rois":[{"vertices":[{"x":"#,
        r#","y":1}]}],"idtype":"Passport"}}}]}"#,
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"SUCCESS","idCard":{"result":{"pp":{},"rois":[{"vertices":[{"x":1.5,"y":"#,
        r#"},{"x":1,"y":-2}]}],"idtype":"Passport"}}}]}"#,
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"SUCCESS","idCard":{"result":{"pp":{},"rois":[{"vertices":[{"y" : "#,
        r#" , "x":1}]}],"idtype":"Passport"}}}]}"#,
    ),
    // Where the spec has no say.
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[],"more":"#,
        "}",
    ),
    (
        r#"{"version":"V2","requestId":"","timestamp":0,"images":[],"more":[{"a":"#,
        ",\"b\":[]}]}",
    ),
    // Where no number may stand.
    (
        r#"{"version":"#,
        r#","requestId":"","timestamp":0,"images":[]}"#,
    ),
];

/// A small document with one number in it.
pub(crate) fn case(rng: &mut Rng) -> Case {
    let (before, behind) = PLACES[rng.usize(..PLACES.len())];
    Case {
        document: "response",
        bytes: [before, &number(rng), behind].concat().into_bytes(),
    }
}

/// Another number in the place of one; `None` where there is none.
pub(crate) fn change(text: &str, rng: &mut Rng) -> Option<String> {
    let numbers = tokens(text)
        .into_iter()
        .filter(|token| text[token.clone()].starts_with(|c: char| c == '-' || c.is_ascii_digit()));
    let place = rng.choice(&numbers.collect::<Vec<_>>())?.clone();
    let other = match rng.u8(..3) {
        0 => perturbed(&text[place.clone()], rng),
        _ => number(rng),
    };
    Some(replace(text, place, &other))
}

fn number(rng: &mut Rng) -> String {
    match rng.u8(..8) {
        0 | 1 => EDGES[rng.usize(..EDGES.len())].to_owned(),
        2 => perturbed(EDGES[rng.usize(..EDGES.len())], rng),
        3 => {
            let written = written(rng);
            perturbed(&written, rng)
        }
        _ => written(rng),
    }
}

/// By the grammar.
fn written(rng: &mut Rng) -> String {
    let mut number = String::new();
    if rng.u8(..4) == 0 {
        number.push('-');
    }
    if rng.u8(..3) == 0 {
        number.push('0');
    } else {
        number.push(char::from(rng.u8(b'1'..=b'9')));
        digits(&mut number, 0, rng);
    }
    if rng.bool() {
        number.push('.');
        digits(&mut number, 1, rng);
    }
    if rng.u8(..4) == 0 {
        number.push(if rng.bool() { 'e' } else { 'E' });
        number.push_str(["", "+", "-"][rng.usize(..3)]);
        let most = [3, 20, 400][rng.usize(..3)];
        number.push_str(&rng.u32(..most).to_string());
    }
    number
}

/// Few as a rule; now and then as many as a register has room for, and more.
fn digits(number: &mut String, least: usize, rng: &mut Rng) {
    let count = match rng.u8(..16) {
        0 => rng.usize(12..24),
        1 => rng.usize(24..140),
        2 if rng.u8(..8) == 0 => rng.usize(280..420),
        _ => rng.usize(least..9),
    };
    let same = rng.u8(..4) == 0;
    let digit = [b'0', b'9'][rng.usize(..2)];
    for _ in 0..count.max(least) {
        number.push(char::from(if same { digit } else { rng.u8(b'0'..=b'9') }));
    }
}

/// Almost a number, or almost the same one.
fn perturbed(number: &str, rng: &mut Rng) -> String {
    let mut bytes: Vec<char> = number.chars().collect();
    let marks: Vec<char> = "0123456789+-.eE _xf,".chars().collect();
    let mark = marks[rng.usize(..marks.len())];
    let at = rng.usize(..=bytes.len());
    match rng.u8(..3) {
        0 => bytes.insert(at, mark),
        1 if at < bytes.len() => bytes[at] = mark,
        _ if at < bytes.len() => {
            bytes.remove(at);
        }
        _ => {}
    }
    bytes.into_iter().collect()
}

//! Lists the edges that are known beforehand, each with its verdict, and each at every distance
//! from the places where a fast reader changes its stride.

use super::agreement::{Agreed, Instruments};
use idcard_judge::Verdict::{self, Findings, Invalid, Unreadable, Valid};

/// A document with this instead of its time, and this behind it.
fn timed(timestamp: &str, more: &str) -> Vec<u8> {
    format!(r#"{{"version":"V2","requestId":"","timestamp":{timestamp},"images":[]{more}}}"#)
        .into_bytes()
}

/// A document with this as the name of its image, quotes and all.
fn named(name: &[u8]) -> Vec<u8> {
    let before = br#"{"version":"V2","requestId":"","timestamp":0,"images":[{"name":"#;
    [before, name, br#","inferResult":"ERROR"}]}"#].concat()
}

fn placed(x: &str) -> Vec<u8> {
    let rois = format!(r#""rois":[{{"vertices":[{{"x":{x},"y":0}}]}}]"#);
    let result = format!(r#"{{"ic":{{}},{rois},"idtype":"ID Card"}}"#);
    format!(
        r#"{{"version":"V2","requestId":"","timestamp":0,"images":[{{"inferResult":"SUCCESS","idCard":{{"result":{result}}}}}]}}"#
    )
    .into_bytes()
}

fn deep(levels: usize) -> Vec<u8> {
    let value = "[".repeat(levels) + &"]".repeat(levels);
    timed("0", &format!(r#","deep":{value}"#))
}

fn around(before: &[u8], behind: &[u8]) -> Vec<u8> {
    [before, &timed("0", ""), behind].concat()
}

fn edges() -> Vec<(&'static str, Vec<u8>, Verdict)> {
    let digits = |count| "1".repeat(count);
    vec![
        ("3.0 is an integer", timed("3.0", ""), Valid),
        ("3e2 is an integer", timed("3e2", ""), Valid),
        ("3.5 is none", timed("3.5", ""), Invalid),
        ("the greatest integer", timed("9223372036854775807", ""), Valid),
        ("one more", timed("9223372036854775808", ""), Invalid),
        ("the least integer", timed("-9223372036854775808", ""), Valid),
        ("one less", timed("-9223372036854775809", ""), Invalid),
        ("beyond a double", timed("1e999", ""), Unreadable),
        ("beyond a double, where nobody looks", timed("0", r#","a":1e999"#), Unreadable),
        ("beyond a double, as a coordinate", placed("-1e999"), Unreadable),
        ("less than any double", placed("1e-400"), Valid),
        ("less than any double, as an integer", timed("1e-400", ""), Invalid),
        ("minus nought", timed("-0", ""), Valid),
        ("minus nought, as a coordinate", placed("-0"), Valid),
        ("300 digits", timed(&digits(300), ""), Invalid),
        ("400 digits", timed(&digits(400), ""), Unreadable),
        ("400 digits, as a coordinate", placed(&digits(400)), Unreadable),
        ("300 digits, as a coordinate", placed(&digits(300)), Valid),
        ("126 levels in the document", deep(126), Findings),
        ("127 levels in the document", deep(127), Unreadable),
        ("a byte order mark", around(b"\xef\xbb\xbf", b""), Valid),
        ("two of them", around(b"\xef\xbb\xbf\xef\xbb\xbf", b""), Unreadable),
        ("one behind", around(b"", b"\xef\xbb\xbf"), Unreadable),
        ("NUL in a string", named(b"\"\0\""), Unreadable),
        ("NUL between tokens", around(b"", b"\0"), Unreadable),
        ("an escaped NUL", named(br#""\u0000""#), Valid),
        ("U+007F", named(b"\"\x7f\""), Valid),
        ("a tabulator in a string", named(b"\"a\tb\""), Unreadable),
        ("a line feed in a string", named(b"\"a\nb\""), Unreadable),
        ("a line feed between tokens", named(b"\n\"a\"\r\n\t "), Valid),
        ("a vertical tabulator between tokens", named(b"\x0b\"a\""), Unreadable),
        ("a space of another alphabet", named("\u{a0}\"a\"".as_bytes()), Unreadable),
        ("a repeated key, the last good", timed("null", r#","timestamp":0"#), Findings),
        ("a repeated key, the last bad", timed("0", r#","timestamp":null"#), Invalid),
        ("a repeated key, escaped", timed("0", r#","\u0074imestamp":null"#), Invalid),
        ("a repeated key that nobody knows", timed("0", r#","a":1,"a":2"#), Findings),
        ("the same, further in", timed("0", r#","a":[{"b":1,"b":2}]"#), Findings),
        ("the same, escaped", timed("0", r#","a":1,"\u0061":2"#), Findings),
        ("an escape in a key that nobody knows", timed("0", r#","\n":2"#), Findings),
        ("a key with nothing in it", timed("0", r#","":2"#), Findings),
        (
            "an escaped key",
            br#"{"v\u0065rsion":"V2","requestId":"","timestamp":0,"images":[]}"#.to_vec(),
            Valid,
        ),
        (
            "an escaped value of an enumeration",
            timed("0", r#","images":[{"inferResult":"\u0045RROR"}]"#),
            Findings,
        ),
        (
            "the same, once",
            br#"{"version":"V2","requestId":"","timestamp":0,"images":[{"inferResult":"ERR\u004fR"}]}"#
                .to_vec(),
            Valid,
        ),
        ("a pair of surrogates", named(br#""\ud83d\ude00""#), Valid),
        ("half of one", named(br#""\ud83d""#), Unreadable),
        ("the other half", named(br#""\ude00""#), Unreadable),
        ("the halves swapped", named(br#""\ude00\ud83d""#), Unreadable),
        ("the halves split", named(br#""\ud83d \ude00""#), Unreadable),
        ("half of one in a key", timed("0", r#","\ud83d":1"#), Unreadable),
        ("half of one where nobody looks", timed("0", r#","a":["\udc00"]"#), Unreadable),
        ("half a character in a string", named(b"\"\xea\xb0\""), Unreadable),
        ("a surrogate in UTF-8", named(b"\"\xed\xa0\x80\""), Unreadable),
        ("an overlong character", named(b"\"\xc0\x80\""), Unreadable),
        ("beyond Unicode", named(b"\"\xf4\x90\x80\x80\""), Unreadable),
        ("a byte between tokens", named(b"\xff\"a\""), Unreadable),
        ("half a character at the end", around(b"", b"\xea\xb0"), Unreadable),
        ("a second value", around(b"", b" {}"), Unreadable),
        ("a comma behind", around(b"", b","), Unreadable),
        ("CR LF behind", around(b"", b"\r\n"), Valid),
        ("spaces on both sides", around(b" \t\r\n", b" \t\r\n"), Valid),
        ("nothing", Vec::new(), Unreadable),
        ("only spaces", b" \r\n".to_vec(), Unreadable),
        ("null", b"null".to_vec(), Invalid),
        ("an array", b"[]".to_vec(), Invalid),
        ("an empty object", b"{}".to_vec(), Invalid),
        ("an open object", b"{".to_vec(), Unreadable),
        ("an open string", br#"{"version":"V2"#.to_vec(), Unreadable),
        ("an open escape", br#"{"version":"\u00"#.to_vec(), Unreadable),
    ]
}

/// Where vectors, words of bitmaps and windows end, and a little on either side.
fn strides() -> impl Iterator<Item = usize> {
    let near = [1 << 9, 1 << 10, 1 << 12, 1 << 15, 1 << 16];
    (0..=130).chain(near.into_iter().flat_map(|end| end - 70..end + 3))
}

#[test]
fn every_edge_has_its_verdict() {
    let mut instruments = Instruments::new();
    for (name, bytes, verdict) in edges() {
        match instruments.compare("response", &bytes) {
            Ok(Agreed::Proven(agreed) | Agreed::Left(agreed)) => {
                assert_eq!(agreed, verdict, "{name}");
            }
            Err(difference) => panic!("{name}: {difference}"),
        }
    }
}

#[test]
fn every_edge_is_judged_alike_wherever_it_lies() {
    let mut instruments = Instruments::new();
    let edges = edges();
    let with_mark = |bytes: &[u8]| bytes.starts_with(b"\xef\xbb\xbf");
    for stride in strides() {
        let space = vec![b' '; stride];
        // All edges near the beginning; farther on, a debug build has no time for all.
        let few = if stride > 130 { 7 } else { 1 };
        let some = edges.iter().skip(stride % few).step_by(few);
        for (name, bytes, verdict) in some.filter(|(_, bytes, _)| !with_mark(bytes)) {
            let moved = [space.as_slice(), bytes].concat();
            match instruments.compare("response", &moved) {
                Ok(Agreed::Proven(agreed) | Agreed::Left(agreed)) => {
                    assert_eq!(agreed, *verdict, "{name}, {stride} bytes on");
                }
                Err(difference) => panic!("{name}, {stride} bytes on: {difference}"),
            }
        }
    }
}

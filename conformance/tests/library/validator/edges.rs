//! Lists texts that fast validators get wrong, and that random ones do not reach, each with the
//! verdict of both.

use super::against::Pair;
use clova_id_card::wire::validator::Answer::{self, Undecided, Valid};
use idcard_judge::Verdict;
use std::cell::RefCell;

thread_local! {
    static PAIR: RefCell<Pair> = RefCell::new(Pair::new());
}

/// A response with something in it, under a key of each kind of place.
fn response(timestamp: &str, x: &str, members: &str) -> String {
    format!(
        r#"{{"version":"V2","requestId":"","timestamp":{timestamp},"images":[{{"inferResult":"SUCCESS","convertedImageInfo":{{"width":1}},"idCard":{{"result":{{"ic":{{"name":[{{"text":"홍","boundingPolys":[{{"vertices":[{{"x":{x},"y":2}}]}}]}}]}},"idtype":"ID Card"}}}}}}]{members}}}"#
    )
}

fn holds(text: &[u8], answer: Answer, verdict: Verdict) {
    let said = PAIR.with_borrow_mut(|pair| pair.check("response", text));
    let shown = String::from_utf8_lossy(text);
    assert_eq!((said.answer, said.verdict), (answer, verdict), "{shown}");
}

/// With it as a member that the spec does not name.
fn unknown(value: &str, answer: Answer, verdict: Verdict) {
    let text = response("1", "1", &format!(",\"x\":{value}"));
    holds(text.as_bytes(), answer, verdict);
}

fn coordinate(x: &str, answer: Answer, verdict: Verdict) {
    holds(response("1", x, "").as_bytes(), answer, verdict);
}

fn integer(text: &str, answer: Answer, verdict: Verdict) {
    holds(response(text, "1", "").as_bytes(), answer, verdict);
}

/// The text as a whole.
fn text(text: &str, answer: Answer, verdict: Verdict) {
    let whole = response("1", "1", "").replace("\"홍\"", text);
    holds(whole.as_bytes(), answer, verdict);
}

#[test]
fn numbers() {
    for plain in [
        "0", "-0", "10", "1.50", "-1.5", "0.0", "1e5", "1E+05", "-1.5e-3", "12e-9",
    ] {
        coordinate(plain, Valid, Verdict::Valid);
        unknown(plain, Valid, Verdict::Findings);
    }
    let long = "9".repeat(300);
    coordinate(&long, Valid, Verdict::Valid);
    coordinate(&format!("-0.{long}"), Undecided, Verdict::Valid);
    coordinate("0.7341E34", Valid, Verdict::Valid);
    coordinate("1e-400", Undecided, Verdict::Valid);
    coordinate("1e308", Undecided, Verdict::Valid);
    let beyond = "9".repeat(400);
    for number in ["1e999", "-1e309", &beyond] {
        coordinate(number, Undecided, Verdict::Unreadable);
        unknown(number, Undecided, Verdict::Unreadable);
    }
    for wrong in [
        "", "-", "+1", "01", "-01", "00", "1.", ".5", "1e", "1e+", "1.e1", "0x1", "1 2", "NaN",
        "--1", "1-", "1.2.3", "1e5.0",
    ] {
        coordinate(wrong, Undecided, Verdict::Unreadable);
        unknown(wrong, Undecided, Verdict::Unreadable);
    }
    for digits in 1..200 {
        let run = "1".repeat(digits);
        coordinate(&run, Valid, Verdict::Valid);
        coordinate(&format!("{run}.5"), Valid, Verdict::Valid);
        coordinate(&format!("1.{run}"), Valid, Verdict::Valid);
        coordinate(&format!("0{run}"), Undecided, Verdict::Unreadable);
        coordinate(&format!("{run}."), Undecided, Verdict::Unreadable);
    }
}

#[test]
fn integers() {
    for plain in [
        "0",
        "-0",
        "9223372036854775807",
        "-9223372036854775808",
        "1725406864631",
    ] {
        integer(plain, Valid, Verdict::Valid);
    }
    for otherwise in ["3.0", "3e2", "300e-2", "0.0", "1e18"] {
        integer(otherwise, Undecided, Verdict::Valid);
    }
    let many = "9".repeat(400);
    for beyond in [
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "3.5",
        "12345678901234567890",
    ] {
        integer(beyond, Undecided, Verdict::Invalid);
    }
    integer(&many, Undecided, Verdict::Unreadable);
}

#[test]
fn strings() {
    let long = "가".repeat(40_000);
    for plain in [
        "",
        "\u{7f}",
        "\u{2028}",
        r"\u0000",
        r"\ud83d\ude00",
        r"\/\b\f\n\r\t",
        r#"\""#,
        r"\\",
        r"\uAc00",
        &long,
    ] {
        text(&format!("\"{plain}\""), Valid, Verdict::Valid);
        unknown(&format!("\"{plain}\""), Valid, Verdict::Findings);
    }
    for lone in [
        r"\ud83d",
        r"\ude00",
        r"\ud83dx",
        r"\ud83d\ud83d",
        r"\ude00\ud83d",
        r"\ud83d\n",
    ] {
        text(&format!("\"{lone}\""), Undecided, Verdict::Unreadable);
        unknown(&format!("\"{lone}\""), Undecided, Verdict::Unreadable);
    }
    for wrong in [
        "\0", "\u{1f}", "\n", "\r\n", r"\x", r"\u12", r"\u12G4", r"\u+123", r"\",
    ] {
        text(&format!("\"{wrong}\""), Undecided, Verdict::Unreadable);
        unknown(&format!("\"{wrong}\""), Undecided, Verdict::Unreadable);
    }
    // A quote at each place of a block, and the end of a window within a string.
    for length in (0..200).chain(32_500..32_800) {
        text(
            &format!("\"{}\"", "a".repeat(length)),
            Valid,
            Verdict::Valid,
        );
    }
}

#[test]
fn bytes_that_are_no_text() {
    for wrong in [
        &b"\xff"[..],
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        b"\xea\xb0",
        b"\xf4\x90\x80\x80",
    ] {
        for (before, after) in [("\"홍", "\""), ("", "\"홍\""), ("\"홍\"", "")] {
            let whole = response("1", "1", "").into_bytes();
            let place = "\"홍\"".as_bytes();
            let at = whole
                .windows(place.len())
                .position(|it| it == place)
                .unwrap();
            let with = [before.as_bytes(), wrong, after.as_bytes()].concat();
            let text = [&whole[..at], &with, &whole[at + place.len()..]].concat();
            holds(&text, Undecided, Verdict::Unreadable);
        }
    }
}

#[test]
fn keys() {
    // The last of a repeated key counts, wherever it is.
    let good = response("1", "1", "");
    for (key, value) in [("version", "\"V3\""), ("images", "[]"), ("timestamp", "2")] {
        let twice = response("1", "1", &format!(",\"{key}\":{value}"));
        holds(twice.as_bytes(), Undecided, Verdict::Findings);
    }
    let last = response("1", "1", ",\"version\":null");
    holds(last.as_bytes(), Undecided, Verdict::Invalid);
    let twice = response("1", "1", ",\"a\":1,\"b\":2,\"a\":3");
    holds(twice.as_bytes(), Undecided, Verdict::Findings);
    unknown(r#"{"a":{"b":1,"c":2,"b":3}}"#, Undecided, Verdict::Findings);
    unknown(r#"[{"a":1},{"a":1,"b":{"a":1}}]"#, Valid, Verdict::Findings);
    // Escapes may spell a key that is known, or one that is there already.
    let spelt = good.replace("\"version\"", r#""vers\u0069on""#);
    holds(spelt.as_bytes(), Undecided, Verdict::Valid);
    unknown(r#"{"a":1,"\u0061":2}"#, Undecided, Verdict::Findings);
    let listed = good.replace("\"SUCCESS\"", r#""\u0053UCCESS""#);
    holds(listed.as_bytes(), Undecided, Verdict::Valid);
    // The same key of two objects is not repeated; many keys are too many to compare.
    let two = good.replace("\"width\":1", "\"x\":1,\"width\":1,\"y\":{\"x\":1}");
    let two = two.replace("{\"version\"", "{\"x\":1,\"version\"");
    holds(two.as_bytes(), Valid, Verdict::Findings);
    let many: Vec<_> = (0..100).map(|n| format!(",\"x{n}\":1")).collect();
    let many = many.concat();
    holds(
        response("1", "1", &many).as_bytes(),
        Undecided,
        Verdict::Findings,
    );
}

#[test]
fn depth() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    unknown(&nested(100), Valid, Verdict::Findings);
    // The document is one more.
    unknown(&nested(126), Undecided, Verdict::Findings);
    unknown(&nested(127), Undecided, Verdict::Unreadable);
    unknown(&nested(100_000), Undecided, Verdict::Unreadable);
    let objects = format!("{}1{}", "{\"a\":".repeat(126), "}".repeat(126));
    unknown(&objects, Undecided, Verdict::Findings);
    for open in ["[", "{\"a\":", "{\"images\":[", "["] {
        holds(
            open.repeat(200_000).as_bytes(),
            Undecided,
            Verdict::Unreadable,
        );
    }
}

#[test]
fn around_the_document() {
    let good = response("1", "1", "");
    for (before, after) in [("", "\n"), (" \t\r\n", ""), ("", "\r\n"), ("\n\n", "   ")] {
        let text = format!("{before}{good}{after}");
        holds(text.as_bytes(), Valid, Verdict::Valid);
    }
    holds(
        format!("\u{feff}{good}").as_bytes(),
        Undecided,
        Verdict::Valid,
    );
    for (before, after) in [
        ("", ","),
        ("", "{}"),
        ("", "\0"),
        ("", "}"),
        ("\u{a0}", ""),
        ("\u{b}", ""),
        ("", "\u{c}"),
        ("\0", ""),
    ] {
        let text = format!("{before}{good}{after}");
        holds(text.as_bytes(), Undecided, Verdict::Unreadable);
    }
    for nothing in [
        "", " ", "\n", "null", "[]", "\"\"", "1", "{}", "{", "[", "\"", "-", "t",
    ] {
        let said = PAIR.with_borrow_mut(|pair| pair.check("response", nothing.as_bytes()));
        assert_eq!(said.answer, Undecided, "{nothing:?}");
    }
    // A line break between tokens is a space, and so is each that JSON has; no other is.
    for (space, answer, verdict) in [
        ("\n", Valid, Verdict::Valid),
        ("\r\n\t ", Valid, Verdict::Valid),
        ("\u{b}", Undecided, Verdict::Unreadable),
        ("\u{c}", Undecided, Verdict::Unreadable),
        ("\0", Undecided, Verdict::Unreadable),
        ("\u{2003}", Undecided, Verdict::Unreadable),
        ("/**/", Undecided, Verdict::Unreadable),
    ] {
        for (from, to) in [
            (",", ",_"),
            (",", "_,"),
            (":", "_:"),
            (":", ":_"),
            ("{", "{_"),
            ("}", "_}"),
            ("[", "[_"),
            ("]", "_]"),
        ] {
            let text = good.replace(from, &to.replace('_', space));
            holds(text.as_bytes(), answer, verdict);
        }
    }
    for length in 0..150 {
        let text = good.replace(',', &format!(",{}", " ".repeat(length)));
        holds(text.as_bytes(), Valid, Verdict::Valid);
    }
}

/// A text that is longer than what is looked at in one go, with its parts at every place of it.
#[test]
fn long_documents() {
    let mut pair = Pair::new();
    let image = r#"{"inferResult":"SUCCESS","uid":"가나다","idCard":{"result":{"rois":[{"vertices":[{"x":-1.5,"y":2.25},{"x":3,"y":4e1}]}],"ic":{},"idtype":"ID Card"}}}"#;
    for shift in 0..80 {
        let images = vec![image; 600].join(",");
        let good = format!(
            r#"{{"version":"{}","requestId":"","timestamp":1,"images":[{images}]}}"#,
            "v".repeat(shift)
        );
        assert_eq!(pair.check("response", good.as_bytes()).answer, Valid);
        if shift % 8 == 0 {
            let bad = format!("{}!{}", &good[..70_000 + shift], &good[70_001 + shift..]);
            pair.check("response", bad.as_bytes());
        }
    }
}

/// All of it, or at least a prefix, cut off at each place.
#[test]
fn cut_short() {
    let good = response("12", "-3.25", ",\"x\":[{\"a\":\"\\u00e9\",\"b\":null}]");
    let mut pair = Pair::new();
    for end in 0..good.len() {
        let said = pair.check("response", &good.as_bytes()[..end]);
        assert_eq!(said.answer, Undecided, "{end}");
    }
    assert_eq!(pair.check("response", good.as_bytes()).answer, Valid);
}

/// Which card it is, and that it is one: no keyword of the schema says so.
#[test]
fn expectations_beside_the_schema() {
    let good = response("1", "1", "");
    for (from, to) in [
        (",\"idtype\":\"ID Card\"", ""),
        ("ID Card", "Passport"),
        ("\"idtype\"", "\"idType\""),
        ("\"idtype\":", "\"dl\":{},\"idtype\":"),
        ("\"ic\":", "\"xx\":"),
    ] {
        let text = good.replace(from, to);
        holds(text.as_bytes(), Undecided, Verdict::Findings);
    }
    for (from, to) in [
        ("\"ID Card\"", "null"),
        ("\"ic\":", "\"dl\":null,\"ic\":"),
        ("ID Card", "Id Card"),
    ] {
        let text = good.replace(from, to);
        holds(text.as_bytes(), Undecided, Verdict::Invalid);
    }
}

/// What is kept of one text does not reach the next.
#[test]
fn a_validator_begins_anew() {
    let mut pair = Pair::new();
    let (with, without) = (response("1", "1", ",\"x\":1"), response("1", "1", ""));
    let broken = response("1", "1", ",\"x\":1,\"y\":{\"z\":1,\"z\":2}");
    for _ in 0..3 {
        for (text, answer) in [(&with, Valid), (&broken, Undecided), (&without, Valid)] {
            assert_eq!(pair.check("response", text.as_bytes()).answer, answer);
        }
    }
}

//! What is no JSON is named in a sentence with the way out, by its first bytes, and ends with 3; nothing of it is
//! in the sentence.

use crate::canary::CANARY;
use crate::process::{code, given, idcard, stderr, stdout};

/// What an input of some kind is said to be, from standard input.
#[track_caller]
fn is_said_to_be(input: &[u8], said: &str) {
    let output = given(idcard().args(["validate", "-"]), input);
    let printed = stdout(&output) + &stderr(&output);
    assert_eq!(code(&output), 3, "{printed}");
    assert!(printed.contains(said), "{said}: {printed}");
    assert!(!printed.contains(CANARY), "{printed}");
}

#[test]
fn what_is_written_otherwise_is_named() {
    for (input, said) in [
        (
            format!("{{'version': 'V2', 'a': None, 'b': '{CANARY}'}}"),
            "what Python prints",
        ),
        (format!("b'{{\"a\": \"{CANARY}\"}}'"), "what Python prints"),
        (
            format!("OcrResponse(version=V2, requestId={CANARY})"),
            "what Java",
        ),
        (format!("{{version=V2, requestId={CANARY}}}"), "what Java"),
        (
            format!("<html><head><title>502 Bad Gateway</title></head>{CANARY}</html>"),
            "of status 502",
        ),
        (
            format!("<!DOCTYPE html><title>{CANARY}</title>"),
            "an HTML page",
        ),
        (
            format!("id,created,answer\n1,{CANARY},x\n"),
            "a table (CSV)",
        ),
        (
            format!("<?xml version=\"1.0\"?><items>{CANARY}</items>"),
            "XML",
        ),
        (format!("version: V2\nrequestId: {CANARY}\n"), "YAML"),
        (
            format!("curl -X POST https://{CANARY}.invalid -d '{{}}'\n"),
            "a curl command",
        ),
        (
            format!("{{\n<<<<<<< HEAD\n\"a\": \"{CANARY}\"\n=======\n\"a\": 1\n>>>>>>> b\n}}\n"),
            "the conflict markers",
        ),
        (
            format!("version https://git-lfs.github.com/spec/v1\noid sha256:{CANARY}\nsize 1\n"),
            "git lfs pull",
        ),
        (
            String::from("eyJ2ZXJzaW9uIjoiVjIiLCJyZXF1ZXN0SWQiOiJhIn0=\n"),
            "--base64",
        ),
    ] {
        is_said_to_be(input.as_bytes(), said);
    }
}

#[test]
fn files_of_other_kinds_are_named() {
    let tar = [
        &[b'a'; 257][..],
        b"ustar\x0000",
        &[0; 300],
        CANARY.as_bytes(),
    ]
    .concat();
    for (beginning, said) in [
        (&b"BZh91AY&SY"[..], "bzcat"),
        (b"\xFD7zXZ\0\0", "xzcat"),
        (b"PAR1\x15\0\0", "Parquet"),
        (b"\xD4\xC3\xB2\xA1\x02\0\x04\0", "pcap"),
        (b"\x0A\x0D\x0D\x0A\x1C\0\0\0", "pcap"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "a picture (PNG)"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0", "a picture (JPEG)"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"%PDF-1.7\n\x01", "a PDF"),
        (b"SQLite format 3\0\x10\0", "an SQLite database"),
        (tar.as_slice(), "a tar archive"),
    ] {
        is_said_to_be(
            &[beginning, b"\0\x01\x02", CANARY.as_bytes()].concat(),
            said,
        );
    }
    is_said_to_be(include_bytes!("one.zip"), "a zip archive: unpack it");
}

#[test]
fn korean_of_old_gets_its_hint() {
    let input = b"{\"version\":\"V2\",\"requestId\":\"\xC8\xAB\xB1\xE6\xB5\xBF\",\"timestamp\":1,\"images\":[]}";
    is_said_to_be(input, "iconv -f CP949");
}

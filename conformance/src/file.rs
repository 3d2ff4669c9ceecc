//! Says what is wrong with the file of a call, in the `data` of a JSON request or in a form: whether it is of
//! the format that is named beside it.
//!
//! It is looked at as far as the service does before it reads it: its first bytes, and whether it is
//! base64 to the end. Nothing of it is ever shown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::ImageFormat;
use std::str::FromStr;

/// Decoded at once: a whole number of groups of four, and no shorter than a format is known by.
const PIECE: usize = 4096;

/// What is wrong with a file, by its first bytes and the format that is named beside it.
///
/// A name that is no format is its document's own fault; the file is then any of those that the
/// service takes.
pub(crate) fn by_head(format: Option<&str>, head: &[u8]) -> Option<String> {
    let named = format.and_then(|format| ImageFormat::from_str(format).ok());
    let fault = match named {
        Some(named) => named.check(head).err(),
        None => ImageFormat::of(head).err(),
    };
    fault.map(|fault| fault.to_string())
}

/// What is wrong with the text of a file, in the `data` of a JSON request. Of one that is not base64 nothing
/// more can be said.
pub fn fault(text: &str, format: Option<&str>) -> Option<String> {
    match decoded_head(text) {
        Some(head) => by_head(format, &head),
        None => Some(not_base64(text).to_owned()),
    }
}

/// The first bytes of a file, if its text is base64 to the end.
fn decoded_head(text: &str) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let mut buffer = [0; PIECE];
    let mut pieces = text.as_bytes().chunks(PIECE).peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        // Padding ends the text.
        if !is_last && piece.ends_with(b"=") {
            return None;
        }
        let length = STANDARD.decode_slice(piece, &mut buffer).ok()?;
        if head.is_empty() {
            head.extend_from_slice(buffer.get(..length.min(ImageFormat::HEAD))?);
        }
    }
    Some(head)
}

/// Why a text is not base64, as far as that can be told without showing any of it.
fn not_base64(text: &str) -> &'static str {
    let is_of = |letters: &[u8]| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || letters.contains(&byte))
    };
    let has_prefix = text
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    if has_prefix {
        "the file begins with `data:`; the service takes base64 without a prefix"
    } else if is_of(b"-_+/= \r\n\t") && text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        "there are line breaks or blanks in the file; the service takes base64 without any"
    } else if text.contains('*') {
        "the file is masked with `*`, so it is not base64"
    } else if is_of(b"-_=") {
        if is_of(b"=") {
            CUT
        } else {
            "the file is base64 of the alphabet for addresses, with - and _; the service takes + and /"
        }
    } else if is_of(b"+/=") {
        CUT
    } else {
        "the file is not base64"
    }
}

const CUT: &str = "the file is base64 that is cut short, or that has wrong padding";

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &str = "iVBORw0KGgo=";

    #[test]
    fn what_is_wrong_with_a_file_is_said_without_it() {
        let long = format!("{}=", "iVBORw0KGgoA".repeat(400));
        let padded = format!("iVBORw0KGgo={}", "iVBORw0KGgoA".repeat(400));
        let within = format!("{}AAA={}", "A".repeat(PIECE - 4), "A".repeat(PIECE));
        let texts = [
            ("data:image/png;base64,iVBORw0KGgo=", "png"),
            ("DATA:,", "png"),
            ("iVBORw0K\r\nGgo=", "png"),
            ("iVBORw0KGgo= ", "png"),
            ("***", "png"),
            ("iVBO****Ggo=", "png"),
            ("iVBORw0KGg", "png"),
            ("iVBORw0KGgo", "png"),
            ("_9j_4AAQSkZJRg==", "jpg"),
            ("{Base64-encoded image data}", "png"),
            ("가나다라", "png"),
            (&long, "png"),
            (&padded, "png"),
            (&within, "png"),
            (PNG, "jpg"),
            ("R0lGODlh", "png"),
            ("R0lGODlh", "gif"),
            ("", "png"),
        ];
        let said = texts.map(|(text, format)| fault(text, Some(format)));
        insta::assert_debug_snapshot!(said);
    }

    #[test]
    fn a_file_of_the_format_that_is_named_has_no_fault() {
        let long = format!("iVBORw0KGgoA{}", "AAAA".repeat(5000));
        for (text, format) in [
            (PNG, Some("png")),
            (&long, Some("png")),
            (PNG, None),
            (PNG, Some("zq7canary")),
            ("/9j/4AAQSkZJRg==", Some("jpeg")),
            ("SUkqAA==", Some("tif")),
        ] {
            assert_eq!(fault(text, format), None, "{format:?}");
        }
    }
}

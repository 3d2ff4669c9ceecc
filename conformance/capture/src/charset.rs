//! Reads a body in the charset that its head names.
//!
//! What is UTF-8 already is left, whatever the head says: most heads that name another charset are wrong.

use super::form::parameter;
use encoding_rs::{EUC_KR, Encoding, UTF_16BE, UTF_16LE};

/// What Windows and Java call the Korean charset; the standard of the web has other labels for it.
const KOREAN: [&str; 5] = ["cp949", "ms949", "x-windows-949", "uhc", "ks_c_5601"];

/// The body in UTF-8. What the charset cannot be stays as it is, for the judge to report.
pub(super) fn utf_8(body: Vec<u8>, media_type: Option<&str>) -> Vec<u8> {
    let label = media_type.and_then(|media_type| parameter(media_type, "charset"));
    let encoding = label.and_then(|label| {
        let is_korean = KOREAN.iter().any(|name| label.eq_ignore_ascii_case(name));
        let korean = is_korean.then_some(EUC_KR);
        korean.or_else(|| Encoding::for_label(label.as_bytes()))
    });
    let Some(encoding) = encoding else {
        return body;
    };
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if std::str::from_utf8(&body).is_ok() && !(is_wide && body.contains(&0)) {
        return body;
    }
    match encoding.decode(&body) {
        (text, _, false) => text.into_owned().into_bytes(),
        (_, _, true) => body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_in_its_charset() {
        let korean = b"{\"a\":\"\xC8\xAB\xB1\xE6\xB5\xBF\"}".as_slice();
        let wide: Vec<u8> = "{\"a\":1}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (body, label, expected) in [
            (korean, "EUC-KR", "{\"a\":\"홍길동\"}"),
            (korean, "\"cp949\"", "{\"a\":\"홍길동\"}"),
            (korean, "ks_c_5601-1987", "{\"a\":\"홍길동\"}"),
            (&wide, "utf-16", "{\"a\":1}"),
            (&wide, "UTF-16LE", "{\"a\":1}"),
            (b"caf\xE9", "iso-8859-1", "café"),
            ("가".as_bytes(), "iso-8859-1", "가"),
        ] {
            let media_type = format!("application/json; charset={label}");
            let read = utf_8(body.to_vec(), Some(&media_type));
            assert_eq!(read, expected.as_bytes(), "{label}");
        }
        for media_type in [
            None,
            Some("application/json"),
            Some("a/b; charset=x-unknown"),
        ] {
            assert_eq!(utf_8(korean.to_vec(), media_type), korean);
        }
        let broken = b"\xC8".to_vec();
        assert_eq!(utf_8(broken.clone(), Some("a/b; charset=euc-kr")), broken);
    }
}

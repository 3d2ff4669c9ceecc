//! Decodes a JSON string into the bytes that it means.
//!
//! The bytes may be a payload. Half a surrogate pair becomes bytes that are not UTF-8, for the
//! judge to report, rather than a character that was never there.

/// Decodes a string with its quotes. `None` if it is no string, or has an escape that JSON has not.
/// A string that breaks off is decoded as far as it goes.
pub(super) fn decode(raw: &[u8]) -> Option<Vec<u8>> {
    let mut rest = raw.strip_prefix(b"\"")?;
    let mut bytes = Vec::with_capacity(rest.len());
    loop {
        let Some(at) = memchr::memchr2(b'"', b'\\', rest) else {
            bytes.extend_from_slice(rest);
            return Some(bytes);
        };
        bytes.extend_from_slice(&rest[..at]);
        if rest[at] == b'"' {
            return Some(bytes);
        }
        let Some((&escape, behind)) = rest[at + 1..].split_first() else {
            return Some(bytes);
        };
        rest = behind;
        match escape {
            b'"' | b'\\' | b'/' => bytes.push(escape),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'u' if rest.len() < 4 => return Some(bytes),
            b'u' => {
                let (code, behind) = code(rest)?;
                rest = behind;
                push(code, &mut rest, &mut bytes);
            }
            _ => return None,
        }
    }
}

/// Four hexadecimal digits, and what is behind them.
fn code(text: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, behind) = text.split_first_chunk::<4>()?;
    let code = digits.iter().try_fold(0, |code, &digit| {
        char::from(digit)
            .to_digit(16)
            .map(|digit| code * 16 + digit)
    })?;
    Some((u16::try_from(code).ok()?, behind))
}

/// Writes a code unit, with the one behind it where the two are a pair.
fn push(code_unit: u16, rest: &mut &[u8], bytes: &mut Vec<u8>) {
    match rest.strip_prefix(b"\\u").and_then(code) {
        Some((low @ 0xDC00..=0xDFFF, behind)) if is_first_half(code_unit) => {
            *rest = behind;
            encode([code_unit, low], bytes);
        }
        _ => encode([code_unit], bytes),
    }
}

/// Whether a code unit says nothing without the next.
pub(super) fn is_first_half(code_unit: u16) -> bool {
    (0xD800..=0xDBFF).contains(&code_unit)
}

/// Writes UTF-16 as UTF-8. Half a pair is written as its three bytes would be if UTF-8 had room for
/// it.
pub(super) fn encode(code_units: impl IntoIterator<Item = u16>, bytes: &mut Vec<u8>) {
    for character in char::decode_utf16(code_units) {
        match character {
            Ok(character) => {
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Err(half) => {
                let half = half.unpaired_surrogate();
                let six = |shift: u32| u8::try_from(half >> shift & 0x3F).unwrap_or_default();
                bytes.extend([0xED, 0x80 | six(6), 0x80 | six(0)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_pair_is_no_character() {
        let half = decode(br#""a\ud83dz""#).unwrap();
        assert!(std::str::from_utf8(&half).is_err());
        assert_eq!((half[0], half[4]), (b'a', b'z'));
        assert_eq!(decode(br#""\ud83d\ude00""#).unwrap(), "😀".as_bytes());
        let twice = decode(br#""\ud83d\ud83d\ude00""#).unwrap();
        assert_eq!(&twice[3..], "😀".as_bytes());
    }

    #[test]
    fn what_is_cut_short_is_decoded_as_far_as_it_goes() {
        for text in [r#""ab"#, r#""ab\"#, r#""ab\u00"#] {
            assert_eq!(decode(text.as_bytes()).unwrap(), b"ab", "{text}");
        }
        for text in ["ab", "", r#""\q""#, r#""\u00zz""#] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_serde_json_writes_is_read(text in ".*") {
            let written = serde_json::to_vec(&text).unwrap();
            prop_assert_eq!(decode(&written), Some(text.into_bytes()));
        }

        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            decode(&bytes);
            decode(&[b"\"\\u", bytes.as_slice()].concat());
        }
    }
}

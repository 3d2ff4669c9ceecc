//! Names in a sentence what is not JSON, by its first bytes: who sees it knows what to do, where `expected
//! a value` leaves one alone.
//!
//! Nothing of the text is in a sentence, but for the status of a page of an error.

mod magic;
mod written;

/// What these bytes are, if they are no JSON and known to be something else.
pub fn kind(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(name) = magic::name(bytes) {
        return Some(name.to_owned());
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let text = match str::from_utf8(head) {
        Ok(text) => text,
        // The head may end within a character.
        Err(error) => str::from_utf8(&head[..error.valid_up_to()]).ok()?,
    };
    written::name(text.trim_start())
}

/// As much of a text as tells what it is.
const HEAD: usize = 1 << 16;

/// Whether bytes that are not UTF-8 may be EUC-KR or CP949: every one of them is half of such a character.
pub fn is_korean(bytes: &[u8]) -> bool {
    let (mut rest, mut characters) = (bytes, 0_usize);
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        if first.is_ascii() {
            continue;
        }
        let is_second = |byte: &u8| byte.is_ascii_alphabetic() || (0x81..=0xFE).contains(byte);
        match rest.split_first() {
            Some((second, behind)) if (0x81..=0xFE).contains(&first) && is_second(second) => {
                rest = behind;
                characters += 1;
            }
            _ => return false,
        }
    }
    characters > 0 && str::from_utf8(bytes).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_json_or_nearly_has_no_other_name() {
        for text in [
            "",
            "{",
            "{}",
            "[1",
            "{\"a\":1}",
            "{\"a\":\"<html>\"}",
            "\"eyJhIjoxfQ==\"",
            "null",
            "{a:1}",
            "tick 1",
            "nul",
            "12",
            "{ x",
            "[main] a, b",
            "a: b",
            "{\"a\":1}\n{\"b\":2}",
        ] {
            assert_eq!(kind(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn korean_text_of_old_is_known() {
        // 홍길동 in EUC-KR, 똠 in CP949 alone.
        for text in [
            b"{\"a\":\"\xC8\xAB\xB1\xE6\xB5\xBF\"}".as_slice(),
            b"\x8C\x63",
        ] {
            assert!(is_korean(text));
        }
        for text in [
            b"abc".as_slice(),
            "홍".as_bytes(),
            b"caf\xE9",
            b"\xFF\xFE",
            b"",
            b"\x80\x80",
        ] {
            assert!(!is_korean(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_looked_at(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            kind(&bytes);
            is_korean(&bytes);
        }

        #[test]
        fn no_word_of_a_text_is_in_its_name(word in "zq7[a-z]{4}") {
            for text in [
                format!("<html><title>{word}</title>"), format!("{word},b\n1,2"), format!("{{'{word}': 1}}"),
                format!("Name({word}=1)"), format!("{word}: 1\nb: 2\n"), format!("curl {word}"),
            ] {
                let name = kind(text.as_bytes());
                prop_assert!(name.is_some_and(|name| !name.contains("zq7")), "{}", text);
            }
        }
    }
}

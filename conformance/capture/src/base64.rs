//! Decodes base64 as people keep it: by either alphabet, with or without padding, with line breaks.

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode::Indifferent;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// The bytes that a text means; `None` if it is no base64.
pub fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    engine(text).decode(without_space(text)).ok()
}

/// The same of a text that may be cut: what is whole of it counts.
pub(super) fn decode_cut(text: &[u8]) -> Option<Vec<u8>> {
    let plain = without_space(text);
    let engine = engine(&plain);
    let whole = engine.decode(&plain).ok();
    let cut = || engine.decode(&plain[..plain.len() / 4 * 4]).ok();
    whole.or_else(|| (!plain.ends_with(b"=")).then(cut)?)
}

fn engine(text: &[u8]) -> GeneralPurpose {
    let is_of_urls = text.iter().any(|byte| b"-_".contains(byte));
    let alphabet = if is_of_urls { &URL_SAFE } else { &STANDARD };
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(alphabet, config)
}

fn without_space(text: &[u8]) -> Vec<u8> {
    let kept = text.iter().copied();
    kept.filter(|byte| !byte.is_ascii_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_alphabet_is_read() {
        for text in [
            "eyJhIjo/Pz8+fQ==",
            "eyJhIjo_Pz8-fQ",
            "eyJh\nIjo/\r\nPz8+ fQ",
        ] {
            let expected = Some(b"{\"a\":???>}".to_vec());
            assert_eq!(decode_base64(text.as_bytes()), expected, "{text}");
            assert_eq!(decode_cut(text.as_bytes()), expected, "{text}");
        }
        for text in ["e", "e!==", "{\"a\":1}"] {
            assert_eq!(decode_base64(text.as_bytes()), None, "{text}");
        }
        assert_eq!(decode_cut(b"eyJhI"), Some(b"{\"a".to_vec()));
        assert_eq!(decode_cut(b"eyJhI="), None);
    }
}

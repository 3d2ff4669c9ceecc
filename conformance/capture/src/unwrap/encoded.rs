//! Decodes base64 into the bytes that it means, decompressed.

use crate::stream;
use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode::Indifferent;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// How many bytes base64 decompresses to.
const MOST_DECODED: usize = 128 << 20;

/// The bytes, by either alphabet, with or without padding and line breaks. The error may be shown.
pub(super) fn decoded(text: &[u8]) -> Result<Vec<u8>, String> {
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let is_of_urls = text.iter().any(|byte| b"-_".contains(byte));
    let alphabet = if is_of_urls { &URL_SAFE } else { &STANDARD };
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(Indifferent)
        .with_decode_allow_trailing_bits(true);
    let decoded = GeneralPurpose::new(alphabet, config).decode(text);
    let decoded = decoded.map_err(|_| "it is no base64")?;
    let most = u64::try_from(MOST_DECODED).unwrap_or(u64::MAX);
    let plain = stream::decompressed(Box::new(std::io::Cursor::new(decoded)), most);
    let (bytes, outcome) =
        stream::read_all(plain.map_err(|error| error.to_string())?, MOST_DECODED);
    outcome.map_err(|error| error.to_string())?;
    bytes.ok_or_else(|| "it is longer than what is read of base64".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn either_alphabet_is_read_and_what_is_compressed() {
        for text in [
            "eyJhIjo/Pz8+fQ==",
            "eyJhIjo_Pz8-fQ",
            "eyJh\nIjo/\r\nPz8+ fQ",
        ] {
            assert_eq!(decoded(text.as_bytes()).unwrap(), b"{\"a\":???>}", "{text}");
        }
        let mut packed = Vec::new();
        let level = flate2::Compression::fast();
        flate2::read::GzEncoder::new(&b"{}"[..], level)
            .read_to_end(&mut packed)
            .unwrap();
        let text = base64::engine::general_purpose::STANDARD.encode(packed);
        assert_eq!(decoded(text.as_bytes()).unwrap(), b"{}");
        for text in ["e", "e!==", "{\"a\":1}"] {
            assert_eq!(
                decoded(text.as_bytes()).unwrap_err(),
                "it is no base64",
                "{text}"
            );
        }
    }
}

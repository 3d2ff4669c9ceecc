//! Decodes base64 into the bytes that it means, decompressed.

use crate::base64::decode_base64;
use crate::stream;

/// How many bytes base64 decompresses to.
const MOST_DECODED: usize = 128 << 20;

/// The bytes. The error may be shown.
pub(super) fn decoded(text: &[u8]) -> Result<Vec<u8>, String> {
    let decoded = decode_base64(text).ok_or("it is no base64")?;
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
    use base64::Engine as _;
    use std::io::Read;

    #[test]
    fn what_is_compressed_is_decompressed() {
        let mut packed = Vec::new();
        let level = flate2::Compression::fast();
        flate2::read::GzEncoder::new(&b"{}"[..], level)
            .read_to_end(&mut packed)
            .unwrap();
        let text = base64::engine::general_purpose::STANDARD.encode(packed);
        assert_eq!(decoded(text.as_bytes()).unwrap(), b"{}");
        assert_eq!(decoded(b"e").unwrap_err(), "it is no base64");
    }
}

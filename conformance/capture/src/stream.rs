//! Reads bytes as plain text: decompressed, in UTF-8. That what is compressed breaks off comes as an error that may
//! be shown.

use super::compression::{Coding, Compression};
use super::limits::{Allowance, Limits};
use super::reader::{Message, Peeked, Reader};
use super::utf16::{Order, Utf8};
use std::io::{self, Read};

/// How often a file may be compressed over. More is no capture but an attack.
const LAYERS: usize = 3;

/// So much of a text without a mark shows that it is UTF-16.
const UNMARKED: usize = 64;

/// The bytes decompressed, and otherwise as they are: a byte order mark stays. Waits for no more of
/// them than shows whether they are compressed. Of what is, so many bytes are read, and then comes an
/// error.
pub fn decompressed(reader: Reader, most: u64) -> io::Result<Reader> {
    let allowance = Allowance::new(most);
    let mut peeked = Peeked::new(reader);
    for _ in 0..=LAYERS {
        let mut count = 1;
        while Compression::may_begin(peeked.peek(count)) && !peeked.is_complete() {
            count += 1;
        }
        let Some(compression) = Compression::of(peeked.peek(count)) else {
            return Ok(Box::new(peeked));
        };
        peeked = Peeked::new(compression.decoder(peeked, &allowance)?);
    }
    Err(io::Error::other(Message("it is compressed over and over")))
}

/// The bytes decompressed, without a byte order mark. What a mark says to be UTF-16 comes as UTF-8.
pub(super) fn plain(reader: Reader, allowance: &Allowance) -> io::Result<Peeked> {
    let mut peeked = Peeked::new(reader);
    for _ in 0..=LAYERS {
        let Some(compression) = Compression::of(peeked.peek(4)) else {
            let Some(order) = Order::of(peeked.peek(2)) else {
                let is_open = Order::may_be_unmarked(peeked.peek(4));
                let seen = if is_open { UNMARKED } else { 0 };
                let head = peeked.peek(seen);
                if let Some(order) = Order::unmarked(&head[..head.len().min(seen)]) {
                    return Ok(Peeked::new(Box::new(Utf8::new(peeked, order))));
                }
                peeked.drop_front(b"\xEF\xBB\xBF");
                return Ok(peeked);
            };
            peeked.drop_front(&order.mark());
            return Ok(Peeked::new(Box::new(Utf8::new(peeked, order))));
        };
        peeked = Peeked::new(compression.decoder(peeked, allowance)?);
    }
    Err(io::Error::other(Message("it is compressed over and over")))
}

/// A body decompressed, whatever its headers say; `None` if it is longer than what is read.
pub(super) fn plain_body(body: Vec<u8>, limits: &Limits) -> io::Result<Option<Vec<u8>>> {
    if Compression::of(&body).is_none() {
        return Ok(Some(body));
    }
    let peeked = plain(Box::new(io::Cursor::new(body)), &limits.allowance)?;
    let (bytes, outcome) = read_all(peeked, limits.longest);
    outcome.map(|()| bytes)
}

/// A body that is compressed as its head says, and as no magic number shows; the same.
pub(super) fn decoded_body(
    body: Vec<u8>,
    coding: Coding,
    limits: &Limits,
) -> io::Result<Option<Vec<u8>>> {
    let compression = coding.of(&body);
    let peeked = Peeked::new(Box::new(io::Cursor::new(body)));
    let decoder = compression.decoder(peeked, &limits.allowance)?;
    let (bytes, outcome) = read_all(decoder, limits.longest);
    outcome.map(|()| bytes)
}

/// All there is, up to an error; `None` if it is longer than that.
pub(super) fn read_all(reader: impl Read, longest: usize) -> (Option<Vec<u8>>, io::Result<()>) {
    let mut bytes = Vec::new();
    let most = u64::try_from(longest).unwrap_or(u64::MAX);
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut bytes);
    ((bytes.len() <= longest).then_some(bytes), read.map(|_| ()))
}

#[cfg(test)]
mod tests {
    use super::super::compression::TOO_MUCH;
    use super::*;
    use flate2::Compression as Level;
    use flate2::read::GzEncoder;
    use proptest::prelude::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        let mut encoder = GzEncoder::new(bytes, Level::fast());
        encoder.read_to_end(&mut packed).unwrap();
        packed
    }

    fn zstandard(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.include_checksum(true).unwrap();
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let allowance = Allowance::new(u64::MAX);
        plain(Box::new(io::Cursor::new(bytes)), &allowance)?.read_to_end(&mut out)?;
        Ok(out)
    }

    fn limits(longest: usize) -> Limits {
        let allowance = Allowance::new(1 << 30);
        Limits { longest, allowance }
    }

    #[test]
    fn what_is_compressed_is_read_in_clear() {
        let text = b"\xEF\xBB\xBF{\"a\": 1}";
        let skippable = [b"\x51\x2A\x4D\x18\x02\0\0\0xx".to_vec(), zstandard(text)].concat();
        for packed in [
            text.to_vec(),
            gzip(text),
            zstandard(text),
            gzip(&zstandard(text)),
            [gzip(&text[..7]), gzip(&text[7..])].concat(),
            [zstandard(&text[..7]), zstandard(&text[7..])].concat(),
            skippable,
        ] {
            assert_eq!(read(packed).unwrap(), &text[3..]);
        }
        let deep = (0..5).fold(text.to_vec(), |inner, _| gzip(&inner));
        let error = read(deep).unwrap_err();
        assert_eq!(error.to_string(), "it is compressed over and over");
    }

    #[test]
    fn what_is_not_compressed_comes_as_it_is_and_at_once() {
        struct Never;

        impl Read for Never {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                panic!("nobody should ask for more")
            }
        }

        let text = b"\xEF\xBB\xBF{}\n";
        let packed = [gzip(text), zstandard(text), gzip(&zstandard(text))];
        for bytes in packed
            .into_iter()
            .chain([text.to_vec(), Vec::new(), b"P".to_vec()])
        {
            let expected = if bytes.len() > 1 { &text[..] } else { &bytes };
            let mut read = Vec::new();
            let mut reader =
                decompressed(Box::new(io::Cursor::new(bytes.clone())), u64::MAX).unwrap();
            reader.read_to_end(&mut read).unwrap();
            assert_eq!(read, expected);
        }
        for line in [b"\n" as &[u8], b"P\n", b"P*\n", b"(\n", b"{}\n"] {
            let bytes = io::Cursor::new(line.to_vec()).chain(Never);
            let mut reader = decompressed(Box::new(bytes), 0).unwrap();
            let mut read = vec![0; line.len()];
            reader.read_exact(&mut read).unwrap();
            assert_eq!(read, line);
        }
    }

    #[test]
    fn utf_16_is_read_as_utf_8_if_it_is_marked() {
        let little: Vec<u8> = "\u{FEFF}{\"가\": 1}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let big: Vec<u8> = "\u{FEFF}{\"가\": 1}"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        for text in [gzip(&big), gzip(&little), big.clone(), little.clone()] {
            assert_eq!(read(text).unwrap(), "{\"가\": 1}".as_bytes());
        }
        // Without a mark the zeros between the first characters show it.
        for text in [&big, &little] {
            assert_eq!(read(text[2..].to_vec()).unwrap(), "{\"가\": 1}".as_bytes());
        }
        assert_eq!(read(b"\0\0\0{".to_vec()).unwrap(), b"\0\0\0{");
        assert_eq!(read(b"{\0}".to_vec()).unwrap(), b"{\0}");
    }

    #[test]
    fn what_breaks_off_or_is_damaged_is_an_error() {
        let text: Vec<u8> = (0..9000_u32)
            .flat_map(|n| n.to_string().into_bytes())
            .collect();
        for (mut packed, how) in [(gzip(&text), "gzip"), (zstandard(&text), "zstd")] {
            let middle = packed.len() / 2;
            let error = read(packed[..middle].to_vec()).unwrap_err();
            let expected = format!("what is compressed with {how} ends too early");
            assert_eq!(error.to_string(), expected);
            packed[middle] ^= 0xFF;
            packed[middle + 1] ^= 0xFF;
            assert!(read(packed).is_err(), "{how}");
        }
    }

    #[test]
    fn a_body_is_decoded_as_its_head_says() {
        let text: Vec<u8> = b"{\"a\": \"".repeat(1000);
        let mut zlib = Vec::new();
        let mut raw = Vec::new();
        flate2::read::ZlibEncoder::new(&text[..], Level::fast())
            .read_to_end(&mut zlib)
            .unwrap();
        flate2::read::DeflateEncoder::new(&text[..], Level::fast())
            .read_to_end(&mut raw)
            .unwrap();
        // As Node writes it.
        let brotli = b"\x0B\x03\x80{\"a\":1}\x03";
        let decode = |body: &[u8], coding| decoded_body(body.to_vec(), coding, &limits(1 << 20));
        for body in [&zlib, &raw] {
            assert_eq!(decode(body, Coding::Deflate).unwrap(), Some(text.clone()));
            let cut = decode(&body[..body.len() / 2], Coding::Deflate);
            let message = "what is compressed with deflate ends too early";
            assert_eq!(cut.unwrap_err().to_string(), message);
            let small = decoded_body(body.clone(), Coding::Deflate, &limits(6999));
            assert_eq!(small.unwrap(), None);
        }
        let found = decode(brotli, Coding::Brotli).unwrap();
        assert_eq!(found, Some(b"{\"a\":1}".to_vec()));
        assert!(decode(b"\xFF\xFF\xFF\xFF", Coding::Brotli).is_err());
        let bounded = Limits {
            allowance: Allowance::new(5),
            ..limits(1 << 20)
        };
        assert!(decoded_body(zlib, Coding::Deflate, &bounded).is_err());
        assert!(decoded_body(brotli.to_vec(), Coding::Brotli, &bounded).is_err());
    }

    #[test]
    fn a_body_is_bounded_however_small_it_was_packed() {
        let packed = gzip(&vec![b' '; 1_000_000]);
        assert_eq!(plain_body(packed, &limits(999_999)).unwrap(), None);
    }

    /// What was read before stands, however it is read; in all layers and bodies together.
    #[test]
    fn what_is_decompressed_is_bounded() {
        let text = vec![b'x'; 100_000];
        let read = |bytes: &[u8], most: u64| {
            let bytes = Box::new(io::Cursor::new(bytes.to_vec()));
            let mut out = Vec::new();
            let mut reader = decompressed(bytes, most).unwrap();
            let outcome = reader.read_to_end(&mut out);
            (out.len(), outcome.err().map(|error| error.to_string()))
        };
        let halves = [gzip(&text[..50_000]), gzip(&text[50_000..])].concat();
        for packed in [gzip(&text), zstandard(&text), halves] {
            assert_eq!(read(&packed, 100_000), (100_000, None));
            assert_eq!(read(&packed, 99_999), (99_999, Some(TOO_MUCH.to_owned())));
            assert_eq!(read(&packed, 0), (0, Some(TOO_MUCH.to_owned())));
        }
        // The inner bytes count too.
        let (inner, twice) = (zstandard(&text), gzip(&zstandard(&text)));
        let all = u64::try_from(text.len() + inner.len()).unwrap();
        assert_eq!(read(&twice, all), (100_000, None));
        assert_eq!(read(&twice, all - 1), (99_999, Some(TOO_MUCH.to_owned())));
        // And what is not compressed is not bounded.
        assert_eq!(read(&text, 0), (100_000, None));

        let limits = Limits {
            allowance: Allowance::new(150_000),
            ..limits(1 << 20)
        };
        let body = || plain_body(gzip(&text), &limits);
        assert_eq!(body().unwrap(), Some(text.clone()));
        assert_eq!(body().unwrap_err().to_string(), TOO_MUCH);
    }

    proptest! {
        #[test]
        fn whatever_follows_a_magic_number_is_read_or_refused(
            kind in 0_usize..3,
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let magic: &[u8] = [b"\x1F\x8B\x08" as &[u8], b"\x28\xB5\x2F\xFD", b"\x50\x2A\x4D\x18"][kind];
            let _ = plain_body([magic, &bytes].concat(), &limits(1 << 20));
        }
    }
}

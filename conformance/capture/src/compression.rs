//! Decompresses, no further than there is an allowance for.

use super::gzip::Members;
use super::limits::Allowance;
use super::reader::{BLOCK, Message, Peeked, Reader};
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use std::io::{self, BufReader, Read};

/// A coding of HTTP that no magic number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Deflate,
    Brotli,
}

impl Coding {
    /// How a body of this coding is compressed: both forms of `deflate` are sent.
    pub(super) fn of(self, body: &[u8]) -> Compression {
        let is_zlib = body.first_chunk().is_some_and(|&[first, second]| {
            first & 0x0F == 8 && u16::from_be_bytes([first, second]).is_multiple_of(31)
        });
        match self {
            Self::Brotli => Compression::Brotli,
            Self::Deflate if is_zlib => Compression::Zlib,
            Self::Deflate => Compression::Deflate,
        }
    }
}

/// How bytes are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstandard,
    /// With the head and the sum that the standard asks for.
    Zlib,
    /// Without them, as some servers understood it.
    Deflate,
    Brotli,
}

impl Compression {
    /// What the first bytes show.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            // The second is a frame to skip, which some writers begin with.
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => {
                Some(Self::Zstandard)
            }
            _ => None,
        }
    }

    /// Whether more bytes behind these few may show that what they begin is compressed.
    pub(super) fn may_begin(head: &[u8]) -> bool {
        match head {
            [] => true,
            [0x1F, rest @ ..] => rest.len() < 2 && [0x8B].starts_with(rest),
            [0x28, rest @ ..] => rest.len() < 3 && [0xB5, 0x2F].starts_with(rest),
            [0x50..=0x5F, rest @ ..] => rest.len() < 3 && [0x2A, 0x4D].starts_with(rest),
            _ => false,
        }
    }

    pub(super) fn decoder(self, compressed: Peeked, allowance: &Allowance) -> io::Result<Reader> {
        let compressed = BufReader::with_capacity(BLOCK, compressed);
        let reader: Reader = match self {
            Self::Gzip => Box::new(Members::new(compressed)),
            Self::Zstandard => Box::new(zstd::Decoder::with_buffer(compressed)?),
            Self::Zlib => Box::new(ZlibDecoder::new(compressed)),
            Self::Deflate => Box::new(DeflateDecoder::new(compressed)),
            Self::Brotli => Box::new(brotli_decompressor::Decompressor::new(compressed, BLOCK)),
        };
        Ok(Box::new(Decompressed {
            reader,
            how: self,
            allowance: allowance.clone(),
        }))
    }

    fn error(self, error: io::Error) -> io::Error {
        let is_own = error
            .get_ref()
            .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Message>);
        if is_own || error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
            return error;
        }
        let is_cut = error.kind() == io::ErrorKind::UnexpectedEof;
        io::Error::other(Message(match (self, is_cut) {
            (Self::Gzip, true) => "what is compressed with gzip ends too early",
            (Self::Gzip, false) => "what is compressed with gzip is damaged",
            (Self::Zstandard, true) => "what is compressed with zstd ends too early",
            (Self::Zstandard, false) => "what is compressed with zstd is damaged",
            (Self::Zlib | Self::Deflate, true) => "what is compressed with deflate ends too early",
            (Self::Zlib | Self::Deflate, false) => "what is compressed with deflate is damaged",
            (Self::Brotli, true) => "what is compressed with brotli ends too early",
            (Self::Brotli, false) => "what is compressed with brotli is damaged",
        }))
    }
}

struct Decompressed {
    reader: Reader,
    how: Compression,
    allowance: Allowance,
}

/// What there is no allowance for. It says how to get more.
pub(super) const TOO_MUCH: &str =
    "it decompresses to more than --max-decompressed allows; what follows was not read";

impl Read for Decompressed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.allowance.of(buffer.len());
        let is_used_up = most == 0 && !buffer.is_empty();
        // What ends just there is not too much.
        let buffer = buffer.get_mut(..most.max(usize::from(is_used_up)));
        let count = self.reader.read(buffer.unwrap_or_default());
        let count = count.map_err(|error| self.how.error(error))?;
        if is_used_up && count > 0 {
            return Err(io::Error::other(Message(TOO_MUCH)));
        }
        self.allowance.spend(count);
        Ok(count)
    }
}

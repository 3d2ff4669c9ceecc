//! Bytes as base64, in buffers that are used again: [`Encoder`].
//!
//! It stands apart because it is what an upload spends its time on: it goes by the wide
//! instructions of the processor where the crate has an engine for them, and asks for memory only
//! while there is no buffer that was sent to its end.

use ::base64::Engine;
use bytes::{Bytes, BytesMut};
use std::collections::VecDeque;
use std::io;

/// Encodes piece by piece.
#[derive(Default)]
pub(super) struct Encoder {
    /// Buffers that were handed out, the oldest first. One that nobody else holds was sent.
    lent: VecDeque<Bytes>,
}

impl Encoder {
    /// Base64 of a piece, padded.
    pub(super) fn encode(&mut self, piece: &[u8]) -> io::Result<Bytes> {
        // A piece is in memory, and far from the end of it.
        let mut buffer = self.buffer(piece.len().div_ceil(3).saturating_mul(4));
        let length = engine::ENGINE
            .encode_slice(piece, &mut buffer)
            .map_err(io::Error::other)?;
        let whole = buffer.freeze();
        let encoded = whole.slice(..length);
        self.lent.push_back(whole);
        Ok(encoded)
    }

    /// A buffer of at least this length, whatever is in it.
    fn buffer(&mut self, length: usize) -> BytesMut {
        if self.lent.front().is_some_and(Bytes::is_unique)
            && let Some(sent) = self.lent.pop_front()
            && sent.len() >= length
            && let Ok(buffer) = sent.try_into_mut()
        {
            return buffer;
        }
        // What was split off can be lent and taken back without a word to the allocator.
        BytesMut::zeroed(length).split()
    }
}

#[cfg(any(
    target_arch = "x86_64",
    all(target_arch = "aarch64", target_feature = "neon")
))]
mod engine {
    use ::base64::engine::{Simd, general_purpose::PAD};
    use std::sync::LazyLock;

    pub(super) static ENGINE: LazyLock<Simd> = LazyLock::new(|| Simd::standard(PAD));
}

#[cfg(not(any(
    target_arch = "x86_64",
    all(target_arch = "aarch64", target_feature = "neon")
)))]
mod engine {
    pub(super) use ::base64::engine::general_purpose::STANDARD as ENGINE;
}

//! Encodes base64 into buffers that are used again: [`Encoder`].
//!
//! An upload spends its time here, so it uses the wide instructions of the processor where the
//! `base64` crate has an engine for them, and allocates only while no sent buffer is free.

use ::base64::Engine;
use bytes::{Bytes, BytesMut};
use std::collections::VecDeque;
use std::io;

/// Encodes base64 piece by piece.
#[derive(Default)]
pub(super) struct Encoder {
    /// Buffers in use, the oldest first. One without another owner has been sent.
    lent: VecDeque<Bytes>,
}

impl Encoder {
    /// Encodes a piece, with padding.
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

    /// Returns a buffer of at least this length, with any content.
    fn buffer(&mut self, length: usize) -> BytesMut {
        if self.lent.front().is_some_and(Bytes::is_unique)
            && let Some(sent) = self.lent.pop_front()
            && sent.len() >= length
            && let Ok(buffer) = sent.try_into_mut()
        {
            return buffer;
        }
        // What was split off can be shared and taken back without an allocation.
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

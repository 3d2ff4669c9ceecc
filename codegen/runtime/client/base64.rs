//! Bytes as base64.
//!
//! It stands apart because it is what an upload spends its time on: it goes by the wide
//! instructions of the processor where the crate has an engine for them.

use ::base64::Engine;
use bytes::Bytes;

/// Base64 of a piece, padded.
pub(super) fn base64(piece: &[u8]) -> Bytes {
    engine::ENGINE.encode(piece).into()
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

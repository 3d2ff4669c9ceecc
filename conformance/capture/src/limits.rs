//! Bounds what is read of an input: the length of a payload, and what is made of compressed bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much is read of an input.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    /// The length of the longest payload, in bytes.
    pub(super) longest: usize,
    pub(super) allowance: Allowance,
}

/// How many bytes may still be decompressed, in all layers and bodies of an input together.
#[derive(Debug, Clone)]
pub(super) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// So many bytes.
    pub(super) fn new(most: u64) -> Self {
        Self(Arc::new(most.into()))
    }

    /// As much of a length as is left.
    pub(super) fn of(&self, length: usize) -> usize {
        let left = self.0.load(Ordering::Relaxed);
        usize::try_from(left).map_or(length, |left| left.min(length))
    }

    /// Uses some of it up.
    pub(super) fn spend(&self, count: usize) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(count), Ordering::Relaxed);
    }
}

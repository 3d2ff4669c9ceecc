//! Random numbers for boundaries and waits. They need only the standard library, and keep no
//! secret.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Returns another number each time.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

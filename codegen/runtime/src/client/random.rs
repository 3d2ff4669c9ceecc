//! Numbers that nobody can foresee well enough to matter: boundaries and waits.
//!
//! It stands apart so that no more than the standard library is needed for them. They keep no
//! secret.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number, another one each time.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

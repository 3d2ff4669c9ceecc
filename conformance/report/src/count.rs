//! Counts how often something was met, and in how many payloads. Counts add up exactly.

use std::ops::AddAssign;

/// How often, and in how many payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How often in all.
    pub times: u64,
    /// In how many payloads at least once.
    pub payloads: u64,
}

impl Count {
    /// Once, in one payload.
    pub const ONE: Self = Self {
        times: 1,
        payloads: 1,
    };

    /// Counts once more within the same payload, the only one so far.
    pub fn again(&mut self) {
        self.times += 1;
        self.payloads = 1;
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        let Self { times, payloads } = other;
        self.times += times;
        self.payloads += payloads;
    }
}

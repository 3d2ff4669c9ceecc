//! Reads how much memory this process has taken, as the Linux kernel counts it.

use std::fs;

/// Whether it can be told here.
pub(crate) fn is_told() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// What was taken when this was made, and from then on.
pub(crate) struct Peak {
    before: u64,
}

impl Peak {
    /// From here on the peak is counted anew.
    pub(crate) fn begin() -> Self {
        fs::write("/proc/self/clear_refs", "5").unwrap();
        Self {
            before: bytes("VmRSS"),
        }
    }

    /// The most that was taken beyond what was there, in bytes.
    pub(crate) fn beyond(&self) -> u64 {
        bytes("VmHWM").saturating_sub(self.before)
    }
}

fn bytes(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.unwrap().trim_matches(|c: char| !c.is_ascii_digit());
    number.parse::<u64>().unwrap() * 1024
}

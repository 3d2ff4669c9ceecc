//! Any bytes at all, into one of the readers: the targets of `conformance/tests/fuzz`.
//!
//! ```sh
//! cargo install cargo-fuzz
//! cd conformance && IDCARD_FUZZ_TARGET=capture-har cargo fuzz run --sanitizer none any fuzz/corpus/capture-har tests/capture/fixtures
//! ```

#![no_main]

#[expect(dead_code, reason = "the seeds are named on the command line")]
#[path = "../../tests/fuzz/targets.rs"]
mod targets;

use libfuzzer_sys::fuzz_target;
use std::env;
use std::sync::LazyLock;
use targets::{TARGETS, Target};

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    let name = env::var("IDCARD_FUZZ_TARGET").unwrap_or_default();
    let target = TARGETS.iter().find(|target| target.name == name);
    target.unwrap_or_else(|| panic!("IDCARD_FUZZ_TARGET is none of {}", names.join(", ")))
});

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));

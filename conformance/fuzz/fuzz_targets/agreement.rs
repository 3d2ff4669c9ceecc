//! Any bytes at all: the validator and the judge agree on them, as every kind of document.
//!
//! ```sh
//! cargo install cargo-fuzz
//! cd conformance && cargo fuzz run --sanitizer none agreement fuzz/corpus/agreement payloads/samples payloads/faulty
//! ```
//!
//! Without a sanitizer it builds with the stable toolchain; there is no unsafe code to be watched.

#![no_main]

#[path = "../../tests/differential/agreement.rs"]
mod agreement;

use agreement::Instruments;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

thread_local! {
    static INSTRUMENTS: RefCell<Instruments> = RefCell::new(Instruments::new());
}

fuzz_target!(|bytes: &[u8]| {
    INSTRUMENTS.with_borrow_mut(|instruments| {
        for name in ["response", "request", "message", "error"] {
            if let Err(difference) = instruments.compare(name, bytes) {
                panic!("as {name}: {difference}");
            }
        }
    });
});

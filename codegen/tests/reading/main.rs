//! Reads pages in every form and language, whole, cut and damaged.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic")]

mod cut;
mod expect;
mod fixtures;
mod hostile;
mod render;
mod round_trip;
mod sheet;
mod vendor;

use codegen::page::read::Words;
use codegen::source::Source;
use std::fs;
use std::path::PathBuf;

/// The words that the command uses.
fn words() -> Words {
    let path = folder().join("../schema/pages/words.yaml");
    let source = Source::new("words.yaml", fs::read_to_string(path).unwrap());
    Words::parse(&source).unwrap()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

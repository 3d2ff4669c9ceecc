//! Memory is linear in the document, whatever is wrong with it: the fixture of each diagnostic is
//! blown up, sixteen times in four doublings, and what that costs is counted.
//!
//! ```sh
//! cargo test -p codegen --test growth -- --nocapture
//! ```

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

mod blown_up;
mod curve;
mod texts;
mod whole;

use codegen::diagnostic::render;
use codegen::source::Source;
use codegen::{Options, Part, compile};
use curve::Curve;

/// The most bytes that a run takes at a time for a byte of the document.
const MOST_BYTES: f64 = 1200.0;

/// What the command does, without the disk.
fn run((name, text): (&str, String)) {
    let source = Source::new(name, text);
    let options = Options {
        package: "parcels".into(),
        source_name: name.into(),
        with: Part::ALL.into(),
        ..Options::default()
    };
    let outcome = compile(&source, &options);
    render(&outcome.diagnostics, &source, false);
}

/// Measures documents that `make` makes of a number of copies.
fn measured(
    what: String,
    name: &'static str,
    copies: usize,
    make: impl Fn(usize) -> String,
) -> Curve {
    let make = |size| {
        let text = make(copies * size);
        let length = text.len();
        ((name, text), length)
    };
    Curve::of(what, make, run)
}

/// Shows the dearest, and fails for those that cost too much.
fn judge(curves: &[(String, Curve)]) {
    let mut dearest: Vec<_> = curves
        .iter()
        .map(|(what, curve)| (curve.peak(), what))
        .collect();
    dearest.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (peak, what) in dearest.iter().take(3) {
        println!("{peak:7.1} bytes a byte: {what}");
    }
    let slowest = curves.iter().map(|(_, curve)| curve.slowdown());
    if let Some((ratio, what)) = slowest.max_by(|a, b| a.0.total_cmp(&b.0)) {
        println!("{ratio:7.1} times the time for twice the input: {what}");
    }
    let faults: Vec<_> = curves
        .iter()
        .flat_map(|(_, curve)| curve.faults(MOST_BYTES))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

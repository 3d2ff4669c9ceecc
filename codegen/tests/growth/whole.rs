//! Grows whole documents: many schemas, pretty and on one line, and types that lead far. The benchmark
//! `scale` has them in their full size, and tells the time.

#[path = "../../benches/common/whole.rs"]
mod documents;

use super::{judge, measured};
use codegen::source::Source;
use codegen::{Options, compile};
use documents::{arrays, chain, large, values};
use serde_json::Value;

/// The most arrays that may be in one another.
const DEEPEST: usize = 12;

type Make = fn(usize) -> Value;

const DOCUMENTS: [(&str, usize, Make); 4] = [
    ("many schemas", 8, large),
    ("many values", 32, values),
    ("types in a row", 8, |count| chain(count, false)),
    ("types in a cycle", 8, |count| chain(count, true)),
];

#[test]
fn whole_documents_cost_what_their_length_costs() {
    let mut curves = Vec::new();
    for (what, copies, make) in DOCUMENTS {
        let pretty = measured(format!("{what}, pretty"), "large.json", copies, |count| {
            format!("{:#}", make(count))
        });
        let line = measured(
            format!("{what}, on one line"),
            "large.json",
            copies,
            |count| make(count).to_string(),
        );
        curves.extend([(what.to_owned(), pretty), (what.to_owned(), line)]);
    }
    judge(&curves);
}

/// One type holds them all, so that each of its parts is as long as they are deep.
#[test]
fn arrays_as_deep_as_the_limit_cost_little() {
    let source = Source::new("large.json", arrays(DEEPEST).to_string());
    let mut files = 0;
    let cost = allocation_counter::measure(|| {
        files = compile(&source, &Options::default()).files.len();
    });
    assert!(files > 0, "they are within the limit");
    assert!(cost.bytes_max < 100 << 20, "{cost:?}");
    let deeper = Source::new("large.json", arrays(DEEPEST + 1).to_string());
    assert!(compile(&deeper, &Options::default()).files.is_empty());
}

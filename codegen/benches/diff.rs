//! What it costs to compare documents of ten thousand properties, as ratios: to reading both, and of
//! four times the documents to the documents. 4 is linear.
//!
//! ```text
//! cargo bench -p codegen --bench diff             prints figures
//! cargo bench -p codegen --bench diff -- --check  fails if one misses its target
//! ```
//!
//! That the steps are linear is counted by `cargo test -p codegen --test diff`; here is what they take.
//! Both crates are emitted too, which is most of it.

#![expect(clippy::unwrap_used, reason = "what is wrong here is to stop it")]

#[path = "common/rounds.rs"]
mod rounds;

use codegen::diff::{Side, compare};
use codegen::source::Source;
use rounds::{ROUNDS, times};
use std::hint::black_box;
use std::process::ExitCode;

const PROPERTIES: usize = 10_000;

/// Of an object, where there are several.
const MEMBERS: usize = 50;

/// The most that four times the documents may take, as a multiple.
const GROWTH: f64 = 6.0;

/// The most that comparing may take beside reading both.
const READING: f64 = 200.0;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut missed = false;
    println!("{PROPERTIES} properties, median of {ROUNDS} rounds, in milliseconds");
    for (what, members, step) in [
        ("one of many objects", MEMBERS, PROPERTIES),
        ("all of many objects", MEMBERS, 1),
        ("one of one object", PROPERTIES, PROPERTIES),
        ("all of one object", PROPERTIES, 1),
    ] {
        let make = |properties: usize| {
            let members = members.min(properties);
            let text = |most| document(properties / members, members, step, most);
            [text(9), text(5)]
        };
        let (small, large) = (make(PROPERTIES / 4), make(PROPERTIES));
        let (a, b) = (sides(&small), sides(&large));
        let expected = PROPERTIES.div_ceil(step);
        assert_eq!(compare(&b[0], &b[1]).changes.len(), expected, "{what}");
        let times = times([
            &|| drop(black_box(sides(&large))),
            &|| drop(black_box(compare(&a[0], &a[1]))),
            &|| drop(black_box(compare(&b[0], &b[1]))),
        ]);
        let [reading, quarter, whole] = times;
        println!(
            "{what:>20}: {whole:8.2}  reading {:6.1}  growth {:4.1}",
            whole / reading,
            whole / quarter
        );
        missed |= whole / reading > READING || whole / quarter > GROWTH;
    }
    println!("at the most: reading {READING}, growth {GROWTH}");
    ExitCode::from(u8::from(missed && check))
}

fn sides(texts: &[String; 2]) -> [Side; 2] {
    texts
        .each_ref()
        .map(|text| Side::read(Source::new("pets.json", text.as_str())).unwrap())
}

/// Objects with members of so many characters at the most; every so manieth has the limit given.
fn document(objects: usize, members: usize, step: usize, most: usize) -> String {
    let list = |count: usize, item: &dyn Fn(usize) -> String| {
        (0..count).map(item).collect::<Vec<_>>().join(", ")
    };
    let object = |object: usize| {
        let members = list(members, &|at| {
            let most = if (object * members + at).is_multiple_of(step) {
                most
            } else {
                9
            };
            format!(r#""m{at}": {{"type": "string", "maxLength": {most}}}"#)
        });
        format!(r#""Pet{object}": {{"type": "object", "properties": {{{members}}}}}"#)
    };
    let used = list(objects, &|at| {
        format!(r##""pet{at}": {{"$ref": "#/components/schemas/Pet{at}"}}"##)
    });
    format!(
        r##"{{"openapi": "3.1.1", "info": {{"title": "Pets", "version": "1"}}, "paths": {{"/pets":
        {{"post": {{"operationId": "add", "requestBody": {{"required": true, "content":
        {{"application/json": {{"schema": {{"$ref": "#/components/schemas/All"}}}}}}}},
        "responses": {{"204": {{"description": "Done."}}}}}}}}}}, "components": {{"schemas":
        {{"All": {{"type": "object", "properties": {{{used}}}}}, {}}}}}}}"##,
        list(objects, &object)
    )
}

//! What four times the document costs, as a ratio: of documents that are large, and of documents with as many
//! faults as there is room for, on one line. 4 is linear.
//!
//! ```text
//! cargo bench -p codegen --bench growth             prints figures
//! cargo bench -p codegen --bench growth -- --check  fails if one misses its target
//! ```
//!
//! Allocations are counted by `cargo test -p codegen --test growth`; here is what allocates nothing.

#[path = "common/rounds.rs"]
mod rounds;

use codegen::diagnostic::render;
use codegen::source::Source;
use codegen::{Options, compile};
use rounds::{ROUNDS, times};
use std::hint::black_box;
use std::process::ExitCode;

/// The most that four times the document may take, as a multiple.
const GROWTH: f64 = 6.0;

/// Of each document, what is repeated so many times.
const COPIES: usize = 4_000;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut missed = false;
    println!("{COPIES} copies, median of {ROUNDS} rounds, in milliseconds");
    for (what, make) in DOCUMENTS {
        let [small, large] = [COPIES / 4, COPIES].map(|copies| {
            let text = format!("{{{HEAD}, {}}}", make(copies));
            Source::new("pets.json", text)
        });
        let [quarter, whole] = times([&|| generate(&small), &|| generate(&large)]);
        let growth = whole / quarter;
        println!("{what:>28}: {whole:8.2}  growth {growth:4.1}");
        missed |= growth > GROWTH;
    }
    println!("at the most: growth {GROWTH}");
    ExitCode::from(u8::from(missed && check))
}

/// From the text to the files, or to the faults as they are shown.
fn generate(source: &Source) {
    let outcome = compile(source, &Options::default());
    black_box(render(&outcome.diagnostics, source, false));
    black_box(outcome.files);
}

const HEAD: &str = r#""openapi": "3.1.1", "info": {"title": "Pets", "version": "1"}"#;

type Make = fn(usize) -> String;

const DOCUMENTS: [(&str, Make); 7] = [
    ("schemas", |n| schemas(n, r#"{"type": "object"}"#)),
    ("members", |n| {
        let members = list(n, |at| format!(r#""member{at}": {{"type": "string"}}"#));
        schemas(
            1,
            &format!(r#"{{"type": "object", "properties": {{{members}}}}}"#),
        )
    }),
    ("values of an enumeration", |n| {
        let values = list(n, |at| format!(r#""value{at}""#));
        schemas(1, &format!(r#"{{"type": "string", "enum": [{values}]}}"#))
    }),
    ("a long description", |n| {
        let text = "Some *words* of `prose`, - lists, <b>tags</b> and http://a.b/c. ".repeat(n);
        schemas(
            1,
            &format!(r#"{{"type": "object", "description": "{text}"}}"#),
        )
    }),
    ("repeated keys", |n| {
        list(n, |_| r#""x-again": 1"#.to_owned())
    }),
    ("unknown keywords", |n| {
        let keywords = list(n, |at| format!(r#""titel{at}": 1"#));
        schemas(1, &format!(r#"{{"type": "object", {keywords}}}"#))
    }),
    ("references to nowhere", |n| {
        schemas(n, r##"{"$ref": "#/components/schemas/Nowhere"}"##)
    }),
];

/// So many schemas, all of them in use.
fn schemas(count: usize, schema: &str) -> String {
    let named = list(count, |at| format!(r#""Pet{at}": {schema}"#));
    let used = list(count, |at| {
        format!(r##""pet{at}": {{"$ref": "#/components/schemas/Pet{at}"}}"##)
    });
    format!(
        r##""paths": {{"/pets": {{"post": {{"operationId": "add", "requestBody": {{"required": true,
        "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/All"}}}}}}}},
        "responses": {{"204": {{"description": "Done."}}}}}}}}}}, "components": {{"schemas": {{
        "All": {{"type": "object", "properties": {{{used}}}}}, {named}}}}}"##
    )
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

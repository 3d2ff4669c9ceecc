//! What it costs to read a page of ten thousand rows, as ratios: to reading its file, to what the
//! parsers below take for the same bytes, and of four times the rows to the rows.
//!
//! ```text
//! cargo bench -p codegen --bench page             prints figures
//! cargo bench -p codegen --bench page -- --check  fails if one misses its target
//! ```
//!
//! All take turns in each round, so that a busy machine is busy for all, and the median of the
//! rounds counts. The file is read from the cache of the system, which is why that ratio is large.

#![expect(clippy::unwrap_used, reason = "what is wrong here is to stop it")]

#[path = "common/rounds.rs"]
mod rounds;

use codegen::page::read::{Words, read};
use codegen::source::Source;
use rounds::{ROUNDS, times};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;

const ROWS: usize = 10_000;

/// The most that four times the rows may take, as a multiple.
const GROWTH: f64 = 6.0;

/// The most that a page may take beside a parser that only looks for its elements.
const PARSER: f64 = 60.0;

/// The most that a page may take beside reading its file.
const FILE: f64 = 3_000.0;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/pages/words.yaml");
    let words = Source::new("words.yaml", fs::read_to_string(path).unwrap());
    let words = Words::parse(&words).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut missed = false;
    println!("{ROWS} rows, median of {ROUNDS} rounds, in milliseconds");
    for (name, page) in [
        ("markdown", markdown as fn(usize) -> String),
        ("html", html),
        ("text", text),
    ] {
        let [small, large] = [ROWS / 4, ROWS].map(|rows| page(rows).into_bytes());
        let file = folder.path().join(name);
        fs::write(&file, &large).unwrap();
        let rows = |bytes: &[u8]| read(bytes, &words).unwrap().tables[0].rows.len();
        assert_eq!((rows(&small), rows(&large)), (ROWS / 4, ROWS), "{name}");
        let times = times([
            &|| drop(black_box(fs::read(&file).unwrap())),
            &|| parse(name, &large),
            &|| drop(black_box(read(&small, &words))),
            &|| drop(black_box(read(&large, &words))),
        ]);
        let [reading, parsing, quarter, whole] = times;
        println!(
            "{name:>9}: {whole:8.2}  file {:6.0}  parser {:5.1}  growth {:4.1}",
            whole / reading,
            whole / parsing,
            whole / quarter
        );
        missed |= whole / reading > FILE || whole / parsing > PARSER || whole / quarter > GROWTH;
    }
    println!("at the most: file {FILE}, parser {PARSER}, growth {GROWTH}");
    ExitCode::from(u8::from(missed && check))
}

/// Looks for elements, and makes nothing of them; of text, for lines.
fn parse(name: &str, page: &[u8]) {
    let text = std::str::from_utf8(page).unwrap();
    let count = match name {
        "markdown" => {
            let options = pulldown_cmark::Options::ENABLE_TABLES;
            pulldown_cmark::Parser::new_ext(text, options).count()
        }
        "html" => html5gum::Tokenizer::new(text).count(),
        _ => text
            .lines()
            .map(|line| line.split_whitespace().count())
            .sum(),
    };
    black_box(count);
}

fn markdown(rows: usize) -> String {
    let row =
        "| `pet.kind` | String | Required | Kind of pet - `cat` \\| `dog` - cat: one that mews |\n";
    let head = "# Pets\n\n| Field | Type | Required | Description |\n| --- | --- | --- | --- |\n";
    format!("{head}{}\n## Response example\n", row.repeat(rows))
}

fn html(rows: usize) -> String {
    let row = "<tr><td><code>pet.kind</code></td><td>String</td><td>Required</td><td>Kind of pet\
               <ul><li><code>cat</code> | <code>dog</code></li><li>cat: mews</li></ul></td></tr>\n";
    let head = "<html><table><tr><th>Field<th>Type<th>Required<th>Description</tr>\n";
    format!("{head}{}</table></html>\n", row.repeat(rows))
}

fn text(rows: usize) -> String {
    let row = "pet.kindStringRequiredKind of pet\n  • cat | dog\n    • cat: one that mews\n";
    format!(
        "Pets\n\nFieldTypeRequiredDescription\n{}\nResponse example\n",
        row.repeat(rows)
    )
}

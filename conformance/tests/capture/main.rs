//! Everything that is captured, from files of every kind: what is found in it, where, and that what
//! is said of it never has anything in it that was read.

#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, and so may what it calls"
)]

mod broken;
mod canary;
mod formats;
mod large;
mod live;
mod prose;
mod unwrap;
mod wrapped;

use idcard_capture::{Format, Input, Item, Options, Place, Unwrap};
use idcard_judge::{Failure, Origin, STANDARD_INPUT_NAME};
use idcard_judge::{Judge, Values};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// In every text of every fixture that a report must not show.
const CANARY: &str = "zq7canary";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/capture/fixtures")
}

fn fixture(name: &str) -> PathBuf {
    fixtures().join(name)
}

fn options() -> Options {
    Options {
        input: None,
        addresses: [].into(),
        unwrap: Unwrap::default(),
        longest_line: 1 << 20,
        most_decompressed: 1 << 30,
        consumed: std::sync::Arc::default(),
    }
}

/// Everything in a file. Lines are cut as the engine cuts them.
fn items(path: &Path, options: &Options) -> Vec<Item> {
    match Place::File(path.to_owned()).open(options) {
        Ok(Input::Payloads(payloads)) => payloads.collect(),
        Ok(Input::Lines(lines)) => {
            let mut items = Vec::new();
            for (index, line) in BufReader::new(lines.reader).split(b'\n').enumerate() {
                let line = match line {
                    Ok(line) if line.trim_ascii().is_empty() => continue,
                    Ok(line) => line,
                    Err(error) => {
                        items.push(Item::Failed(Failure {
                            name: lines.input.to_string(),
                            message: error.to_string(),
                        }));
                        break;
                    }
                };
                let start = spanned_tree::Position {
                    line: index + 1,
                    column: 1,
                };
                let mut origin = Origin::at(lines.input.clone(), start);
                if !options.unwrap.is_empty() {
                    origin.line = Some(index + 1);
                }
                items.extend(options.unwrap.apply(&origin, &line));
            }
            items
        }
        Err(failure) => vec![Item::Failed(failure)],
    }
}

static JUDGE: LazyLock<Judge> =
    LazyLock::new(|| Judge::new(clova_id_card::catalog::ROOTS, Values::Hidden).unwrap());

/// What is said of items, a line each: place, then what it is and the verdict.
fn told(items: Vec<Item>) -> String {
    let mut told = String::new();
    let folder = format!("{}/", fixtures().display());
    for item in items {
        let line = match item {
            Item::Payload(payload) => {
                let document = payload.document.and_then(|name| JUDGE.document(name));
                let start = payload.origin.start;
                let known = payload.document.unwrap_or("auto");
                let judgement = JUDGE.judge(payload.origin, payload.bytes, document);
                let mut line = format!(
                    "{} at {}:{} {known}: {}",
                    judgement.origin, start.line, start.column, judgement.verdict
                );
                for finding in judgement.findings {
                    let (at, rule) = (finding.position, finding.rule);
                    let _ = write!(
                        line,
                        "; {}:{} {rule} {}",
                        at.line, at.column, finding.message
                    );
                }
                line
            }
            Item::Around(payload) => {
                let start = payload.origin.start;
                let (line, column) = (start.line, start.column);
                format!("{} at {line}:{column} looked into", payload.origin)
            }
            Item::Read(format) => format!("read as {}", format.as_str()),
            Item::File(file) => {
                let start = file.origin.start;
                format!(
                    "{} at {}:{} file: {:?} as {:?}, {} bytes are looked at",
                    file.origin,
                    start.line,
                    start.column,
                    file.media_type,
                    file.format,
                    file.head.len()
                )
            }
            Item::Part(part) => {
                let start = part.origin.start;
                let (line, column) = (start.line, start.column);
                format!("{} at {line}:{column} part: {:?}", part.origin, part.fault)
            }
            Item::Skipped(skipped) => {
                format!("{} aside: {}", skipped.origin, skipped.reason.as_str())
            }
            Item::Failed(failure) => format!("{} failed: {}", failure.name, failure.message),
        };
        told += &line.replace(&folder, "");
        told.push('\n');
    }
    told
}

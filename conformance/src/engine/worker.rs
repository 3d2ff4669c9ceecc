//! A job → its digest.
//!
//! It stands apart because it is what runs on every core: it has an examiner of its own and shares
//! nothing but the judge.

use super::{Block, Engine, Job};
use crate::capture::{Item, Origin, Payload, Unwrap};
use crate::report::Digest;
use crate::validate::{Examined, Judgement, Triage};
use codegen::source::Position;
use memchr::memchr_iter;
use std::sync::Arc;

/// The document that has something to draw.
const DRAWN: &str = "response";

/// Examines payloads on one core.
pub(super) struct Worker<'e> {
    engine: &'e Engine<'e>,
    triage: Triage<'e>,
    unwrap: Arc<Unwrap>,
}

impl<'e> Worker<'e> {
    pub(super) fn new(engine: &'e Engine<'_>, unwrap: Arc<Unwrap>) -> Self {
        Self {
            triage: Triage::new(engine.judge),
            engine,
            unwrap,
        }
    }

    /// Adds a job to a digest; the buffer of the job comes back.
    pub(super) fn examine(&mut self, job: Job, digest: &mut Digest) -> Option<Vec<u8>> {
        match job {
            Job::Items(items) => {
                for item in items {
                    match item {
                        Item::Payload(payload) => self.payload(payload, digest),
                        Item::Aside(aside) => digest.aside(aside.what, 1),
                        Item::Failed(failure) => digest.failed(failure),
                    }
                }
                None
            }
            Job::Lines {
                input,
                block: Block::TooLong { line },
            } => {
                self.too_long(&input, line, digest);
                None
            }
            Job::Lines {
                input,
                block: Block::Lines { first, bytes },
            } => {
                self.lines(&input, first, &bytes, digest);
                Some(bytes)
            }
        }
    }

    /// What is around a payload knows better what it is than what was said of all.
    fn payload(&mut self, payload: Payload, digest: &mut Digest) {
        let document = payload.document.or(self.engine.document);
        let Payload { origin, bytes, .. } = payload;
        let examined = self.triage.examine(|| origin.clone(), &bytes, document);
        count(examined, || origin.clone(), &bytes, digest);
    }

    fn lines(&mut self, input: &Arc<str>, first: usize, bytes: &[u8], digest: &mut Digest) {
        // UTF-8 is checked once for all lines; where one is not, for each alone.
        let text = std::str::from_utf8(bytes).ok();
        let mut start = 0;
        let ends = memchr_iter(b'\n', bytes).chain([bytes.len()]);
        for (index, end) in ends.enumerate() {
            let line = bytes.get(start..end).unwrap_or_default();
            let text = text.and_then(|text| text.get(start..end));
            start = end + 1;
            // A blank line is none, as in all that reads such streams.
            if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
                self.line(input, first + index, line, text, digest);
            }
        }
    }

    fn line(
        &mut self,
        input: &Arc<str>,
        number: usize,
        line: &[u8],
        text: Option<&str>,
        digest: &mut Digest,
    ) {
        if line.len() > self.engine.longest_line {
            return self.too_long(input, number, digest);
        }
        let origin = || line_origin(input, number);
        if !self.unwrap.is_empty() {
            let origin = Origin {
                line: Some(number),
                ..origin()
            };
            return match self.unwrap.apply(&origin, line) {
                Ok(payload) => self.payload(payload, digest),
                Err(failure) => digest.failed(failure),
            };
        }
        let document = self.engine.document;
        let examined = match text {
            Some(text) => self.triage.examine_text(origin, text, document),
            None => self.triage.examine(origin, line, document),
        };
        count(examined, origin, line, digest);
    }

    fn too_long(&self, input: &Arc<str>, line: usize, digest: &mut Digest) {
        let origin = line_origin(input, line);
        digest.judged(Judgement::too_long(origin, self.engine.longest_line));
    }
}

fn line_origin(input: &Arc<str>, line: usize) -> Origin {
    Origin::at(Arc::clone(input), Position { line, column: 1 })
}

fn count(examined: Examined, origin: impl FnOnce() -> Origin, bytes: &[u8], digest: &mut Digest) {
    let document = match examined {
        Examined::Valid(document) => {
            digest.valid(1);
            Some(document)
        }
        Examined::Judged(judgement) => {
            let document = judgement.document;
            digest.judged(judgement);
            document
        }
    };
    if document == Some(DRAWN) {
        digest.draw(origin, bytes);
    }
}

//! Examines a job on one core, and adds it to a digest.
//!
//! A worker has an examiner of its own and shares nothing but the judge.

use super::job::{line_origin, unwrapped};
use super::{Block, Engine, Job, Line};
use crate::foreign;
use idcard_capture::{Format, Item, Payload, Unwrap};
use idcard_judge::{
    Examined, Finding, Hint, Judgement, Origin, Reason, Rule, SkipReason, Triage, Verdict,
};
use idcard_report::{Digest, Foreign};
use std::sync::Arc;

/// The document that has something to draw.
const DRAWN: &str = "response";

/// Examines payloads on one core.
pub(super) struct Worker<'e> {
    engine: &'e Engine,
    triage: Triage<'e>,
    unwrap: Arc<Unwrap>,
}

impl<'e> Worker<'e> {
    pub(super) fn new(engine: &'e Engine, unwrap: Arc<Unwrap>) -> Self {
        Self {
            triage: Triage::new(&engine.judge),
            engine,
            unwrap,
        }
    }

    /// Adds a job to a digest; the buffer of the job comes back. What is found is let go of in
    /// `part` whenever it gets much, so that memory does not grow with what is wrong with the input.
    pub(super) fn examine<E>(
        &mut self,
        job: Job,
        digest: &mut Digest,
        part: &mut impl FnMut(&mut Digest) -> Result<(), E>,
    ) -> Result<Option<Vec<u8>>, E> {
        match job {
            Job::Items(items) => {
                for item in items {
                    self.item(item, digest);
                    if digest.is_full() {
                        part(digest)?;
                    }
                }
                Ok(None)
            }
            Job::Lines { input, block } => {
                self.lines(&input, &block, digest, part)?;
                Ok(block.into_buffer())
            }
        }
    }

    fn item(&mut self, item: Item, digest: &mut Digest) {
        match item {
            Item::Payload(payload) => self.payload(payload, digest),
            Item::File(file) => match super::file::judge(file) {
                judgement if judgement.verdict == Verdict::Valid => {
                    let document = judgement.document.unwrap_or_default();
                    digest.valid(document, judgement.kinds, || judgement.origin);
                }
                judgement => digest.judged(judgement),
            },
            Item::Part(part) => digest.judged(super::file::part(part)),
            Item::Around(payload) => self.around(&payload, digest),
            Item::Read(format) => digest.read(format.reading()),
            Item::Skipped(skipped) => digest.skipped(skipped.reason, 1),
            Item::Failed(failure) => digest.failed(failure),
        }
    }

    /// The document that the capture names for a payload goes before the one that was asked for.
    fn payload(&mut self, payload: Payload, digest: &mut Digest) {
        let document = payload.document.or(self.engine.document);
        let Payload { origin, bytes, .. } = payload;
        let examined = self.triage.examine(|| origin.clone(), &bytes, document);
        self.count(examined, document, || origin.clone(), &bytes, digest);
    }

    /// Looks into an object in a text: what has no payload in it is a line like any other.
    fn around(&self, payload: &Payload, digest: &mut Digest) {
        let mut found = foreign::look(&self.engine.judge, &payload.bytes);
        found.retain(|(foreign, _)| *foreign != Foreign::Other);
        if found.is_empty() {
            digest.skipped(SkipReason::OtherLine, 1);
        } else {
            digest.foreign(&payload.origin, found);
        }
    }

    fn lines<E>(
        &mut self,
        input: &Arc<str>,
        block: &Block,
        digest: &mut Digest,
        part: &mut impl FnMut(&mut Digest) -> Result<(), E>,
    ) -> Result<(), E> {
        // UTF-8 is checked once for all lines; where one is not, for each alone.
        let text = match block {
            Block::Lines { bytes, .. } => simdutf8::basic::from_utf8(bytes).ok(),
            Block::TooLong { .. } => None,
        };
        // A blank line is none, as in all that reads such streams.
        for line in block.lines().filter(|line| !line.is_blank()) {
            if digest.is_full() {
                part(digest)?;
            }
            let (zeros, line) = line.without_zeros();
            if zeros {
                digest.skipped(SkipReason::Zeros, 1);
            }
            if line.is_blank() {
                continue;
            }
            let longest = self.engine.longest_line;
            let Some(bytes) = line.bytes.filter(|bytes| bytes.len() <= longest) else {
                let judgement = Judgement::too_long(line_origin(input, line), longest);
                digest.judged(judgement);
                continue;
            };
            if self.unwrap.is_empty() {
                let text = text.and_then(|text| text.get(line.start..line.start + bytes.len()));
                self.line(input, line, bytes, text, digest);
            } else {
                for item in unwrapped(&self.unwrap, input, line, bytes) {
                    self.item(item, digest);
                    if digest.is_full() {
                        part(digest)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A line that is a payload.
    fn line(
        &mut self,
        input: &Arc<str>,
        line: Line<'_>,
        bytes: &[u8],
        text: Option<&str>,
        digest: &mut Digest,
    ) {
        let origin = || line_origin(input, line);
        let document = self.engine.document;
        let examined = match text {
            Some(text) => self.triage.examine_text(origin, text, document),
            None => self.triage.examine(origin, bytes, document),
        };
        if let Examined::Judged(judgement) = &examined
            && judgement.verdict == Verdict::Unreadable
            && idcard_capture::kind(bytes).is_none()
        {
            let items = idcard_capture::amid_text(&origin(), bytes);
            if !items.is_empty() {
                digest.read(Format::Text.reading());
                return items.into_iter().for_each(|item| self.item(item, digest));
            }
        }
        self.count(examined, document, origin, bytes, digest);
    }

    /// Counts what was examined as the document that was asked for, if any was.
    fn count(
        &self,
        examined: Examined,
        asked: Option<&str>,
        origin: impl Fn() -> Origin,
        bytes: &[u8],
        digest: &mut Digest,
    ) {
        let document = match examined {
            Examined::Valid { document, kinds } => {
                digest.valid(document, kinds, &origin);
                Some(document)
            }
            Examined::Judged(mut judgement) => {
                name(&mut judgement, bytes);
                if asked.is_none() && foreign::may_be(&judgement, bytes) {
                    let found = foreign::look(&self.engine.judge, bytes);
                    if !found.is_empty() {
                        return digest.foreign(&judgement.origin, found);
                    }
                }
                let document = judgement.document;
                digest.judged(judgement);
                document
            }
        };
        if document == Some(DRAWN) {
            digest.draw(origin, bytes);
        }
    }
}

/// Says of what is no JSON what it is instead, where its first bytes tell; what could be made of it as
/// JSON says nothing then.
fn name(judgement: &mut Judgement, bytes: &[u8]) {
    if judgement.verdict != Verdict::Unreadable {
        return;
    }
    if let Some(kind) = idcard_capture::kind(bytes) {
        let message = format!("no JSON, but {kind}");
        judgement.findings = vec![Finding::on_whole(Rule::Syntax, &judgement.origin, message)];
        judgement.reason = Some(Reason::Syntax);
        judgement.document = None;
        judgement.more = 0;
    } else if judgement.reason == Some(Reason::Encoding) && idcard_capture::is_korean(bytes) {
        let encoded = judgement.findings.iter_mut();
        for finding in encoded.filter(|finding| finding.rule == Rule::Encoding) {
            finding.hint = Some(KOREAN);
        }
    }
}

/// What `idcard explain encoding` says of it.
const KOREAN: Hint = Hint {
    text: "it looks like EUC-KR or CP949: `iconv -f CP949 -t UTF-8` makes UTF-8 of it",
    conflict: None,
};

//! Measures what is ours: the generated validator with the judge where it is not certain; and the
//! judge alone.

use crate::contestant::{Contestant, Kind, One};
use crate::documents::{Documents, Tally};
use clova_id_card::catalog::{Object, RESPONSE, ROOTS};
use clova_id_card::wire::validator::{Answer, Validator};
use idcard_judge::{Judge, Values, Verdict};

/// Lines are looked at for UTF-8 so many bytes at a time: one long check is cheaper than many short
/// ones, and the bytes are still near when they are read again.
const STRETCH: usize = 32 << 10;

/// The fast half, and the judge for what it leaves.
pub(crate) struct Ours {
    judge: Judge,
    validator: Validator,
    /// Undocumented members by object and key, with how often they were there.
    undocumented: Vec<(&'static Object, Vec<u8>, u64)>,
}

impl Ours {
    pub(crate) fn new() -> Self {
        Self {
            judge: Judge::new(ROOTS, Values::Hidden).unwrap(),
            validator: Validator::new(RESPONSE),
            undocumented: Vec::new(),
        }
    }

    fn verdict(&mut self, document: &[u8], text: Option<&str>) -> Verdict {
        if let Some(text) = text
            && self.validator.check(text) == Answer::Valid
        {
            return self.note(text);
        }
        self.judge.document("response").unwrap().verdict(document)
    }

    /// Names and counts what the spec does not have.
    fn note(&mut self, text: &str) -> Verdict {
        let mut verdict = Verdict::Valid;
        for member in self.validator.undocumented() {
            verdict = Verdict::Findings;
            let key = &text.as_bytes()[member.key];
            let mut counts = self.undocumented.iter_mut();
            let known = counts
                .find(|(object, known, _)| std::ptr::eq(*object, member.object) && known == key);
            match known {
                Some((.., count)) => *count += 1,
                None => self.undocumented.push((member.object, key.to_vec(), 1)),
            }
        }
        verdict
    }
}

impl Contestant for Ours {
    fn name(&self) -> &'static str {
        "generated validator, and the judge for the rest"
    }

    fn kind(&self) -> Kind {
        Kind::Ours
    }

    fn run(&mut self, documents: &Documents) -> Tally {
        let mut tally = Tally::default();
        let Some(mut rest) = documents.lines() else {
            for document in documents.each() {
                let text = simdutf8::basic::from_utf8(document).ok();
                tally.count(self.verdict(document, text) <= Verdict::Findings);
            }
            return tally;
        };
        while !rest.is_empty() {
            let near = rest.get(..STRETCH).unwrap_or(rest);
            let end = memchr::memrchr(b'\n', near).or_else(|| memchr::memchr(b'\n', rest));
            let (stretch, behind) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
            rest = behind;
            let whole = simdutf8::basic::from_utf8(stretch).ok();
            let mut start = 0;
            for end in memchr::memchr_iter(b'\n', stretch) {
                let line = &stretch[start..end];
                let text = match whole {
                    Some(whole) => whole.get(start..end),
                    None => simdutf8::basic::from_utf8(line).ok(),
                };
                tally.count(self.verdict(line, text) <= Verdict::Findings);
                start = end + 1;
            }
        }
        tally
    }
}

/// The judge alone, for every document.
pub(crate) fn judge() -> impl Contestant {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    One {
        name: "judge, all findings",
        kind: Kind::Validator,
        look: move |document: &[u8]| {
            let judgement = judge.judge("", document.to_vec(), judge.document("response"));
            judgement.verdict <= Verdict::Findings
        },
    }
}

/// The judge alone, and only its verdict.
pub(crate) fn verdict() -> impl Contestant {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    One {
        name: "judge, verdict only",
        kind: Kind::Validator,
        look: move |document: &[u8]| {
            let response = judge.document("response").unwrap();
            response.verdict(document) <= Verdict::Findings
        },
    }
}

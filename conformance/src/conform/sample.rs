//! Reads the samples of a folder: payloads, each with the verdict that is expected of it in a file
//! beside it.
//!
//! ```json
//! {
//!   "as": "response",
//!   "verdict": "unreadable",
//!   "reason": "syntax",
//!   "findings": [{"rule": "trailing-comma", "pointer": "/images"}],
//!   "why": "A comma before the bracket that closes images."
//! }
//! ```
//!
//! A finding without a `pointer` may be anywhere: where a text breaks off is nobody's promise.

use idcard_judge::{Finding, Judgement, Reason, Verdict};
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the file beside a sample ends with.
const EXPECTATION_ENDING: &str = ".expect.json";

/// A payload of a folder of samples.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its path, relative to the folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What is expected of it: `None` without a file beside it, an error when that cannot be read.
    pub expectation: Option<Result<Expectation, String>>,
}

/// What is expected of a payload.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The document that it is judged as.
    #[serde(rename = "as")]
    pub document: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is unreadable, if it is.
    pub reason: Option<Reason>,
    /// Every finding, in any order.
    pub findings: Vec<Expected>,
    /// In a sentence, for people.
    pub why: String,
}

/// A finding that is expected.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// What it is about.
    pub rule: String,
    /// Where; anywhere when it does not say.
    pub pointer: Option<String>,
}

/// The samples of a folder, in the order of their names.
pub fn samples(folder: &Path) -> io::Result<Vec<Sample>> {
    let found = idcard_capture::places(&[folder.to_owned()]);
    if let Some(failure) = found.failures.into_iter().next() {
        return Err(io::Error::other(format!(
            "{}: {}",
            failure.name, failure.message
        )));
    }
    let mut samples = Vec::new();
    for place in found.places {
        let idcard_capture::Place::File(path) = place else {
            continue;
        };
        if is_expectation(&path) {
            continue;
        }
        samples.push(Sample {
            bytes: fs::read(&path)?,
            expectation: expectation(&path)?,
            name: path
                .strip_prefix(folder)
                .unwrap_or(&path)
                .display()
                .to_string(),
        });
    }
    Ok(samples)
}

fn is_expectation(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(EXPECTATION_ENDING)
}

fn expectation(payload: &Path) -> io::Result<Option<Result<Expectation, String>>> {
    let stem = payload
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let path: PathBuf = payload.with_file_name(stem + EXPECTATION_ENDING);
    match fs::read(path) {
        Ok(bytes) => Ok(Some(
            serde_json::from_slice(&bytes).map_err(|error| error.to_string()),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl Sample {
    /// Whether the service itself sent it, by its name.
    pub(super) fn is_observed(&self) -> bool {
        self.name.contains(".observed-")
    }
}

impl Expectation {
    /// How a judgement differs from what is expected, a line for each way; none when it does not.
    pub fn differences(&self, judgement: &Judgement) -> Vec<String> {
        let mut differences = Vec::new();
        if self.verdict != judgement.verdict {
            let (expected, found) = (self.verdict, judgement.verdict);
            differences.push(format!("expected {expected}, the verdict is {found}"));
        }
        if self.reason != judgement.reason {
            let say = |reason: Option<Reason>| reason.map_or("no reason", Reason::as_str);
            let (expected, found) = (say(self.reason), say(judgement.reason));
            differences.push(format!("expected {expected}, the reason is {found}"));
        }
        let mut found: Vec<&Finding> = judgement.findings.iter().collect();
        // Those with a pointer first, or one that fits anywhere takes the finding of another.
        let (placed, anywhere): (Vec<_>, Vec<_>) = self
            .findings
            .iter()
            .partition(|expected| expected.pointer.is_some());
        for expected in placed.into_iter().chain(anywhere) {
            match found.iter().position(|finding| expected.fits(finding)) {
                Some(index) => drop(found.remove(index)),
                None => differences.push(format!("not found: {}", expected.describe())),
            }
        }
        differences.extend(
            found
                .into_iter()
                .map(|finding| format!("unexpected: {}", line(finding))),
        );
        differences
    }
}

impl Expected {
    fn fits(&self, finding: &Finding) -> bool {
        self.rule == finding.rule.as_str()
            && self
                .pointer
                .as_ref()
                .is_none_or(|pointer| *pointer == finding.pointer)
    }

    fn describe(&self) -> String {
        format!(
            "{} at {:?}",
            self.rule,
            self.pointer.as_deref().unwrap_or("any place")
        )
    }
}

/// A judgement in a few lines.
pub(super) fn describe(judgement: &Judgement) -> String {
    let findings = judgement.findings.iter().map(line);
    let verdict = format!("the verdict is {}", judgement.verdict);
    std::iter::once(verdict)
        .chain(findings)
        .collect::<Vec<_>>()
        .join("\n")
}

fn line(finding: &Finding) -> String {
    let Finding {
        rule,
        pointer,
        position,
        message,
        ..
    } = finding;
    format!("{rule} at {pointer:?}, line {}: {message}", position.line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use idcard_judge::Rule;
    use spanned_tree::Position;

    fn judgement(findings: &[(Rule, &str)]) -> Judgement {
        let findings = findings.iter().map(|&(rule, pointer)| Finding {
            rule,
            pointer: pointer.to_owned(),
            folded: pointer.to_owned(),
            position: Position { line: 1, column: 1 },
            message: "so it is".to_owned(),
            hint: None,
            excerpt: None,
            recovered: false,
        });
        Judgement {
            origin: "test".into(),
            document: Some("response"),
            verdict: Verdict::Invalid,
            reason: None,
            kinds: idcard_judge::Kinds::default(),
            findings: findings.collect(),
            more: 0,
        }
    }

    fn expectation(findings: &[(&str, Option<&str>)]) -> Expectation {
        let findings = findings.iter().map(|&(rule, pointer)| Expected {
            rule: rule.to_owned(),
            pointer: pointer.map(ToOwned::to_owned),
        });
        Expectation {
            document: "response".to_owned(),
            verdict: Verdict::Invalid,
            reason: None,
            findings: findings.collect(),
            why: String::new(),
        }
    }

    #[test]
    fn every_finding_counts_once_and_in_any_order() {
        let found = judgement(&[(Rule::Type, "/a"), (Rule::Type, "/b")]);
        let same = expectation(&[("type", None), ("type", Some("/a"))]);
        assert!(same.differences(&found).is_empty());
        let once = expectation(&[("type", Some("/b"))]);
        assert_eq!(
            once.differences(&found),
            ["unexpected: type at \"/a\", line 1: so it is"]
        );
        let more = expectation(&[("type", None), ("type", None), ("enum", Some("/c"))]);
        assert_eq!(more.differences(&found), ["not found: enum at \"/c\""]);
    }

    #[test]
    fn verdict_and_reason_count() {
        let mut expected = expectation(&[]);
        expected.verdict = Verdict::Unreadable;
        expected.reason = Some(Reason::Number);
        assert_eq!(
            expected.differences(&judgement(&[])),
            [
                "expected unreadable, the verdict is invalid",
                "expected number, the reason is no reason"
            ]
        );
    }
}

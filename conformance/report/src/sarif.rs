//! Writes the report as SARIF 2.1.0, which code hosts and editors show.
//!
//! Only what they need is written, as a value of JSON: the whole model is some hundred types.

use super::listed::Listed;
use super::wording::worded;
use super::{Digest, Event, Report};
use idcard_judge::inert;
use idcard_judge::{Failure, Origin, STANDARD_INPUT_NAME};
use idcard_judge::{Finding, Judgement, Level, Rule};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Written at the end.
pub struct Sarif<W> {
    out: W,
    listed: Listed,
}

impl<W: Write> Sarif<W> {
    /// A report to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            listed: Listed::default(),
        }
    }
}

impl<W: Write> Report for Sarif<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        self.listed.keep(event);
        Ok(())
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        let omitted = self.listed.omitted(digest);
        let listed = std::mem::take(&mut self.listed);
        let payloads = listed.payloads.iter();
        let results: Vec<Value> = payloads
            .flat_map(|(judgement, _)| {
                let findings = judgement.findings.iter();
                findings.map(|finding| result(judgement, finding))
            })
            .collect();
        let failures: Vec<Value> = listed.failed.iter().map(notification).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "idcard",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": Rule::ALL.iter().copied().map(described).collect::<Vec<_>>(),
                }},
                "invocations": [{
                    "executionSuccessful": digest.tally.failed == 0,
                    "toolExecutionNotifications": failures,
                }],
                // Columns are counted as the findings have them.
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {
                    "counts": digest.tally,
                    "documents": digest.breakdown.documents(),
                    "kinds": digest.breakdown.kinds(),
                    "omitted": omitted,
                },
            }],
        });
        writeln!(self.out, "{}", inert(&format!("{log:#}")))?;
        self.out.flush()
    }
}

fn described(rule: Rule) -> Value {
    json!({
        "id": rule.as_str(),
        "shortDescription": {"text": rule.summary()},
        "fullDescription": {"text": rule.summary()},
        "help": {"text": rule.help()},
        "defaultConfiguration": {"level": level(rule)},
    })
}

fn level(rule: Rule) -> &'static str {
    rule.verdict().level().map_or("none", Level::as_str)
}

fn result(judgement: &Judgement, finding: &Finding) -> Value {
    let hint = finding.hint.as_ref().map(worded);
    let hint = hint
        .map(|hint| format!(" Hint: {hint}."))
        .unwrap_or_default();
    let rule = finding.rule;
    let index = Rule::ALL.iter().position(|known| *known == rule);
    let name = &judgement.origin;
    json!({
        "ruleId": rule.as_str(),
        "ruleIndex": index,
        "level": level(rule),
        "message": {"text": format!("{}.{hint}", finding.message)},
        "locations": [{
            "physicalLocation": physical(name, finding),
            "logicalLocations": [{
                "fullyQualifiedName": format!("{}#{}", name.text(), finding.pointer),
                "kind": "property",
            }],
        }],
        // So that the same fault is known again when the payload has moved.
        "partialFingerprints": {"ruleAndPointer/v1": format!("{} {}", rule, finding.folded)},
        "properties": properties(name, finding),
    })
}

fn properties(origin: &Origin, finding: &Finding) -> Value {
    let mut properties = json!({"recovered": finding.recovered, "payload": origin.to_string()});
    let exchange = origin.exchange.as_deref();
    if let Some(time) = exchange.and_then(|exchange| exchange.time.as_ref()) {
        properties["time"] = json!(time);
    }
    if let Some(status) = exchange.and_then(|exchange| exchange.status) {
        properties["status"] = json!(status);
    }
    properties
}

/// Where the text is. A payload inside another document is not text of its file, and its places
/// count from its own beginning, so only the file is named.
fn physical(origin: &Origin, finding: &Finding) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(&origin.input)}});
    if origin.inside.is_none() {
        let position = finding.position;
        physical["region"] = json!({"startLine": position.line, "startColumn": position.column});
    } else if let Some(line) = origin.line {
        physical["region"] = json!({"startLine": line});
    }
    physical
}

fn notification(failure: &Failure) -> Value {
    let Failure { name, message } = failure;
    json!({"level": "error", "message": {"text": format!("{name}: {message}")}})
}

/// A reference to a file: relative, unless its path is not.
fn uri(path: &str) -> String {
    if path == STANDARD_INPUT_NAME {
        return "stdin:".to_owned();
    }
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    let mut uri = scheme.to_owned();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

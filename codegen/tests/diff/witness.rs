//! Puts each witness to a judge of its own: right for the sender, refused by the receiver, at the place
//! and for the keyword that it names.
//!
//! All of them are left in a file besides, for `conformance/checks/diff-witnesses.sh` to put to ajv.

use super::wire::{rooted, wire};
use super::{cases, read, report};
use codegen::diff::change::Verdict;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;

fn is_at(error: &ValidationError<'_>, at: &str, keyword: &str) -> bool {
    let within: &[Vec<ValidationError<'_>>] = match error.kind() {
        ValidationErrorKind::AnyOf { context }
        | ValidationErrorKind::OneOfNotValid { context }
        | ValidationErrorKind::OneOfMultipleValid { context } => context,
        _ => &[],
    };
    let is_here = error.instance_path().as_str() == at && error.kind().keyword() == keyword;
    is_here || within.iter().flatten().any(|it| is_at(it, at, keyword))
}

fn judge(schema: &Json) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

#[test]
fn each_witness_is_right_for_the_sender_and_refused_by_the_receiver() {
    let mut all = Vec::new();
    for case in cases() {
        for (old, new) in [(&case.old, &case.new), (&case.new, &case.old)] {
            let report = report(old, new);
            for change in &report.changes {
                // A line breaks one direction: a request, or an answer.
                let is_request = change.send == Verdict::Breaks;
                assert!(
                    !is_request || change.schemas != Verdict::Breaks,
                    "{}",
                    case.name
                );
                let (sender, receiver, gone) = if is_request {
                    (old, new, "readOnly")
                } else {
                    (new, old, "writeOnly")
                };
                for witness in &change.witnesses {
                    let sender = rooted(&wire(&read(sender), gone), &witness.sender);
                    let receiver = rooted(&wire(&read(receiver), gone), &witness.receiver);
                    let (body, at) = (&witness.body, witness.at.as_str());
                    assert!(judge(&sender).is_valid(body), "{}: {body}", case.name);
                    let refuses = |it: ValidationError<'_>| is_at(&it, at, &witness.keyword);
                    let is_refused = judge(&receiver).iter_errors(body).any(refuses);
                    assert!(is_refused, "{}: {at} {}", case.name, witness.keyword);
                    all.push(json!({
                        "name": case.name, "sender": sender, "receiver": receiver, "body": body,
                        "at": at, "keyword": witness.keyword,
                    }));
                }
            }
        }
    }
    assert!(all.len() > 30, "{}", all.len());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-witnesses.json");
    fs::write(file, json!(all).to_string()).unwrap();
}

//! Compares what the types make of a payload with the verdict of the judge.
//!
//! ```text
//! judge        types
//! valid        decode; what is encoded again is equal as JSON
//! findings     the same
//! invalid      decode, and then as above (but a null may be read as absent), or refuse
//! unreadable   refuse
//! ```

use super::sample::Sample;
use super::table::{Failure, Row};
use clova_id_card::catalog::ROOTS;
use idcard_judge::{Judgement, Verdict};
use spanned_tree::{Format, Node, Number, Source, Value};

/// Counts one check: whether types and judge agree on the sample.
pub(super) fn check(sample: &Sample, judgement: &Judgement, row: &mut Row) {
    let disagreement = disagreement(&sample.bytes, judgement);
    row.check(disagreement.is_none(), || Failure {
        place: sample.name.clone(),
        message: disagreement.unwrap_or_default(),
        way_out: "types and schema come from one spec: what emits them is at fault",
    });
}

fn disagreement(bytes: &[u8], judgement: &Judgement) -> Option<String> {
    let verdict = judgement.verdict;
    let Some(root) = ROOTS
        .iter()
        .find(|root| Some(root.name) == judgement.document)
    else {
        // Nothing could be read of it, so it was judged by no document: none may accept it.
        return ROOTS
            .iter()
            .find(|root| (root.ty.round_trip)(bytes).is_ok())
            .map(|root| format!("the judge says {verdict}, but {} decodes it", root.ty.rust));
    };
    let rust = root.ty.rust;
    match ((root.ty.round_trip)(bytes), verdict) {
        (Err(_), Verdict::Invalid | Verdict::Unreadable) => None,
        (Err(error), Verdict::Valid | Verdict::Findings) => Some(format!(
            "the judge says {verdict}, but {rust} does not decode it: {error}"
        )),
        (Ok(_), Verdict::Unreadable) => {
            Some(format!("the judge says {verdict}, but {rust} decodes it"))
        }
        (Ok(trip), _) => {
            let (sent, back) = (read(bytes), read(&trip.encoded));
            let null_may_vanish = verdict == Verdict::Invalid;
            let equal = match (&sent, &back) {
                (Some(sent), Some(back)) => came_back(sent, back, null_may_vanish),
                _ => false,
            };
            (!equal).then(|| format!("{rust} encodes it as another JSON value"))
        }
    }
}

fn read(bytes: &[u8]) -> Option<Node> {
    Source::from_bytes("payload", bytes.to_owned())
        .0
        .parse(Format::Json)
        .root
}

/// Whether what came back is what was sent. Members may be in another order, and numbers may be
/// written otherwise.
fn came_back(sent: &Node, back: &Node, null_may_vanish: bool) -> bool {
    match (&sent.value, &back.value) {
        (Value::Array(sent), Value::Array(back)) => {
            sent.len() == back.len()
                && sent
                    .iter()
                    .zip(back)
                    .all(|(s, b)| came_back(s, b, null_may_vanish))
        }
        (Value::Object(sent), Value::Object(back)) => {
            let kept = |member: &spanned_tree::Member| match back.get(&member.key) {
                Some(back) => came_back(&member.value, &back.value, null_may_vanish),
                None => null_may_vanish && member.value.is_null(),
            };
            sent.members.iter().all(kept)
                && back
                    .members
                    .iter()
                    .all(|member| sent.get(&member.key).is_some())
        }
        (Value::Number(sent), Value::Number(back)) => same_number(sent, back),
        (sent, back) => sent.same(back),
    }
}

/// To the digit for integers of 64 bits. Any other number is a double to the types, so what comes
/// back is the nearest one.
fn same_number(sent: &Number, back: &Number) -> bool {
    let exact = |number: &Number| number.as_i64().is_some() || number.as_u64().is_some();
    sent == back || (!(exact(sent) && exact(back)) && sent.as_f64() == back.as_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(sent: &str, back: &str, null_may_vanish: bool) -> bool {
        let read = |text: &str| read(text.as_bytes()).unwrap();
        came_back(&read(sent), &read(back), null_may_vanish)
    }

    #[test]
    fn equal_as_json() {
        for (sent, back) in [
            ("100", "100.0"),
            ("3e2", "300"),
            (
                r#"{"a": 1, "b": [true, null]}"#,
                r#"{"b":[true,null],"a":1}"#,
            ),
            (r#"{"a": 1, "a": 2}"#, r#"{"a":2}"#),
            ("123456789012345678901234567890", "1.2345678901234568e29"),
            ("0.1000000000000000055511151231257827", "0.1"),
        ] {
            assert!(equal(sent, back, false), "{sent} {back}");
        }
        for (sent, back) in [
            ("1", "2"),
            ("1", "\"1\""),
            ("9223372036854775807", "9223372036854775806"),
            ("[1, 2]", "[2, 1]"),
            (r#"{"a": 1}"#, r#"{"a": 1, "b": 1}"#),
            (r#"{"a": 1, "b": 1}"#, r#"{"a": 1}"#),
        ] {
            assert!(!equal(sent, back, true), "{sent} {back}");
        }
    }

    #[test]
    fn a_null_vanishes_only_where_that_is_allowed() {
        assert!(equal(r#"[{"a": null, "b": 1}]"#, r#"[{"b": 1}]"#, true));
        assert!(!equal(r#"[{"a": null, "b": 1}]"#, r#"[{"b": 1}]"#, false));
    }
}

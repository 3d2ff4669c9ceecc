//! JSON to the letter: the cases of `JSONTestSuite` against the judge, the validator and the types.
//! They come from elsewhere, see `checks/json-parsing.sh`, which names their folder in
//! `IDCARD_JSON_CASES`; where it does not, this is skipped, and says so.
//!
//! Each case is read as it is, and once more as the value of a member that no spec names: there its
//! kind does not matter, and reading goes through what is skipped.

use super::agreement::{Agreed, Instruments};
use clova_id_card::catalog::ROOTS;
use clova_id_card::{RecognitionResponse, decode};
use idcard_judge::{Judge, Values, Verdict};
use std::fs;

/// How many cases the list has.
const CASES: usize = 318;

/// What a case says of itself by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Accepted,
    Rejected,
    Either,
}

struct Case {
    name: String,
    asked: Asked,
    bytes: Vec<u8>,
}

fn cases(folder: &str) -> Vec<Case> {
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<_> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let asked = match name.get(..2) {
                Some("y_") => Asked::Accepted,
                Some("n_") => Asked::Rejected,
                Some("i_") => Asked::Either,
                _ => unreachable!("{name}"),
            };
            Case {
                name,
                asked,
                bytes: fs::read(&path).unwrap(),
            }
        })
        .collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

/// A document that is good as far as the case is.
fn around(case: &[u8]) -> Vec<u8> {
    let before = br#"{"version":"V2","requestId":"","timestamp":0,"images":[],"more":"#;
    [before, case, b"}"].concat()
}

#[test]
fn what_must_be_accepted_is_and_what_must_be_rejected_is() {
    let Ok(folder) = std::env::var("IDCARD_JSON_CASES") else {
        println!("skipped: IDCARD_JSON_CASES names no folder; see checks/json-parsing.sh");
        return;
    };
    let cases = cases(&folder);
    assert_eq!(cases.len(), CASES);
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let mut wrong = Vec::new();
    let mut counts = [0; 3];
    for case in &cases {
        let judgement = judge.judge(&case.name, case.bytes.clone(), judge.document("response"));
        let accepted = judgement.reason.is_none();
        // Of an array or a number the types have to say that it is none of theirs, not that it is
        // no JSON.
        let decoded = decode::<RecognitionResponse>(&case.bytes);
        let is_syntax = decoded
            .as_ref()
            .is_err_and(clova_id_card::DecodeError::is_syntax);
        match case.asked {
            Asked::Accepted => {
                counts[0] += 1;
                if !accepted || is_syntax {
                    wrong.push(format!("{} is not accepted", case.name));
                }
                if decode::<RecognitionResponse>(&around(&case.bytes)).is_err() {
                    wrong.push(format!("{} is not accepted by the types", case.name));
                }
            }
            Asked::Rejected => {
                counts[1] += 1;
                if accepted || decoded.is_ok() {
                    wrong.push(format!("{} is not rejected", case.name));
                }
            }
            Asked::Either => counts[2] += 1,
        }
    }
    println!(
        "{} to be accepted, {} to be rejected, {} either",
        counts[0], counts[1], counts[2]
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_validator_takes_none_for_valid_that_the_judge_does_not() {
    let Ok(folder) = std::env::var("IDCARD_JSON_CASES") else {
        println!("skipped: IDCARD_JSON_CASES names no folder; see checks/json-parsing.sh");
        return;
    };
    let mut instruments = Instruments::new();
    let mut wrong = Vec::new();
    let mut proven = 0;
    for Case { name, asked, bytes } in cases(&folder) {
        for root in ROOTS {
            match instruments.compare(root.name, &bytes) {
                Ok(Agreed::Proven(_)) if asked == Asked::Rejected => {
                    wrong.push(format!("{name} is proven valid"));
                }
                Ok(_) => {}
                Err(difference) => wrong.push(format!("{name}: {difference}")),
            }
        }
        match instruments.compare("response", &around(&bytes)) {
            Ok(Agreed::Proven(_)) => proven += 1,
            Ok(Agreed::Left(Verdict::Unreadable | Verdict::Findings)) => {}
            Ok(Agreed::Left(verdict)) => wrong.push(format!("{name}, within: {verdict}")),
            Err(difference) => wrong.push(format!("{name}, within: {difference}")),
        }
        // What the judge can read within a document, the types can, and the other way round.
        let within = around(&bytes);
        let readable = !matches!(
            instruments.compare("response", &within),
            Ok(Agreed::Left(Verdict::Unreadable))
        );
        if readable != decode::<RecognitionResponse>(&within).is_ok() {
            wrong.push(format!("{name}, within: judge and types differ"));
        }
    }
    println!("{proven} proven within a document");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(proven > 50, "{proven}");
}

//! Ours: the generated validator where it is certain, the judge for the rest; and the judge alone.
//!
//! It stands apart because it is what is measured.

use crate::contestant::{Contestant, Kind, One};
use clova_id_card::catalog::ROOTS;
use idcard_conformance::validate::{Judge, Values, Verdict};

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

//! A document that is proven valid costs no allocation: neither in the validator nor in what stands
//! before the judge. What was allocated for the first documents is used again for all others.

use allocation_counter::measure;
use clova_id_card::catalog::{RESPONSE, ROOTS};
use clova_id_card::wire::validator::{Answer, Validator};
use idcard_judge::Origin;
use idcard_judge::{Examined, Judge, Triage, Values};
use idcard_synthetic::{Corpus, Layout, Recipe};
use std::hint::black_box;

const DOCUMENTS: u64 = 300;

fn documents(layout: Layout, damaged: f64) -> Vec<String> {
    let corpus = Corpus::new(Recipe {
        seed: 11,
        layout,
        damaged,
    });
    (0..DOCUMENTS)
        .filter_map(|number| String::from_utf8(corpus.document(number).bytes).ok())
        .collect()
}

/// How often a second look at the same documents allocates.
fn again(mut look: impl FnMut()) -> u64 {
    look();
    measure(look).count_total
}

/// Also where it finds a fault, or names what is not documented.
#[test]
fn the_validator_allocates_nothing_per_document() {
    for layout in Layout::ALL {
        for damaged in [0.0, 0.5] {
            let documents = documents(layout, damaged);
            let mut validator = Validator::new(RESPONSE);
            let mut valid = 0;
            let allocations = again(|| {
                for text in &documents {
                    valid += u64::from(validator.check(text) == Answer::Valid);
                    validator.undocumented().for_each(|member| {
                        black_box(member);
                    });
                }
            });
            assert_eq!(allocations, 0, "{layout:?}, {damaged} damaged");
            assert_eq!(
                valid == 0,
                layout == Layout::Invalid,
                "{layout:?}, {damaged} damaged"
            );
        }
    }
}

#[test]
fn nothing_is_allocated_for_a_valid_payload() {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let mut triage = Triage::new(&judge);
    let documents = documents(Layout::Compact, 0.0);
    let allocations = again(|| {
        for text in &documents {
            let examined = triage.examine_text(|| Origin::whole("a.json"), text, None);
            assert_eq!(examined, Examined::Valid("response"));
        }
    });
    assert_eq!(allocations, 0);
}

/// A count that is always zero would prove nothing.
#[test]
fn what_is_allocated_is_counted() {
    let text = "7".repeat(20);
    assert_eq!(again(|| drop(black_box(text.clone()))), 1);
}

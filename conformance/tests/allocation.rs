//! Counts allocations. A document that is proven valid costs none: neither in the validator nor in what
//! stands before the judge; what was allocated for the first documents is used again for all others. And one
//! that the judge has to look at costs so many bytes for each byte of it, whatever is wrong with it.

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
                    validator.listed().for_each(|list| {
                        black_box(list);
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
            let Examined::Valid { document, kinds } = examined else {
                panic!("{examined:?}");
            };
            assert_eq!(document, "response");
            assert!(kinds.words().any(|word| word.starts_with("inferResult:")));
        }
    });
    assert_eq!(allocations, 0);
}

/// How many bytes a payload takes for each byte of it, if the judge has to look at it: what is
/// allocated, and lists are as long again while they grow. What a process has of that in memory is
/// held by `checks/memory.sh`.
const MOST_PER_BYTE: u64 = 100;

/// Long enough to have twice as many findings as are put into words: more takes no more for them.
const SHORT: usize = 1 << 16;

/// Texts that have as much as possible wrong with them, or in them, for their length.
fn hostile(length: usize) -> Vec<String> {
    let head = r#""version":"V2","requestId":"","timestamp":0"#;
    let many = |piece: &str| piece.repeat(length / piece.len());
    let pieces = [
        "1,",
        "[1],",
        "1e999,",
        "[1,],",
        r#"{"":1},"#,
        r#"{"a":1,"a":1},"#,
    ];
    let items = pieces.map(|piece| format!(r#"{{{head},"images":[{}{{}}]}}"#, many(piece)));
    let keys = (0..length / 9).map(|index| format!(r#""{index:04x}":0,"#));
    let keys: String = keys.collect();
    let members = [many(r#""a":1,"#), keys];
    let members = members.map(|members| format!(r#"{{{members}{head},"images":[]}}"#));
    items.into_iter().chain(members).collect()
}

/// Whatever is wrong with it.
#[test]
fn what_a_payload_takes_is_bounded_by_its_length() {
    let judge = Judge::new(ROOTS, Values::Hidden)
        .unwrap()
        .with_excerpts(true);
    for document in [Some("response"), Some("error")] {
        for (few, many) in hostile(SHORT).iter().zip(&hostile(2 * SHORT)) {
            let [short, long] = [few, many].map(|text| {
                let mut triage = Triage::new(&judge);
                let origin = || Origin::whole("a.json");
                let examined =
                    || drop(black_box(triage.examine(origin, text.as_bytes(), document)));
                measure(examined).bytes_max
            });
            let each = (long - short) / u64::try_from(many.len() - few.len()).unwrap();
            let middle = few.get(few.len() / 2..).unwrap_or_default();
            assert!(each <= MOST_PER_BYTE, "{each} for a byte of …{middle:.20}…");
        }
    }
}

/// A count that is always zero would prove nothing.
#[test]
fn what_is_allocated_is_counted() {
    let text = "7".repeat(20);
    assert_eq!(again(|| drop(black_box(text.clone()))), 1);
}

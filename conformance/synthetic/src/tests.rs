//! Checks what a corpus promises: the same bytes for the same recipe, the verdict that was
//! announced, and nobody's number.

use super::*;
use idcard_judge::{Judge, Rule, Values};
use std::collections::HashMap;

fn corpus(layout: Layout, damaged: f64) -> Corpus {
    Corpus::new(Recipe {
        seed: 11,
        layout,
        damaged,
    })
}

#[test]
fn the_same_recipe_is_the_same_bytes() {
    for layout in Layout::ALL {
        let written = |seed| {
            let mut out = Vec::new();
            let recipe = Recipe {
                seed,
                layout,
                damaged: 0.5,
            };
            Corpus::new(recipe).write(20, &mut out).unwrap();
            out
        };
        assert_eq!(written(1), written(1));
        assert_ne!(written(1), written(2));
    }
}

#[test]
fn every_layout_has_the_verdicts_that_it_announces() {
    let judge = Judge::new(clova_id_card::catalog::ROOTS, Values::Hidden).unwrap();
    let response = judge.document("response");
    for layout in Layout::ALL {
        for number in 0..100 {
            let document = corpus(layout, 0.0).document(number);
            let judgement = judge.judge("corpus", document.bytes.clone(), response);
            let text = String::from_utf8_lossy(&document.bytes);
            assert_eq!(judgement.verdict, document.verdict, "{layout}: {text}");
            match layout {
                Layout::Undocumented => {
                    let rules: Vec<_> = judgement.findings.iter().map(|one| one.rule).collect();
                    assert_eq!(rules, [Rule::UndocumentedMember], "{text}");
                }
                Layout::Invalid => assert!(document.verdict >= Verdict::Invalid),
                _ => assert_eq!(document.verdict, Verdict::Valid, "{text}"),
            }
            assert!(layout == Layout::Pretty || !document.bytes.contains(&b'\n'));
        }
    }
}

#[test]
fn every_damage_has_its_verdict_in_every_layout() {
    let judge = Judge::new(clova_id_card::catalog::ROOTS, Values::Hidden).unwrap();
    let response = judge.document("response");
    assert!(Damage::ALL.len() > 50);
    for layout in [Layout::Compact, Layout::RandomOrder, Layout::Pretty] {
        for damage in Damage::ALL {
            for number in 0..4 {
                let document = corpus(layout, 0.0).changed(number, Some(damage), Some(damage));
                let judgement = judge.judge("corpus", document.bytes.clone(), response);
                let text = String::from_utf8_lossy(&document.bytes);
                assert_eq!(judgement.verdict, damage.verdict(), "{damage:?}: {text}");
            }
        }
    }
}

#[test]
fn damage_is_as_frequent_as_was_asked_and_of_every_kind() {
    let corpus = corpus(Layout::Compact, 0.5);
    let mut kinds: HashMap<_, u32> = HashMap::new();
    for number in 0..4000 {
        if let Some(damage) = corpus.document(number).damage {
            *kinds.entry(damage).or_default() += 1;
        }
    }
    assert_eq!(kinds.len(), Damage::ALL.len());
    let damaged: u32 = kinds.values().sum();
    assert!((1850..2150).contains(&damaged), "{damaged}");
}

#[test]
fn documents_have_the_size_and_the_variety_of_real_ones() {
    let corpus = corpus(Layout::Compact, 0.0);
    let documents: Vec<_> = (0..2000)
        .map(|number| corpus.document(number).bytes)
        .collect();
    let total: usize = documents.iter().map(Vec::len).sum();
    let mean = total / documents.len();
    assert!((2200..2600).contains(&mean), "{mean} bytes");
    let having = |part: &str| {
        let has = |document: &&Vec<u8>| {
            let mut windows = document.windows(part.len());
            windows.any(|window| window == part.as_bytes())
        };
        documents.iter().filter(has).count()
    };
    for (part, least) in [
        ("\"ID Card\"", 300),
        ("\"Driver's License\"", 300),
        ("\"Passport\"", 300),
        ("\"Alien Registration Card\"", 300),
        ("\"FAILURE\"", 10),
        ("\"ERROR\"", 10),
        ("\"confidenceScore\":0.0", 50),
        ("\"confidenceScore\":1", 10),
        ("\"convertedImageInfo\"", 100),
        ("\\n", 10),
        ("\\\"", 10),
        (":-", 500),
        ("E-5", 1),
    ] {
        assert!(having(part) >= least, "{part}: {} of 2000", having(part));
        assert!(having(part) < 1900, "{part}: {} of 2000", having(part));
    }
}

#[test]
fn nobody_has_a_number_of_the_corpus() {
    let corpus = corpus(Layout::Compact, 0.0);
    let mut seen = 0;
    for number in 0..1000 {
        let text = String::from_utf8(corpus.document(number).bytes).unwrap();
        // Texts and numbers end at a quote, a bracket or a comma; a fraction is no number of anybody.
        for part in text.split(['"', ',', ':', '.', '}', ']']) {
            let digits: Vec<u8> = part.bytes().filter(|byte| !b" -".contains(byte)).collect();
            for window in digits.windows(13) {
                let two = |at: usize| (window[at] - b'0') * 10 + window[at + 1] - b'0';
                if window.iter().all(u8::is_ascii_digit) {
                    let somebodys = (1..=12).contains(&two(2)) && (1..=31).contains(&two(4));
                    assert!(!somebodys, "{part}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 1000, "{seen}");
}

/// Benchmarks of different days are compared, so a change to the maker must not change a corpus.
#[test]
fn a_recipe_has_the_bytes_that_it_always_had() {
    let mut out = Vec::new();
    for layout in Layout::ALL {
        corpus(layout, 0.2).write(300, &mut out).unwrap();
    }
    // FNV-1a, because the hash of the standard library may change.
    let hash = out.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    assert_eq!((out.len(), hash), (8_162_670, 11_372_212_744_248_659_294));
}

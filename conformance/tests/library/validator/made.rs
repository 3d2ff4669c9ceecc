//! Values made from the schemas, whole and damaged, written in every way: of whichever spec the
//! validator was emitted for.

use super::against::Pair;
use super::seeded::Seeded;
use crate::values::{damaged, replacement, values};
use clova_id_card::catalog::ROOTS;
use clova_id_card::wire::validator::Answer;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

/// Values of each document.
const VALUES: usize = 24;

#[test]
fn no_value_is_taken_for_better_than_it_is() {
    let seed = Seeded::seed();
    let mut seeded = Seeded::new(seed);
    let mut pair = Pair::new();
    let (mut cases, mut proven) = (0, 0);
    for root in ROOTS {
        let schema: Value = serde_json::from_str(root.schema).unwrap();
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let config = Config {
            max_local_rejects: u32::MAX,
            ..Config::default()
        };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let whole = values(&schema, "");
        let place = any::<prop::sample::Index>();
        for _ in 0..VALUES {
            let mut draw =
                |from: &BoxedStrategy<Value>| from.new_tree(&mut runner).unwrap().current();
            let value = draw(&whole);
            let broken = (Just(value.clone()), place.clone(), replacement())
                .prop_map(|(value, place, new)| damaged(value, place, new))
                .boxed();
            let broken = draw(&broken);
            let thin = thinned(value.clone(), &mut seeded);
            for value in [&value, &broken, &thin] {
                for text in written(value, &mut seeded) {
                    let changed = seeded.mutated(&text, &[(String::new(), text.clone())]);
                    for text in [text, changed] {
                        let said = pair.check(root.name, &text);
                        proven += usize::from(said.answer == Answer::Valid);
                        cases += 1;
                    }
                }
            }
        }
    }
    println!("{cases} cases with the seed {seed}, {proven} of them proven valid");
    // What proves nothing is never wrong.
    assert!(proven * 20 > cases);
}

/// With few of its members: where many are limited, one of them mostly is out of its limits, or is
/// left to the judge.
fn thinned(mut value: Value, seeded: &mut Seeded) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, _| seeded.below(8) == 0);
    }
    value
}

/// A value as different writers write it.
fn written(value: &Value, seeded: &mut Seeded) -> [Vec<u8>; 4] {
    let mut shuffled = value.clone();
    shuffle(&mut shuffled, seeded);
    let pretty = serde_json::to_string_pretty(value).unwrap();
    [
        value.to_string().into_bytes(),
        shuffled.to_string().into_bytes(),
        pretty.replace('\n', "\r\n\t").into_bytes(),
        pretty.replace('\n', " ").replace(": ", " :  ").into_bytes(),
    ]
}

fn shuffle(value: &mut Value, seeded: &mut Seeded) {
    match value {
        Value::Object(members) => {
            let mut entries: Vec<_> = std::mem::take(members).into_iter().collect();
            for left in (1..entries.len()).rev() {
                entries.swap(left, seeded.below(left + 1));
            }
            members.extend(entries);
            members
                .values_mut()
                .for_each(|value| shuffle(value, seeded));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shuffle(item, seeded)),
        _ => {}
    }
}

//! The types against the schema they were emitted from, over values made from that schema.
//!
//! Every type is reached through the catalogue that is emitted with them, so a new schema is
//! tested without a line here.

use crate::same::same_json;
use crate::values::{CANARY, damaged, replacement, values};
use clova_id_card::catalog::{self, Member, Object, Sensitivity, Shape, Type};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use std::collections::HashSet;

/// Cases a type and property.
const CASES: u32 = 96;

#[test]
fn what_the_schema_allows_survives_decoding_and_encoding() {
    for ty in catalog::TYPES {
        check(ty, values(&schema_of(ty), ty.pointer), |value| {
            let text = value.to_string();
            let trip = (ty.round_trip)(text.as_bytes())
                .map_err(|error| TestCaseError::fail(format!("{}: {error}", ty.rust)))?;
            let back: Value = serde_json::from_slice(&trip.encoded).unwrap();
            prop_assert!(same_json(&value, &back), "{}\n{value}\n{back}", ty.rust);
            Ok(())
        });
    }
}

#[test]
fn debug_shows_nothing_personal_and_no_secret() {
    for ty in catalog::TYPES {
        // Strings out of a set hold no canary; what they hide is tested below.
        let Some(shape) = shape_of(ty) else { continue };
        let counted = std::cell::Cell::new(0);
        check(ty, values(&schema_of(ty), ty.pointer), |mut value| {
            blank_public(&mut value, &shape);
            let text = value.to_string();
            let trip = (ty.round_trip)(text.as_bytes())
                .map_err(|error| TestCaseError::fail(format!("{}: {error}", ty.rust)))?;
            if text.contains(CANARY) {
                counted.set(counted.get() + 1);
            }
            prop_assert!(!trip.debug.contains(CANARY), "{} shows a value", ty.rust);
            Ok(())
        });
        assert!(counted.get() > 0, "{}: no canary was ever planted", ty.rust);
    }
}

#[test]
fn a_decoding_error_names_the_place_and_no_value() {
    let refused = std::cell::Cell::new(0);
    for ty in catalog::TYPES {
        let damaged = (
            values(&schema_of(ty), ty.pointer),
            any::<prop::sample::Index>(),
            wrong(),
        )
            .prop_map(|(value, place, new)| damaged(value, place, Some(new)));
        check(ty, damaged, |value| {
            if let Err(error) = (ty.round_trip)(value.to_string().as_bytes()) {
                refused.set(refused.get() + 1);
                let shown = format!("{error} {error:?}");
                prop_assert!(!shown.contains(CANARY), "{}: {shown}", ty.rust);
            }
            Ok(())
        });
    }
    assert!(refused.get() > 100, "hardly any value was refused");
}

/// The types may accept more than the schema (a client must survive what conformance must report),
/// but never less.
#[test]
fn the_types_accept_whatever_the_judge_accepts() {
    let accepted = std::cell::Cell::new(0);
    for ty in catalog::TYPES {
        let schema = schema_at(ty);
        let judge = jsonschema::validator_for(&schema).unwrap();
        let maybe = (
            values(&schema_of(ty), ty.pointer),
            any::<prop::sample::Index>(),
            replacement(),
        )
            .prop_map(|(value, place, new)| damaged(value, place, new));
        check(ty, maybe, |value| {
            if judge.is_valid(&value) {
                accepted.set(accepted.get() + 1);
                let trip = (ty.round_trip)(value.to_string().as_bytes());
                prop_assert!(trip.is_ok(), "{}: {:?}\n{value}", ty.rust, trip.err());
            }
            Ok(())
        });
    }
    assert!(
        accepted.get() > 100,
        "hardly any damaged value was still valid"
    );
}

#[test]
fn the_derived_schema_accepts_what_the_specs_own_accepts() {
    let outcomes = std::cell::Cell::new((0, 0));
    for ty in catalog::TYPES {
        let ours = jsonschema::validator_for(&schema_at(ty)).unwrap();
        let derived = jsonschema::validator_for((ty.json_schema)().as_value()).unwrap();
        let maybe = (
            values(&schema_of(ty), ty.pointer),
            any::<prop::sample::Index>(),
            replacement(),
        )
            .prop_map(|(value, place, new)| damaged(value, place, new));
        check(ty, maybe, |value| {
            let valid = ours.is_valid(&value);
            let (yes, no) = outcomes.get();
            outcomes.set(if valid { (yes + 1, no) } else { (yes, no + 1) });
            prop_assert_eq!(derived.is_valid(&value), valid, "{}\n{}", ty.rust, value);
            Ok(())
        });
    }
    let (yes, no) = outcomes.get();
    assert!(
        yes > 100 && no > 100,
        "one-sided: {yes} valid, {no} invalid"
    );
}

fn check<S: Strategy>(
    ty: &Type,
    strategy: S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    if let Err(error) = TestRunner::new(config).run(&strategy, property) {
        panic!("{}: {error}", ty.rust);
    }
}

/// The whole document that holds the type's schema.
fn schema_of(ty: &Type) -> Value {
    let root = catalog::ROOTS
        .iter()
        .find(|root| root.name == ty.root)
        .expect("every type is part of a document that travels");
    serde_json::from_str(root.schema).unwrap()
}

/// The type's own schema, as a document of its own.
fn schema_at(ty: &Type) -> Value {
    let mut root = schema_of(ty);
    if ty.pointer.is_empty() {
        return root;
    }
    let definitions = root["$defs"].take();
    serde_json::json!({ "$ref": format!("#{}", ty.pointer), "$defs": definitions })
}

/// What the type holds; `None` for a string out of a set, which the catalogue gives no name.
fn shape_of(ty: &Type) -> Option<Shape> {
    catalog::ROOTS.iter().find_map(|root| {
        if root.ty.rust == ty.rust {
            return Some(root.shape);
        }
        find(&root.shape, ty, &mut HashSet::new())
    })
}

fn find(shape: &Shape, ty: &Type, seen: &mut HashSet<&str>) -> Option<Shape> {
    let objects: &[&'static Object] = match shape {
        Shape::Array(items) => return find(items, ty, seen),
        Shape::Object(object) => &[object],
        Shape::Union(objects) => objects,
        _ => return None,
    };
    objects.iter().find_map(|object| {
        if object.rust == ty.rust {
            return Some(Shape::Object(object));
        }
        if !seen.insert(object.rust) {
            return None;
        }
        object
            .members
            .iter()
            .find_map(|member| find(&member.shape, ty, seen))
    })
}

/// Takes the canary out of the strings that may be shown.
fn blank_public(value: &mut Value, shape: &Shape) {
    match (shape, value) {
        (Shape::Array(items), Value::Array(values)) => {
            for value in values {
                blank_public(value, items);
            }
        }
        (Shape::Object(object), Value::Object(members)) => {
            for Member {
                name,
                sensitivity,
                shape,
                ..
            } in object.members
            {
                match members.get_mut(*name) {
                    Some(Value::String(text)) if *sensitivity == Sensitivity::Public => {
                        *text = text.replace(CANARY, "");
                    }
                    Some(member) => blank_public(member, shape),
                    None => {}
                }
            }
        }
        (Shape::Union(objects), value) => {
            for object in *objects {
                blank_public(value, &Shape::Object(object));
            }
        }
        _ => {}
    }
}

/// Something of a kind that is wanted nowhere it is put, holding a canary where it can.
fn wrong() -> impl Strategy<Value = Value> {
    proptest::sample::select(vec![
        serde_json::json!(CANARY),
        serde_json::json!([CANARY]),
        serde_json::json!({ CANARY: CANARY }),
        serde_json::json!(1e300),
        serde_json::json!(null),
    ])
}

/// A string that a list does not have is kept in an answer, and is not shown: nobody knows what it
/// is.
#[test]
fn a_string_outside_a_set_is_kept_or_refused_and_never_shown() {
    let text = serde_json::json!(CANARY).to_string();
    let (mut kept, mut refused) = (0, 0);
    for ty in catalog::TYPES.iter().filter(|ty| shape_of(ty).is_none()) {
        match (ty.round_trip)(text.as_bytes()) {
            Ok(trip) => {
                assert!(!trip.debug.contains(CANARY), "{}: {}", ty.rust, trip.debug);
                assert_eq!(trip.encoded, text.as_bytes(), "{}", ty.rust);
                kept += 1;
            }
            Err(error) => {
                assert!(
                    !format!("{error} {error:?}").contains(CANARY),
                    "{}: {error}",
                    ty.rust
                );
                refused += 1;
            }
        }
    }
    assert!(kept >= 2 && refused >= 2, "{kept} kept, {refused} refused");
}

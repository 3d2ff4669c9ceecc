//! Measures the peers: two validators over `serde_json::Value`, and three bare parsers.

use crate::UNIT;
use crate::contestant::{Contestant, Kind, One};
use clova_id_card::json_schema;
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(json_schema::RESPONSE).unwrap()
}

pub(crate) fn jsonschema() -> impl Contestant {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    One {
        name: UNIT,
        kind: Kind::Validator,
        look: move |document: &[u8]| {
            serde_json::from_slice(document).is_ok_and(|value| validator.is_valid(&value))
        },
    }
}

pub(crate) fn boon() -> impl Contestant {
    const NAME: &str = "urn:clova-id-card:response";
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource(NAME, schema()).unwrap();
    let index = compiler.compile(NAME, &mut schemas).unwrap();
    One {
        name: "boon on serde_json::Value",
        kind: Kind::Validator,
        look: move |document: &[u8]| {
            serde_json::from_slice(document)
                .is_ok_and(|value: Value| schemas.validate(&value, index).is_ok())
        },
    }
}

pub(crate) fn serde_json_value() -> impl Contestant {
    One {
        name: "serde_json Value, parse only",
        kind: Kind::Parse,
        look: |document: &[u8]| serde_json::from_slice::<Value>(document).is_ok(),
    }
}

pub(crate) fn sonic_rs_value() -> impl Contestant {
    One {
        name: "sonic-rs Value, parse only",
        kind: Kind::Parse,
        look: |document: &[u8]| sonic_rs::from_slice::<sonic_rs::Value>(document).is_ok(),
    }
}

/// The memory of a tape cannot be kept from one document to the next, that of everything else is.
pub(crate) fn simd_json_tape() -> impl Contestant {
    let mut copy = Vec::new();
    let mut buffers = simd_json::Buffers::default();
    One {
        name: "simd-json tape, parse only",
        kind: Kind::Parse,
        look: move |document: &[u8]| {
            copy.clear();
            copy.extend_from_slice(document);
            simd_json::to_tape_with_buffers(&mut copy, &mut buffers).is_ok()
        },
    }
}

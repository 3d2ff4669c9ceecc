//! Decodes into types, by three readers of serde.
//!
//! That is no verdict: bounds are not looked at, and unknown members are kept or ignored. It is
//! what many people have instead of one.

use crate::contestant::{Contestant, Kind, One};
use clova_id_card::RecognitionResponse;
use serde::de::DeserializeOwned;

/// What a caller of the client gets: with the place of a fault, and members that nobody named kept.
pub(crate) fn decode() -> impl Contestant {
    One {
        name: "types of clova-id-card, decode",
        kind: Kind::Typed,
        look: |document: &[u8]| clova_id_card::decode::<RecognitionResponse>(document).is_ok(),
    }
}

pub(crate) fn serde_json<T: DeserializeOwned>(name: &'static str, kind: Kind) -> impl Contestant {
    One {
        name,
        kind,
        look: |document: &[u8]| ::serde_json::from_slice::<T>(document).is_ok(),
    }
}

pub(crate) fn sonic_rs<T: DeserializeOwned>(name: &'static str, kind: Kind) -> impl Contestant {
    One {
        name,
        kind,
        look: |document: &[u8]| ::sonic_rs::from_slice::<T>(document).is_ok(),
    }
}

/// It decodes in place, so it needs a copy; the memory for it is kept from one to the next.
pub(crate) fn simd_json<T: DeserializeOwned>(name: &'static str, kind: Kind) -> impl Contestant {
    let mut copy = Vec::new();
    let mut buffers = ::simd_json::Buffers::default();
    One {
        name,
        kind,
        look: move |document: &[u8]| {
            copy.clear();
            copy.extend_from_slice(document);
            ::simd_json::serde::from_slice_with_buffers::<T>(&mut copy, &mut buffers).is_ok()
        },
    }
}

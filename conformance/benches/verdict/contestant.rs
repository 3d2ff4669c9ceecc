//! Lists the contestants, by the names in the table of figures.

use crate::derived::{kept, unkept};
use crate::documents::{Documents, Tally};
use crate::{ours, peers, typed};
use clova_id_card::RecognitionResponse;

/// What a contestant offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ours,
    /// Another validator.
    Validator,
    /// Decoding into types: no verdict, but many people's substitute for one.
    Typed,
    /// The same without keeping anything, which nobody does for its own sake.
    Unkept,
    /// A parse into somebody's tree: no verdict at all.
    Parse,
}

/// One way from bytes to something.
pub(crate) trait Contestant {
    fn name(&self) -> &'static str;
    fn kind(&self) -> Kind;
    /// Looks at every document.
    fn run(&mut self, documents: &Documents) -> Tally;

    /// Whether what it says of a document is whether that satisfies the schema.
    fn gives_verdicts(&self) -> bool {
        matches!(self.kind(), Kind::Ours | Kind::Validator)
    }
}

/// A contestant that looks at one document at a time.
pub(crate) struct One<F> {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether the document is good.
    pub(crate) look: F,
}

impl<F: FnMut(&[u8]) -> bool> Contestant for One<F> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn kind(&self) -> Kind {
        self.kind
    }

    fn run(&mut self, documents: &Documents) -> Tally {
        let mut tally = Tally::default();
        for document in documents.each() {
            tally.count((self.look)(document));
        }
        tally
    }
}

/// Each of them, in the order in which they are printed.
pub(crate) fn all() -> Vec<Box<dyn Contestant>> {
    vec![
        Box::new(ours::Ours::new()),
        Box::new(ours::judge()),
        Box::new(ours::verdict()),
        Box::new(peers::jsonschema()),
        Box::new(peers::boon()),
        Box::new(typed::decode()),
        Box::new(typed::serde_json::<RecognitionResponse>(
            "types of clova-id-card, serde_json",
            Kind::Typed,
        )),
        Box::new(typed::sonic_rs::<RecognitionResponse>(
            "types of clova-id-card, sonic-rs",
            Kind::Typed,
        )),
        Box::new(typed::simd_json::<RecognitionResponse>(
            "types of clova-id-card, simd-json",
            Kind::Typed,
        )),
        Box::new(typed::serde_json::<kept::Response>(
            "derived types, serde_json",
            Kind::Typed,
        )),
        Box::new(typed::sonic_rs::<kept::Response>(
            "derived types, sonic-rs",
            Kind::Typed,
        )),
        Box::new(typed::simd_json::<kept::Response>(
            "derived types, simd-json",
            Kind::Typed,
        )),
        Box::new(typed::serde_json::<unkept::Response>(
            "types that keep nothing, serde_json",
            Kind::Unkept,
        )),
        Box::new(typed::sonic_rs::<unkept::Response>(
            "types that keep nothing, sonic-rs",
            Kind::Unkept,
        )),
        Box::new(typed::simd_json::<unkept::Response>(
            "types that keep nothing, simd-json",
            Kind::Unkept,
        )),
        Box::new(peers::serde_json_value()),
        Box::new(peers::sonic_rs_value()),
        Box::new(peers::simd_json_tape()),
    ]
}

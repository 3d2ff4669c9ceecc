//! Reads what changes are made to: the corpus in all its layouts, and the samples of the
//! repository.

use super::Case;
use fastrand::Rng;
use idcard::conform::samples;
use idcard_synthetic::{Corpus, Layout, Recipe};
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");

/// Payloads nobody has touched yet.
pub(crate) struct Originals {
    corpora: Vec<Corpus>,
    samples: Vec<(&'static str, Vec<u8>)>,
}

impl Originals {
    pub(crate) fn read() -> Self {
        let corpus = |layout| {
            Corpus::new(Recipe {
                seed: 3,
                layout,
                damaged: 0.0,
            })
        };
        let samples = samples(Path::new(FOLDER)).unwrap();
        assert!(samples.len() > 50);
        let judged_as = |name: &str| {
            let names = ["response", "request", "message", "error"];
            names.into_iter().find(|known| *known == name).unwrap()
        };
        let samples = samples.into_iter().map(|sample| {
            let expectation = sample.expectation.unwrap().unwrap();
            (judged_as(&expectation.document), sample.bytes)
        });
        Self {
            corpora: Layout::ALL.into_iter().map(corpus).collect(),
            samples: samples.collect(),
        }
    }

    /// Any of them; now and then, as something that it is not.
    pub(crate) fn any(&self, rng: &mut Rng) -> Case {
        let mut case = if rng.u8(..5) == 0 {
            let (document, bytes) = &self.samples[rng.usize(..self.samples.len())];
            Case {
                document,
                bytes: bytes.clone(),
            }
        } else {
            self.of_corpus(rng.usize(..self.corpora.len()), rng)
        };
        if rng.u8(..50) == 0 {
            case.document = ["response", "request", "message", "error"][rng.usize(..4)];
        }
        case
    }

    /// One of the corpus with nothing wrong.
    pub(crate) fn untouched(&self, rng: &mut Rng) -> Case {
        let good: Vec<_> = (0..Layout::ALL.len())
            .filter(|index| Layout::ALL[*index] != Layout::Invalid)
            .collect();
        self.of_corpus(good[rng.usize(..good.len())], rng)
    }

    fn of_corpus(&self, index: usize, rng: &mut Rng) -> Case {
        Case {
            document: "response",
            bytes: self.corpora[index].document(rng.u64(..100_000)).bytes,
        }
    }
}

//! Sums up documents that are none of this API: what they are, and which paths lead to payloads in them.
//!
//! A log has a line of each kind by the million, so each kind is told once, with its number. Of the kinds
//! the first in their own order are kept, not the first that were met: so two sums add up to the sum of
//! both, wherever the input was cut.

use idcard_judge::{Failure, Origin};
use std::collections::BTreeMap;

/// How many kinds of them are told apart.
const MOST_KINDS: usize = 64;

/// What a document is that is none of this API.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// Nothing that is known.
    Other,
    /// The answer of another service, by its name.
    Sister(&'static str),
    /// A document around payloads, which these arguments of the command line lead to. No key is in them
    /// that may be data.
    Around(String),
}

/// How often one kind was met.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    documents: u64,
    payloads: u64,
    first: Origin,
}

/// The sum of such documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Foreigners(BTreeMap<Foreign, Seen>);

impl Foreigners {
    /// Adds a document, which has so many payloads in it there.
    pub(super) fn add(&mut self, origin: &Origin, foreign: Foreign, payloads: u64) {
        self.plus(
            foreign,
            Seen {
                documents: 1,
                payloads,
                first: origin.clone(),
            },
        );
    }

    /// Adds what comes next in the input.
    pub(super) fn append(&mut self, later: Self) {
        for (foreign, seen) in later.0 {
            self.plus(foreign, seen);
        }
    }

    fn plus(&mut self, foreign: Foreign, more: Seen) {
        match self.0.get_mut(&foreign) {
            Some(seen) => {
                seen.documents += more.documents;
                seen.payloads += more.payloads;
            }
            None => {
                self.0.insert(foreign, more);
            }
        }
        if self.0.len() > MOST_KINDS {
            self.0.pop_last();
        }
    }

    /// Each kind in a sentence, at the first of its documents.
    pub(super) fn failures(&self) -> Vec<Failure> {
        let told = self.0.iter().map(|(foreign, seen)| {
            let message = match foreign {
                Foreign::Other => format!("none of this API{}", times(seen.documents)),
                Foreign::Sister(name) => format!(
                    "an answer of {name}, not of this API{}",
                    times(seen.documents)
                ),
                Foreign::Around(path) => format!(
                    "none of this API, but a document around {}: `{path}` finds {}",
                    if seen.payloads == 1 {
                        "a payload"
                    } else {
                        "payloads"
                    },
                    super::wording::counted(seen.payloads, "payload"),
                ),
            };
            Failure::at(&seen.first, message)
        });
        let mut told: Vec<_> = told.collect();
        let paths = self.0.iter().filter_map(|(foreign, seen)| match foreign {
            Foreign::Around(path) => Some((path.as_str(), seen)),
            _ => None,
        });
        let (paths, seen): (Vec<_>, Vec<_>) = paths.unzip();
        if paths.len() > 1
            && let Some(last) = told.last_mut()
        {
            let payloads: u64 = seen.iter().map(|seen| seen.payloads).sum();
            // Where objects and texts of them are mixed, one step takes both.
            let as_text = |path: &str| format!("{path} --json-string");
            let all: Vec<_> = { paths.iter() }
                .filter(|path| !paths.contains(&as_text(path).as_str()))
                .copied()
                .collect();
            let all = all.join(" --or ");
            last.message = format!("{}; `{all}` finds all {payloads}", last.message);
        }
        told
    }
}

fn times(documents: u64) -> String {
    match documents {
        1 => String::new(),
        count => format!(" ({count} documents)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(from: usize, to: usize) -> Foreigners {
        let mut sum = Foreigners::default();
        for number in from..to {
            let origin = Origin::whole(format!("{number}"));
            sum.add(&origin, Foreign::Other, 0);
            let path = format!("--pointer /{}", number * 7919 % 100);
            sum.add(&origin, Foreign::Around(path), 2);
        }
        sum
    }

    #[test]
    fn parts_add_up_to_the_whole_wherever_it_is_cut() {
        let whole = sum(0, 300);
        assert_eq!(whole.0.len(), MOST_KINDS);
        for cut in [0, 1, 70, 150, 299, 300] {
            let mut first = sum(0, cut);
            first.append(sum(cut, 300));
            assert_eq!(first, whole);
        }
    }

    #[test]
    fn each_kind_is_told_once_with_its_number() {
        let mut sum = Foreigners::default();
        for name in ["a", "b"] {
            sum.add(&Origin::whole(name), Foreign::Other, 0);
        }
        sum.add(&Origin::whole("c"), Foreign::Sister("General OCR"), 0);
        sum.add(
            &Origin::whole("d"),
            Foreign::Around("--pointer /x".into()),
            1,
        );
        sum.add(
            &Origin::whole("e"),
            Foreign::Around("--pointer /y".into()),
            3,
        );
        let told: Vec<_> = { sum.failures().into_iter() }
            .map(|Failure { name, message }| format!("{name}: {message}"))
            .collect();
        let expected = [
            "a: none of this API (2 documents)",
            "c: an answer of General OCR, not of this API",
            "d: none of this API, but a document around a payload: `--pointer /x` finds 1 payload",
            "e: none of this API, but a document around payloads: `--pointer /y` finds 3 payloads; \
             `--pointer /x --or --pointer /y` finds all 4",
        ];
        assert_eq!(told, expected);
    }
}

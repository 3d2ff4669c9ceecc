//! Keeps a scope in which every name is taken once.

use super::{Case, Name, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Names that are taken, with whom they belong to.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// Where the names are, for messages: "`Pet`", "the crate".
    place: String,
    /// The emitted crate has those that belong to nobody.
    taken: BTreeMap<String, Option<(String, Span)>>,
    /// Whether names are the same that are in the case of types.
    by_words: bool,
    /// The number that is tried next for a name that is taken, so that many who want the same are
    /// numbered in one pass.
    next: BTreeMap<String, usize>,
}

impl Scope {
    /// An empty scope.
    pub(crate) fn new(place: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            ..Self::default()
        }
    }

    /// An empty scope of names that are written as those of types too.
    pub(crate) fn of_words(place: impl Into<String>) -> Self {
        Self {
            by_words: true,
            ..Self::new(place)
        }
    }

    /// Keeps a name for the emitted crate.
    pub(crate) fn reserve(&mut self, name: &str) {
        let key = self.key(name);
        self.taken.insert(key, None);
    }

    fn key(&self, name: &str) -> String {
        let name = Name::raw(name.to_owned());
        let name = if self.by_words {
            name.in_case(Case::Variant)
        } else {
            name
        };
        name.to_string()
    }

    /// Takes the name, or where it is taken the name with the first number that makes it free, for
    /// what the document calls `original`. Names that are `kept` are for others.
    pub(crate) fn claim_free(
        &mut self,
        name: Name,
        original: &str,
        span: &Span,
        kept: &BTreeSet<Name>,
    ) -> (Name, Option<Diagnostic>) {
        let Err(fault) = self.claim(&name, original, span) else {
            return (name, None);
        };
        let mut number = self.next.get(&*name).copied().unwrap_or(2);
        loop {
            let free = name.numbered(number);
            number += 1;
            if !kept.contains(&free) && self.claim(&free, original, span).is_ok() {
                let help = format!(
                    "in Rust it is {}; `x-rust-name` gives it another name",
                    quoted(&free)
                );
                let fault = fault.with_help(help).sloppily(Severity::Warning);
                self.next.insert(name.to_string(), number);
                return (free, Some(fault));
            }
        }
    }

    /// Takes a name for what the document calls `original` at `span`. If it is already taken, the
    /// fault names the owner.
    pub(crate) fn claim(
        &mut self,
        name: &str,
        original: &str,
        span: &Span,
    ) -> Result<(), Diagnostic> {
        let key = self.key(name);
        let Some(owner) = self.taken.get(&key) else {
            let owner = (original.to_owned(), span.clone());
            self.taken.insert(key, Some(owner));
            return Ok(());
        };
        let Some((other, first)) = owner else {
            let message = format!(
                "{} would be {}, which is taken in {}",
                quoted(original),
                quoted(name),
                self.place
            );
            let fault = Diagnostic::new(Code::NameCollision, span.clone(), message);
            return Err(fault.with_help("give it another name in Rust with `x-rust-name`"));
        };
        let message = format!(
            "{} and {} would both be {} in {}",
            quoted(other),
            quoted(original),
            quoted(name),
            self.place,
        );
        Err(Diagnostic::new(Code::NameCollision, span.clone(), message)
            .with_related(first.clone(), "the first is here")
            .with_help("give one of them another name in Rust with `x-rust-name`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_claim_names_both_places() {
        let mut scope = Scope::new("`Pet`");
        assert_eq!(scope.claim("pet_id", "petId", &(1..2)), Ok(()));
        let fault = scope
            .claim("pet_id", "pet-id", &(7..9))
            .expect_err("it is taken");
        assert_eq!(fault.code, Code::NameCollision);
        assert_eq!(fault.primary.span, 7..9);
        assert_eq!(fault.related[0].span, 1..2);
        assert_eq!(
            fault.message,
            "`petId` and `pet-id` would both be `pet_id` in `Pet`"
        );
    }
}

//! Sums the errors of a document by construct, so that one sees what stands in whose way.

use super::blame::Account;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};

/// One construct that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The code of its errors.
    pub code: Code,
    /// What they say; where the document's own names stand in it, `…` does.
    pub construct: String,
    /// How many errors.
    pub errors: usize,
    /// How many operations have one of them.
    pub operations: usize,
    /// How many operations have no error of another construct.
    pub alone: usize,
}

/// By the number of operations that nothing else stands in the way of, largest first.
pub fn reasons(account: &Account) -> Vec<Reason> {
    let mut sums: BTreeMap<(Code, String), Sum> = BTreeMap::new();
    let hindered = account.hindered.iter();
    let operations = hindered.filter(|it| matches!(it.kind, super::Kind::Operation { .. }));
    for hindered in operations {
        let constructs: BTreeSet<(Code, String)> = hindered
            .causes
            .iter()
            .map(|cause| construct(cause))
            .collect();
        let alone = constructs.len() == 1 && account.elsewhere.is_empty();
        for construct in constructs {
            let sum = sums.entry(construct).or_default();
            sum.operations += 1;
            sum.alone += usize::from(alone);
        }
    }
    let all = account.hindered.iter().flat_map(|it| &it.causes);
    for error in all.chain(&account.elsewhere) {
        let span = &error.primary.span;
        let place = (span.start, span.end, error.message.as_str());
        sums.entry(construct(error))
            .or_default()
            .places
            .insert(place);
    }
    let mut reasons: Vec<Reason> = sums
        .into_iter()
        .map(|((code, construct), sum)| Reason {
            code,
            construct,
            errors: sum.places.len(),
            operations: sum.operations,
            alone: sum.alone,
        })
        .collect();
    reasons.sort_by_key(|reason| {
        let sums = [reason.alone, reason.operations, reason.errors];
        std::cmp::Reverse(sums)
    });
    reasons
}

#[derive(Debug, Default)]
struct Sum<'a> {
    places: BTreeSet<(usize, usize, &'a str)>,
    operations: usize,
    alone: usize,
}

/// What an error is about, without the names that are the document's own.
fn construct(error: &Diagnostic) -> (Code, String) {
    // What is quoted there is a term of OpenAPI, JSON Schema or HTTP.
    let terms = matches!(
        error.code,
        Code::UnsupportedKeyword
            | Code::UnsupportedMediaType
            | Code::UnsupportedSecurity
            | Code::UnsupportedParameter
            | Code::UnsupportedConstruct
    );
    let text = if terms {
        error.message.clone()
    } else {
        without_names(&error.message)
    };
    (error.code, text)
}

/// A message with `…` for what stands in backticks or quotation marks.
fn without_names(message: &str) -> String {
    let mut text = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('`') {
        text.push_str(before);
        let Some((_, behind)) = after.split_once('`') else {
            rest = after;
            break;
        };
        text.push_str("`…`");
        rest = behind;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_left_out() {
        assert_eq!(without_names("a `b` c"), "a `…` c");
        assert_eq!(without_names("`a``b`"), "`…``…`");
        assert_eq!(without_names("a ` b"), "a  b");
        assert_eq!(without_names("none"), "none");
    }
}

//! Finds the change that a claim is due to.

use super::super::change::Change;
use super::super::cover::Claim;
use super::super::due::Due;
use super::super::form::Role;

/// The places that a claim may be due to, the likeliest first, and the changes of that document.
pub(super) struct Suspects<'a> {
    pub(super) subjects: &'a [String],
    pub(super) due: &'a Due,
}

/// The change that a claim is due to: at one of its places, else below or above one, else on the way
/// to it. Of several that are as likely the first.
pub(super) fn cause(
    changes: &[Change],
    claim: &Claim,
    sides: &[Suspects<'_>; 2],
    is_answer: bool,
) -> Option<usize> {
    best(sides, &|index, subject, due| {
        // The place itself beats the schema around it.
        let alias = subject.rsplit_once("/required=");
        let alias = alias.and_then(|(schema, name)| due.required(schema, name));
        let found = first(due.at(subject), alias)?;
        Some((usize::MAX - index, found))
    })
    .or_else(|| {
        best(sides, &|index, subject, due| {
            inside(claim, index, subject, due)
        })
    })
    .or_else(|| {
        best(sides, &|_, subject, due| {
            let (outer, found) = due.above(subject)?;
            Some((outer.len(), found))
        })
    })
    .or_else(|| on_the_way(changes, claim, sides, is_answer))
    .or_else(|| {
        // Whatever is in a schema may be what a claim of it is due to.
        best(sides, &|index, subject, due| {
            Some((usize::MAX - index, due.below(subject)?))
        })
    })
}

/// Of the n-th place how likely a change is, and the change.
type Score<'a> = dyn Fn(usize, &str, &Due) -> Option<(usize, usize)> + 'a;

/// The likeliest of all places, and of several the first.
fn best(sides: &[Suspects<'_>; 2], score: &Score<'_>) -> Option<usize> {
    let all = sides.iter().flat_map(|side| {
        let subjects = side.subjects.iter().enumerate();
        subjects.filter_map(|(index, subject)| score(index, subject, side.due))
    });
    all.max_by_key(|(score, found)| (*score, usize::MAX - found))
        .map(|(_, found)| found)
}

/// A change of the keyword in a schema, or of the `format` that a limit is the meaning of.
fn inside(claim: &Claim, index: usize, subject: &str, due: &Due) -> Option<(usize, usize)> {
    if matches!(claim.keyword.as_str(), "minimum" | "maximum")
        && let Some(found) = due.at(&format!("{subject}/format"))
    {
        return Some((usize::MAX, found));
    }
    let place = format!("{subject}/{}", claim.keyword);
    let found = first(due.at(&place), due.below(&place))?;
    Some((usize::MAX - 1 - index, found))
}

/// A schema that leads to the place; of several the innermost.
fn on_the_way(
    changes: &[Change],
    claim: &Claim,
    [old, new]: &[Suspects<'_>; 2],
    is_answer: bool,
) -> Option<usize> {
    let steps = claim.way.iter().rev();
    let found = |(sender, receiver): &(Vec<String>, Vec<String>)| {
        let (in_old, in_new) = if is_answer {
            (receiver, sender)
        } else {
            (sender, receiver)
        };
        let in_old = in_old.iter().filter_map(|it| old.due.at(it));
        let in_new = in_new.iter().filter_map(|it| new.due.at(it));
        let is_schema = |index: &usize| {
            changes
                .get(*index)
                .is_some_and(|it| it.role == Role::Schema)
        };
        in_old.chain(in_new).filter(is_schema).min()
    };
    { steps }.find_map(found)
}

fn first(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    one.into_iter().chain(other).min()
}

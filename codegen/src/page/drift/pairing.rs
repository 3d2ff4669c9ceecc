//! Pairs the rows of an edition with those of the one before: what is the same row, under another
//! name or at another place, what came, and what went.

use crate::page::edition::{Aspect, Edition, Statement, alike};
use crate::page::layout::Known;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// A row as it is and as it was.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// The section that it stands in, or stood.
    pub(super) section: &'a str,
    pub(super) now: Option<&'a Statement>,
    pub(super) was: Option<&'a Statement>,
    /// Nothing is known of what the page said of it before.
    pub(super) is_fresh: bool,
    /// Where it stands and where it stood, if that differs.
    pub(super) order: Option<(String, String)>,
}

impl<'a> Line<'a> {
    fn new(section: &'a str, now: Option<&'a Statement>, was: Option<&'a Statement>) -> Self {
        Self {
            section,
            now,
            was,
            is_fresh: false,
            order: None,
        }
    }

    /// The path that it is known by: of a renamed row the old one.
    pub(super) fn path(&self) -> &'a str {
        self.was.or(self.now).map_or("", |row| row.path.as_str())
    }
}

/// All rows of all sections that both reach, in the order of the page.
pub(super) fn lines<'a>(
    now: &'a Edition,
    before: Option<&'a Edition>,
    ours: &'a Known,
) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (at, section) in ours.order.iter().enumerate() {
        if now.table(section).is_none() {
            continue;
        }
        let known = before.filter(|before| before.table(section).is_some());
        match known {
            Some(before) => lines.extend(in_section(now, before, section, at)),
            None => lines.extend(now.section(section).map(|row| Line {
                is_fresh: true,
                ..Line::new(section, Some(row), None)
            })),
        }
    }
    across(&mut lines);
    lines
}

fn in_section<'a>(
    now: &'a Edition,
    before: &'a Edition,
    section: &'a str,
    at: usize,
) -> Vec<Line<'a>> {
    let new: Vec<_> = now.section(section).collect();
    let old: Vec<_> = before.section(section).collect();
    let mut partner = same_paths(&new, &old);
    renamed(&new, &old, &mut partner);
    let kept = in_order(&partner);
    let last = partner.iter().flatten().max().copied();
    let is_beyond = last.is_none_or(|last| last + 1 == old.len());
    let paired = partner.iter().rposition(Option::is_some);
    let mut lines = Vec::new();
    for (n, row) in new.iter().enumerate() {
        let was = partner.get(n).copied().flatten();
        let mut line = Line::new(section, Some(row), was.and_then(|o| old.get(o)).copied());
        if was.is_some() && !kept.contains(&n) {
            let behind = |rows: &[&Statement], at: usize| {
                let row = at.checked_sub(1).and_then(|at| rows.get(at));
                row.map_or_else(|| "first".to_owned(), |row| format!("behind {}", row.path))
            };
            line.order = Some((behind(&new, n), behind(&old, was.unwrap_or_default())));
        }
        // What stands behind the end of what was known may have been there.
        line.is_fresh = was.is_none()
            && !before.reach.covers(at)
            && is_beyond
            && paired.is_none_or(|paired| paired < n);
        lines.push(line);
    }
    let taken: HashSet<usize> = partner.iter().flatten().copied().collect();
    for (o, row) in old.iter().enumerate() {
        let is_beyond = !now.reach.covers(at) && last.is_none_or(|last| o > last);
        let unread = || now.is_partial(section) && is_unread(now, section, &new, &partner, o);
        if !taken.contains(&o) && !is_beyond && !unread() {
            lines.push(Line::new(section, None, Some(row)));
        }
    }
    lines
}

/// For each new row the old one of the same path.
fn same_paths(new: &[&Statement], old: &[&Statement]) -> Vec<Option<usize>> {
    let mut waiting: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, row) in old.iter().enumerate() {
        waiting.entry(&row.path).or_default().push_back(at);
    }
    let find = |row: &&Statement| waiting.get_mut(row.path.as_str())?.pop_front();
    new.iter().map(find).collect()
}

/// Pairs rows without a partner that stand between the same neighbours and say the same.
fn renamed(new: &[&Statement], old: &[&Statement], partner: &mut [Option<usize>]) {
    let mut taken: HashSet<usize> = partner.iter().flatten().copied().collect();
    for n in 0..new.len() {
        if partner.get(n) != Some(&None) {
            continue;
        }
        let before = n
            .checked_sub(1)
            .and_then(|n| partner.get(n).copied().flatten());
        let at = match (n, before) {
            (0, _) => 0,
            (_, Some(before)) => before + 1,
            (_, None) => continue,
        };
        if let (Some(row), Some(other)) = (new.get(n), old.get(at))
            && !taken.contains(&at)
            && is_like(row, other)
            && let Some(partner) = partner.get_mut(n)
        {
            taken.insert(at);
            *partner = Some(at);
        }
    }
}

/// Whether two rows say the same but for their names.
fn is_like(a: &Statement, b: &Statement) -> bool {
    let aspects = [Aspect::Type, Aspect::Required, Aspect::Values, Aspect::Note];
    let depth = |row: &Statement| row.path.matches('.').count();
    depth(a) == depth(b) && aspects.into_iter().all(|aspect| alike(aspect, a, b))
}

/// The new rows of a longest run of pairs that is in the same order on both sides; of the others
/// each was moved.
fn in_order(partner: &[Option<usize>]) -> HashSet<usize> {
    let pairs: Vec<_> = partner
        .iter()
        .enumerate()
        .filter_map(|(n, old)| Some((n, (*old)?)))
        .collect();
    // The longest run that ends at each pair, and the pair before it in that run: of several the first.
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    let mut ends = Ends::default();
    for (at, (_, old)) in pairs.iter().enumerate() {
        let longest = ends.below(*old);
        let run = longest.map_or((1, None), |(length, Reverse(i))| (length + 1, Some(i)));
        ends.put(*old, (run.0, Reverse(at)));
        best.push(run);
    }
    let mut at = (0..best.len()).max_by_key(|at| best.get(*at).map(|(length, _)| *length));
    let mut kept = HashSet::new();
    while let Some(here) = at {
        kept.extend(pairs.get(here).map(|(n, _)| *n));
        at = best.get(here).and_then(|(_, before)| *before);
    }
    kept
}

/// The best run that ends at each old row: its length, and its last pair.
#[derive(Default)]
struct Ends(BTreeMap<usize, (usize, Reverse<usize>)>);

impl Ends {
    /// The best that ends before an old row.
    fn below(&self, old: usize) -> Option<(usize, Reverse<usize>)> {
        self.0.range(..old).next_back().map(|(_, run)| *run)
    }

    /// Adds one. Those behind it that are no better are never the best again, so that each is better
    /// than all before it.
    fn put(&mut self, old: usize, run: (usize, Reverse<usize>)) {
        if self.below(old).is_some_and(|best| best >= run) {
            return;
        }
        while let Some((&behind, worse)) = self.0.range(old..).next()
            && *worse <= run
        {
            self.0.remove(&behind);
        }
        self.0.insert(old, run);
    }
}

/// Whether a row that is missing stands where the page has one that could not be read.
fn is_unread(
    now: &Edition,
    section: &str,
    new: &[&Statement],
    partner: &[Option<usize>],
    missing: usize,
) -> bool {
    let line_of = |wanted: &dyn Fn(usize) -> bool| {
        let rows = partner.iter().zip(new);
        let lines = rows.filter(|(old, _)| old.is_some_and(wanted));
        lines.map(|(_, row)| row.line).collect::<Vec<_>>()
    };
    let from = line_of(&|old| old < missing).into_iter().max();
    let to = line_of(&|old| old > missing).into_iter().min();
    let from = from.or_else(|| now.table(section)).unwrap_or_default();
    let to = to.unwrap_or(usize::MAX);
    now.faults
        .iter()
        .any(|(at, line, _)| at == section && *line > from && *line < to)
}

/// A row that went from one table and came in another was moved.
fn across(lines: &mut Vec<Line<'_>>) {
    let mut gone = Vec::new();
    let mut came: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        match (line.now, line.was) {
            (None, Some(was)) => gone.push((at, was)),
            (Some(now), None) if !line.is_fresh => came.entry(&now.path).or_default().push(at),
            _ => {}
        }
    }
    for (gone, was) in gone {
        let candidates = came.get_mut(was.path.as_str());
        let Some(candidates) = candidates else {
            continue;
        };
        let row = |at: &usize| lines.get(*at).and_then(|line| line.now);
        let fits = |at: &usize| row(at).is_some_and(|now| alike(Aspect::Type, now, was));
        let Some(found) = candidates.iter().position(fits) else {
            continue;
        };
        // Told once, where it was.
        let Some(line) = lines.get_mut(candidates.remove(found)) else {
            continue;
        };
        let (now, there) = (line.now.take(), line.section);
        if let Some(line) = lines.get_mut(gone) {
            line.now = now;
            line.order = Some((format!("in {there}"), format!("in {}", line.section)));
        }
    }
    lines.retain(|line| line.now.is_some() || line.was.is_some());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As it is defined: among the pairs before each, the longest run that it goes on with.
    fn by_definition(partner: &[Option<usize>]) -> HashSet<usize> {
        let pairs = partner.iter().enumerate();
        let pairs: Vec<_> = pairs.filter_map(|(n, old)| Some((n, (*old)?))).collect();
        let mut best: Vec<(usize, Option<usize>)> = Vec::new();
        for (at, (_, old)) in pairs.iter().enumerate() {
            let before = (0..at).filter(|i| pairs[*i].1 < *old);
            let longest = before.max_by_key(|i| (best[*i].0, Reverse(*i)));
            best.push((longest.map_or(1, |i| best[i].0 + 1), longest));
        }
        let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
        let mut kept = HashSet::new();
        while let Some(here) = at {
            kept.insert(pairs[here].0);
            at = best[here].1;
        }
        kept
    }

    proptest! {
        #[test]
        fn rows_in_order_are_those_of_the_definition(
            order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
            paired in prop::collection::vec(any::<bool>(), 12),
        ) {
            let rows = order.into_iter().zip(paired);
            let partner: Vec<_> = rows.map(|(old, is)| is.then_some(old)).collect();
            prop_assert_eq!(in_order(&partner), by_definition(&partner));
        }
    }
}

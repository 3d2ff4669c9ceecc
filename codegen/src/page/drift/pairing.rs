//! Pairs the rows of an edition with those of the one before: what is the same row, under another
//! name or at another place, what came, and what went.

use crate::page::edition::{Aspect, Edition, Statement, alike};
use crate::page::layout::Known;

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
        let last = partner.iter().flatten().max();
        let is_beyond = last.is_none_or(|last| last + 1 == old.len());
        // What stands behind the end of what was known may have been there.
        line.is_fresh = was.is_none()
            && !before.reach.covers(at)
            && is_beyond
            && partner.iter().skip(n).all(Option::is_none);
        lines.push(line);
    }
    let last = partner.iter().flatten().max().copied();
    for (o, row) in old.iter().enumerate() {
        let is_beyond = !now.reach.covers(at) && last.is_none_or(|last| o > last);
        let unread = || now.is_partial(section) && is_unread(now, section, &new, &partner, o);
        if !partner.contains(&Some(o)) && !is_beyond && !unread() {
            lines.push(Line::new(section, None, Some(row)));
        }
    }
    lines
}

/// For each new row the old one of the same path.
fn same_paths(new: &[&Statement], old: &[&Statement]) -> Vec<Option<usize>> {
    let mut taken = vec![false; old.len()];
    let find = |row: &&Statement| {
        let mut candidates = old.iter().enumerate();
        let (at, _) = candidates
            .find(|(at, other)| other.path == row.path && taken.get(*at) == Some(&false))?;
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
        Some(at)
    };
    new.iter().map(find).collect()
}

/// Pairs rows without a partner that stand between the same neighbours and say the same.
fn renamed(new: &[&Statement], old: &[&Statement], partner: &mut [Option<usize>]) {
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
        let is_free = !partner.contains(&Some(at));
        if let (Some(row), Some(other)) = (new.get(n), old.get(at))
            && is_free
            && is_like(row, other)
            && let Some(partner) = partner.get_mut(n)
        {
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
fn in_order(partner: &[Option<usize>]) -> Vec<usize> {
    let pairs: Vec<_> = partner
        .iter()
        .enumerate()
        .filter_map(|(n, old)| Some((n, (*old)?)))
        .collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, old)) in pairs.iter().enumerate() {
        let before = pairs.iter().take(at).enumerate();
        let longest = before
            .filter(|(_, (_, earlier))| earlier < old)
            .filter_map(|(i, _)| Some((best.get(i)?.0, i)))
            .max_by_key(|(length, i)| (*length, std::cmp::Reverse(*i)));
        best.push(longest.map_or((1, None), |(length, i)| (length + 1, Some(i))));
    }
    let mut at = (0..best.len()).max_by_key(|at| best.get(*at).map(|(length, _)| *length));
    let mut kept = Vec::new();
    while let Some(here) = at {
        kept.extend(pairs.get(here).map(|(n, _)| *n));
        at = best.get(here).and_then(|(_, before)| *before);
    }
    kept
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
    let gone: Vec<usize> = numbers(lines, |line| line.now.is_none());
    for gone in gone {
        let came = numbers(lines, |line| line.was.is_none() && !line.is_fresh);
        let Some((was, section)) = lines.get(gone).map(|line| (line.was, line.section)) else {
            continue;
        };
        let fits = |at: &usize| {
            let now = lines.get(*at).and_then(|line| line.now);
            let pair = now.zip(was);
            pair.is_some_and(|(now, was)| now.path == was.path && alike(Aspect::Type, now, was))
        };
        let Some(came) = came.into_iter().find(fits) else {
            continue;
        };
        let now = lines.get(came).and_then(|line| line.now);
        let there = lines.get(came).map_or("", |line| line.section);
        if let Some(line) = lines.get_mut(gone) {
            line.now = now;
            line.order = Some((format!("in {there}"), format!("in {section}")));
        }
        if let Some(line) = lines.get_mut(came) {
            // Told once, where it was.
            line.now = None;
        }
    }
    lines.retain(|line| line.now.is_some() || line.was.is_some());
}

fn numbers(lines: &[Line<'_>], wanted: impl Fn(&Line<'_>) -> bool) -> Vec<usize> {
    let all = lines.iter().enumerate();
    all.filter(|(_, line)| wanted(line))
        .map(|(at, _)| at)
        .collect()
}

//! Finds heads of tables in lines of text, however their columns are parted.

use super::super::plain::normal;
use super::super::steps::step;
use super::super::words::{Column, Lexicon, Words};

/// What parts the columns of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    /// Nothing: they are glued together.
    Glue,
    /// One blank.
    Blank,
    /// A tab.
    Tab,
    /// A bar; whether there is one behind the last column too.
    Bar(bool),
}

/// The head of a table.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) parting: Parting,
    /// As written.
    pub(super) cells: Vec<String>,
    pub(super) columns: Vec<Option<Column>>,
}

/// The longest line that can be a head, in bytes.
const LONGEST: usize = 200;

/// The head that a line is, with at least two columns, all of them known. Between bars, one known
/// column will do.
pub(super) fn head(line: &str, language: &Lexicon) -> Option<Head> {
    let line = line.trim();
    // A bar at the beginning is Markdown's.
    if line.len() > LONGEST || line.starts_with('|') {
        return None;
    }
    step(line.len());
    if line.contains('|') {
        let behind = line.ends_with('|');
        let inner = line.strip_suffix('|').unwrap_or(line);
        return cells(inner.split('|'), language, Parting::Bar(behind), 1);
    }
    if line.contains('\t') {
        return cells(line.split('\t'), language, Parting::Tab, 2);
    }
    // Most lines are told apart by their first character.
    let first = line.chars().next()?.to_lowercase().next();
    let mut words = language.columns.iter();
    if !words.any(|(word, _)| word.chars().next() == first) {
        return None;
    }
    let line = normal(line);
    let mut known = language.columns.iter();
    if !known.any(|(word, _)| line.starts_with(&**word)) {
        return None;
    }
    let parted = |parting| parted(&line, language, parting);
    parted(Parting::Blank).or_else(|| parted(Parting::Glue))
}

fn cells<'a>(
    cells: impl Iterator<Item = &'a str>,
    language: &Lexicon,
    parting: Parting,
    least: usize,
) -> Option<Head> {
    let cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
    let columns: Vec<_> = cells
        .iter()
        .map(|cell| language.column(cell).cloned())
        .collect();
    let known = columns.iter().flatten().count();
    let fits = columns.len() > 1 && known >= least && (least == 1 || known == columns.len());
    fits.then_some(Head {
        parting,
        cells,
        columns,
    })
}

/// Reads a line as words of columns one after the other: for each place, which word ended there.
fn parted(line: &str, language: &Lexicon, parting: Parting) -> Option<Head> {
    let gap = usize::from(parting == Parting::Blank);
    // By place: the words that lead there, by where they begin and which column they name.
    let mut ends: Vec<Option<(usize, &Column)>> = vec![None; line.len() + 1];
    for start in 0..line.len() {
        let begins = if start == 0 {
            true
        } else {
            let before = start.checked_sub(gap);
            let is_gap = gap == 0 || line.as_bytes().get(start - 1) == Some(&b' ');
            is_gap && before.is_some_and(|at| ends.get(at).is_some_and(Option::is_some))
        };
        let Some(rest) = line.get(start..).filter(|_| begins) else {
            continue;
        };
        for (word, column) in &language.columns {
            step(1);
            if rest.starts_with(&**word)
                && let Some(end @ None) = ends.get_mut(start + word.len())
            {
                *end = Some((start, column));
            }
        }
    }
    let mut head = Head {
        parting,
        cells: Vec::new(),
        columns: Vec::new(),
    };
    let mut at = line.len();
    while let Some(Some((start, column))) = ends.get(at) {
        head.cells.push(line.get(*start..at)?.to_owned());
        head.columns.push(Some((*column).clone()));
        at = start.saturating_sub(gap);
        if *start == 0 {
            head.cells.reverse();
            head.columns.reverse();
            return (head.cells.len() > 1).then_some(head);
        }
    }
    None
}

/// The language that knows most columns, by its number; of two, the first.
pub(super) fn spoken(text: &str, words: &Words) -> Option<usize> {
    let count = |language| {
        let heads = text.lines().filter_map(|line| head(line, language));
        let known = heads.map(|head| head.columns.into_iter().flatten().count());
        known.sum()
    };
    let counts: Vec<usize> = words.languages.iter().map(count).collect();
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    counts.iter().position(|&count| count == most)
}

//! Finds the list in a cell of Markdown that has it on one line, each item behind ` - `.

use super::block::{Cell, Inline};
use super::steps::step;

const DASH: &str = " - ";

/// Parts the wording at its dashes, unless the cell has a list of elements already.
///
/// A dash between two digits is that of a range, such as `0 - 1`, and parts nothing.
pub(super) fn part(cell: &mut Cell) {
    if !cell.items.is_empty() {
        return;
    }
    let lead = std::mem::take(&mut cell.lead);
    let ends = Ends::of(&lead);
    let mut parts = Parts::default();
    for (at, inline) in lead.into_iter().enumerate() {
        match inline {
            Inline::Code(_) => parts.push(inline),
            Inline::Text(text) => {
                // A dash at the very beginning has no blank before it.
                let rest = text.trim_start().strip_prefix("- ");
                let text = match rest {
                    Some(rest) if at == 0 => {
                        parts.begin();
                        rest.to_owned()
                    }
                    _ => text,
                };
                parts.text(&text, ends.before(at), ends.behind(at));
            }
        }
    }
    cell.lead = parts.lead;
    cell.items = parts.items;
}

#[derive(Default)]
struct Parts {
    lead: Vec<Inline>,
    items: Vec<Vec<Inline>>,
}

impl Parts {
    fn push(&mut self, inline: Inline) {
        self.items.last_mut().unwrap_or(&mut self.lead).push(inline);
    }

    fn begin(&mut self) {
        self.items.push(Vec::new());
    }

    fn text(&mut self, text: &str, before: Option<char>, behind: Option<char>) {
        step(text.len());
        let mut start = 0;
        let mut from = 0;
        while let Some(found) = text.get(from..).and_then(|rest| rest.find(DASH)) {
            let dash = from + found;
            // The blank behind one dash may be the one before the next.
            from = dash + DASH.len() - 1;
            let left = text.get(..dash).and_then(|left| left.chars().next_back());
            let right = text
                .get(dash + DASH.len()..)
                .and_then(|right| right.chars().next());
            if is_digit(left.or(before)) && is_digit(right.or(behind)) {
                continue;
            }
            self.push(Inline::Text(
                text.get(start..dash).unwrap_or_default().to_owned(),
            ));
            self.begin();
            start = from;
        }
        self.push(Inline::Text(
            text.get(start..).unwrap_or_default().to_owned(),
        ));
    }
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// The first and the last character of each piece of wording.
struct Ends(Vec<(Option<char>, Option<char>)>);

impl Ends {
    fn of(inlines: &[Inline]) -> Self {
        let ends = inlines.iter().map(|inline| {
            let text = inline.text();
            (text.chars().next(), text.chars().next_back())
        });
        Self(ends.collect())
    }

    /// The last character of the piece before.
    fn before(&self, at: usize) -> Option<char> {
        self.0.get(at.checked_sub(1)?)?.1
    }

    /// The first character of the piece behind.
    fn behind(&self, at: usize) -> Option<char> {
        self.0.get(at + 1)?.0
    }
}

//! Makes rows of a grid, by the words of its columns.

use super::super::model::{Fault, Row, Said, Table, TableKind};
use super::block::{Cell, Grid, GridRow, Inline, wording};
use super::plain::normal;
use super::steps::step;
use super::words::{Column, Lexicon};
use super::{list, values};

/// What the form of a page carries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carries {
    /// Whether code is told from other words.
    pub(super) code: bool,
    /// Whether lists are shown at all.
    pub(super) lists: bool,
    /// Whether a list may stand on one line, each item behind a dash.
    pub(super) dashes: bool,
}

/// What the rows of one table are read by.
struct Reader<'a> {
    columns: Vec<Option<&'a Column>>,
    heads: Vec<String>,
    kind: TableKind,
    language: &'a Lexicon,
    carries: Carries,
    slug: Option<&'a str>,
}

/// Makes a table of a grid; the headings are the caller's to add. What is wrong goes to `faults`.
pub(super) fn table(
    grid: Grid,
    language: &Lexicon,
    carries: Carries,
    slug: Option<&str>,
    faults: &mut Vec<Fault>,
) -> Table {
    let heads: Vec<String> = grid.head.iter().map(|cell| wording(&cell.lead)).collect();
    let columns: Vec<_> = heads.iter().map(|head| language.column(head)).collect();
    let reader = Reader {
        kind: kind(&columns),
        columns,
        heads,
        language,
        carries,
        slug,
    };
    let mut table = Table {
        kind: reader.kind,
        headings: Vec::new(),
        anchors: Vec::new(),
        rows: Vec::new(),
        line: grid.line,
        partial: grid.partial,
    };
    for row in grid.rows {
        step(1);
        let line = row.line;
        match reader.row(row, faults) {
            Ok(Some(row)) => table.rows.push(row),
            Ok(None) => {}
            Err(message) => {
                table.partial = true;
                faults.push(fault(line, message));
            }
        }
    }
    table
}

/// How many of the heads a language knows.
pub(super) fn known(grid: &Grid, language: &Lexicon) -> usize {
    let heads = grid.head.iter().map(|cell| wording(&cell.lead));
    heads.filter(|head| language.column(head).is_some()).count()
}

fn kind(columns: &[Option<&Column>]) -> TableKind {
    let has = |column: Column| columns.contains(&Some(&column));
    if has(Column::Field) && has(Column::Type) {
        TableKind::Fields
    } else if has(Column::Header) || has(Column::Field) {
        // Headers have no type, whatever their column is called.
        TableKind::Headers
    } else if has(Column::Method) {
        TableKind::Methods
    } else if has(Column::Status) || has(Column::Code) {
        TableKind::Statuses
    } else if has(Column::Date) {
        TableKind::Releases
    } else {
        TableKind::Other
    }
}

fn fault(line: usize, message: impl Into<String>) -> Fault {
    Fault {
        line,
        message: message.into(),
    }
}

impl Reader<'_> {
    /// A row, unless it is none. The error says why it could not be read.
    fn row(&self, row: GridRow, faults: &mut Vec<Fault>) -> Result<Option<Row>, String> {
        if self.is_head(&row) {
            if row.cells.len() < self.heads.len() {
                return Ok(None);
            }
            faults.push(fault(row.line, "the head of the table stands here again"));
            return Ok(None);
        }
        if is_rule(&row) {
            faults.push(fault(row.line, "a rule stands where a row should"));
            return Ok(None);
        }
        let key = self.key();
        let path = key.and_then(|key| text(&row, key)).unwrap_or_default();
        if path.is_empty() && self.kind != TableKind::Other {
            return Err("a row without a name in it".to_owned());
        }
        let is_name = matches!(self.kind, TableKind::Fields | TableKind::Headers);
        if is_name && path.contains(char::is_whitespace) {
            return Err("a row whose name has white space in it".to_owned());
        }
        let mut read = Row {
            path,
            type_name: Said::Silent,
            required: Said::Silent,
            values: Said::Silent,
            note: Said::Silent,
            items: Said::Silent,
            details: None,
            others: Vec::new(),
            line: row.line,
        };
        // Of a row that the page ends in, cells are missing.
        let (cells, heads) = (row.cells.len(), self.heads.len());
        let differs = (cells != heads && !row.hides_list)
            .then(|| format!("a row of {cells} cells where the head has {heads}"));
        if let Some(message) = row.fault.or(differs) {
            faults.push(fault(row.line, message));
            return Ok(Some(read));
        }
        let mut cells = row.cells;
        if self.kind == TableKind::Releases {
            let links = cells.iter().flatten().flat_map(|cell| &cell.links);
            let pages = links.map(|link| (LINK.to_owned(), page_of(&link.target).to_owned()));
            read.others.extend(pages);
        }
        for (at, (column, head)) in self.columns.iter().zip(&self.heads).enumerate() {
            let Some(Some(cell)) = cells.get_mut(at) else {
                continue;
            };
            match column {
                _ if Some(at) == key => {}
                Some(Column::Type) => read.type_name = said(wording(&cell.lead)),
                Some(Column::Required) => self.required(cell, &mut read, faults),
                Some(Column::Description) => self.description(cell, row.hides_list, &mut read),
                Some(column) => read.others.push((column.key().to_owned(), whole(cell))),
                None => read.others.push((head.clone(), whole(cell))),
            }
        }
        Ok(Some(read))
    }

    /// The column that a row is known by.
    fn key(&self) -> Option<usize> {
        let of = |wanted: &[Column]| {
            wanted
                .iter()
                .find_map(|column| self.columns.iter().position(|known| *known == Some(column)))
        };
        match self.kind {
            TableKind::Fields => of(&[Column::Field]),
            TableKind::Headers => of(&[Column::Header, Column::Field]),
            TableKind::Methods => of(&[Column::Method]),
            TableKind::Statuses => of(&[Column::Code, Column::Status]),
            TableKind::Releases => of(&[Column::Date]),
            TableKind::Other => None,
        }
    }

    fn required(&self, cell: &Cell, read: &mut Row, faults: &mut Vec<Fault>) {
        read.required = match said(whole(cell)) {
            Said::Said(word) => self.language.mark(&word).map_or_else(
                || {
                    let message = "neither a word for required nor one for optional";
                    faults.push(fault(read.line, message));
                    Said::Silent
                },
                Said::Said,
            ),
            Said::None => Said::None,
            Said::Silent => Said::Silent,
        };
    }

    fn description(&self, cell: &mut Cell, hides_list: bool, read: &mut Row) {
        if self.carries.dashes {
            list::part(cell);
        }
        let lead = wording(&cell.lead);
        read.details = self.details(cell, &lead);
        let allowed = values::allowed(&cell.items, self.language, self.carries.code);
        let mut values = allowed.values;
        read.note = said(lead);
        if values.is_none()
            && let Some(all) = values::barred(&cell.lead)
        {
            values = Some(all);
            read.note = Said::None;
        }
        let is_silent = hides_list || !self.carries.lists;
        // Where code is not marked, a lone value looks like any other item.
        let may_be_value = !self.carries.code && !allowed.items.is_empty();
        read.values = match values {
            Some(values) => Said::Said(values),
            None if is_silent || may_be_value => Said::Silent,
            None => Said::None,
        };
        read.items = if is_silent {
            Said::Silent
        } else if allowed.items.is_empty() {
            Said::None
        } else {
            Said::Said(allowed.items)
        };
    }

    /// The name of the table that says more: a place of this page, or a form of the words.
    fn details(&self, cell: &Cell, lead: &str) -> Option<String> {
        for link in &cell.links {
            let Some((page, anchor)) = link.target.split_once('#') else {
                continue;
            };
            let page = page_of(page);
            if page.is_empty() || self.slug.is_none_or(|slug| slug == page) {
                let anchor = decoded(anchor);
                return Some(if anchor.is_empty() {
                    link.text.clone()
                } else {
                    anchor
                });
            }
        }
        let mut forms = self.language.details.iter();
        let name = forms.find_map(|form| form.beginning(lead))?;
        (!name.contains(char::is_whitespace)).then(|| name.to_owned())
    }

    /// Whether it is the head once more, or as much of it as the page has.
    fn is_head(&self, row: &GridRow) -> bool {
        let cells = row.cells.iter().flatten().map(|cell| normal(&whole(cell)));
        let count = row.cells.iter().flatten().count();
        let heads = self.heads.iter().map(|head| normal(head)).take(count);
        count > 0 && (count == self.heads.len() || row.hides_list) && cells.eq(heads)
    }
}

/// What stands for a column where an entry of release notes leads to a page.
const LINK: &str = "link";

/// The name that a page has in its address.
fn page_of(target: &str) -> &str {
    let page = target.split(['#', '?']).next().unwrap_or_default();
    let page = page.rsplit('/').next().unwrap_or_default();
    page.strip_suffix(".md").unwrap_or(page)
}

/// What a text says: an empty one and a dash say that there is nothing.
fn said(text: String) -> Said<String> {
    if text.is_empty() || matches!(&*text, "-" | "–" | "—") {
        Said::None
    } else {
        Said::Said(text)
    }
}

fn text(row: &GridRow, at: usize) -> Option<String> {
    let cell = row.cells.get(at)?.as_ref()?;
    Some(wording(&cell.lead))
}

/// All that a cell says, in one line.
fn whole(cell: &Cell) -> String {
    let items = cell.items.iter().map(|item| wording(item));
    let all = std::iter::once(wording(&cell.lead)).chain(items);
    let all: Vec<String> = all.filter(|text| !text.is_empty()).collect();
    all.join(" - ")
}

/// Whether there is nothing but dashes in the row, and more of them than say "nothing".
fn is_rule(row: &GridRow) -> bool {
    let mut dashes = 0;
    let mut cells = row.cells.iter().flatten().peekable();
    cells.peek().is_some()
        && cells.all(|cell| {
            cell.items.is_empty()
                && cell.lead.iter().all(|inline| match inline {
                    Inline::Text(text) => {
                        dashes += text.matches('-').count();
                        text.chars()
                            .all(|c| matches!(c, '-' | ':') || c.is_whitespace())
                    }
                    Inline::Code(_) => false,
                })
        })
        && dashes > 2 * row.cells.len()
}

/// Decodes `%xx`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = [ahead.next(), ahead.next()];
        let digit = |at: usize| char::from(digits[at]?).to_digit(16);
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

//! Makes the edition of a page that was read: finds its sections, and how far it goes.

use super::{EXAMPLE, Edition, NOTHING, Reach, Statement, Told, UNKNOWN, list_digest};
use crate::page::align::{Item, align, items};
use crate::page::digest::{digest, short};
use crate::page::layout::{Kind, Known, Layout, Section};
use crate::page::model::{End, Example, ExampleKind, Page, Row, Said};

/// The sections of a page in order, with their names.
type Sections<'a> = [(&'a str, &'a Section)];

/// The page as an edition of one of ours. `known` says whether a section has a row of that path.
pub(in crate::page) fn build(
    page: &Page,
    file: &str,
    ours: &Known,
    layout: &Layout,
    known: impl Fn(&str, &str) -> bool,
) -> Edition {
    let sections = layout.sections(ours);
    let items = items(page);
    let pairs = align(&items, &sections, &known);
    let reach = reach(page, &items, &pairs, &sections);
    let mut edition = Edition {
        language: page.language.clone(),
        updated: page.head.updated.as_deref().map(short),
        reach,
        headings: headings(page),
        ..Edition::new(ours, file)
    };
    for (at, item) in items.iter().enumerate() {
        let section = pairs.iter().find(|(i, _)| *i == at);
        match (
            section.and_then(|(_, s)| Some((*s, sections.get(*s)?))),
            item,
        ) {
            (Some((s, (name, section))), Item::Table(table)) => {
                edition.tables.push(((*name).to_owned(), table.line));
                if table.partial {
                    edition.partial.push((*name).to_owned());
                }
                let rows = table.rows.iter().map(|row| statement(name, section, row));
                edition.rows.extend(rows);
                if reach == Reach::Within(s) {
                    soften_last(&mut edition.rows, name, &known);
                }
            }
            (Some((s, (name, _))), Item::Example(example)) => {
                edition.tables.push(((*name).to_owned(), example.line));
                if reach != Reach::Within(s) {
                    read_example(&mut edition, name, example);
                    edition.rows.push(of_example(name, example));
                }
            }
            (None, Item::Table(table)) => edition.strangers.push((table.line, table.rows.len())),
            (None, Item::Example(_)) => {}
        }
    }
    faults(&mut edition, page);
    edition
}

fn headings(page: &Page) -> Vec<String> {
    let tables = page.tables.iter();
    let tables = tables.flat_map(|table| table.headings.iter().chain(&table.anchors));
    let examples = page.examples.iter().flat_map(|example| &example.headings);
    tables.chain(examples).cloned().collect()
}

/// A page need not say that it was cut: text that ends behind a row looks whole. So unless the page
/// has what no table follows it goes as far as the last section that was found, and a table there
/// is whole only when something follows it.
fn reach(page: &Page, items: &[Item<'_>], pairs: &[(usize, usize)], all: &Sections<'_>) -> Reach {
    let Some(&(item, section)) = pairs.last() else {
        return Reach::Within(0);
    };
    let ends_it = item + 1 == items.len();
    let is_cut = match items.get(item) {
        Some(Item::Table(table)) => ends_it && (!page.end.is_whole() || table.partial),
        Some(Item::Example(example)) => example.cut,
        None => false,
    };
    // Of a page that has its end all tables were seen, and examples perhaps not.
    let tables = all
        .iter()
        .rposition(|(_, section)| section.is.table().is_some());
    let tables = tables.filter(|_| page.end.is_whole()).unwrap_or_default();
    match section.max(tables) {
        _ if is_cut => Reach::Within(section),
        last if last + 1 == all.len() => Reach::Whole,
        last => Reach::After(last),
    }
}

/// Of the row at the cut only the name counts, and only where it is known to be whole.
fn soften_last(rows: &mut Vec<Statement>, section: &str, known: &impl Fn(&str, &str) -> bool) {
    let Some(mut last) = rows.pop_if(|row| row.section == section) else {
        return;
    };
    if known(section, &last.path) {
        for told in [
            &mut last.type_name,
            &mut last.required,
            &mut last.values,
            &mut last.note,
        ] {
            *told = Said::Silent;
        }
        last.details = None;
        rows.push(last);
    }
}

fn statement(name: &str, section: &Section, row: &Row) -> Statement {
    let values = match &row.values {
        Said::Said(values) => Said::Said(values.iter().map(|value| short(value)).collect()),
        Said::None => Said::None,
        Said::Silent => Said::Silent,
    };
    let others = || {
        let cells = row.others.iter().map(|(_, cell)| short(cell));
        let cells: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() {
            Said::None
        } else {
            Said::Said(cells)
        }
    };
    let required = match row.required {
        Said::Said(true) => Said::Said(vec!["yes".to_owned()]),
        // A dash, an empty cell and the word for it are the same.
        Said::Said(false) | Said::None => Said::Said(vec!["no".to_owned()]),
        Said::Silent => Said::Silent,
    };
    let is_member = section.is == Kind::Members;
    Statement {
        section: name.to_owned(),
        path: short(&row.path),
        type_name: one(&row.type_name, short),
        required: if is_member { required } else { Said::Silent },
        values: if is_member { values } else { others() },
        note: wording(row),
        items: match &row.items {
            Said::Said(items) => items.clone(),
            Said::None | Said::Silent => Vec::new(),
        },
        details: row.details.clone(),
        line: row.line,
    }
}

fn one(said: &Said<String>, make: impl Fn(&str) -> String) -> Told {
    match said {
        Said::Said(text) => Said::Said(vec![make(text)]),
        Said::None => Said::None,
        Said::Silent => Said::Silent,
    }
}

fn of_example(name: &str, example: &Example) -> Statement {
    let headings = example.headings.iter();
    let words = headings.flat_map(|heading| heading.split(|c: char| !c.is_ascii_alphanumeric()));
    let is_status = |word: &&str| matches!(word.parse(), Ok(100_u16..=599));
    let statuses: Vec<_> = words.filter(is_status).map(str::to_owned).collect();
    Statement {
        section: name.to_owned(),
        path: EXAMPLE.to_owned(),
        type_name: Said::Silent,
        required: Said::Silent,
        values: if statuses.is_empty() {
            Said::None
        } else {
            Said::Said(statuses)
        },
        note: Said::Said(vec![digest(&example.text)]),
        items: Vec::new(),
        details: None,
        line: example.line,
    }
}

/// The digests of the description: of its text, and of its list, which some forms lose.
fn wording(row: &Row) -> Told {
    let text = match &row.note {
        Said::Said(text) => digest(text),
        Said::None => NOTHING.to_owned(),
        Said::Silent => UNKNOWN.to_owned(),
    };
    let list = match &row.items {
        Said::Said(items) => list_digest(items),
        Said::None => NOTHING.to_owned(),
        Said::Silent => UNKNOWN.to_owned(),
    };
    match (&row.note, &row.items) {
        (Said::Silent, Said::Silent) => Said::Silent,
        (Said::None, Said::None) => Said::None,
        _ => Said::Said(vec![text, list]),
    }
}

fn read_example(edition: &mut Edition, section: &str, example: &Example) {
    let slips = match &example.kind {
        ExampleKind::Json { slips } => slips.iter().collect(),
        ExampleKind::Command(command) => {
            let parts = command.parts.iter().filter_map(|part| part.json.as_ref());
            command.slips.iter().chain(parts.flatten()).collect()
        }
        ExampleKind::Other => Vec::new(),
    };
    if let ExampleKind::Command(command) = &example.kind {
        let texts = command.parts.iter().filter(|part| part.json.is_some());
        edition
            .forms
            .extend(texts.filter_map(|part| part.name.clone()));
    }
    for slip in slips {
        edition
            .slips
            .push((section.to_owned(), slip.line, slip.message.clone()));
    }
}

/// Each fault with the section that it stands in; what stands at the cut is no fault.
fn faults(edition: &mut Edition, page: &Page) {
    let cut = match page.end {
        End::Cut(line) => line,
        End::Whole | End::Open(_) => usize::MAX,
    };
    for fault in page.faults.iter().filter(|fault| fault.line < cut) {
        let before = |(_, line): &&(String, usize)| *line <= fault.line;
        let section = edition.tables.iter().rev().find(before);
        let section = section.map_or_else(String::new, |(section, _)| section.clone());
        edition
            .faults
            .push((section, fault.line, fault.message.clone()));
    }
}

//! Keeps what a page said when it was last accepted: an edition goes out as text, a row to a line,
//! and comes back. Rows and digests are kept, never a sentence of the vendor's.

use super::edition::{Aspect, CELLS, Edition, Hidden, Reach, Statement, Told, hidden};
use super::layout::Known;
use super::model::Said;
use std::fmt::Write as _;

const HEAD: &str = "\
# What the page said when it was last accepted; written by `cargo codegen page --accept`.
# path | type | required | values | digests of the wording. `-`: the page says none. `?`: not known.
";

/// The text of a snapshot.
pub fn print(edition: &Edition, ours: &Known) -> String {
    let mut text = HEAD.to_owned();
    // Writing to a `String` cannot fail, here and below.
    let _ = writeln!(text, "page {} {}", edition.page, edition.language);
    if let Some(updated) = &edition.updated {
        let _ = writeln!(text, "updated {}", escape(updated));
    }
    let name = |at: usize| ours.order.get(at).map_or("", String::as_str);
    match edition.reach {
        Reach::Within(at) => _ = writeln!(text, "ends within {}", name(at)),
        Reach::After(at) => _ = writeln!(text, "ends after {}", name(at)),
        Reach::Whole => {}
    }
    for section in &ours.order {
        if edition.table(section).is_none() {
            continue;
        }
        let _ = writeln!(text, "\n[{section}]");
        for row in edition.section(section) {
            let _ = write!(text, "{}", escape(&row.path));
            for aspect in CELLS {
                let _ = write!(text, " | {}", cell(row.told(aspect)));
            }
            text.push('\n');
        }
    }
    text
}

/// Reads the text of a snapshot. `file` is what the file is called in reports.
///
/// # Errors
///
/// A message with the line of the first line that is none of a snapshot.
pub fn parse(text: &str, file: &str, ours: &Known) -> Result<Edition, String> {
    let mut edition = Edition::new(ours, file);
    let mut section = None;
    for (at, line) in text.lines().enumerate() {
        let read = match line {
            "" => Some(()),
            _ if line.starts_with('#') => Some(()),
            _ if line.starts_with('[') => heading(line).map(|name| {
                edition.tables.push((name.to_owned(), at + 1));
                section = Some(name.to_owned());
            }),
            _ => match &section {
                Some(section) => row(line, section, at + 1).map(|row| edition.rows.push(row)),
                None => head(line, &mut edition, ours),
            },
        };
        if read.is_none() {
            return Err(format!(
                "{file}:{}: not a line of a snapshot; take it back, or remove the file and accept \
                 the page again",
                at + 1
            ));
        }
    }
    Ok(edition)
}

fn heading(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

fn head(line: &str, edition: &mut Edition, ours: &Known) -> Option<()> {
    let (key, value) = line.split_once(' ')?;
    let section = |name: &str| ours.order.iter().position(|section| section == name);
    match key {
        "page" => {
            let (page, language) = value.split_once(' ')?;
            (page == ours.name).then_some(())?;
            language.clone_into(&mut edition.language);
        }
        "updated" => edition.updated = Some(cells(value).into_iter().next()?),
        "ends" => {
            edition.reach = match value.split_once(' ')? {
                ("within", name) => Reach::Within(section(name)?),
                ("after", name) => Reach::After(section(name)?),
                _ => return None,
            }
        }
        _ => return None,
    }
    Some(())
}

fn row(line: &str, section: &str, at: usize) -> Option<Statement> {
    let cells: [String; 5] = fields(line).try_into().ok()?;
    let [path, type_name, required, values, note] = cells;
    Some(Statement {
        section: section.to_owned(),
        path: self::cells(&path).into_iter().next()?,
        type_name: told(&type_name),
        required: told(&required),
        values: told(&values),
        note: told(&note),
        items: Vec::new(),
        details: None,
        line: at,
    })
}

fn cell(told: &Told) -> String {
    match told {
        Said::Said(words) => {
            let words: Vec<_> = words.iter().map(|word| escape(word)).collect();
            let words = words.join(", ");
            // A word that is also a mark of ours.
            let is_mark = words == "-" || words == "?";
            if is_mark { format!("\\{words}") } else { words }
        }
        Said::None => "-".to_owned(),
        Said::Silent => "?".to_owned(),
    }
}

fn told(cell: &str) -> Told {
    match cell {
        "-" => Said::None,
        "?" => Said::Silent,
        _ => Said::Said(cells(cell)),
    }
}

/// A word on one line, without the marks that part words and cells.
fn escape(word: &str) -> String {
    let mut text = String::new();
    for c in word.chars() {
        match c {
            '|' | ',' | '\\' => text.extend(['\\', c]),
            _ if c.is_control() => text.push(' '),
            _ => text.push(c),
        }
    }
    // At the beginning of a line it would mean something else.
    if text.starts_with(['#', '[']) {
        text.insert(0, '\\');
    }
    text
}

/// The cells of a line as they stand, still escaped.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, fields.last_mut()) {
            ('|', _) => fields.push(String::new()),
            ('\\', Some(field)) => field.extend(std::iter::once('\\').chain(chars.next())),
            (_, Some(field)) => field.push(c),
            (_, None) => {}
        }
    }
    fields
        .into_iter()
        .map(|field| field.trim().to_owned())
        .collect()
}

/// The words of a cell.
fn cells(cell: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match (c, words.last_mut()) {
            (',', _) => words.push(String::new()),
            ('\\', Some(word)) => word.extend(chars.next()),
            (' ', Some(word)) if word.is_empty() => {}
            (_, Some(word)) => word.push(c),
            (_, None) => {}
        }
    }
    words
}

/// What is accepted: what the page says, and of what it is silent about, or does not reach, what
/// was known before.
pub fn accept(now: &Edition, before: Option<&Edition>, ours: &Known) -> Edition {
    let mut accepted = now.clone();
    let Some(before) = before else {
        return accepted;
    };
    for row in &mut accepted.rows {
        if let Some(old) = before.row(&row.section, &row.path) {
            keep(row, old);
        }
    }
    for (at, section) in ours.order.iter().enumerate() {
        if now.reach.covers(at) {
            continue;
        }
        if accepted.table(section).is_none()
            && let Some(line) = before.table(section)
        {
            accepted.tables.push((section.clone(), line));
        }
        let last = now.section(section).last().map(|row| row.path.clone());
        let old: Vec<_> = before.section(section).collect();
        let from = old.iter().position(|row| Some(&row.path) == last.as_ref());
        let rest = old.into_iter().skip(from.map_or(0, |at| at + 1));
        let unseen = rest.filter(|row| now.row(section, &row.path).is_none());
        accepted.rows.extend(unseen.cloned());
    }
    accepted.reach = now.reach.further(before.reach);
    accepted
}

fn keep(row: &mut Statement, old: &Statement) {
    let hidden = hidden(row, old);
    // The values that were known are in an item of this list, beside the same ones.
    if let (Some(Hidden::AmongTheSame), Said::Said(now), Said::Said(was)) =
        (hidden, &mut row.note, &old.note)
        && now.first() == was.first()
    {
        now.clone_from(was);
    }
    let are_gone = hidden.is_some_and(|hidden| hidden != Hidden::AmongTheSame);
    let of = |aspect| match aspect {
        Aspect::Values if are_gone => Said::Silent,
        aspect => old.told(aspect).clone(),
    };
    for (told, aspect) in [
        (&mut row.type_name, Aspect::Type),
        (&mut row.required, Aspect::Required),
        (&mut row.values, Aspect::Values),
        (&mut row.note, Aspect::Note),
    ] {
        match (&mut *told, of(aspect)) {
            (Said::Silent, was) => *told = was,
            (Said::Said(now), Said::Said(was)) if aspect == Aspect::Note => {
                for (now, was) in now.iter_mut().zip(was) {
                    if *now == super::edition::UNKNOWN {
                        *now = was;
                    }
                }
            }
            _ => {}
        }
    }
}

//! Prints the lists of what is supported as a table.

use super::{EXTENSIONS, Entry, FORMATS, MEDIA_TYPES, PARAMETERS, SCHEMA, SECURITY, STATUS};
use std::fmt::Write as _;

/// The support table, in Markdown.
pub fn table() -> String {
    let keywords = SCHEMA.iter().map(|keyword| {
        let (support, validator) = (keyword.support.as_str(), keyword.validator.as_str());
        row(keyword.name, &[support, validator, keyword.remark])
    });
    let keywords = section(&["Keyword", "support", "validator", "remark"], keywords);
    let others: [(&str, &[Entry]); 6] = [
        ("Format", FORMATS),
        ("Media type", MEDIA_TYPES),
        ("Parameter in", PARAMETERS),
        ("Security scheme", SECURITY),
        ("Status", STATUS),
        ("Extension", EXTENSIONS),
    ];
    let others = others.map(|(heading, entries)| {
        let rows = entries
            .iter()
            .map(|entry| row(entry.name, &[entry.support.as_str(), entry.remark]));
        section(&[heading, "support", "remark"], rows)
    });
    std::iter::once(keywords)
        .chain(others)
        .collect::<Vec<_>>()
        .join("\n")
}

fn row(name: &str, others: &[&str]) -> Vec<String> {
    let others = others.iter().map(ToString::to_string);
    std::iter::once(format!("`{name}`")).chain(others).collect()
}

fn section(heading: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let heading = heading.iter().map(ToString::to_string).collect();
    let mut rows: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
    let columns = rows.first().map(Vec::len).unwrap_or_default();
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(String::len).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    rows.insert(1, widths.iter().map(|width| "-".repeat(*width)).collect());
    let mut text = String::new();
    for row in rows {
        for (cell, width) in row.iter().zip(&widths) {
            // Writing to a string cannot fail.
            let _ = write!(text, "| {cell:width$} ");
        }
        text.push_str("|\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cargo codegen keywords >codegen/KEYWORDS.md` writes it anew.
    #[test]
    fn the_page_shows_the_table() {
        assert_eq!(include_str!("../../../KEYWORDS.md"), table());
    }
}

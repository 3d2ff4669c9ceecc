//! The lists of what is supported, as a table that people can read.

use super::{EXTENSIONS, Entry, MEDIA_TYPES, PARAMETERS, SCHEMA, SECURITY, STATUS, entry};
use std::fmt::Write as _;

/// The support table, in Markdown.
pub fn table() -> String {
    let keywords: Vec<Entry> = SCHEMA
        .iter()
        .map(|k| entry(k.name, k.support, k.remark))
        .collect();
    let sections: [(&str, &[Entry]); 6] = [
        ("Keyword", &keywords),
        ("Media type", MEDIA_TYPES),
        ("Parameter in", PARAMETERS),
        ("Security scheme", SECURITY),
        ("Status", STATUS),
        ("Extension", EXTENSIONS),
    ];
    sections
        .map(|(heading, entries)| section(heading, entries))
        .join("\n")
}

fn section(heading: &str, entries: &[Entry]) -> String {
    let rows: Vec<[String; 3]> = entries
        .iter()
        .map(|e| {
            [
                format!("`{}`", e.name),
                e.support.as_str().to_owned(),
                e.remark.to_owned(),
            ]
        })
        .collect();
    let width = |column: usize, heading: &str| {
        let widest = rows
            .iter()
            .map(|row| row[column].len())
            .max()
            .unwrap_or_default();
        widest.max(heading.len())
    };
    let widths = [width(0, heading), width(1, "support"), width(2, "remark")];
    let rule = widths.map(|width| "-".repeat(width));
    let head = [
        heading.to_owned(),
        "support".to_owned(),
        "remark".to_owned(),
    ];
    let mut text = String::new();
    for [name, support, remark] in [head, rule].iter().chain(&rows) {
        let [a, b, c] = widths;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {name:a$} | {support:b$} | {remark:c$} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_as_reviewed() {
        insta::assert_snapshot!(table());
    }
}

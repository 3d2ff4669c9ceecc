//! Says what a made-up page must be read as, aspect by aspect, in each form.

use super::render::Shape;
use super::sheet::{Allowed, Member, Piece, Sheet};
use codegen::page::model::{Row, Said};

/// The row, but for its line.
pub(crate) fn row(member: &Member, sheet: &Sheet, shape: Shape) -> Row {
    let is_exact = shape.is_markdown() || shape.is_html();
    // A text without a single list may have lost them.
    let lists = is_exact
        || !shape.has_bars()
            && sheet.tables.iter().any(|table| {
                table
                    .rows
                    .iter()
                    .any(|row| !row.items.is_empty() || !matches!(row.allowed, Allowed::Nothing))
            });
    let mut items: Vec<String> = member.items.iter().map(|item| plain(item)).collect();
    let values = match &member.allowed {
        Allowed::Bars(values) => Some(values.clone()),
        Allowed::Only(value) => Some(vec![value.clone()]),
        Allowed::Lone(value) if is_exact => Some(vec![value.clone()]),
        // Without marks of code it is an item like another.
        Allowed::Lone(value) => {
            items.insert(0, value.clone());
            None
        }
        Allowed::Nothing => None,
    };
    let may_be_value = !is_exact && !items.is_empty();
    Row {
        path: member.path.clone(),
        type_name: Said::Said(member.type_name.to_owned()),
        required: member.required.map_or(Said::None, Said::Said),
        values: match values {
            _ if !lists => Said::Silent,
            Some(values) => Said::Said(values),
            None if may_be_value => Said::Silent,
            None => Said::None,
        },
        note: if member.note.is_empty() {
            Said::None
        } else {
            Said::Said(member.note.clone())
        },
        items: if !lists {
            Said::Silent
        } else if items.is_empty() {
            Said::None
        } else {
            Said::Said(items)
        },
        details: None,
        others: Vec::new(),
        line: 0,
    }
}

fn plain(item: &[Piece]) -> String {
    let pieces = item.iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Code(text) => text.as_str(),
    });
    pieces.collect()
}

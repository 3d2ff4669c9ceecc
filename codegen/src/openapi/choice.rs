//! Reads `oneOf` and `anyOf`, with the `discriminator` beside them.

use super::cursor::{Map, unsupported};
use super::{Branches, Discriminator, collapse, schema, several};
use crate::diagnostic::Diagnostic;

pub(super) fn read(map: &mut Map<'_, '_>, unshaped: &mut Vec<Diagnostic>) -> Option<Branches> {
    let reader = map.reader;
    let (one, any) = (map.take("oneOf"), map.take("anyOf"));
    if let (Some(_), Some(any)) = (&one, &any) {
        unshaped.push(unsupported(any, "`anyOf` beside `oneOf`"));
    }
    let exclusive = one.is_some();
    let at = one.or(any)?;
    let mut branches = Branches {
        span: at.span(),
        exclusive,
        nulls: 0,
        branches: vec![],
        discriminator: None,
    };
    for branch in reader.list(&at)? {
        if collapse::is_null(&branch) {
            branches.nulls += 1;
            collapse::remarks_of_null(reader, &branch);
        } else {
            branches.branches.extend(schema::schema(reader, &branch));
        }
    }
    if branches.branches.len() > 1 {
        several::choices_of_branches(&mut branches);
        several::nulls_of_branches(&mut branches);
        branches.discriminator = discriminator(map);
    }
    Some(branches)
}

fn discriminator(map: &mut Map<'_, '_>) -> Option<Discriminator> {
    let reader = map.reader;
    let at = map.take("discriminator")?;
    let mut map = reader.map(&at, "a discriminator")?;
    let mapping = map.entries("mapping").into_iter();
    let mapping = mapping.filter_map(|(value, at)| Some((value, reader.text(&at)?)));
    let mapping = mapping.collect();
    let member = map.require_text("propertyName")?;
    Some(Discriminator { member, mapping })
}

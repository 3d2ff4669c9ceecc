//! Reads the register: where the sources disagree, what was chosen, and how the machine knows that
//! the disagreement is still there.
//!
//! A *conflict* silences findings that are computed, and says what each side says: it fails when
//! one of them says otherwise. A *remark* is for what only a reader sees, and is anchored to
//! the wording that was read: it fails when that changes.

use super::edition::Aspect;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The rows of the register, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Its rows.
    #[serde(default, rename = "conflict")]
    pub conflicts: Vec<Conflict>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// What `x-conflict` names it by.
    pub id: String,
    /// What the page says.
    pub says: String,
    /// What was seen.
    pub seen: String,
    /// What was chosen, and where.
    pub chosen: String,
    /// Why.
    pub why: String,
    /// Whether it decides nothing in the spec, which then does not name it.
    #[serde(default)]
    pub outside: bool,
    /// The findings that it silences.
    #[serde(default)]
    pub silences: Vec<Silence>,
    /// The wordings that it is a remark on.
    #[serde(default)]
    pub remarks: Vec<Remark>,
}

/// A finding, or the same finding of several rows, with what each side says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The page; without it, each page that has the section.
    pub page: Option<String>,
    /// The section.
    pub section: String,
    /// The rows.
    pub rows: Vec<String>,
    /// The aspect.
    pub aspect: Aspect,
    /// What each side says: `spec`, `example`, and the page by its language.
    pub sides: BTreeMap<String, String>,
}

/// A wording that was read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// The page; without it, each page that has the section.
    pub page: Option<String>,
    /// The section.
    pub section: String,
    /// The rows.
    pub rows: Vec<String>,
    /// Its digests, by language.
    pub wording: BTreeMap<String, String>,
}

impl Register {
    /// Reads the text of the register.
    ///
    /// # Errors
    ///
    /// A message with the place, when the text is no TOML, has a key that nobody knows, names a row
    /// twice, or has one that neither silences nor remarks on anything.
    pub fn parse(text: &str) -> Result<Self, String> {
        let register: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut ids = BTreeSet::new();
        for conflict in &register.conflicts {
            let id = &conflict.id;
            if !ids.insert(id) {
                return Err(format!("`{id}` stands in the register twice"));
            }
            if conflict.silences.is_empty() && conflict.remarks.is_empty() {
                return Err(format!(
                    "`{id}` neither silences a finding nor remarks on a wording"
                ));
            }
        }
        Ok(register)
    }

    /// The table for people.
    pub fn table(&self) -> String {
        let mut table = "\
| id | the page says | what was seen | chosen, and where | why |
|---|---|---|---|---|
"
        .to_owned();
        for row in &self.conflicts {
            let cells = [&row.says, &row.seen, &row.chosen, &row.why];
            let cells = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " "));
            // Writing to a `String` cannot fail.
            let _ = writeln!(table, "| `{}` | {} |", row.id, cells.join(" | "));
        }
        table
    }

    /// Where its rows and the `x-conflict` of the spec, pointers with ids, do not name the same:
    /// the pointer, if it is the spec that names too much, and the id.
    pub fn disagreements<'a>(
        &'a self,
        named: &'a [(String, String)],
    ) -> Vec<(Option<&'a str>, &'a str)> {
        let unknown = named
            .iter()
            .filter(|(_, id)| !self.conflicts.iter().any(|row| row.id == *id))
            .map(|(pointer, id)| (Some(pointer.as_str()), id.as_str()));
        let is_named = |row: &&Conflict| named.iter().any(|(_, id)| *id == row.id);
        let idle = self
            .conflicts
            .iter()
            .filter(|row| is_named(row) == row.outside);
        unknown
            .chain(idle.map(|row| (None, row.id.as_str())))
            .collect()
    }
}

/// The mark before the table in a document.
pub const BEGIN: &str = "<!-- register: begin, written by cargo codegen -->";
/// The mark behind it.
pub const END: &str = "<!-- register: end -->";

/// The document with the table between its marks. `None` where a mark is missing.
pub fn insert(document: &str, table: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

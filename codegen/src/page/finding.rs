//! Defines a finding: what differs between a page, what it said before, and the spec.

use super::edition::Aspect;
use std::fmt;

/// Something that a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The page.
    pub page: String,
    /// Its language; empty for what is of no page.
    pub language: String,
    /// The section.
    pub section: String,
    /// The path of the row; empty for a whole table.
    pub row: String,
    /// What of it.
    pub aspect: Aspect,
    /// What the page says.
    pub says: String,
    /// What it said before, where that was otherwise.
    pub was: Option<String>,
    /// What the spec says, where that is otherwise.
    pub spec: Option<String>,
    /// What other sides say that say otherwise: another language, an example.
    pub others: Vec<(String, String)>,
    /// Where it is.
    pub places: Places,
    /// Rows of the register that no longer hold because of it.
    pub register: Vec<String>,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// File and line of the page.
    pub page: Option<(String, usize)>,
    /// File and line of the snapshot.
    pub snapshot: Option<(String, usize)>,
    /// File, line and column in the spec, and the pointer.
    pub spec: Vec<(String, String)>,
    /// File and line in another language.
    pub other: Option<(String, usize)>,
}

/// Whether it came, went, or is otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new on the page.
    Added,
    /// The page no longer has it.
    Removed,
    /// The page says otherwise than before.
    Changed,
    /// The page says what it said, and another side says otherwise.
    Differs,
}

/// What a page says that has something, and one that does not.
pub(super) const THERE: &str = "there";
pub(super) const ABSENT: &str = "absent";

impl Finding {
    /// Whether it came, went, or is otherwise.
    pub fn change(&self) -> Change {
        match (&self.was, self.aspect) {
            (None, _) => Change::Differs,
            (Some(was), Aspect::Member | Aspect::Table) if was == ABSENT => Change::Added,
            (Some(_), Aspect::Member | Aspect::Table) if self.says == ABSENT => Change::Removed,
            (Some(_), _) => Change::Changed,
        }
    }

    /// What of the page it is about, as one word.
    pub fn key(&self) -> (&str, &str, &str, &str, Aspect) {
        (
            &self.page,
            &self.language,
            &self.section,
            &self.row,
            self.aspect,
        )
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Differs => "differs",
        })
    }
}

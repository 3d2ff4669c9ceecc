//! Defines what a page says, or said, once its tables and examples are known: rows in the order of
//! the page, with digests in place of sentences.

mod build;

pub(super) use build::build;

use super::digest::{digest, short};
use super::layout::{Known, Layout};
use super::model::Said;

/// What is said of an aspect: one word or, of allowed values, a list.
pub type Told = Said<Vec<String>>;

/// What can be said of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// That the table is there.
    Table,
    /// That the member is there.
    Member,
    /// Its name.
    Name,
    /// Its place among the others.
    Order,
    /// Its type.
    Type,
    /// Whether it is required.
    Required,
    /// Its allowed values; of a method its address, of a code or an example its status.
    Values,
    /// The wording of its description; of an example its text.
    Note,
    /// The table that describes it further.
    Details,
    /// Whether what is said to be JSON is JSON.
    Json,
    /// How it is written on the page.
    Layout,
    /// A row of the register.
    Register,
}

/// The aspects that a row of a table carries in its cells.
pub(super) const CELLS: [Aspect; 4] =
    [Aspect::Type, Aspect::Required, Aspect::Values, Aspect::Note];

impl Aspect {
    /// Its name in data files and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Member => "member",
            Self::Name => "name",
            Self::Order => "order",
            Self::Type => "type",
            Self::Required => "required",
            Self::Values => "values",
            Self::Note => "note",
            Self::Details => "details",
            Self::Json => "json",
            Self::Layout => "layout",
            Self::Register => "register",
        }
    }
}

/// A row of a table, or an example, by its section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The name of the section.
    pub section: String,
    /// The path of the member; the method, the header, the code, or [`EXAMPLE`].
    pub path: String,
    /// Its type, in the page's word.
    pub type_name: Told,
    /// `yes` or `no`.
    pub required: Told,
    /// Its allowed values.
    pub values: Told,
    /// The digests of its wording: of the text, and of the list in it.
    pub note: Told,
    /// The items of its list that tell no values, where the page itself was read: a snapshot has their
    /// digest only.
    pub items: Vec<String>,
    /// The name of the table that it says describes it further.
    pub details: Option<String>,
    /// Its line in its file, from 1.
    pub line: usize,
}

/// What stands for a part of the wording that a form of the page does not carry.
pub(super) const UNKNOWN: &str = "?";

/// What stands for a part of the wording that is not there.
pub(super) const NOTHING: &str = "-";

/// The path of what is no row but a whole example.
pub const EXAMPLE: &str = "example";

impl Statement {
    /// What is said of one of the aspects that cells carry.
    pub(super) fn told(&self, aspect: Aspect) -> &Told {
        match aspect {
            Aspect::Type => &self.type_name,
            Aspect::Required => &self.required,
            Aspect::Values => &self.values,
            Aspect::Note => &self.note,
            _ => &Said::Silent,
        }
    }
}

/// How far an edition goes, in the sections of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nothing is known of what comes behind the row that was seen last in this section.
    Within(usize),
    /// Nothing is known of what comes behind this section.
    After(usize),
    /// All of it is there.
    Whole,
}

impl Reach {
    /// Whether the section is there from its first to its last row.
    pub(super) fn covers(self, section: usize) -> bool {
        match self {
            Self::Within(last) => section < last,
            Self::After(last) => section <= last,
            Self::Whole => true,
        }
    }

    /// The one that goes further.
    pub(super) fn further(self, other: Self) -> Self {
        let key = |reach| match reach {
            Self::Within(last) => (last, false),
            Self::After(last) => (last, true),
            Self::Whole => (usize::MAX, true),
        };
        std::cmp::max_by_key(self, other, |reach| key(*reach))
    }
}

/// One page in one language, as it is or as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The name of the page.
    pub page: String,
    /// Its language.
    pub language: String,
    /// When it was last changed, as it says.
    pub updated: Option<String>,
    /// The file that it was read from.
    pub file: String,
    /// How far it goes.
    pub reach: Reach,
    /// Its rows and examples, in its order.
    pub rows: Vec<Statement>,
    /// The tables found, as section and line.
    pub tables: Vec<(String, usize)>,
    /// Lines of tables that are no section.
    pub strangers: Vec<(usize, usize)>,
    /// Sections with a row that could not be read, so that one that is missing may be there.
    pub partial: Vec<String>,
    /// What could not be read as it stands: section, line, and what is wrong.
    pub faults: Vec<(String, usize, String)>,
    /// Slips in examples of JSON, alike.
    pub slips: Vec<(String, usize, String)>,
    /// Fields of forms that an example sends JSON text in.
    pub forms: Vec<String>,
    /// The innermost headings and their anchors.
    pub headings: Vec<String>,
}

impl Edition {
    /// An edition of a page without anything on it.
    pub(super) fn new(ours: &Known, file: &str) -> Self {
        Self {
            page: ours.name.clone(),
            language: String::new(),
            updated: None,
            file: file.to_owned(),
            reach: Reach::Whole,
            rows: Vec::new(),
            tables: Vec::new(),
            strangers: Vec::new(),
            partial: Vec::new(),
            faults: Vec::new(),
            slips: Vec::new(),
            forms: Vec::new(),
            headings: Vec::new(),
        }
    }

    /// The rows of a section, in order.
    pub(super) fn section<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.rows.iter().filter(move |row| row.section == name)
    }

    /// Whether a row of the section may be there though it is not among its rows.
    pub(super) fn is_partial(&self, section: &str) -> bool {
        self.partial.iter().any(|name| name == section)
    }

    /// The row of that path in a section.
    pub(super) fn row(&self, section: &str, path: &str) -> Option<&Statement> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.section == section && row.path == path)
    }

    /// Whether each table that the page should have was seen, or is known to be missing.
    pub(super) fn has_all_tables(&self, layout: &Layout, ours: &Known) -> bool {
        let sections = layout.sections(ours);
        let last = sections
            .iter()
            .rposition(|(_, section)| section.is.table().is_some());
        last.is_some_and(|last| self.reach.covers(last))
    }

    /// The line of a table, where it was found.
    pub(super) fn table(&self, section: &str) -> Option<usize> {
        let mut tables = self.tables.iter();
        tables
            .find(|(name, _)| name == section)
            .map(|(_, line)| *line)
    }
}

/// A told aspect as reports and data files show it.
pub(super) fn shown(told: &Told) -> String {
    match told {
        Said::Said(words) => words.join(", "),
        Said::None => "none".to_owned(),
        Said::Silent => "silent".to_owned(),
    }
}

/// Whether two rows say the same of an aspect.
///
/// Copied text does not tell a lone value from another item of its list. So where only one of the two
/// tells values, it has to be among the items of the other, and the rest of the lists are the same.
pub(super) fn alike(aspect: Aspect, a: &Statement, b: &Statement) -> bool {
    let (told, other) = (a.told(aspect), b.told(aspect));
    let hidden = hidden(a, b).or_else(|| hidden(b, a));
    match (aspect, hidden, told, other) {
        (Aspect::Values, Some(hidden), ..) => hidden != Hidden::Nowhere,
        (Aspect::Note, Some(hidden), Said::Said(told), Said::Said(other)) => {
            told.first() == other.first() && hidden != Hidden::AmongOthers
        }
        _ => agree(aspect, told, other),
    }
}

/// Where the values that one row tells are in the list of another that tells none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// In an item beside the same ones.
    AmongTheSame,
    /// In an item beside other ones.
    AmongOthers,
    /// In none.
    Nowhere,
}

/// Finds the values of `telling` in the list of `hiding`; nothing where that shows its values, or no
/// list.
pub(super) fn hidden(hiding: &Statement, telling: &Statement) -> Option<Hidden> {
    let list = |row: &Statement| match &row.note {
        Said::Said(parts) => parts.get(1).filter(|list| *list != UNKNOWN).cloned(),
        _ => None,
    };
    let (Said::Silent, Said::Said(values)) = (&hiding.values, &telling.values) else {
        return None;
    };
    let (hidden, shown) = (list(hiding)?, list(telling)?);
    let [value] = &values[..] else {
        return Some(Hidden::Nowhere);
    };
    // The items are known of the one that is no snapshot.
    let without = hiding.items.iter().position(|item| short(item) == *value);
    if let Some(at) = without {
        let rest = [&hiding.items[..at], &hiding.items[at + 1..]].concat();
        let is_same = list_digest(&rest) == shown;
        return Some(if is_same {
            Hidden::AmongTheSame
        } else {
            Hidden::AmongOthers
        });
    }
    let is_inserted = |at: usize| {
        let (before, behind) = telling.items.split_at(at);
        list_digest(&[before, std::slice::from_ref(value), behind].concat()) == hidden
    };
    let is_same = hiding.items.is_empty() && (0..=telling.items.len()).any(is_inserted);
    Some(if is_same {
        Hidden::AmongTheSame
    } else {
        Hidden::Nowhere
    })
}

/// The digest of a list.
pub(super) fn list_digest(items: &[String]) -> String {
    match items {
        [] => NOTHING.to_owned(),
        items => digest(&items.join(" ")),
    }
}

/// Whether two say the same of an aspect. Who is silent contradicts nobody.
pub(super) fn agree(aspect: Aspect, a: &Told, b: &Told) -> bool {
    match (a, b) {
        (Said::Silent, _) | (_, Said::Silent) => true,
        (Said::Said(a), Said::Said(b)) if aspect == Aspect::Values => same_words(a, b),
        (Said::Said(a), Said::Said(b)) => {
            let same = |a: &String, b: &String| {
                a.eq_ignore_ascii_case(b) || [a, b].iter().any(|part| *part == UNKNOWN)
            };
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (a, b) => a == b,
    }
}

/// Whether two lists have the same words, in whatever order.
pub(super) fn same_words<S: AsRef<str>>(a: &[String], b: &[S]) -> bool {
    let within = |word: &str| b.iter().any(|other| other.as_ref() == word);
    let back = |word: &S| a.iter().any(|other| other == word.as_ref());
    a.iter().all(|word| within(word)) && b.iter().all(back)
}

//! Holds what one page says, whatever form and language it came in.

/// What one page says, in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The form that it was read from.
    pub form: Form,
    /// The tag of the words that it was read with, such as `en`.
    pub language: String,
    /// What its front matter or its head says of it.
    pub head: Head,
    /// The tables in the order of the page.
    pub tables: Vec<Table>,
    /// The blocks of code in the order of the page.
    pub examples: Vec<Example>,
    /// Where the page ends, and what may be missing behind that.
    pub end: End,
    /// What could not be read, by line; everything else was.
    pub faults: Vec<Fault>,
}

/// The form that a page came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown, as the vendor's host serves it.
    Markdown,
    /// HTML, as a browser gets it.
    Html,
    /// Text, as copied from a browser.
    Text,
}

/// What a page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Its title.
    pub title: Option<String>,
    /// Its name in the addresses of the site.
    pub slug: Option<String>,
    /// When it was last changed, as written.
    pub updated: Option<String>,
    /// When it was last published, as written.
    pub published: Option<String>,
    /// Whether the site itself calls it stale.
    pub stale: Option<bool>,
}

/// Where a page ends. Only of a whole page does a table that is not there read as removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It has what no table follows: a closing tag, or a heading or a line that the words name.
    /// Examples may be missing nevertheless.
    Whole,
    /// Nothing says whether more follows. The line is its last.
    Open(usize),
    /// It stops in the middle of a table, a block of code or an element. The line is its last.
    Cut(usize),
}

impl End {
    /// Whether every table of the page was seen.
    pub fn is_whole(self) -> bool {
        self == Self::Whole
    }
}

/// One table of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What its columns make of it.
    pub kind: TableKind,
    /// The headings that it stands under, from the outermost in.
    pub headings: Vec<String>,
    /// The anchors of the innermost heading, without `#`.
    pub anchors: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The line of its head, from 1.
    pub line: usize,
    /// Whether rows may be missing: the page ended in it, or a row could not be read, which is one
    /// of [`Page::faults`].
    pub partial: bool,
}

/// What a table lists, by the words of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// Members: field, type, required, description.
    Fields,
    /// Methods and addresses.
    Methods,
    /// Headers of a request.
    Headers,
    /// Statuses and error codes.
    Statuses,
    /// Release notes: a date, a page, what changed.
    Releases,
    /// Columns that the words do not name.
    Other,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The path of the member as written, such as `owner.name`; the method, the name of the header,
    /// the code, or the date in tables of other kinds.
    pub path: String,
    /// The type, in the page's word for it.
    pub type_name: Said<String>,
    /// Whether the member is required.
    pub required: Said<bool>,
    /// The allowed values, in order.
    pub values: Said<Vec<String>>,
    /// The wording of the description up to its first list item, white space as one blank.
    pub note: Said<String>,
    /// The other list items of the description, in order, nested ones behind their parents: all
    /// but those that say the allowed values and nothing else.
    pub items: Said<Vec<String>>,
    /// The name of the table that describes the row further: the link's anchor, else its text.
    pub details: Option<String>,
    /// Cells of columns that have no name above: the key of the column in the words, such as `uri`,
    /// else its head as written; and the text of the cell. Of release notes also `link`, and the
    /// name in the address of the page that it leads to.
    pub others: Vec<(String, String)>,
    /// Its line, from 1.
    pub line: usize,
}

/// What a page says of one aspect of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<T> {
    /// It says this.
    Said(T),
    /// It says that there is none: an empty cell, a dash.
    None,
    /// This form of the page does not carry it, which never reads as removed.
    Silent,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The headings that it stands under, from the outermost in.
    pub headings: Vec<String>,
    /// Its text.
    pub text: String,
    /// What it is.
    pub kind: ExampleKind,
    /// The line that its text begins at, from 1.
    pub line: usize,
    /// Whether the page ended in it. Then its last line is not to be believed.
    pub cut: bool,
}

/// What a block of code is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExampleKind {
    /// JSON, perhaps with slips: each with its line and what is wrong there.
    Json {
        /// The slips that were read over.
        slips: Vec<Fault>,
    },
    /// A command that calls the service.
    Command(Command),
    /// Something else.
    Other,
}

/// A command that calls the service, as far as its words say it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Command {
    /// The method, in capitals.
    pub method: Option<String>,
    /// The address, as written.
    pub url: Option<String>,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// What it sends: one part without a name, or the parts of a form.
    pub parts: Vec<Part>,
    /// What is wrong with it as a command.
    pub slips: Vec<Fault>,
}

/// What a command sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The name of the field of a form; `None` for a whole body.
    pub name: Option<String>,
    /// The text, as the shell hands it over.
    pub text: String,
    /// The line that it begins at, from 1.
    pub line: usize,
    /// The slips in it, if it is JSON.
    pub json: Option<Vec<Fault>>,
}

/// What could not be read as it stands, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, without its text.
    pub message: String,
}

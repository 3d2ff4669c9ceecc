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
    /// Whether the page ends where a page of its kind ends.
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

/// Where a page ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing says that something is missing.
    Whole,
    /// It stops in the middle of a table, a block of code or an element. The line is its last.
    Cut(usize),
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
    /// Whether the page ended in it, so that rows may be missing.
    pub cut: bool,
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
    /// The path of the member as written, such as `validationResult.result`; the method, the name of
    /// the header or the code in tables of other kinds.
    pub path: String,
    /// The type, in the page's word for it.
    pub type_name: Said<String>,
    /// Whether the member is required.
    pub required: Said<bool>,
    /// The allowed values, in order.
    pub values: Said<Vec<String>>,
    /// The wording of the description without allowed values, white space as one blank.
    pub note: Said<String>,
    /// The name of the table that describes the row further: the link's anchor, else its text.
    pub details: Option<String>,
    /// Cells of columns that have no name above, with the word of their column.
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
}

/// What a block of code is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExampleKind {
    /// JSON, perhaps with slips: each with its line and what is wrong there.
    Json {
        /// The slips that were read over.
        slips: Vec<Fault>,
    },
    /// A command that calls the service; the body in it, if it has one as text.
    Command,
    /// Something else.
    Other,
}

/// What could not be read as it stands, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, without its text.
    pub message: String,
}

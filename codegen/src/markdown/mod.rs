//! Rewrites the Markdown of a document so that rustdoc reads it as `CommonMark` does, and nothing in it
//! runs, renders or resolves: code is text, HTML is shown, and of the links only those to the web are
//! left.
//!
//! ```text
//! read   Markdown → blocks, by the parser that rustdoc has
//! write  blocks → lines of Markdown, wrapped
//! ```
//!
//! What was written is read again. Where that does not give the same blocks it is written with every
//! sign escaped, and if need be as one block of text.

mod read;
mod write;

use read::Reading;

/// Further in than this, lists and quotations are shown as they stand.
const DEEPEST: usize = 12;

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    Paragraph(Vec<Inline>),
    Heading(usize, Vec<Inline>),
    /// The lines of a block of code, each with its end.
    Code(String),
    Quote(Vec<Block>),
    List {
        /// The number of the first item; `None` for bullets.
        start: Option<u64>,
        /// Whether blank lines are between the items or inside of them.
        is_loose: bool,
        items: Vec<Vec<Block>>,
    },
    Table {
        columns: Vec<Column>,
        /// The first is the head.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Rule,
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Any,
    Left,
    Center,
    Right,
}

/// A piece of a line. White space is a single blank.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Inline {
    Text(String),
    Code(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    /// A link to the web.
    Link(String, Vec<Inline>),
    Break,
}

/// Rewrites Markdown, in lines of at most `width` characters where words allow it.
pub(super) fn rewritten(markdown: &str, width: usize) -> String {
    let source = visible(markdown);
    let Some(blocks) = read::blocks(&source, Reading::Document) else {
        return as_text(&source);
    };
    [write::Care::Readable, write::Care::Escaped]
        .into_iter()
        .map(|care| write::lines(&blocks, width, care).join("\n"))
        .find(|text| read::blocks(text, Reading::Rustdoc).as_ref() == Some(&blocks))
        .unwrap_or_else(|| as_text(&source))
}

/// A code span with this text, whatever signs are in it.
pub(crate) fn code(text: &str) -> String {
    let text = visible(text);
    let words: Vec<_> = text.split_whitespace().collect();
    let text = words.join(" ");
    write::code_span(if text.is_empty() { " " } else { &text })
}

/// The text as a block of code.
fn as_text(source: &str) -> String {
    write::code_block(source.trim_matches('\n')).join("\n")
}

/// Without the invisible signs that control a device or turn the direction of the text: Rust refuses
/// them in a comment.
fn visible(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = lines.replace(is_unseen, "");
    // A tab means another column behind a mark of a comment.
    lines.replace('\t', "    ")
}

fn is_unseen(c: char) -> bool {
    (c.is_control() && !"\n\t".contains(c))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests;

//! Writes blocks as lines of Markdown.

use super::read::LANGUAGE;
use super::{Block, Column, Inline};

/// How much is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// What is a mark at its place, so that people can read the source.
    Readable,
    /// Every sign that may be a mark. Code is not wrapped.
    Escaped,
}

/// The lines of the blocks, with a blank one between two of them.
pub(super) fn lines(blocks: &[Block], width: usize, care: Care) -> Vec<String> {
    within(blocks, true, width, care)
}

fn within(blocks: &[Block], is_loose: bool, width: usize, care: Care) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_other = false;
    for (index, block) in blocks.iter().enumerate() {
        // A list behind one of its kind has another mark, or it would go on.
        is_other = !is_other && index > 0 && are_alike(&blocks[index - 1], block);
        if index > 0 && is_loose {
            lines.push(String::new());
        }
        lines.extend(match block {
            Block::Paragraph(inlines) => wrapped(inlines, width, care),
            Block::Heading(level, inlines) => {
                let text = words(inlines, Place::Line, care).join(" ");
                vec![format!("{} {text}", "#".repeat(*level))]
            }
            Block::Code(text) => code_block(text.strip_suffix('\n').unwrap_or(text)),
            Block::Quote(inside) => {
                let inside = within(inside, true, width.saturating_sub(2), care);
                hung(inside, "> ", ">", "> ")
            }
            Block::List {
                start,
                is_loose,
                items,
            } => list(*start, *is_loose, items, is_other, width, care),
            Block::Table { columns, rows } => table(columns, rows, care),
            Block::Rule => vec!["___".to_owned()],
        });
    }
    lines
}

fn are_alike(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::List { start: one, .. }, Block::List { start: other, .. }) => {
            one.is_some() == other.is_some()
        }
        _ => false,
    }
}

fn list(
    start: Option<u64>,
    is_loose: bool,
    items: &[Vec<Block>],
    is_other: bool,
    width: usize,
    care: Care,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut number = start;
    for (index, item) in items.iter().enumerate() {
        if index > 0 && is_loose {
            lines.push(String::new());
        }
        let mark = match number {
            Some(number) => format!("{number}{} ", if is_other { ')' } else { '.' }),
            None if is_other => "* ".to_owned(),
            None => "- ".to_owned(),
        };
        number = number.map(|number| number.saturating_add(1));
        let inside = within(item, is_loose, width.saturating_sub(mark.len()), care);
        if inside.is_empty() {
            lines.push(mark.trim_end().to_owned());
        }
        lines.extend(hung(inside, &mark, "", &" ".repeat(mark.len())));
    }
    lines
}

/// The lines behind a mark: the first, blank ones, and all others have their own.
fn hung(lines: Vec<String>, first: &str, blank: &str, other: &str) -> Vec<String> {
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(index, line)| match (index, line.is_empty()) {
            (0, _) => format!("{first}{line}"),
            (_, true) => blank.to_owned(),
            (_, false) => format!("{other}{line}"),
        })
        .collect()
}

fn table(columns: &[Column], rows: &[Vec<Vec<Inline>>], care: Care) -> Vec<String> {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let rules = columns.iter().map(|column| match column {
        Column::Any => "---".to_owned(),
        Column::Left => ":--".to_owned(),
        Column::Center => ":-:".to_owned(),
        Column::Right => "--:".to_owned(),
    });
    let mut lines: Vec<_> = rows
        .iter()
        .map(|cells| {
            let cells = cells.iter();
            row(cells
                .map(|cell| words(cell, Place::Cell, care).join(" "))
                .collect())
        })
        .collect();
    lines.insert(lines.len().min(1), row(rules.collect()));
    lines
}

/// A block of code whose fence is longer than any in it.
pub(super) fn code_block(text: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let mut lines = vec![format!("{fence}{LANGUAGE}")];
    lines.extend(text.split('\n').map(|line| line.trim_end().to_owned()));
    lines.push(fence);
    lines
}

/// A code span whose fence is none of those in it.
pub(super) fn code_span(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{blank}{text}{blank}{fence}")
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

/// Where a piece stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Cell,
}

/// The lines of a paragraph.
fn wrapped(inlines: &[Inline], width: usize, care: Care) -> Vec<String> {
    let mut lines = Vec::new();
    for part in inlines.split(|inline| *inline == Inline::Break) {
        if let Some(last) = lines.last_mut() {
            *last += "\\";
        }
        let mut line = String::new();
        let mut length = 0;
        for word in words(part, Place::Line, care) {
            let count = word.chars().count();
            if !line.is_empty() && length + 1 + count > width {
                lines.push(std::mem::take(&mut line));
            }
            if line.is_empty() {
                line = at_start(word, care);
                length = line.chars().count();
            } else {
                line.push(' ');
                line.push_str(&word);
                length += 1 + count;
            }
        }
        lines.push(line);
    }
    lines
}

/// The word at the beginning of a line, where it may not begin a block.
fn at_start(word: String, care: Care) -> String {
    let Some(first) = word.chars().next() else {
        return word;
    };
    let is_only = |mark: char| word.trim_start_matches(mark).is_empty();
    let begins = match first {
        '>' | '|' => true,
        '#' | '-' | '+' | '=' => care == Care::Escaped || is_only(first),
        '0'..='9' => {
            let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, mark) = word.split_at(digits);
            let is_mark = mark == "." || mark == ")";
            let begins = if care == Care::Escaped {
                mark.starts_with(['.', ')'])
            } else {
                is_mark
            };
            return if begins {
                format!("{number}\\{mark}")
            } else {
                word
            };
        }
        _ => false,
    };
    if begins { format!("\\{word}") } else { word }
}

/// The words of pieces: a line may be broken between any two.
fn words(inlines: &[Inline], place: Place, care: Care) -> Vec<String> {
    let mut words = Words {
        done: Vec::new(),
        word: String::new(),
        place,
        care,
    };
    words.all(inlines);
    words.end();
    words.done
}

struct Words {
    done: Vec<String>,
    word: String,
    place: Place,
    care: Care,
}

impl Words {
    fn end(&mut self) {
        if !self.word.is_empty() {
            self.done.push(std::mem::take(&mut self.word));
        }
    }

    fn all(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Code(text) => self.code(text),
                Inline::Emphasis(inside) => self.around("*", inside),
                Inline::Strong(inside) => self.around("**", inside),
                Inline::Link(address, inside) => self.link(address, inside),
                // In a heading or a cell.
                Inline::Break => self.end(),
            }
        }
    }

    fn around(&mut self, mark: &str, inside: &[Inline]) {
        self.word.push_str(mark);
        self.all(inside);
        self.word.push_str(mark);
    }

    fn link(&mut self, address: &str, inside: &[Inline]) {
        if matches!(inside, [Inline::Text(text)] if text == address) {
            self.word.push('<');
            self.word.push_str(address);
            self.word.push('>');
            return;
        }
        self.word.push('[');
        self.all(inside);
        self.word.push_str("](");
        if address.contains(['(', ')', '*', '_', '[', ']', '&']) {
            self.word.push('<');
            self.word.push_str(&address.replace('&', "&amp;"));
            self.word.push('>');
        } else {
            self.word.push_str(address);
        }
        self.word.push(')');
    }

    fn code(&mut self, text: &str) {
        let mut span = code_span(text);
        if self.place == Place::Cell {
            span = span.replace('|', "\\|");
        }
        if self.care == Care::Escaped {
            self.word.push_str(&span);
            return;
        }
        for (index, word) in span.split(' ').enumerate() {
            if index > 0 {
                self.end();
            }
            self.word.push_str(word);
        }
    }

    fn text(&mut self, text: &str) {
        let mut before = self.word.chars().next_back();
        let mut signs = text.chars().peekable();
        while let Some(c) = signs.next() {
            if c == ' ' {
                self.end();
                before = None;
                continue;
            }
            let after = signs.peek().copied();
            if self.is_mark(c, before, after) {
                self.word.push('\\');
            }
            self.word.push(c);
            before = Some(c);
        }
    }

    /// Whether a sign would be a mark where it stands.
    fn is_mark(&self, c: char, before: Option<char>, after: Option<char>) -> bool {
        if self.care == Care::Escaped {
            return c.is_ascii_punctuation();
        }
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_gap = |c: Option<char>| c.is_none_or(|c| c == ' ');
        match c {
            '\\' | '`' | '<' | '[' | '~' => true,
            '_' => !(is_word(before) && is_word(after)),
            '*' => !(is_gap(before) && is_gap(after)),
            '&' => after.is_some_and(|c| c == '#' || c.is_ascii_alphabetic()),
            '|' => self.place == Place::Cell,
            _ => false,
        }
    }
}

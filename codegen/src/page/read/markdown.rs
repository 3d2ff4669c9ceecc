//! Names the elements of Markdown to the sink. HTML within it goes the way of HTML.

use super::html;
use super::lines::Lines;
use super::sink::{Close, Open, Sink};
use super::steps::step;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What Markdown says beside its elements.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// The front matter, and the offset that it begins at.
    pub(super) front: Option<(String, usize)>,
}

/// Reads a whole page.
pub(super) fn read(text: &str, lines: &Lines, sink: &mut Sink) -> Aside {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        lines,
        sink,
        aside: Aside::default(),
        columns: 0,
        closes_rows: false,
        in_front: false,
        in_html: false,
    };
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        step(1);
        reader.event(event, place);
    }
    reader.aside
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a Lines,
    sink: &'a mut Sink,
    aside: Aside,
    /// Of the table that is open.
    columns: usize,
    /// Whether its head has a pipe behind its last cell.
    closes_rows: bool,
    in_front: bool,
    in_html: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, place: Range<usize>) {
        let line = self.lines.line(place.start);
        match event {
            Event::Start(tag) => self.start(&tag, place, line),
            Event::End(tag) => self.end(tag, &place),
            Event::Text(text) if self.in_front => {
                let (front, _) = self
                    .aside
                    .front
                    .get_or_insert_with(|| (String::new(), place.start));
                front.push_str(&text);
            }
            Event::Text(text) => self.sink.text(&text, line),
            Event::Code(code) => {
                self.sink.open(Open::Code, line);
                self.sink.text(&code, line);
                self.sink.close(Close::Code);
            }
            Event::SoftBreak | Event::HardBreak => self.sink.text(" ", line),
            // A block of it is read as a whole where it begins.
            Event::Html(_) if self.in_html => {}
            Event::Html(_) | Event::InlineHtml(_) => self.html(place),
            _ => {}
        }
    }

    fn html(&mut self, place: Range<usize>) {
        let offset = place.start;
        let html = self.text.get(place).unwrap_or_default();
        html::read(html, offset, self.lines, self.sink);
    }

    fn start(&mut self, tag: &Tag<'_>, place: Range<usize>, line: usize) {
        match tag {
            Tag::Heading { level, .. } => self.sink.open(Open::Heading(*level as usize), line),
            Tag::BlockQuote(_) => self.sink.open(Open::Quote, line),
            Tag::CodeBlock(_) => self.sink.open(Open::Pre, line),
            Tag::Table(columns) => {
                self.columns = columns.len();
                self.sink.open(Open::Table, line);
            }
            Tag::TableHead | Tag::TableRow => self.sink.open(Open::Row, line),
            Tag::TableCell => self.sink.open(Open::Cell(1, 1), line),
            Tag::Link { dest_url, .. } => self.sink.open(Open::Link(dest_url), line),
            Tag::HtmlBlock => {
                self.in_html = true;
                self.html(place);
            }
            Tag::MetadataBlock(_) => self.in_front = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, place: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.sink.close(Close::Heading),
            TagEnd::BlockQuote(_) => self.sink.close(Close::Quote),
            TagEnd::CodeBlock if self.is_unclosed(place) => self.sink.ends_in_code(),
            TagEnd::CodeBlock => self.sink.close(Close::Pre),
            TagEnd::Table => {
                let rest = self.text.get(place.end..).unwrap_or_default();
                // The beginning of a row is no row yet.
                if rest.trim().is_empty() || !rest.contains('\n') {
                    self.sink.ends_in_table();
                }
                self.sink.close(Close::Table);
            }
            TagEnd::TableHead => {
                let head = self.text.get(place.clone()).unwrap_or_default();
                self.closes_rows = Cells::of(head).closed;
                self.sink.close(Close::Row);
            }
            TagEnd::TableRow => {
                self.sink.close(Close::Row);
                self.row(place);
            }
            TagEnd::TableCell => self.sink.close(Close::Cell),
            TagEnd::Link => self.sink.close(Close::Link),
            TagEnd::HtmlBlock => self.in_html = false,
            TagEnd::MetadataBlock(_) => self.in_front = false,
            _ => {}
        }
    }

    /// Counts the cells that the row really has: the parser adds and drops them to fit.
    fn row(&mut self, place: &Range<usize>) {
        let row = self.text.get(place.clone()).unwrap_or_default();
        let cells = Cells::of(row);
        let is_open = !cells.closed && (self.closes_rows || !self.text.ends_with('\n'));
        if self.is_end(place) && (is_open || cells.count < self.columns) {
            self.sink.cut_row(cells.count - usize::from(!cells.closed));
        } else if cells.count != self.columns {
            let message = format!(
                "a row of {} cells where the head has {}",
                cells.count, self.columns
            );
            self.sink.fault(message);
        }
    }

    /// Whether nothing follows but white space.
    fn is_end(&self, place: &Range<usize>) -> bool {
        place.end >= self.text.trim_end().len()
    }

    /// Whether the block of code is fenced, and the fence is not closed.
    fn is_unclosed(&self, place: &Range<usize>) -> bool {
        let block = self.text.get(place.clone()).unwrap_or_default();
        let fence = |line: &str| {
            let line = line.trim_start_matches([' ', '>']);
            line.starts_with("```") || line.starts_with("~~~")
        };
        let mut lines = block.trim_end().lines();
        let opens = lines.next().is_some_and(fence);
        self.is_end(place) && opens && !lines.next_back().is_some_and(fence)
    }
}

/// The cells of a row as they are written.
struct Cells {
    count: usize,
    /// Whether the last one has a pipe behind it.
    closed: bool,
}

impl Cells {
    fn of(row: &str) -> Self {
        let row = row.trim();
        let row = row.strip_prefix('|').unwrap_or(row);
        let mut cells = Self {
            count: 1,
            closed: false,
        };
        let mut escaped = false;
        for byte in row.bytes() {
            let pipe = byte == b'|' && !escaped;
            escaped = byte == b'\\' && !escaped;
            cells.count += usize::from(pipe);
            if !byte.is_ascii_whitespace() {
                cells.closed = pipe;
            }
        }
        cells.count -= usize::from(cells.closed);
        cells
    }
}

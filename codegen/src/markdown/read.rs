//! Reads Markdown into blocks.

use super::{Block, Column, DEEPEST, Inline, is_unseen};
use pulldown_cmark::{Alignment, BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Whose reading it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// `CommonMark` with tables, as documents are written. What may not reach rustdoc becomes text.
    Document,
    /// That of rustdoc. What may not reach it is an error.
    Rustdoc,
}

/// The language of every block of code that is written: rustdoc runs it if it has none.
pub(super) const LANGUAGE: &str = "text";

/// An element whose end has not been reached.
enum Open {
    Blocks(Vec<Block>),
    Quote(Vec<Block>),
    List {
        start: Option<u64>,
        is_loose: bool,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Table(Vec<Column>, Vec<Vec<Vec<Inline>>>),
    Row(Vec<Vec<Inline>>),
    Code(String),
    /// A paragraph, a heading, a cell, or what is emphasised in one.
    Inlines(Vec<Inline>),
    Link(String, Vec<Inline>),
    /// The text of a tight item, whose paragraph begins and ends without an event.
    Implied(Vec<Inline>),
}

/// The blocks of a text. `None` if it nests too deep or has what may not reach rustdoc.
pub(super) fn blocks(markdown: &str, reading: Reading) -> Option<Vec<Block>> {
    let mut reader = Reader {
        open: vec![Open::Blocks(Vec::new())],
        reading,
    };
    match reading {
        Reading::Document => {
            for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
                reader.event(event)?;
            }
        }
        Reading::Rustdoc => {
            let options = Options::ENABLE_TABLES
                | Options::ENABLE_FOOTNOTES
                | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_TASKLISTS;
            // Brackets alone may be a link to an item.
            let mut item = |link: BrokenLink<'_>| Some((link.reference.into_static(), "".into()));
            let events = Parser::new_with_broken_link_callback(markdown, options, Some(&mut item));
            for event in events {
                reader.event(event)?;
            }
        }
    }
    match reader.open.pop() {
        Some(Open::Blocks(blocks)) => Some(blocks),
        _ => None,
    }
}

struct Reader {
    /// From the outermost to the innermost; the first is the whole text.
    open: Vec<Open>,
    reading: Reading,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::Start(tag) => self.start(tag)?,
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) => self.text(&text)?,
            Event::Code(text) => {
                let words: Vec<_> = text.split_whitespace().collect();
                self.inline(Inline::Code(words.join(" ").replace(is_unseen, "")))?;
            }
            Event::SoftBreak => self.text(" ")?,
            Event::HardBreak => self.inline(Inline::Break)?,
            Event::Rule => {
                self.end_implied()?;
                self.block(Block::Rule)?;
            }
            Event::Html(text) | Event::InlineHtml(text) if self.reading == Reading::Document => {
                self.text(&text)?;
            }
            // The options switch the others on for rustdoc alone.
            _ => return None,
        }
        Some(())
    }

    fn start(&mut self, tag: Tag<'_>) -> Option<()> {
        let is_ours = self.reading == Reading::Document;
        let open = match tag {
            Tag::Paragraph => {
                if let [.., Open::List { is_loose, .. }, Open::Item(_)] = self.open.as_mut_slice() {
                    *is_loose = true;
                }
                Open::Inlines(Vec::new())
            }
            Tag::Heading { .. } | Tag::TableCell => Open::Inlines(Vec::new()),
            Tag::HtmlBlock if is_ours => Open::Inlines(Vec::new()),
            Tag::BlockQuote(_) => Open::Quote(Vec::new()),
            Tag::CodeBlock(kind) => {
                let is_text =
                    matches!(kind, CodeBlockKind::Fenced(language) if &*language == LANGUAGE);
                if !is_ours && !is_text {
                    return None;
                }
                Open::Code(String::new())
            }
            Tag::List(start) => Open::List {
                start,
                is_loose: false,
                items: Vec::new(),
            },
            Tag::Item => Open::Item(Vec::new()),
            Tag::Table(columns) => {
                Open::Table(columns.into_iter().map(column).collect(), Vec::new())
            }
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::Emphasis | Tag::Strong => return self.nest(Open::Inlines(Vec::new())),
            Tag::Image { .. } if is_ours => return self.nest(Open::Inlines(Vec::new())),
            Tag::Link { dest_url, .. } if is_ours || leads_to_the_web(&dest_url) => {
                return self.nest(Open::Link(dest_url.into_string(), Vec::new()));
            }
            _ => return None,
        };
        self.end_implied()?;
        self.push(open)
    }

    /// Begins an element inside of a line.
    fn nest(&mut self, open: Open) -> Option<()> {
        self.inlines()?;
        self.push(open)
    }

    fn push(&mut self, open: Open) -> Option<()> {
        self.open.push(open);
        (self.open.len() <= 2 * DEEPEST).then_some(())
    }

    fn end(&mut self, tag: TagEnd) -> Option<()> {
        if !matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image
        ) {
            self.end_implied()?;
        }
        let ended = self.open.pop()?;
        match (tag, ended) {
            (TagEnd::Paragraph | TagEnd::HtmlBlock, Open::Inlines(inlines)) => {
                self.paragraph(inlines)?;
            }
            (TagEnd::Heading(level), Open::Inlines(inlines)) => {
                self.block(Block::Heading(level as usize, tidy(inlines)))?;
            }
            (TagEnd::BlockQuote(_), Open::Quote(blocks)) => self.block(Block::Quote(blocks))?,
            (TagEnd::CodeBlock, Open::Code(text)) => {
                let mut text = text.replace(is_unseen, "");
                if !text.ends_with('\n') {
                    text.push('\n');
                }
                self.block(Block::Code(text))?;
            }
            (
                TagEnd::List(_),
                Open::List {
                    start,
                    is_loose,
                    items,
                },
            ) => self.block(Block::List {
                start,
                is_loose,
                items,
            })?,
            (TagEnd::Item, Open::Item(blocks)) => match self.open.last_mut()? {
                Open::List { items, .. } => items.push(blocks),
                _ => return None,
            },
            (TagEnd::Table, Open::Table(columns, rows)) => {
                self.block(Block::Table { columns, rows })?;
            }
            (TagEnd::TableHead | TagEnd::TableRow, Open::Row(cells)) => {
                match self.open.last_mut()? {
                    Open::Table(_, rows) => rows.push(cells),
                    _ => return None,
                }
            }
            (TagEnd::TableCell, Open::Inlines(inlines)) => match self.open.last_mut()? {
                Open::Row(cells) => cells.push(tidy(inlines)),
                _ => return None,
            },
            (TagEnd::Emphasis, Open::Inlines(inlines)) => self.inline(Inline::Emphasis(inlines))?,
            (TagEnd::Strong, Open::Inlines(inlines)) => self.inline(Inline::Strong(inlines))?,
            (TagEnd::Link, Open::Link(address, inlines)) if leads_to_the_web(&address) => {
                self.inline(Inline::Link(address, inlines))?;
            }
            // Of what is not followed, pictures too, the text is shown; of a link where it leads too.
            (TagEnd::Link, Open::Link(address, inlines)) => {
                let shown = target(&address, &inlines);
                self.inlines()?.extend(inlines.into_iter().chain(shown));
            }
            (TagEnd::Image, Open::Inlines(inlines)) => self.inlines()?.extend(inlines),
            _ => return None,
        }
        Some(())
    }

    fn text(&mut self, text: &str) -> Option<()> {
        if let Some(Open::Code(code)) = self.open.last_mut() {
            code.push_str(text);
            return Some(());
        }
        self.inline(Inline::Text(text.to_owned()))
    }

    fn inline(&mut self, inline: Inline) -> Option<()> {
        self.inlines()?.push(inline);
        Some(())
    }

    /// Where the pieces of a line go.
    fn inlines(&mut self) -> Option<&mut Vec<Inline>> {
        if let Some(Open::Item(_)) = self.open.last() {
            self.push(Open::Implied(Vec::new()))?;
        }
        match self.open.last_mut()? {
            Open::Inlines(inlines) | Open::Implied(inlines) | Open::Link(_, inlines) => {
                Some(inlines)
            }
            _ => None,
        }
    }

    fn end_implied(&mut self) -> Option<()> {
        if let Some(Open::Implied(inlines)) =
            self.open.pop_if(|open| matches!(open, Open::Implied(_)))
        {
            self.paragraph(inlines)?;
        }
        Some(())
    }

    fn paragraph(&mut self, inlines: Vec<Inline>) -> Option<()> {
        let inlines = tidy(inlines);
        if inlines.is_empty() {
            return Some(());
        }
        self.block(Block::Paragraph(inlines))
    }

    fn block(&mut self, block: Block) -> Option<()> {
        match self.open.last_mut()? {
            Open::Blocks(blocks) | Open::Quote(blocks) | Open::Item(blocks) => blocks.push(block),
            _ => return None,
        }
        Some(())
    }
}

fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None => Column::Any,
        Alignment::Left => Column::Left,
        Alignment::Center => Column::Center,
        Alignment::Right => Column::Right,
    }
}

/// Where a link leads that is not followed, behind its text. A place in the same text is none here.
fn target(address: &str, inside: &[Inline]) -> Vec<Inline> {
    let words: Vec<_> = address.split_whitespace().collect();
    let address = words.join(" ").replace(is_unseen, "");
    let says = matches!(inside, [Inline::Text(text)] if address.ends_with(text.as_str()));
    if says || address.is_empty() || address.starts_with('#') {
        return Vec::new();
    }
    let text = |text: &str| Inline::Text(text.to_owned());
    vec![text(" ("), Inline::Code(address), text(")")]
}

/// Whether a link can be left: it leads out of the documentation, and is whole.
fn leads_to_the_web(address: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        address
            .strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty())
    });
    is_web && !address.contains(|c: char| c.is_whitespace() || is_unseen(c) || "<>\\`|".contains(c))
}

/// The pieces of a paragraph, a heading or a cell, of which each is as short as it can be.
fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut tidy = joined(inlines, false);
    if let Some(Inline::Text(text)) = tidy.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text(text)) = tidy.last_mut() {
        *text = text.trim_end().to_owned();
    }
    tidy.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    tidy
}

/// Texts side by side are one, white space is one blank, and an address in a text is a link.
fn joined(inlines: Vec<Inline>, in_link: bool) -> Vec<Inline> {
    let mut all = Vec::new();
    let mut text = String::new();
    for inline in inlines {
        let inline = match inline {
            Inline::Text(more) => {
                text.push_str(&more);
                continue;
            }
            Inline::Emphasis(inside) => Inline::Emphasis(joined(inside, in_link)),
            Inline::Strong(inside) => Inline::Strong(joined(inside, in_link)),
            Inline::Link(address, inside) => Inline::Link(address, joined(inside, true)),
            other @ (Inline::Code(_) | Inline::Break) => other,
        };
        flush(&mut text, in_link, &mut all);
        let is_empty = match &inline {
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link(_, inside) => {
                inside.is_empty()
            }
            Inline::Code(text) => text.is_empty(),
            Inline::Text(_) | Inline::Break => false,
        };
        if !is_empty {
            all.push(inline);
        }
    }
    flush(&mut text, in_link, &mut all);
    all
}

fn flush(text: &mut String, in_link: bool, all: &mut Vec<Inline>) {
    let text = std::mem::take(text).replace(is_unseen, "");
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            words.push(c);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    let mut rest = words.as_str();
    while let Some((before, address)) = next_address(rest).filter(|_| !in_link) {
        push_text(before, all);
        all.push(Inline::Link(
            address.to_owned(),
            vec![Inline::Text(address.to_owned())],
        ));
        rest = &rest[before.len() + address.len()..];
    }
    push_text(rest, all);
}

fn push_text(text: &str, all: &mut Vec<Inline>) {
    if !text.is_empty() {
        all.push(Inline::Text(text.to_owned()));
    }
}

/// The next address in a text, without the punctuation of the sentence around it, and what is before it.
fn next_address(text: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find("http")?;
        let end = text[start..]
            .find([' ', ')', ',', ';', '<', '>', '`', '"', '\\', '|'])
            .map_or(text.len(), |length| start + length);
        let address = text[start..end].trim_end_matches(['.', ':']);
        if leads_to_the_web(address) {
            return Some((&text[..start], address));
        }
        from = start + "http".len();
    }
}

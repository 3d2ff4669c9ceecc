//! Holds what every form of a page is turned into first: headings, grids of cells, blocks of code.

/// A piece of a page, in its order.
#[derive(Debug)]
pub(super) enum Block {
    Heading(Heading),
    Grid(Grid),
    Code(Code),
}

/// A heading.
#[derive(Debug, Default, Clone)]
pub(super) struct Heading {
    /// From 1, the outermost.
    pub(super) level: usize,
    pub(super) text: String,
    /// The names that links know it by.
    pub(super) anchors: Vec<String>,
}

/// A block of code.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) line: usize,
    /// Whether the page ends in it.
    pub(super) cut: bool,
}

/// A table before anything is made of its columns.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) head: Vec<Cell>,
    pub(super) rows: Vec<GridRow>,
    pub(super) line: usize,
    /// Whether rows may be missing.
    pub(super) partial: bool,
}

/// A row of a grid.
#[derive(Debug, Default)]
pub(super) struct GridRow {
    /// `None` where the form or the page does not give the cell.
    pub(super) cells: Vec<Option<Cell>>,
    pub(super) line: usize,
    /// Whether the list of its last cell may have more, or may not be shown at all.
    pub(super) hides_list: bool,
    /// What is wrong with it. Then only its first cell is believed.
    pub(super) fault: Option<String>,
}

/// A cell: wording, and the list behind it.
#[derive(Debug, Default, Clone)]
pub(super) struct Cell {
    pub(super) lead: Vec<Inline>,
    /// The items of lists; one inside another follows its parent.
    pub(super) items: Vec<Vec<Inline>>,
    pub(super) links: Vec<Link>,
    /// Whether a list is open, so that what comes belongs to its last item.
    pub(super) lists: bool,
}

/// A piece of wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    Text(String),
    Code(String),
}

/// A link.
#[derive(Debug, Default, Clone)]
pub(super) struct Link {
    pub(super) target: String,
    pub(super) text: String,
}

impl Inline {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) => text,
        }
    }
}

impl Cell {
    pub(super) fn of(text: &str) -> Self {
        Self {
            lead: vec![Inline::Text(text.to_owned())],
            ..Self::default()
        }
    }

    /// Adds text to what was begun last.
    pub(super) fn push(&mut self, text: &str, is_code: bool) {
        let inlines = self.last();
        match inlines.last_mut() {
            Some(Inline::Text(last)) if !is_code => last.push_str(text),
            Some(Inline::Code(last)) if is_code => last.push_str(text),
            _ if is_code => inlines.push(Inline::Code(text.to_owned())),
            _ => inlines.push(Inline::Text(text.to_owned())),
        }
    }

    /// Begins a span of code.
    pub(super) fn begin_code(&mut self) {
        self.last().push(Inline::Code(String::new()));
    }

    /// Begins an item of a list.
    pub(super) fn begin_item(&mut self) {
        self.items.push(Vec::new());
        self.lists = true;
    }

    /// Ends the outermost list.
    pub(super) fn end_list(&mut self) {
        self.lists = false;
        self.push(" ", false);
    }

    /// How many bytes its wording has.
    pub(super) fn len(&self) -> usize {
        let all = self.items.iter().flatten().chain(&self.lead);
        all.map(|inline| inline.text().len()).sum()
    }

    fn last(&mut self) -> &mut Vec<Inline> {
        match self.items.last_mut() {
            Some(item) if self.lists => item,
            _ => &mut self.lead,
        }
    }
}

/// The wording, with code as text, white space as one blank.
pub(super) fn wording(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        text.push_str(inline.text());
    }
    super::plain::collapsed(&text)
}

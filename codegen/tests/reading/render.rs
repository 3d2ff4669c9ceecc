//! Writes a made-up page in each form.

use super::sheet::{Allowed, Member, Piece, Sheet};
use std::fmt::Write as _;

/// A form that a page comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Lists on one line, behind dashes.
    Dashes,
    /// Lists as elements of HTML.
    Elements,
    Html,
    /// HTML without the closing tags that may be left out.
    Terse,
    Glued,
    Blanks,
    Tabs,
    Bars,
    /// Bars, but a name breaks the line, and a bar stands where a list was.
    BrokenBars,
}

pub(crate) const SHAPES: [Shape; 9] = [
    Shape::Dashes,
    Shape::Elements,
    Shape::Html,
    Shape::Terse,
    Shape::Glued,
    Shape::Blanks,
    Shape::Tabs,
    Shape::Bars,
    Shape::BrokenBars,
];

pub(crate) const TITLE: &str = "Household";

pub(crate) const JSON: &str = "{\n  \"pet\": [1, 2],\n  \"owner\": {\"name\": \"}\"}\n}";

impl Shape {
    pub(crate) fn is_markdown(self) -> bool {
        matches!(self, Self::Dashes | Self::Elements)
    }

    pub(crate) fn is_html(self) -> bool {
        matches!(self, Self::Html | Self::Terse)
    }

    pub(crate) fn has_bars(self) -> bool {
        matches!(self, Self::Bars | Self::BrokenBars)
    }
}

pub(crate) fn render(sheet: &Sheet, shape: Shape) -> String {
    let tongue = sheet.tongue;
    let mut page = Page {
        shape,
        text: String::new(),
    };
    page.begin();
    page.heading(1, TITLE);
    page.prose(tongue.sentence);
    page.heading(2, tongue.section);
    page.table(
        &tongue.method.map(str::to_owned),
        &[["POST", "/pets"].map(str::to_owned)],
    );
    page.heading(3, tongue.part);
    for table in &sheet.tables {
        page.heading(4, &table.name);
        page.prose(tongue.sentence);
        let head = tongue.columns.map(str::to_owned);
        let mut rows = Vec::new();
        if table.doubled {
            rows.push(head.clone());
            let rule = if page.is_parted_text() {
                "------------"
            } else {
                "---"
            };
            rows.push(["---", "---", "---", rule].map(str::to_owned));
        }
        rows.extend(table.rows.iter().map(|row| page.row(row, sheet)));
        page.table(&head, &rows);
    }
    page.heading(3, tongue.last);
    page.code(JSON);
    page.end();
    page.text
}

struct Page {
    shape: Shape,
    text: String,
}

impl Page {
    /// Text whose columns no mark parts.
    fn is_parted_text(&self) -> bool {
        matches!(self.shape, Shape::Glued | Shape::Blanks)
    }

    fn begin(&mut self) {
        if self.shape.is_markdown() {
            self.text.push_str(
                "---\ntitle: \"Household\"\nslug: \"pets\"\nupdated: 2026-04-23T08:55:37Z\n",
            );
            self.text
                .push_str("published: 2026-04-24T08:55:37Z\nstale: true\n---\n\n> ## Index\n\n");
        } else if self.shape.is_html() {
            self.text
                .push_str("<!DOCTYPE html>\n<html><head><title>Household</title>");
            self.text
                .push_str("<style>td { x: '<table>' }</style></head>\n<body>\n");
        }
    }

    fn end(&mut self) {
        if self.shape.is_html() {
            self.text.push_str("</body></html>\n");
        }
    }

    fn heading(&mut self, level: usize, heading: &str) {
        match self.shape {
            Shape::Dashes => writeln!(self.text, "{} {heading}\n", "#".repeat(level)),
            Shape::Elements => writeln!(
                self.text,
                "{} {heading} <a name=\"{heading}\"></a>",
                "#".repeat(level)
            ),
            Shape::Html | Shape::Terse => {
                writeln!(self.text, "<h{level} id=\"{heading}\">{heading}</h{level}>")
            }
            _ => writeln!(self.text, "{heading}\n"),
        }
        .unwrap();
    }

    fn prose(&mut self, sentence: &str) {
        let end = if self.shape.is_html() { "<p>" } else { "" };
        writeln!(self.text, "{end}{sentence}\n").unwrap();
    }

    fn code(&mut self, code: &str) {
        match self.shape {
            Shape::Dashes | Shape::Elements => writeln!(self.text, "```json\n{code}\n```"),
            Shape::Html | Shape::Terse => {
                writeln!(self.text, "<pre><code>{}</code></pre>", html(code))
            }
            _ => writeln!(self.text, "{code}\n"),
        }
        .unwrap();
    }

    fn table<const N: usize>(&mut self, head: &[String; N], rows: &[[String; N]]) {
        match self.shape {
            Shape::Dashes | Shape::Elements => {
                writeln!(self.text, "| {} |", head.join(" | ")).unwrap();
                writeln!(self.text, "|{}", " --- |".repeat(N)).unwrap();
                for row in rows {
                    writeln!(self.text, "| {} |", row.join(" | ")).unwrap();
                }
                self.text.push('\n');
            }
            Shape::Html | Shape::Terse => self.elements(head, rows),
            _ => self.lines(head, rows),
        }
    }

    fn elements<const N: usize>(&mut self, head: &[String; N], rows: &[[String; N]]) {
        let closes = self.shape == Shape::Html;
        let close = |tag: &'static str| if closes { tag } else { "" };
        let mut add = |row: &[String; N], cell: &str| {
            self.text.push_str("<tr>\n");
            for text in row {
                let end = if cell == "th" {
                    close("</th>")
                } else {
                    close("</td>")
                };
                writeln!(self.text, "  <{cell}>{text}{end}").unwrap();
            }
            writeln!(self.text, "{}", close("</tr>")).unwrap();
        };
        add(head, "th");
        for row in rows {
            add(row, "td");
        }
        let start = self.text.rfind("<tr>\n  <th>").unwrap();
        self.text.insert_str(start, "<table class=\"x\"><thead>");
        self.text.push_str("</table>\n");
    }

    fn lines<const N: usize>(&mut self, head: &[String; N], rows: &[[String; N]]) {
        let parting = match self.shape {
            Shape::Glued => "",
            Shape::Blanks => " ",
            Shape::Tabs => "\t",
            _ => " | ",
        };
        let end = if self.shape.has_bars() { " |" } else { "" };
        writeln!(self.text, "{}{end}", head.join(parting)).unwrap();
        if self.shape.has_bars() {
            writeln!(self.text, "{}", vec!["---"; N].join("|") + "|").unwrap();
        }
        for row in rows {
            let row = row.join(parting);
            // A list goes below the row, whose last cell it is in.
            let (line, list) = row.split_once('\n').unwrap_or((&row, ""));
            match self.shape {
                Shape::BrokenBars => {
                    let (name, rest) = line.split_once(" | ").unwrap();
                    let end = if list.is_empty() { " |" } else { "\n|" };
                    writeln!(self.text, "{name} |\n{rest}{end}").unwrap();
                }
                Shape::Bars => writeln!(self.text, "{line} |").unwrap(),
                _ if list.is_empty() => writeln!(self.text, "{line}").unwrap(),
                _ => writeln!(self.text, "{line}\n{list}").unwrap(),
            }
        }
        self.text.push('\n');
    }

    fn row(&self, row: &Member, sheet: &Sheet) -> [String; 4] {
        let name = if self.shape.is_markdown() || self.shape.is_html() {
            self.piece(&Piece::Code(row.path.clone()))
        } else {
            row.path.clone()
        };
        let required = match row.required {
            Some(true) => "Required",
            Some(false) => "Optional",
            None => "-",
        };
        [
            name,
            row.type_name.to_owned(),
            required.to_owned(),
            self.description(row, sheet),
        ]
    }

    fn description(&self, row: &Member, sheet: &Sheet) -> String {
        let mut items = Vec::new();
        let code = |value: &String| self.piece(&Piece::Code(value.clone()));
        match &row.allowed {
            Allowed::Nothing => {}
            Allowed::Bars(values) => {
                let bar = if self.shape.is_markdown() {
                    r" \| "
                } else {
                    " | "
                };
                items.push(values.iter().map(code).collect::<Vec<_>>().join(bar));
            }
            Allowed::Lone(value) => items.push(code(value)),
            Allowed::Only(value) => {
                let [before, behind] = sheet.tongue.only;
                items.push(format!("{before}{}{behind}", code(value)));
            }
        }
        for item in &row.items {
            items.push(item.iter().map(|piece| self.piece(piece)).collect());
        }
        let mut text = self.piece(&Piece::Text(row.note.clone()));
        let nested = items.len() > 2;
        match self.shape {
            Shape::Dashes => {
                for item in items {
                    write!(text, " - {item}").unwrap();
                }
            }
            Shape::Elements | Shape::Html if !items.is_empty() => {
                let list = |items: &[String]| match items {
                    [] => String::new(),
                    _ => format!("<ul><li>{}</li></ul>", items.join("</li><li>")),
                };
                let below = if nested {
                    items.split_off(2)
                } else {
                    Vec::new()
                };
                if let Some(last) = items.last_mut() {
                    last.push_str(&list(&below));
                }
                text.push_str(&list(&items));
            }
            Shape::Terse if !items.is_empty() => {
                write!(text, "<ul><li>{}</ul>", items.join("<li>")).unwrap();
            }
            _ => {
                for (at, item) in items.iter().enumerate() {
                    let bullet = if nested && at > 1 {
                        "    ◦ "
                    } else {
                        "  • "
                    };
                    write!(text, "\n{bullet}{item}").unwrap();
                }
            }
        }
        text
    }

    fn piece(&self, piece: &Piece) -> String {
        match (self.shape, piece) {
            (Shape::Dashes | Shape::Elements, Piece::Text(text)) => markdown(text),
            (Shape::Dashes | Shape::Elements, Piece::Code(code)) => format!("`{code}`"),
            (Shape::Html | Shape::Terse, Piece::Text(text)) => html(text),
            (Shape::Html | Shape::Terse, Piece::Code(code)) => {
                format!("<code>{}</code>", html(code))
            }
            (_, Piece::Text(text) | Piece::Code(text)) => text.clone(),
        }
    }
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Escapes everything that could mean something.
fn markdown(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() && c != '-' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

//! Writes a made-up page in the forms that the vendor's pages come in.

use super::sheet::{Member, Members, Sheet};
use std::fmt::Write as _;

/// A form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Markdown with lists on one line, behind dashes.
    Dashes,
    /// Markdown with lists as elements of HTML.
    Elements,
    Html,
    /// Copied text with the columns glued together.
    Glued,
    /// Copied text with a blank between columns.
    Blanks,
    /// Copied text with bars between columns and no lists.
    Bars,
}

pub(crate) const FORMS: [Form; 6] = [
    Form::Dashes,
    Form::Elements,
    Form::Html,
    Form::Glued,
    Form::Blanks,
    Form::Bars,
];

const COLUMNS: [&str; 4] = ["Field", "Type", "Required", "Description"];

const COMMANDS: [(&str, &str); 2] = [
    (
        "If Content-Type: application/json",
        "curl --location --request POST 'https://gateway.invalid/custom/v1/0/key/document/id-card' \\\n\
         --header 'Content-Type: application/json' \\\n--data '{\n    \"version\": \"V2\",\n    \
         \"images\": []\n}'",
    ),
    (
        "If Content-Type: multipart/form-data",
        "curl --location --request POST 'https://gateway.invalid/custom/v1/0/key/document/id-card' \\\n\
         --form 'message=\"{\\\"version\\\": \\\"V2\\\", \\\"images\\\": []}\"' \\\n--form 'file=@\"{file}\"'",
    ),
];

const ANSWERS: [(&str, &str); 2] = [
    (
        "Success",
        "{\n    \"version\": \"V2\",\n    \"images\": [\n        {\n            \
         \"inferResult\": \"SUCCESS\",\n            \"rois\": [\n                {},\n            ]\n        \
         }\n    ]\n}",
    ),
    (
        "Failure",
        "{\n    \"version\": \"V2\",\n    \"images\": []\n}",
    ),
];

impl Form {
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Glued | Self::Blanks | Self::Bars)
    }

    fn is_markdown(self) -> bool {
        matches!(self, Self::Dashes | Self::Elements)
    }

    /// Whether a lone code is told from other words, so that it is a value.
    pub(crate) fn marks_code(self) -> bool {
        !self.is_text()
    }

    pub(crate) fn has_lists(self) -> bool {
        self != Self::Bars
    }
}

impl Sheet {
    pub(crate) fn render(&self, form: Form) -> String {
        let mut page = Page {
            form,
            text: String::new(),
        };
        page.begin();
        page.heading(2, "Request");
        page.prose("The method and the address are these.");
        page.table(
            &["Method", "URI"],
            &[vec!["POST".to_owned(), "/id-card".to_owned()]],
            false,
        );
        page.heading(3, "Request body");
        let (request, response) = self.tables.split_at(3.min(self.tables.len()));
        for table in request {
            page.members(table);
        }
        page.heading(3, "Request example");
        for (heading, command) in COMMANDS {
            page.heading(4, heading);
            page.code("shell", command);
        }
        page.heading(2, "Response");
        page.heading(3, "Response body");
        for table in response {
            page.members(table);
        }
        page.heading(3, "Response status codes");
        page.prose("They are those of all operations.");
        page.heading(3, "Response example");
        for (heading, answer) in ANSWERS {
            page.heading(4, heading);
            page.prose("This is one.");
            page.code("json", answer);
        }
        page.end();
        page.text
    }
}

struct Page {
    form: Form,
    text: String,
}

impl Page {
    fn begin(&mut self) {
        let title = "Resident registration card";
        if self.form.is_markdown() {
            let slug = "ai-application-service-ocr-ocrdocumentocr-identitycard";
            writeln!(self.text, "---\ntitle: \"{title}\"\nslug: \"{slug}\"").unwrap();
            self.text.push_str("updated: 2026-04-23T08:55:37Z\n---\n\n");
        } else if self.form == Form::Html {
            writeln!(
                self.text,
                "<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n<body>"
            )
            .unwrap();
        }
        self.heading(1, title);
        self.prose("It says what is on the card.");
    }

    fn end(&mut self) {
        match self.form {
            Form::Html => self.text.push_str("</body></html>\n"),
            _ if self.form.is_text() => self.text.push_str("Was this article helpful?\n"),
            _ => {}
        }
    }

    fn heading(&mut self, level: usize, heading: &str) {
        match self.form {
            Form::Dashes => writeln!(self.text, "{} {heading}\n", "#".repeat(level)),
            Form::Elements => {
                let name = heading.replace([' ', ':', '/'], "");
                writeln!(
                    self.text,
                    "{} {heading} <a name=\"{name}\"></a>\n",
                    "#".repeat(level)
                )
            }
            Form::Html => writeln!(self.text, "<h{level}>{heading}</h{level}>"),
            _ => writeln!(self.text, "{heading}\n"),
        }
        .unwrap();
    }

    fn prose(&mut self, sentence: &str) {
        let start = if self.form == Form::Html { "<p>" } else { "" };
        writeln!(self.text, "{start}{sentence}\n").unwrap();
    }

    fn code(&mut self, language: &str, code: &str) {
        match self.form {
            Form::Html => {
                let code = code.replace('&', "&amp;").replace('<', "&lt;");
                writeln!(self.text, "<pre><code>{code}</code></pre>\n")
            }
            _ if self.form.is_markdown() => writeln!(self.text, "```{language}\n{code}\n```\n"),
            _ => writeln!(self.text, "{code}\n"),
        }
        .unwrap();
    }

    fn members(&mut self, table: &Members) {
        self.heading(4, &table.heading);
        self.prose("The following describes it.");
        let rows: Vec<_> = table.rows.iter().map(|row| self.row(row)).collect();
        self.table(&COLUMNS, &rows, table.doubled);
    }

    fn row(&self, row: &Member) -> Vec<String> {
        let path = if self.form.is_text() {
            row.path.clone()
        } else {
            self.code_of(&row.path)
        };
        let required = if row.required { "Required" } else { "-" };
        let mut items = Vec::new();
        match &row.values[..] {
            [] => {}
            [only] if only.starts_with('V') => {
                items.push(format!("Only use {}", self.code_of(only)));
            }
            values => {
                let bar = if self.form.is_markdown() {
                    r" \| "
                } else {
                    " | "
                };
                let values: Vec<_> = values.iter().map(|value| self.code_of(value)).collect();
                items.push(values.join(bar));
            }
        }
        items.extend(row.item.clone());
        let each = |before: &str, behind: &str| {
            let items = items.iter().map(|item| [before, item, behind].concat());
            items.collect::<Vec<_>>().concat()
        };
        let list = match self.form {
            Form::Dashes => each(" - ", ""),
            Form::Elements | Form::Html if !items.is_empty() => {
                format!("<ul>{}</ul>", each("<li>", "</li>"))
            }
            Form::Elements | Form::Html | Form::Bars => String::new(),
            Form::Glued | Form::Blanks => each("\n  • ", ""),
        };
        vec![
            path,
            row.type_name.clone(),
            required.to_owned(),
            format!("{}{list}", row.note),
        ]
    }

    fn code_of(&self, code: &str) -> String {
        match self.form {
            Form::Html => format!("<code>{code}</code>"),
            _ if self.form.is_markdown() => format!("`{code}`"),
            _ => code.to_owned(),
        }
    }

    fn table(&mut self, head: &[&str], rows: &[Vec<String>], doubled: bool) {
        let mut all: Vec<Vec<String>> = Vec::new();
        let head: Vec<_> = head.iter().map(|&cell| cell.to_owned()).collect();
        if doubled {
            all.push(head.clone());
            all.push(vec!["---".to_owned(); head.len()]);
        }
        all.extend(rows.iter().cloned());
        match self.form {
            Form::Html => {
                self.text.push_str("<table>\n");
                for (at, row) in std::iter::once(&head).chain(&all).enumerate() {
                    let cell = if at == 0 { "th" } else { "td" };
                    let cells = row.iter().map(|text| format!("<{cell}>{text}</{cell}>"));
                    writeln!(self.text, "<tr>{}</tr>", cells.collect::<String>()).unwrap();
                }
                self.text.push_str("</table>\n");
            }
            _ if self.form.is_markdown() => {
                writeln!(self.text, "| {} |", head.join(" | ")).unwrap();
                writeln!(self.text, "|{}", " --- |".repeat(head.len())).unwrap();
                for row in all {
                    writeln!(self.text, "| {} |", row.join(" | ")).unwrap();
                }
                self.text.push('\n');
            }
            _ => {
                let parting = match self.form {
                    Form::Glued => "",
                    Form::Blanks => " ",
                    _ => " | ",
                };
                let end = if self.form == Form::Bars { " |" } else { "" };
                writeln!(self.text, "{}{end}", head.join(parting)).unwrap();
                if self.form == Form::Bars {
                    writeln!(self.text, "{}|", vec!["---"; head.len()].join("|")).unwrap();
                }
                for row in all {
                    writeln!(self.text, "{}{end}", row.join(parting)).unwrap();
                }
                self.text.push('\n');
            }
        }
    }
}

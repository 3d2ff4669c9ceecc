//! Reads what is between tables: headings, by what they look like and by the words, and blocks of
//! code, by how they begin.

use super::super::block::{Block, Code, Heading};
use super::super::plain::collapsed;
use super::super::words::Lexicon;
use super::marks::bullet;

/// The longest heading, in characters. What is longer is a paragraph.
const LONGEST: usize = 80;

/// What ends a sentence, so that a line with it is no heading.
const STOPS: [char; 12] = [
    '.', ':', ';', ',', '?', '!', '。', '：', '、', '？', '！', '…',
];

/// Reads lines that belong to no table.
pub(super) struct Prose<'a> {
    language: &'a Lexicon,
    title: Option<String>,
    code: Option<Open>,
}

/// A block of code that is open.
struct Open {
    code: Code,
    kind: Kind,
    /// White space before its first line.
    indent: usize,
    /// Whether the line before was blank.
    blank: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Brackets that are open, and whether a string is.
    Json(i64, bool),
    /// The quote that is open, and whether the line before goes on.
    Command(Option<char>, bool),
}

impl<'a> Prose<'a> {
    pub(super) fn new(language: &'a Lexicon) -> Self {
        Self {
            language,
            title: None,
            code: None,
        }
    }

    pub(super) fn is_in_code(&self) -> bool {
        self.code.is_some()
    }

    pub(super) fn line(&mut self, line: &str, number: usize, blocks: &mut Vec<Block>) {
        if let Some(open) = &mut self.code {
            if open.takes(line) {
                if open.add(line) {
                    self.end(blocks, false);
                }
                return;
            }
            self.end(blocks, false);
        }
        let text = line.trim();
        if let Some(kind) = begins_code(text) {
            let mut open = Open {
                code: Code {
                    line: number,
                    ..Code::default()
                },
                kind,
                indent: line.len() - line.trim_start().len(),
                blank: false,
            };
            let ended = open.add(line);
            self.code = Some(open);
            if ended {
                self.end(blocks, false);
            }
            return;
        }
        if let Some(heading) = self.heading(text) {
            blocks.push(Block::Heading(heading));
        }
    }

    /// Ends the block of code that is open. `at_end` says that the text ends here; the answer, that
    /// it ends in the block.
    pub(super) fn end(&mut self, blocks: &mut Vec<Block>, at_end: bool) -> bool {
        let Some(mut open) = self.code.take() else {
            return false;
        };
        let cut = at_end
            && match open.kind {
                Kind::Json(depth, _) => depth > 0,
                Kind::Command(quote, goes_on) => quote.is_some() || goes_on,
            };
        open.code.cut = cut;
        open.code.text.truncate(open.code.text.trim_end().len());
        blocks.push(Block::Code(open.code));
        cut
    }

    fn heading(&mut self, text: &str) -> Option<Heading> {
        let is_known = |headings: &[String]| headings.iter().any(|heading| heading == text);
        let level = if is_known(&self.language.sections) {
            2
        } else if is_known(&self.language.parts) {
            3
        } else {
            let long = text.chars().take(LONGEST + 1).count() > LONGEST;
            if text.is_empty() || long || text.ends_with(STOPS) || bullet(text).is_some() {
                return None;
            }
            if self.title.get_or_insert_with(|| text.to_owned()) == text {
                1
            } else {
                4
            }
        };
        Some(Heading {
            level,
            text: collapsed(text),
            anchors: Vec::new(),
        })
    }
}

/// What kind of code begins with the line, if any does.
fn begins_code(text: &str) -> Option<Kind> {
    if text.split_whitespace().next() == Some("curl") {
        return Some(Kind::Command(None, false));
    }
    let inner = text.strip_prefix(['{', '['])?.trim_start();
    let begins = inner.is_empty() || inner.starts_with(['"', '{', '[', '}', ']']);
    begins.then_some(Kind::Json(0, false))
}

impl Open {
    /// Whether the line can belong to it: one behind a blank line must look like code.
    fn takes(&mut self, line: &str) -> bool {
        let text = line.trim();
        let after_blank = std::mem::replace(&mut self.blank, text.is_empty());
        match self.kind {
            Kind::Json(..) => {
                !after_blank || text.is_empty() || text.starts_with(['"', '{', '}', '[', ']'])
            }
            Kind::Command(Some(_), _) => {
                !after_blank || text.is_empty() || text.starts_with(['"', '{', '}', '[', ']', '\''])
            }
            Kind::Command(None, goes_on) => !text.is_empty() && (goes_on || text.starts_with('-')),
        }
    }

    /// Adds a line; whether the block ends with it.
    fn add(&mut self, line: &str) -> bool {
        let indent = line.len() - line.trim_start().len();
        let text = line.get(self.indent.min(indent)..).unwrap_or(line);
        if !self.code.text.is_empty() {
            self.code.text.push('\n');
        }
        self.code.text.push_str(text);
        let mut escaped = false;
        for c in text.chars() {
            let is_escape = c == '\\' && !escaped;
            match &mut self.kind {
                _ if escaped => {}
                Kind::Json(_, string) if c == '"' => *string = !*string,
                Kind::Json(depth, false) if matches!(c, '{' | '[') => *depth += 1,
                Kind::Json(depth, false) if matches!(c, '}' | ']') => *depth -= 1,
                Kind::Command(quote @ None, _) if matches!(c, '\'' | '"') => *quote = Some(c),
                Kind::Command(quote, _) if *quote == Some(c) => *quote = None,
                _ => {}
            }
            escaped = is_escape && !matches!(self.kind, Kind::Command(Some('\''), _));
        }
        match &mut self.kind {
            // A string ends with its line, whatever it lacks.
            Kind::Json(depth, string) => {
                *string = false;
                *depth <= 0
            }
            Kind::Command(_, goes_on) => {
                *goes_on = text.trim_end().ends_with('\\');
                false
            }
        }
    }
}

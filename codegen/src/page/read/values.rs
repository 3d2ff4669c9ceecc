//! Finds the allowed values in the list of a description.

use super::block::{Inline, wording};
use super::plain::collapsed;
use super::words::Lexicon;

/// What a description allows.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    pub(super) values: Option<Vec<String>>,
    /// The items that say something else, in order.
    pub(super) items: Vec<String>,
}

/// The longest value in characters. What is longer between two bars is a sentence.
const LONGEST: usize = 40;

/// Finds the first item that lists allowed values and does nothing else: words or spans of code
/// parted by bars, a form of the words such as `Only use {}`, or a lone span of code. `marks_code`
/// says whether the form of the page tells code from other words.
pub(super) fn allowed(items: &[Vec<Inline>], language: &Lexicon, marks_code: bool) -> Allowed {
    let mut allowed = Allowed::default();
    for item in items {
        let text = wording(item);
        if allowed.values.is_none() {
            let values = barred(item).or_else(|| lone(item, marks_code));
            allowed.values = values.or_else(|| only(item, &text, language));
            if allowed.values.is_some() {
                continue;
            }
        }
        if !text.is_empty() {
            allowed.items.push(text);
        }
    }
    allowed
}

/// The values of a wording that is nothing but values parted by bars.
pub(super) fn barred(inlines: &[Inline]) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    let mut value = Part::default();
    for inline in inlines {
        match inline {
            Inline::Code(code) if inlines.len() == 1 => value.bars(code, &mut values)?,
            Inline::Code(code) => value.code(code)?,
            Inline::Text(text) => value.bars(text, &mut values)?,
        }
    }
    values.push(value.end()?);
    (values.len() > 1).then_some(values)
}

/// What stands between two bars.
#[derive(Default)]
struct Part {
    code: Option<String>,
    text: String,
}

impl Part {
    fn code(&mut self, code: &str) -> Option<()> {
        self.code.replace(code.to_owned()).is_none().then_some(())
    }

    /// Text with bars in it: each ends a part.
    fn bars(&mut self, text: &str, values: &mut Vec<String>) -> Option<()> {
        let mut pieces = text.split('|');
        self.text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            values.push(std::mem::take(self).end()?);
            self.text.push_str(piece);
        }
        Some(())
    }

    /// The value: a span of code by itself, or a few words.
    fn end(self) -> Option<String> {
        let text = collapsed(&self.text);
        let value = match self.code {
            Some(code) if text.is_empty() => collapsed(&code),
            Some(_) => return None,
            None => text,
        };
        let is_value = !value.is_empty()
            && value.chars().take(LONGEST + 1).count() <= LONGEST
            && !value.contains(": ")
            && !value.ends_with(['.', '。', ':']);
        is_value.then_some(value)
    }
}

/// A lone span of code.
fn lone(item: &[Inline], marks_code: bool) -> Option<Vec<String>> {
    let mut codes = Vec::new();
    for inline in item {
        match inline {
            Inline::Code(code) => codes.push(collapsed(code)),
            Inline::Text(text) if text.trim().is_empty() => {}
            Inline::Text(_) => return None,
        }
    }
    (marks_code && codes.len() == 1 && codes.iter().all(|code| !code.is_empty())).then_some(codes)
}

/// The only value, by a form of the words: a span of code, or a word that no sentence has.
fn only(item: &[Inline], text: &str, language: &Lexicon) -> Option<Vec<String>> {
    let value = language.only.iter().find_map(|form| form.whole(text))?;
    let is_code = item
        .iter()
        .any(|inline| matches!(inline, Inline::Code(code) if collapsed(code) == value));
    let is_name = !value.contains(char::is_whitespace)
        && value.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    (is_code || is_name).then(|| vec![value.to_owned()])
}

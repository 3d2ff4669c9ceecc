//! Writes doc comments from the descriptions of a document.
//!
//! Descriptions are somebody else's Markdown: they are wrapped, what rustdoc would take for a link
//! or for HTML is escaped, and the source of the statement is added.

use crate::ir::{Docs, Origin, Standing};
use proc_macro2::TokenStream;
use quote::quote;

/// Columns between the `/// ` of an item at the margin and the end of the line.
const WIDTH: usize = 96;

/// Docs of an item that is indented by `indent` columns. `otherwise` stands in where the document
/// has no description.
pub(super) fn item(docs: &Docs, origin: &Origin, otherwise: &str, indent: usize) -> TokenStream {
    let mut paragraphs = vec![description(docs).unwrap_or(otherwise).to_owned()];
    if docs.deprecated {
        paragraphs.push("Deprecated.".to_owned());
    }
    paragraphs.extend(remarks(docs));
    paragraphs.extend(source(origin));
    foreign(&paragraphs.join("\n\n"), indent)
}

/// The description, or else the title.
pub(super) fn description(docs: &Docs) -> Option<&str> {
    let text = docs.description.as_deref().or(docs.title.as_deref())?;
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A description of the document's own, without more.
pub(super) fn foreign(markdown: &str, indent: usize) -> TokenStream {
    own(&wrapped(markdown, indent))
}

/// Docs of the generator's own: short, and with links that are meant as such.
pub(super) fn own(words: &str) -> TokenStream {
    quote!(#[doc = #words])
}

/// The same at the head of a file.
pub(super) fn head(words: &str) -> TokenStream {
    quote!(#![doc = #words])
}

/// Markdown that may not know rustdoc, made safe and wrapped.
pub(super) fn wrapped(markdown: &str, indent: usize) -> String {
    wrap(markdown, WIDTH.saturating_sub(indent))
}

/// What the document remarks and neither types nor schemas insist on.
fn remarks(docs: &Docs) -> Option<String> {
    let mut text = Vec::new();
    if let Some(default) = &docs.default {
        text.push(format!("Default: `{default}`."));
    }
    if let Some(format) = &docs.format {
        text.push(format!("Format: `{format}`."));
    }
    if docs.read_only {
        text.push("Only in answers.".to_owned());
    }
    if docs.write_only {
        text.push("Only in requests.".to_owned());
    }
    Some(text.join(" ")).filter(|text| !text.is_empty())
}

fn source(origin: &Origin) -> Option<String> {
    let standing = origin.standing.map(|standing| match standing {
        Standing::Documented => "documented",
        Standing::Observed => "observed",
        Standing::Inferred => "inferred",
    });
    let mut text = match (&origin.source, standing) {
        (Some(source), Some(standing)) => format!("Source: {}, {standing}.", source.trim()),
        (Some(source), None) => format!("Source: {}.", source.trim()),
        (None, Some(standing)) => format!("Source: {standing}."),
        (None, None) => String::new(),
    };
    if let Some(conflict) = &origin.conflict {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str("Decided in conflict `");
        text.push_str(conflict);
        text.push_str("`.");
    }
    Some(text).filter(|text| !text.is_empty())
}

/// Joins and breaks the lines of paragraphs and of the items of lists; tables, headings,
/// quotations and code keep their lines. No code is left that rustdoc would take for Rust and try.
fn wrap(markdown: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph = Paragraph::default();
    let mut open: Option<&str> = None;
    // Columns at which the content of the list begins that we are in.
    let mut list = 0;
    let visible = visible(markdown);
    for line in visible.lines().map(str::trim_end) {
        let text = line.trim_start();
        if let Some(mark) = open {
            lines.push(line.to_owned());
            let closes = text.starts_with(mark) && text.trim_start_matches(mark).is_empty();
            open = open.filter(|_| !closes);
            continue;
        }
        // Further in than this, a line would be code.
        let indent = (line.len() - text.len()).min(list + 3);
        if let Some((mark, language)) = fence(text) {
            paragraph.flush(width, &mut lines);
            lines.push(" ".repeat(indent) + mark + language);
            open = Some(mark);
        } else if text.is_empty() || text.starts_with(['#', '|']) {
            paragraph.flush(width, &mut lines);
            lines.push(escape(text));
        } else if text.starts_with('>') {
            paragraph.flush(width, &mut lines);
            lines.push(quotation(text));
        } else {
            if let Some(mark) = list_mark(text) {
                paragraph.flush(width, &mut lines);
                list = indent + mark;
                paragraph = Paragraph {
                    indent,
                    hanging: list,
                    text: String::new(),
                };
            } else if paragraph.text.is_empty() {
                list = list.min(indent);
                paragraph = Paragraph {
                    indent,
                    hanging: indent,
                    text: String::new(),
                };
            }
            paragraph.text.push(' ');
            paragraph.text.push_str(text);
        }
    }
    paragraph.flush(width, &mut lines);
    lines.extend(open.map(str::to_owned));
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Without the invisible signs and that Rust refuses in a comment: those that control a
/// device or turn the direction of the text.
fn visible(markdown: &str) -> String {
    let lines = markdown.replace("\r\n", "\n").replace('\r', "\n");
    let unseen = |c: char| {
        (c.is_control() && !"\n\t".contains(c))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    lines.replace(unseen, "")
}

/// The marks that open a block of code, and the language it is in. Code in no language is text,
/// and so is what rustdoc has a word for: an example of an API is no test of the emitted crate.
fn fence(text: &str) -> Option<(&str, &str)> {
    let mark = ['`', '~']
        .into_iter()
        .find(|mark| text.starts_with(*mark))?;
    let (marks, language) = text.split_at(text.len() - text.trim_start_matches(mark).len());
    if marks.len() < 3 || language.contains('`') {
        return None;
    }
    let language = language.trim();
    let rust = [
        "",
        "rust",
        "ignore",
        "should",
        "no",
        "compile",
        "edition",
        "standalone",
        "test",
    ];
    let word = language.split(|c: char| !c.is_ascii_alphabetic()).next();
    let word = word.filter(|word| !rust.contains(word));
    Some((marks, word.map_or("text", |_| language)))
}

/// A line of a quotation, in which code would be tried as well: it becomes text.
fn quotation(line: &str) -> String {
    let quoted = line.trim_start_matches(['>', ' ', '\t']);
    let depth = line[..line.len() - quoted.len()].matches('>').count();
    let escaped = if quoted.starts_with("```") || quoted.starts_with("~~~") {
        format!("\\{quoted}")
    } else {
        escape(quoted)
    };
    "> ".repeat(depth) + &escaped
}

/// How long the mark is that makes a line the item of a list.
fn list_mark(text: &str) -> Option<usize> {
    if ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark)) {
        return Some(2);
    }
    let (number, _) = text.split_once(". ")?;
    let ordered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    ordered.then_some(number.len() + 2)
}

/// Lines that are read as one.
#[derive(Default)]
struct Paragraph {
    /// Columns before the first line.
    indent: usize,
    /// Columns before the others.
    hanging: usize,
    text: String,
}

impl Paragraph {
    fn flush(&mut self, width: usize, lines: &mut Vec<String>) {
        let text = escape(&std::mem::take(&mut self.text));
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::replace(
                    &mut line,
                    " ".repeat(self.hanging) + word,
                ));
            } else if line.is_empty() {
                line = " ".repeat(self.indent) + word;
            } else {
                line.push(' ');
                line.push_str(word);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
}

/// Outside of code, a bracket that begins no link and an angle that begins no address are text,
/// and an address is made a link.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut in_code = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = character.len_utf8();
        let taken = if character == '`' {
            in_code = !in_code && rest[length..].contains('`');
            length
        } else if in_code {
            length
        } else if let Some(address) = address(rest).filter(|_| !safe.ends_with(['<', '('])) {
            safe.push('<');
            safe.push_str(address);
            safe.push('>');
            rest = &rest[address.len()..];
            continue;
        } else {
            let linked = rest
                .find(']')
                .is_some_and(|end| rest[end..].starts_with("]("));
            let addressed = rest.starts_with("<http");
            if (character == '[' && !linked) || (character == '<' && !addressed) {
                safe.push('\\');
            }
            length
        };
        safe.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    safe
}

/// The address that a text begins with, without the punctuation of the sentence around it.
fn address(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text
        .find([' ', ')', ',', ';', '>', '`', '"'])
        .unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ':']))
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn paragraphs_are_wrapped_and_the_rest_keeps_its_lines() {
        let markdown =
            "One two three\nfour.\n\n\n- a list\n  item\n- of two\n\n```\ncode  [as] is\n```\nfive";
        assert_eq!(
            wrap(markdown, 10),
            "One two\nthree\nfour.\n\n- a list\n  item\n- of two\n\n```text\ncode  [as] is\n```\nfive"
        );
    }

    #[test]
    fn what_rustdoc_would_misread_is_escaped() {
        assert_eq!(
            wrap(
                "A [0, 1] <b> `[x]<y>` https://example.com/a. [l](https://example.com) <https://e.com>",
                200
            ),
            "A \\[0, 1] \\<b> `[x]<y>` <https://example.com/a>. [l](https://example.com) <https://e.com>"
        );
    }

    #[test]
    fn no_code_is_left_that_rustdoc_would_try() {
        for (markdown, safe) in [
            ("```\nlet x = ;\n```", "```text\nlet x = ;\n```"),
            ("~~~ rust\nx\n~~~", "~~~text\nx\n~~~"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            ("````\n```\n````\na", "````text\n```\n````\na"),
            ("a\n\n    let x = ;", "a\n\n   let x = ;"),
            ("- a\n\n      let x = ;\nb", "- a\n\n     let x = ; b"),
            ("> ```\n>     x", "> \\```\n> x"),
            ("```a``` b", "```a``` b"),
        ] {
            assert_eq!(wrap(markdown, 80), safe);
        }
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        assert_eq!(wrap("a\u{202e}b\u{7}c\r\nd\re", 80), "abc d e");
    }

    #[test]
    fn code_that_is_not_closed_does_not_swallow_what_follows() {
        assert_eq!(wrap("```\nopen", 80), "```text\nopen\n```");
        assert_eq!(wrap("a ` b [c]", 80), "a ` b \\[c]");
    }
}

//! Names the elements of HTML to the sink: of a whole page, or of what stands within Markdown.

use super::lines::Lines;
use super::sink::{Close, Open, Sink};
use super::steps::step;
use html5gum::{DefaultEmitter, HtmlString, Spanned, StartTag, Token, Tokenizer};

/// What a piece of HTML says beside its elements.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// The address that the page calls its own.
    pub(super) canonical: Option<String>,
}

/// Reads a piece of HTML that begins at an offset of the page.
pub(super) fn read(html: &str, offset: usize, lines: &Lines, sink: &mut Sink) -> Aside {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Scripts and styles have no elements in them.
    emitter.naively_switch_states(true);
    let mut aside = Aside::default();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                step(tag.span.end.saturating_sub(tag.span.start));
                let line = lines.line(offset + tag.span.start);
                start(&tag, line, sink, &mut aside);
            }
            Token::EndTag(tag) => end(&tag.name, lines.line(offset + tag.span.start), sink),
            Token::String(text) => {
                let line = lines.line(offset + text.span.start);
                sink.text(&String::from_utf8_lossy(&text.value), line);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    aside
}

fn start(tag: &StartTag<usize>, line: usize, sink: &mut Sink, aside: &mut Aside) {
    let attribute = |name: &[u8]| -> Option<String> {
        let value: &Spanned<HtmlString, usize> = tag.attributes.get(name)?;
        Some(String::from_utf8_lossy(value).into_owned())
    };
    let count = |name: &[u8]| attribute(name).and_then(|text| text.trim().parse().ok());
    match &**tag.name {
        [b'h', level @ b'1'..=b'6'] => {
            sink.open(Open::Heading(usize::from(level - b'0')), line);
            if let Some(id) = attribute(b"id") {
                sink.anchor(&id);
            }
        }
        b"a" => {
            if let Some(name) = attribute(b"name").or_else(|| attribute(b"id")) {
                sink.anchor(&name);
            }
            if let Some(target) = attribute(b"href") {
                sink.open(Open::Link(&target), line);
            }
        }
        b"table" => sink.open(Open::Table, line),
        b"tr" => sink.open(Open::Row, line),
        b"td" | b"th" => {
            let [columns, rows] = [b"colspan", b"rowspan"].map(|name| count(name).unwrap_or(1));
            sink.open(Open::Cell(columns, rows), line);
        }
        b"ul" | b"ol" => sink.open(Open::List, line),
        b"li" => sink.open(Open::Item, line),
        b"code" => sink.open(Open::Code, line),
        b"pre" => sink.open(Open::Pre, line),
        b"blockquote" => sink.open(Open::Quote, line),
        b"script" | b"style" | b"template" if !tag.self_closing => sink.open(Open::Hidden, line),
        b"title" => sink.open(Open::Title, line),
        b"link" if attribute(b"rel").is_some_and(|rel| rel == "canonical") => {
            aside.canonical = attribute(b"href");
        }
        b"br" => sink.text("\n", line),
        b"p" | b"div" => sink.text(" ", line),
        _ => {}
    }
}

fn end(name: &[u8], line: usize, sink: &mut Sink) {
    sink.close(match name {
        [b'h', b'1'..=b'6'] => Close::Heading,
        b"a" => Close::Link,
        b"table" => Close::Table,
        b"tr" => Close::Row,
        b"td" | b"th" => Close::Cell,
        b"ul" | b"ol" => Close::List,
        b"code" => Close::Code,
        b"pre" => Close::Pre,
        b"blockquote" => Close::Quote,
        b"script" | b"style" | b"template" => Close::Hidden,
        b"title" => Close::Title,
        b"html" => Close::Page,
        b"p" | b"div" => return sink.text(" ", line),
        _ => return,
    });
}

//! Renders diagnostics with excerpts of their source.
//!
//! Whatever the places are, something is shown: those beyond the text are taken for its end.

use super::{Diagnostic, Label, Severity};
use crate::source::{Source, Span};
use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};
use std::fmt::Write as _;

/// All of them in the order of the text, in the manner of rustc: code, place, excerpt, help.
/// Excerpts show the text, so this is for documents that anybody may see, never for payloads.
pub fn render(diagnostics: &[Diagnostic], source: &Source, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut sorted: Vec<_> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| a.order(b));
    let mut report = String::new();
    for diagnostic in sorted {
        report.push_str(&with_excerpt(diagnostic, source, &renderer));
        report.push_str("\n\n");
    }
    report
}

/// One diagnostic in one line without an excerpt: `name:line:column: error[code]: message`.
pub fn render_line(diagnostic: &Diagnostic, source: &Source) -> String {
    let place = source.position(diagnostic.primary.span.start);
    let mut line = format!(
        "{}:{}:{}: ",
        printable(source.name()),
        place.line,
        place.column
    );
    let severity = diagnostic.severity.as_str();
    let message = printable(&diagnostic.message);
    // Writing to a string cannot fail.
    let _ = write!(line, "{severity}[{}]: {message}", diagnostic.code);
    line
}

fn with_excerpt(diagnostic: &Diagnostic, source: &Source, renderer: &Renderer) -> String {
    let primary = clipped(&diagnostic.primary.span, source);
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .map(|label| clipped(&label.span, source))
        .collect();

    // Only the lines in question: a document may be long, and there may be many diagnostics.
    let places = || related.iter().chain([&primary]);
    let first = places().map(|span| span.start).min().unwrap_or_default();
    let last = places().map(|span| span.end).max().unwrap_or_default();
    let first_line = source.position(first).line;
    let excerpt = source.lines(first, last);
    // The renderer takes a carriage return for no column, and a last line for none if it is empty.
    let text = source
        .text()
        .get(excerpt.clone())
        .unwrap_or_default()
        .replace('\r', " ")
        + "\n";

    let annotation = |kind: AnnotationKind, span: &Span, label: &Label| -> Annotation<'_> {
        let shift = |offset: usize| offset.saturating_sub(excerpt.start);
        let text = Some(printable(&label.text)).filter(|text| !text.is_empty());
        kind.span(shift(span.start)..shift(span.end)).label(text)
    };
    let snippet = Snippet::source(text)
        .path(printable(source.name()))
        .line_start(first_line)
        .annotation(annotation(
            AnnotationKind::Primary,
            &primary,
            &diagnostic.primary,
        ))
        .annotations(
            related
                .iter()
                .zip(&diagnostic.related)
                .map(|(span, label)| annotation(AnnotationKind::Context, span, label)),
        );
    let group = diagnostic
        .severity
        .level()
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code.as_str())
        .element(snippet);
    let help = diagnostic.help.as_deref().filter(|help| !help.is_empty());
    renderer.render(&[match help {
        Some(help) => group.element(Level::HELP.message(printable(help))),
        None => group,
    }])
}

/// A place within one line of the text: of one that is longer, its first line says enough.
fn clipped(span: &Span, source: &Source) -> Span {
    let text = source.text();
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len().max(start)));
    let line = source.lines(start, start);
    start..end.min(line.end.max(start))
}

/// Names out of a document may hold anything, and a terminal obeys control characters.
fn printable(text: &str) -> String {
    let replace = |c: char| {
        if c.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    text.chars().map(replace).collect()
}

impl Severity {
    fn level(self) -> Level<'static> {
        match self {
            Self::Error => Level::ERROR,
            Self::Warning => Level::WARNING,
            Self::Note => Level::NOTE,
        }
    }
}

#[cfg(test)]
mod tests;

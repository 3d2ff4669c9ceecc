//! Renders diagnostics with excerpts of their source.
//!
//! Whatever the places are, something is shown: those beyond the text are taken for its end.

use super::{Diagnostic, Label, Severity};
use crate::source::{Source, Span, acts_on_terminal};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::fmt::Write as _;

/// The most diagnostics that are shown in one report.
const MOST_SHOWN: usize = 500;

/// The most bytes of the text from the first to the last place that one excerpt shows. Farther apart,
/// or in one line that is longer, each place has an excerpt of its own.
const NEAR: usize = 1024;

/// The same in one line.
const NEAR_IN_A_LINE: usize = 400;

/// The most bytes that such an excerpt shows before its place, and behind its beginning.
const AROUND: usize = 80;

/// The most characters of a message, in which a document may have its say.
const MOST_CHARACTERS: usize = 500;

/// All of them in the order of the text, in the manner of rustc: code, place, excerpt, help. Of very
/// many those that weigh most are shown, and the rest is counted.
/// Excerpts show the text, so this is for documents that anybody may see, never for payloads.
pub fn render(diagnostics: &[Diagnostic], source: &Source, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut shown: Vec<_> = diagnostics.iter().collect();
    shown.sort_by(|a, b| a.severity.cmp(&b.severity).then_with(|| a.order(b)));
    shown.truncate(MOST_SHOWN);
    shown.sort_by(|a, b| a.order(b));
    let mut report = String::new();
    for diagnostic in &shown {
        report.push_str(&with_excerpt(diagnostic, source, &renderer));
        report.push_str("\n\n");
    }
    let more = diagnostics.len() - shown.len();
    if more > 0 {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "{more} more are not shown\n");
    }
    report
}

/// One diagnostic in one line without an excerpt: `name:line:column: error[code]: message`.
pub fn render_line(diagnostic: &Diagnostic, source: &Source) -> String {
    let start = diagnostic.primary.span.start;
    let (source, first) = source.holding(start);
    let place = source.position(start - first);
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
    let labels: Vec<_> = std::iter::once((AnnotationKind::Primary, &diagnostic.primary))
        .chain(
            diagnostic
                .related
                .iter()
                .map(|label| (AnnotationKind::Context, label)),
        )
        .map(|(kind, label)| {
            let (file, from) = source.holding(label.span.start);
            let span = label.span.start - from..label.span.end.saturating_sub(from);
            (kind, clipped(&span, file), label, file)
        })
        .collect();
    let title = diagnostic
        .severity
        .level()
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);

    let all_in = |file: &Source| labels.iter().all(|(.., it)| std::ptr::eq(*it, file));
    let Some(source) = labels
        .first()
        .map(|(.., file)| *file)
        .filter(|it| all_in(it))
    else {
        for (kind, span, label, file) in &labels {
            group = apart(group, *kind, span, label, file);
        }
        return renderer.render(&[with_help(group, diagnostic)]);
    };
    // Only the lines in question: a document may be long, and there may be many diagnostics.
    let first = labels
        .iter()
        .map(|(_, span, ..)| span.start)
        .min()
        .unwrap_or_default();
    let last = labels
        .iter()
        .map(|(_, span, ..)| span.end)
        .max()
        .unwrap_or_default();
    let excerpt = source.lines(first, last);
    let is_one_line = excerpt.len() > NEAR_IN_A_LINE && source.lines(first, first) == excerpt;
    if excerpt.len() <= NEAR && !is_one_line {
        let line = source.position(first).line;
        let snippet = snippet(excerpt.clone(), line, source).path(printable(source.name()));
        let labels = labels.iter();
        group = group.element(snippet.annotations(
            labels.map(|(kind, span, label, _)| annotation(*kind, span, label, &excerpt)),
        ));
    } else {
        for (kind, span, label, _) in &labels {
            group = apart(group, *kind, span, label, source);
        }
    }
    renderer.render(&[with_help(group, diagnostic)])
}

/// Adds what stands below the excerpts.
fn with_help<'a>(mut group: Group<'a>, diagnostic: &Diagnostic) -> Group<'a> {
    if diagnostic.unlisted > 0 {
        let more = format!("and at {} more places", diagnostic.unlisted);
        group = group.element(Level::NOTE.message(more));
    }
    let help = diagnostic.help.as_deref().filter(|help| !help.is_empty());
    if let Some(help) = help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    group
}

/// Adds the excerpt of one place: its line, or of a long one what is around the place.
fn apart<'a>(
    group: Group<'a>,
    kind: AnnotationKind,
    span: &Span,
    label: &Label,
    source: &Source,
) -> Group<'a> {
    let text = source.text();
    let place = source.position(span.start);
    let line = source.lines(span.start, span.start);
    let from = text
        .floor_char_boundary(span.start.saturating_sub(AROUND))
        .max(line.start);
    let to = text.ceil_char_boundary(span.start + AROUND).min(line.end);
    let window = from..to.max(from);
    let within = |offset: usize| offset.clamp(window.start, window.end);
    let seen = within(span.start)..within(span.end);
    let origin = Origin::path(printable(source.name()));
    group
        .element(origin.line(place.line).char_column(place.column))
        .element(
            snippet(window.clone(), place.line, source)
                .annotation(annotation(kind, &seen, label, &window)),
        )
}

/// A piece of the text, which begins in that line.
fn snippet<'a>(piece: Span, line: usize, source: &Source) -> Snippet<'a, Annotation<'a>> {
    let text = source.text().get(piece).unwrap_or_default();
    // The renderer takes a carriage return for no column, and a last line for none if it is empty.
    Snippet::source(text.replace('\r', " ") + "\n").line_start(line)
}

/// A label in a piece of the text.
fn annotation<'a>(
    kind: AnnotationKind,
    span: &Span,
    label: &Label,
    piece: &Span,
) -> Annotation<'a> {
    let shift = |offset: usize| offset.saturating_sub(piece.start);
    let text = Some(printable(&label.text)).filter(|text| !text.is_empty());
    kind.span(shift(span.start)..shift(span.end)).label(text)
}

/// A place within one line of the text: of one that is longer, its first line says enough.
fn clipped(span: &Span, source: &Source) -> Span {
    let text = source.text();
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len().max(start)));
    let line = source.lines(start, start);
    start..end.min(line.end.max(start))
}

/// Names out of a document may hold anything, of any length: a terminal obeys control characters, and
/// marks of direction turn the words around.
pub fn printable(text: &str) -> String {
    let replace = |c: char| {
        if acts_on_terminal(c) {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    let mut printable: String = text.chars().take(MOST_CHARACTERS).map(replace).collect();
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        printable.push('…');
    }
    printable
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

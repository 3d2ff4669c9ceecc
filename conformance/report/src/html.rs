//! Writes the report as a page for a browser.
//!
//! A page is looked at, kept and sent around: it loads nothing, says what was read, when and by which
//! version, and what it leaves out. Everything is escaped by how it is made, whatever a name holds. What
//! runs on it is one script, to filter what is there; a browser runs no other, see [`POLICY`].

mod top;

use super::listed::Listed;
use super::shape::{Omitted, share};
use super::wording::{self, pointer_or_whole};
use super::{Digest, Event, Group, Picture, Place, Report, svg};
use idcard_judge::Failure;
use idcard_judge::{Excerpt, Finding, Hint, Judgement, Level, Verdict, printable};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

/// What the browser is to allow: the style and the pictures that are in the page, and the script that has
/// this digest. Only the text of [`SCRIPT`] has it, so that nothing else in the page is run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
script-src 'sha256-huFgcYsQrJ8slIBDii9zsp/dfVAO1N5I6HkoxjhmkmM='; base-uri 'none'; form-action 'none'";

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The most groups that are listed.
const MOST_GROUPS: usize = 500;

/// Written at the end.
pub struct Html<W> {
    out: W,
    run: Run,
    picture: Option<Picture>,
    listed: Listed,
}

/// What the page says of the run that it is the report of.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// What was asked to be read, as whoever asked wrote it.
    pub inputs: Vec<String>,
    /// When that was, as it is to be shown. Nothing in the page is from the clock.
    pub date: Option<String>,
}

impl<W: Write> Html<W> {
    /// A page to `out`; the first drawing is drawn over the picture.
    pub fn new(out: W, run: Run, picture: Option<Picture>) -> Self {
        Self {
            out,
            run,
            picture,
            listed: Listed::default(),
        }
    }
}

impl<W: Write> Report for Html<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        self.listed.keep(event);
        Ok(())
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        let page = page(&self.run, digest, &self.listed, self.picture.as_ref())?;
        writeln!(self.out, "{}", page.into_string())?;
        self.out.flush()
    }
}

fn page(
    run: &Run,
    digest: &Digest,
    listed: &Listed,
    picture: Option<&Picture>,
) -> io::Result<Markup> {
    let worst = digest
        .tally
        .worst()
        .map_or("nothing judged", Verdict::as_str);
    let omitted = listed.omitted(digest);
    Ok(html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "idcard: " (worst) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "Payloads of the id-card API" }
                    (top::about(run))
                    (top::counts(digest))
                }
                main {
                    (top::baseline(digest)?)
                    (top::filter(digest, listed))
                    (groups(&digest.news()))
                    (undocumented(digest))
                    (drawings(digest, picture))
                    (payloads(listed, omitted))
                    (failures(&listed.failed, omitted))
                }
                footer {
                    p { "Values are hidden unless that was asked for: ‹string:7› is a text of seven \
                         characters. " code { "idcard explain RULE" } " says more about a rule." }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    })
}

fn groups(groups: &[&Group]) -> Markup {
    let columns = ["Count", "Payloads", "What", "First, and last"];
    let row = |group: &Group| {
        html! {
            td.number data-label=(columns[0]) { (group.count.times) }
            td.number data-label=(columns[1]) { (group.count.payloads) }
            td { (rule(group.rule.verdict(), group.rule.as_str())) " "
                 code { (pointer_or_whole(&group.folded)) }
                 p { (group.message) } (hint(group.hint)) }
            td data-label=(columns[3]) { (place(&group.first))
                 @if group.first != group.last { br; (place(&group.last)) } }
        }
    };
    let heading = "Findings, by rule and pointer";
    table(heading, columns, groups, row, "kinds of finding")
}

fn undocumented(digest: &Digest) -> Markup {
    let columns = ["Count", "Of payloads", "Member", "Since"];
    let row = |group: &Group| {
        html! {
            td.number data-label=(columns[0]) { (group.count.times) }
            td.number data-label=(columns[1]) { (format!("{:.2} %", share(group, &digest.tally) * 100.0)) }
            td { code { (group.folded) } }
            td data-label=(columns[3]) { (place(&group.first)) }
        }
    };
    let heading = "Members that the spec does not name";
    table(heading, columns, &digest.undocumented(), row, "members")
}

/// A row for each of the first groups; nothing where there are none.
fn table(
    heading: &str,
    columns: [&str; 4],
    groups: &[&Group],
    row: impl Fn(&Group) -> Markup,
    what: &str,
) -> Markup {
    html! {
        @if !groups.is_empty() {
            section {
                h2 { (heading) }
                div.wide { table {
                    thead { tr { @for column in columns { th { (column) } } } }
                    tbody { @for group in groups.iter().take(MOST_GROUPS) {
                        tr data-level=[level(group.rule.verdict())] { (row(group)) }
                    } }
                } }
                (more(groups.len().saturating_sub(MOST_GROUPS), what))
            }
        }
    }
}

fn drawings(digest: &Digest, picture: Option<&Picture>) -> Markup {
    html! {
        @if !digest.drawings.is_empty() {
            section {
                h2 { "Where it stands on the card" }
                p.legend { span.read { "read" } " " span.mask { "to be covered, as the service has it" }
                    " " span.cover { "to be covered, with its margin" } }
                div.cards {
                    @for (index, drawing) in digest.drawings.iter().enumerate() {
                        figure {
                            @let (drawn, key) = svg::draw(drawing, picture.filter(|_| index == 0));
                            (drawn)
                            (key)
                            figcaption { (printable(&drawing.origin.to_string()))
                                @if let Some(why) = &drawing.unmasked { p.invalid { (why) } } }
                        }
                    }
                }
                p { "The first responses of the input that have something to draw. Names, addresses \
                     and birth dates are never among what the service says to cover." }
            }
        }
    }
}

fn payloads(listed: &Listed, omitted: Omitted) -> Markup {
    html! {
        @if !listed.payloads.is_empty() {
            section {
                h2 { "Payloads with something to say about them" }
                @for (judgement, omitted) in &listed.payloads { (payload(judgement, *omitted)) }
                (more(usize::try_from(omitted.payloads).unwrap_or(usize::MAX), "payloads"))
            }
        }
    }
}

fn payload(judgement: &Judgement, omitted: usize) -> Markup {
    let verdict = judgement.verdict;
    let name = wording::payload(&judgement.origin);
    html! {
        details open[judgement.findings.len() < 10] {
            summary { (rule(verdict, verdict.as_str())) " " (printable(&name))
                @if let Some(document) = judgement.document { " as " (document) } }
            ol { @for finding in &judgement.findings {
                li data-level=[level(finding.rule.verdict())] { (self::finding(finding)) }
            } }
            (more(omitted, "findings"))
        }
    }
}

fn finding(finding: &Finding) -> Markup {
    let position = finding.position;
    html! {
        (position.line) ":" (position.column) " "
        (rule(finding.rule.verdict(), finding.rule.as_str())) " "
        code { (pointer_or_whole(&finding.pointer)) }
        @if finding.recovered { " (recovered)" }
        p { (finding.message) }
        @if let Some(excerpt) = &finding.excerpt { (self::excerpt(excerpt)) }
        (hint(finding.hint))
    }
}

fn excerpt(excerpt: &Excerpt) -> Markup {
    html! {
        pre { @for (index, line) in excerpt.lines.iter().enumerate() {
            @if index == excerpt.marked {
                @let (before, marked, after) = cut(line, excerpt);
                (before) mark { (marked) } (after) "\n"
            } @else { (line) "\n" }
        } }
    }
}

/// A line before, in and behind what is at fault.
fn cut<'l>(line: &'l str, excerpt: &Excerpt) -> (&'l str, &'l str, &'l str) {
    let byte = |column: usize| {
        let mut starts = line.char_indices().map(|(byte, _)| byte);
        starts.nth(column).unwrap_or(line.len())
    };
    let (start, end) = (byte(excerpt.columns.start), byte(excerpt.columns.end));
    let (before, rest) = line.split_at(start.min(end));
    let (marked, after) = rest.split_at(end - start.min(end));
    (before, marked, after)
}

fn failures(failed: &[Failure], omitted: Omitted) -> Markup {
    html! {
        @if !failed.is_empty() {
            section {
                h2 { "Not read" }
                ul { @for Failure { name, message } in failed {
                    li { (printable(name)) ": " (printable(message)) }
                } }
                (more(usize::try_from(omitted.failed).unwrap_or(usize::MAX), "failures"))
            }
        }
    }
}

fn more(count: usize, what: &str) -> Markup {
    html! { @if count > 0 { p.more { "… and " (count) " more " (what) ", counted and not listed." } } }
}

/// Its level is its colour, and said for who sees none.
fn rule(verdict: Verdict, text: &str) -> Markup {
    html! { span class={ "rule " (verdict.as_str()) } title=[level(verdict)] { (text) } }
}

fn level(verdict: Verdict) -> Option<&'static str> {
    verdict.level().map(Level::as_str)
}

fn hint(hint: Option<Hint>) -> Markup {
    html! { @if let Some(hint) = hint {
        p.hint { "Hint: " (hint.text)
            @if let Some(conflict) = hint.conflict { " (" code { "idcard explain " (conflict) } ")" } }
    } }
}

fn place(place: &Place) -> Markup {
    html! { span.place { (wording::place(place)) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest as _, Sha256};

    #[test]
    fn the_policy_lets_this_script_run_and_no_other() {
        let digest = STANDARD.encode(Sha256::digest(SCRIPT));
        assert!(
            POLICY.contains(&format!("script-src 'sha256-{digest}';")),
            "{digest}"
        );
        assert!(!SCRIPT.contains("</"), "it would end there");
    }
}

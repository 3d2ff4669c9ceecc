//! Puts names, places, counts and hints into words, for the forms that people read.

use super::{Place, Tally};
use idcard_judge::{Exchange, Hint, Origin, printable};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A pointer, or what stands for that to the whole document, which is empty.
pub fn pointer_or_whole(pointer: &str) -> &str {
    if pointer.is_empty() {
        "(whole document)"
    } else {
        pointer
    }
}

/// A hint, and where to read more.
pub(super) fn worded(hint: &Hint) -> String {
    match hint.conflict {
        Some(conflict) => format!("{} (`idcard explain {conflict}`)", hint.text),
        None => hint.text.to_owned(),
    }
}

/// A name at the beginning of a line. What shows such lines may take commands from them, and every
/// command that is known of begins with one of these; a path means the same with a dot before it.
pub(super) fn named(name: &str) -> Cow<'_, str> {
    let name = printable(name);
    if name.trim_start().starts_with([':', '#']) {
        Cow::Owned(format!("./{name}"))
    } else {
        name
    }
}

/// Where a finding is, as an editor takes it.
pub(super) fn place(place: &Place) -> String {
    let name = place.origin.text().to_string();
    let (line, column) = (place.position.line, place.position.column);
    format!("{}:{line}:{column}", named(&name))
}

/// What is known of the exchange that a payload is a half of, if anything: when it was, and its status.
pub(super) fn exchange(origin: &Origin) -> Option<String> {
    let Exchange { time, status } = origin.exchange.as_deref()?;
    let status = status.map(|status| format!("status {status}"));
    let said: Vec<String> = time.clone().into_iter().chain(status).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// The name of a payload, and what is known of its exchange.
pub(super) fn payload(origin: &Origin) -> String {
    match exchange(origin) {
        Some(exchange) => format!("{origin} ({exchange})"),
        None => origin.to_string(),
    }
}

/// So many of something.
pub fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What payloads were, a line for each way to tell them apart: judged as which document, and what they
/// say of themselves, as [`Kinds`](idcard_judge::Kinds) has it.
pub fn breakdown(documents: &BTreeMap<&str, u64>, kinds: &BTreeMap<&str, u64>) -> Vec<String> {
    let documents = documents.iter().map(|(name, count)| ("as", *name, *count));
    let kinds = kinds.iter().filter_map(|(kind, count)| {
        let (facet, value) = kind.split_once(':')?;
        Some((facet, value, *count))
    });
    let mut lines: Vec<String> = Vec::new();
    let mut last = "";
    for (facet, value, count) in documents.chain(kinds) {
        match lines.last_mut().filter(|_| facet == last) {
            Some(line) => line.extend([", ", value, " (", &count.to_string(), ")"]),
            None => lines.push(format!("{facet} {value} ({count})")),
        }
        last = facet;
    }
    lines
}

/// How many payloads got which verdict.
pub fn verdicts(tally: &Tally) -> String {
    let counts = [
        (tally.valid, "valid"),
        (tally.findings, "with findings"),
        (tally.invalid, "invalid"),
        (tally.unreadable, "unreadable"),
        (tally.failed, "failed"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, verdict)| format!("{count} {verdict}"))
        .collect();
    let payloads = u64::try_from(tally.payloads()).unwrap_or(u64::MAX);
    let colon = if counts.is_empty() { "" } else { ": " };
    format!(
        "{}{colon}{}",
        counted(payloads, "payload"),
        counts.join(", ")
    )
}

//! Shows what was found: as text, JSON, Markdown, or annotations of a hosted review.

use super::accept::Accepted;
use super::bump::Bump;
use super::change::Change;
use super::payloads::Counted;
use super::steps::Steps;
use super::table;
use super::written::Place;
pub use crate::options::ReportForm as Form;
use crate::shown::{message, plain, property};
use serde_json::{Value as Json, json};
use std::collections::HashSet;
use std::fmt::Write as _;

/// The version of the shape of the JSON.
const SHAPE: u32 = 1;

/// The JSON Schema of the report as JSON.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// What fails a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Somebody is broken, pays twice, is shown, or is misled.
    Break,
    /// That, and what is unproven, lost, or behaves otherwise.
    Warn,
    /// Any change.
    Any,
    /// A version that is raised too little.
    Bump,
    /// Nothing.
    Never,
}

/// What a run found.
#[derive(Debug, Clone)]
pub struct Report {
    /// The old document.
    pub old: String,
    /// The new one.
    pub new: String,
    /// Sorted by place.
    pub changes: Vec<Change>,
    /// Where each is shown.
    pub places: Vec<Place>,
    /// What has to be raised.
    pub bump: Bump,
    /// Why no crate could be compared.
    pub no_crate: Option<String>,
    /// How many changes are accepted, and so not among the others.
    pub accepted: usize,
    /// Entries of the accept file that match nothing.
    pub unused: Vec<String>,
    /// What becomes of payloads.
    pub payloads: Option<Counted>,
    /// What it took.
    pub steps: Steps,
}

impl Report {
    /// Takes out what is accepted. The version still has to be raised for it.
    pub fn accept(&mut self, accepted: &Accepted) {
        let prints: Vec<String> = self.changes.iter().map(Change::fingerprint).collect();
        let known: HashSet<&String> = prints.iter().collect();
        let entries = accepted.accept.iter();
        let unused = entries.filter(|it| !known.contains(&it.change));
        self.unused = unused.map(|it| it.change.clone()).collect();
        let named: HashSet<&String> = accepted.accept.iter().map(|it| &it.change).collect();
        let is_accepted = |print: &String| named.contains(print);
        let mut keep = prints.iter().map(|print| !is_accepted(print));
        self.places.retain(|_| keep.next().unwrap_or(true));
        let mut keep = prints.iter().map(|print| !is_accepted(print));
        self.changes.retain(|_| keep.next().unwrap_or(true));
        self.accepted = prints.len() - self.changes.len();
    }

    /// Whether a run fails. For [`FailOn::Bump`] the versions decide, which are not known here.
    pub fn fails(&self, on: FailOn) -> bool {
        let mut changes = self.changes.iter();
        !self.unused.is_empty()
            || match on {
                FailOn::Break => changes.any(Change::breaks),
                FailOn::Warn => changes.any(|it| it.breaks() || it.warns()),
                FailOn::Any => !self.changes.is_empty(),
                FailOn::Bump | FailOn::Never => false,
            }
    }

    /// The report in a form, with the places that each change is reached from if asked for.
    pub fn show(&self, form: Form, places: bool) -> String {
        match form {
            Form::Text => self.text(places),
            Form::Json => format!("{:#}\n", self.to_json()),
            Form::Markdown => self.markdown(),
            Form::Github => self.github(),
        }
    }

    fn text(&self, places: bool) -> String {
        let mut text = String::new();
        for change in &self.changes {
            // Writing to a `String` cannot fail, here and below.
            let _ = writeln!(text, "{}: {}", plain(change.pointer()), plain(&change.what));
            let columns = columns(change);
            let _ = writeln!(
                text,
                "    {} [{}]",
                columns.join(", "),
                change.fingerprint()
            );
            if let Some(explained) = table::row(&change.keyword).filter(|_| change.breaks()) {
                let _ = writeln!(
                    text,
                    "    {}: {}",
                    explained.name,
                    explained.effect.explain()
                );
            }
            for note in notes(change) {
                let _ = writeln!(text, "    {}", plain(&note));
            }
            if places {
                for place in change.places.iter() {
                    let _ = writeln!(text, "    from {}", plain(place));
                }
            }
        }
        let _ = writeln!(text, "{}", self.summary());
        text
    }

    /// One line of what was found.
    pub fn summary(&self) -> String {
        let count = |is: fn(&Change) -> bool| self.changes.iter().filter(|it| is(it)).count();
        let breaks = count(Change::breaks);
        let warns = count(|it| !it.breaks() && it.warns());
        let rest = self.changes.len() - breaks - warns;
        let bump = self.bump.word();
        let mut text = format!(
            "{} → {}: {breaks} breaking, {warns} to look at, {rest} harmless, {} accepted; bump: {bump}",
            plain(&self.old),
            plain(&self.new),
            self.accepted
        );
        if let Some(it) = &self.payloads {
            let _ = write!(
                text,
                "\npayloads: {} read, {} unreadable, {} change their verdict ({} valid by the old \
                 alone, {} by the new alone)",
                it.payloads,
                it.unreadable,
                it.changed(),
                it.only_old,
                it.only_new
            );
        }
        for unused in &self.unused {
            let _ = write!(
                text,
                "\naccepted, and not there: {}; delete the entry",
                plain(unused)
            );
        }
        text
    }

    fn to_json(&self) -> Json {
        let changes = self
            .changes
            .iter()
            .zip(&self.places)
            .map(|(change, place)| {
                let mut json = json!(change);
                if let Json::Object(map) = &mut json {
                    map.insert("fingerprint".into(), json!(change.fingerprint()));
                    map.insert("hint".into(), json!(change.hint()));
                    map.insert("file".into(), json!(place.file));
                    map.insert("line".into(), json!(place.line));
                    map.insert("breaks".into(), json!(change.breaks()));
                    map.insert("warns".into(), json!(change.warns()));
                }
                json
            });
        json!({
            "shape": SHAPE, "old": self.old, "new": self.new, "bump": self.bump,
            "changes": changes.collect::<Vec<_>>(), "no_crate": self.no_crate,
            "accepted": self.accepted, "unused": self.unused, "payloads": self.payloads,
        })
    }

    fn markdown(&self) -> String {
        let mut text = "| change | send | schemas | types | compile | besides |\n\
                        |---|---|---|---|---|---|\n"
            .to_owned();
        for change in &self.changes {
            let notes: Vec<String> = notes(change).iter().map(|it| cell(it)).collect();
            let _ = writeln!(
                text,
                "| {} · {} | {} | {} | {} | {} | {} |",
                cell(&format!("`{}`", change.pointer())),
                cell(&change.what),
                change.send.word(),
                change.schemas.word(),
                change.types.word(),
                change.compile.word(),
                notes.join("; ")
            );
        }
        let _ = writeln!(text, "\n{}", self.summary());
        text
    }

    fn github(&self) -> String {
        let mut text = String::new();
        for (change, Place { file, line }) in self.changes.iter().zip(&self.places) {
            let level = match change {
                it if it.breaks() => "error",
                it if it.warns() => "warning",
                _ => "notice",
            };
            let words = format!("{}: {}", change.what, columns(change).join(", "));
            let _ = writeln!(
                text,
                "::{level} file={},line={line}::{}",
                property(file),
                message(&words)
            );
        }
        let _ = writeln!(text, "{}", self.summary());
        text
    }
}

fn columns(change: &Change) -> Vec<String> {
    let mut columns = Vec::new();
    for (name, word) in [
        ("send", change.send.word()),
        ("schemas", change.schemas.word()),
        ("types", change.types.word()),
        ("compile", change.compile.word()),
    ] {
        if word != "–" {
            columns.push(format!("{name} {word}"));
        }
    }
    if columns.is_empty() {
        columns.push("nothing".into());
    }
    if !change.places.is_empty() {
        columns.push(format!("reached from {}", change.places.len()));
    }
    columns
}

fn notes(change: &Change) -> Vec<String> {
    let mut notes: Vec<String> = change
        .hint()
        .iter()
        .map(|it| format!("hint: {it}"))
        .collect();
    notes.extend(change.behaviour.iter().map(|it| format!("behaviour: {it}")));
    notes.extend(change.privacy.iter().map(|it| format!("privacy: {it}")));
    notes.extend(change.reasons.iter().map(|it| format!("unproven: {it}")));
    notes.extend(change.items.iter().map(|it| format!("item: {it}")));
    notes.extend(change.witnesses.iter().take(1).map(|it| {
        format!(
            "witness: refused at `{}` for `{}`: {}",
            it.at,
            it.keyword,
            brief(&it.body)
        )
    }));
    notes
}

/// A witness on a line, cut where it is long.
fn brief(body: &Json) -> String {
    const LONGEST: usize = 200;
    let text = body.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!(
            "{}… (`--report json` has the whole)",
            text.get(..at).unwrap_or_default()
        ),
        None => text,
    }
}

fn cell(text: &str) -> String {
    plain(text).replace('|', "\\|")
}

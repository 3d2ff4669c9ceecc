//! Reads values from nodes with a cursor that leaves no key behind, and collects what is reported.
//!
//! The promise "consumed or reported" is kept here and nowhere else: a [`Map`] that goes out of
//! scope reports every key that was not taken, so a reader cannot forget to.

use super::keywords::EXTENSIONS;
use super::shared::Shared;
use super::{Place, Provenance, Spanned};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::{Node, Object, Span, Value, escape_token};
use std::cell::{LazyCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// What a schema is called in messages.
pub(super) const SCHEMA: &str = "a schema";

/// Collects what is reported. Every part of the reader shares one, hence the cells; none is held
/// while another part runs.
#[derive(Debug, Default)]
pub(super) struct Reader {
    diagnostics: RefCell<Vec<Diagnostic>>,
    /// Extensions that nothing here reads, with their places.
    extensions: RefCell<BTreeMap<String, Vec<Span>>>,
    /// The examples that others refer to.
    pub(super) examples: RefCell<Shared>,
    /// The names of the callbacks that operations refer to.
    pub(super) callbacks: RefCell<BTreeSet<String>>,
}

impl Reader {
    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Notes that a remark goes nowhere.
    pub(super) fn unread(&self, at: &At<'_>, what: &str) {
        let message = format!("{what} is written nowhere");
        self.report(Diagnostic::new(Code::UnreadRemark, at.head(), message));
    }

    /// An extension in a place where none is read.
    fn unread_extension(&self, name: &str, span: Span, place: &str) {
        if EXTENSIONS.iter().any(|extension| extension.name == name) {
            let message = format!("{} has no meaning in {place}", quoted(name));
            self.report(Diagnostic::new(Code::BadExtension, span, message));
        } else {
            self.extensions
                .borrow_mut()
                .entry(name.to_owned())
                .or_default()
                .push(span);
        }
    }

    pub(super) fn wrong_kind(&self, at: &At<'_>, expected: &str) {
        let found = at.node.kind();
        let message = format!("expected {expected}, found {found}");
        self.report(Diagnostic::new(Code::WrongKind, at.head(), message));
    }

    /// Everything reported; an extension that nothing reads is reported once, with its count.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics.into_inner();
        for (name, mut spans) in self.extensions.into_inner() {
            spans.sort_by_key(|span| span.start);
            let count = spans.len();
            let Some(first) = spans.into_iter().next() else {
                continue;
            };
            let times = if count == 1 {
                "once".to_owned()
            } else {
                format!("{count} times")
            };
            let message = format!("nothing reads {}, which is used {times}", quoted(&name));
            let known = EXTENSIONS.iter().map(|extension| extension.name);
            diagnostics.push(
                Diagnostic::new(Code::UnknownExtension, first, message)
                    .with_suggestion(&name, known),
            );
        }
        diagnostics
    }
}

/// A node and the path to it.
#[derive(Debug, Clone)]
pub(super) struct At<'t> {
    pub(super) node: &'t Node,
    /// The key it stands under.
    key: Option<Span>,
    pub(super) pointer: String,
}

impl<'t> At<'t> {
    pub(super) fn root(node: &'t Node) -> Self {
        Self {
            node,
            key: None,
            pointer: String::new(),
        }
    }

    fn member(&self, name: &str, key: Span, node: &'t Node) -> Self {
        let name = escape_token(name);
        Self {
            node,
            key: Some(key),
            pointer: format!("{}/{name}", self.pointer),
        }
    }

    /// What stands under a key of an object, whose other keys are read elsewhere.
    pub(super) fn child(&self, name: &str) -> Option<Self> {
        let member = self.node.as_object()?.get(name)?;
        Some(self.member(name, member.key_span.clone(), &member.value))
    }

    fn element(&self, index: usize, node: &'t Node) -> Self {
        Self {
            node,
            key: None,
            pointer: format!("{}/{index}", self.pointer),
        }
    }

    /// What to point at when the value is wrong: a scalar itself, else where it begins.
    pub(super) fn head(&self) -> Span {
        match (&self.node.value, &self.key) {
            (Value::Array(_) | Value::Object(_), Some(key)) => key.clone(),
            _ => head(self.node),
        }
    }

    /// What to point at when the thing as a whole is meant: its key, if it has one.
    pub(super) fn span(&self) -> Span {
        self.key.clone().unwrap_or_else(|| head(self.node))
    }

    pub(super) fn place(&self) -> Place {
        Place {
            span: self.span(),
            pointer: self.pointer.clone(),
            provenance: Provenance::default(),
        }
    }
}

/// The first thing in a node that fits on a line.
fn head(node: &Node) -> Span {
    match &node.value {
        Value::Object(object) => match object.members.first() {
            Some(first) => first.key_span.clone(),
            None => node.span.clone(),
        },
        Value::Array(elements) => elements.first().map_or(node.span.clone(), head),
        _ => node.span.clone(),
    }
}

impl Reader {
    pub(super) fn text(&self, at: &At<'_>) -> Option<Spanned<String>> {
        let Some(text) = at.node.as_str() else {
            self.wrong_kind(at, "a string");
            return None;
        };
        Some(Spanned::new(text.to_owned(), at.node.span.clone()))
    }

    pub(super) fn list<'t>(&self, at: &At<'t>) -> Option<Vec<At<'t>>> {
        let Some(elements) = at.node.as_array() else {
            self.wrong_kind(at, "an array");
            return None;
        };
        let elements = elements.iter().enumerate();
        Some(
            elements
                .map(|(index, element)| at.element(index, element))
                .collect(),
        )
    }

    pub(super) fn texts(&self, at: &At<'_>) -> Vec<Spanned<String>> {
        let elements = self.list(at).unwrap_or_default();
        elements
            .iter()
            .filter_map(|element| self.text(element))
            .collect()
    }

    /// The entries of a map from names to things, in which every key is a name.
    pub(super) fn entries<'t>(&self, at: &At<'t>) -> Vec<(Spanned<String>, At<'t>)> {
        let Some(object) = at.node.as_object() else {
            self.wrong_kind(at, "an object");
            return Vec::new();
        };
        let entry = |member: &'t crate::source::Member| {
            let name = Spanned::new(member.key.to_string(), member.key_span.clone());
            (
                name,
                at.member(&member.key, member.key_span.clone(), &member.value),
            )
        };
        object.members.iter().map(entry).collect()
    }

    /// The entries of a map from names to things that has room for extensions too.
    pub(super) fn names<'t>(&self, at: &At<'t>, what: &str) -> Vec<(Spanned<String>, At<'t>)> {
        let mut entries = self.entries(at);
        for (name, _) in entries.extract_if(.., |(name, _)| name.value.starts_with("x-")) {
            self.unread_extension(&name.value, name.span, what);
        }
        entries
    }

    /// A cursor over an object whose keys have a meaning each. `what` is its name in messages,
    /// with an article.
    pub(super) fn map<'r, 't>(&'r self, at: &At<'t>, what: &'static str) -> Option<Map<'r, 't>> {
        let Some(object) = at.node.as_object() else {
            self.wrong_kind(at, "an object");
            return None;
        };
        Some(Map {
            reader: self,
            at: at.clone(),
            object,
            what,
            asked: BTreeSet::new(),
        })
    }
}

/// A cursor over an object: keys are taken by name, and those not taken are reported when it is
/// dropped.
pub(super) struct Map<'r, 't> {
    pub(super) reader: &'r Reader,
    pub(super) at: At<'t>,
    object: &'t Object,
    what: &'static str,
    asked: BTreeSet<&'static str>,
}

impl<'t> Map<'_, 't> {
    pub(super) fn take(&mut self, name: &'static str) -> Option<At<'t>> {
        self.asked.insert(name);
        let member = self.object.get(name)?;
        Some(self.at.member(name, member.key_span.clone(), &member.value))
    }

    pub(super) fn require(&mut self, name: &'static str) -> Option<At<'t>> {
        let taken = self.take(name);
        if taken.is_none() {
            let message = format!("{} needs `{name}`", self.what);
            self.reader
                .report(Diagnostic::new(Code::MissingKey, self.at.span(), message));
        }
        taken
    }

    pub(super) fn text(&mut self, name: &'static str) -> Option<Spanned<String>> {
        self.take(name).and_then(|at| self.reader.text(&at))
    }

    /// A text for people: what else stands there changes nothing but that text.
    pub(super) fn plain(&mut self, name: &'static str) -> Option<String> {
        let at = self.take(name)?;
        let text = self.reader.text_of_remark(&at)?;
        Some(text.value)
    }

    pub(super) fn require_text(&mut self, name: &'static str) -> Option<Spanned<String>> {
        self.require(name).and_then(|at| self.reader.text(&at))
    }

    pub(super) fn flag(&mut self, name: &'static str) -> Option<bool> {
        self.take(name).and_then(|at| self.reader.flag(&at))
    }

    /// The elements of a list, none where there is no list.
    pub(super) fn list(&mut self, name: &'static str) -> Vec<At<'t>> {
        let at = self.take(name);
        at.and_then(|at| self.reader.list(&at)).unwrap_or_default()
    }

    /// The entries of a map from names to things, none where there is no map.
    pub(super) fn entries(&mut self, name: &'static str) -> Vec<(Spanned<String>, At<'t>)> {
        let at = self.take(name);
        at.map(|at| self.reader.entries(&at)).unwrap_or_default()
    }

    /// Takes a key only to report that it is not supported.
    pub(super) fn refuse(&mut self, name: &'static str, why: &str) {
        if let Some(at) = self.take(name) {
            self.reader
                .report(unsupported(&at, format!("`{name}` {why}")));
        }
    }

    /// Notes that a remark goes nowhere.
    pub(super) fn unread(&mut self, name: &'static str, what: &str) {
        if let Some(at) = self.take(name) {
            self.reader.unread(&at, &format!("`{name}` of {what}"));
        }
    }

    /// Reports each of a map or list of things that the emitted crate does without.
    pub(super) fn leave_out_each(&mut self, name: &'static str, why: &str) {
        let Some(at) = self.take(name) else { return };
        let things = match &at.node.value {
            Value::Object(_) => self
                .reader
                .entries(&at)
                .into_iter()
                .map(|(_, at)| at)
                .collect(),
            _ => self.reader.list(&at).unwrap_or_default(),
        };
        for thing in things {
            let message = format!("`{name}` {why}");
            self.reader
                .report(Diagnostic::new(Code::LeftOut, thing.span(), message));
        }
    }

    fn report_untaken(&self) {
        // What could be meant, found once for all.
        let absent = LazyCell::new(|| {
            let keys = self.object.members.iter().map(|member| member.key.as_str());
            let present: BTreeSet<&str> = keys.collect();
            let asked = self.asked.iter().copied();
            asked
                .filter(|name| !present.contains(name))
                .collect::<Vec<_>>()
        });
        for member in &self.object.members {
            let key = member.key.as_str();
            if self.asked.contains(key) {
                continue;
            }
            let span = member.key_span.clone();
            if key == "$ref" {
                let message = format!("{} cannot be a reference", self.what);
                self.reader
                    .report(Diagnostic::new(Code::UnsupportedConstruct, span, message));
            } else if key.starts_with("x-") {
                self.reader.unread_extension(key, span, self.what);
            } else {
                let message = format!("{} has no key {}", self.what, quoted(key));
                let known = absent.iter().copied();
                let fault =
                    Diagnostic::new(Code::UnknownKey, span, message).with_suggestion(key, known);
                // JSON Schema takes a keyword that it does not know for a remark.
                let severity = if self.what == SCHEMA && fault.help.is_none() {
                    Severity::Note
                } else {
                    Severity::Warning
                };
                self.reader.report(fault.sloppily(severity));
            }
        }
    }
}

impl Drop for Map<'_, '_> {
    fn drop(&mut self) {
        self.report_untaken();
    }
}

/// A legal construct that is not supported.
pub(super) fn unsupported(at: &At<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::UnsupportedConstruct, at.span(), message)
}

//! Runs the whole generator in one call: a source comes in, files and diagnostics go out.
//!
//! It is pure: no clock, no disk, no environment, so the same source gives the same bytes anywhere.

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::export::{self, Exported, Settings};
use crate::part::{self, Hindered, Item, Outline, Unmet};
use crate::source::{Fault, FaultKind, Node, Source, Tree};
use crate::{Files, Options, bundle, emit, ir, lower, openapi};
use std::collections::BTreeSet;

/// What a run gave.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Empty when a diagnostic is an error.
    pub files: Files,
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The API as far as it could be understood.
    pub api: Option<ir::Api>,
    /// What was left out because of its errors, which are not among the diagnostics then.
    pub left_out: Vec<Hindered>,
    /// The patterns that ask for no operation of the document. Nothing is written if there is one.
    pub unmet: Vec<Unmet>,
}

/// Reads a document and writes the crate for it.
pub fn compile(source: &Source, options: &Options) -> Outcome {
    let mut part = Part::whole(bundle::tree(source), options);
    if options.partial {
        part.leave_out_what_is_hindered();
    }
    let fails = part.diagnostics.iter().any(Diagnostic::is_error) || !part.unmet.is_empty();
    if let Some(api) = &mut part.api
        && !fails
    {
        api.more
            .extend(part::remark(&part.outline, &part.items, &part.left_out));
    }
    let mut files = Files::new();
    if let Some(api) = part.api.as_ref().filter(|_| !fails) {
        files = emit::emit(api, options);
        for settings in &options.exports {
            files.extend(part.export(api, options, settings).files);
        }
    }
    Outcome {
        files,
        diagnostics: part.diagnostics,
        api: part.api,
        left_out: part.left_out,
        unmet: part.unmet,
    }
}

/// Exports a document by the settings; what is written, and what is lost, comes with the diagnostics.
pub fn export(
    source: &Source,
    options: &Options,
    settings: &Settings,
) -> (Exported, Vec<Diagnostic>) {
    let part = Part::whole(bundle::tree(source), options);
    let fails = part.diagnostics.iter().any(Diagnostic::is_error);
    let api = part.api.as_ref().filter(|_| !fails);
    let exported = api.map(|api| part.export(api, options, settings));
    (exported.unwrap_or_default(), part.diagnostics)
}

/// As much of a document as is generated from.
struct Part {
    /// The whole document.
    tree: Tree,
    /// What is wrong with its references.
    lost: Vec<Diagnostic>,
    outline: Outline,
    /// What is taken of it.
    items: Vec<usize>,
    left_out: Vec<Hindered>,
    unmet: Vec<Unmet>,
    strict: bool,
    /// Whether strings of some formats have types of their own.
    formats: bool,
    diagnostics: Vec<Diagnostic>,
    api: Option<ir::Api>,
}

impl Part {
    /// What the options ask for, understood as far as it can be.
    fn whole((tree, lost): (Tree, Vec<Diagnostic>), options: &Options) -> Self {
        let in_part = options.partial || !options.operations.is_empty();
        let root = tree.root.as_ref().filter(|_| in_part);
        let outline = root.map(Outline::of).unwrap_or_default();
        let (items, unmet) = part::asked_for(&outline, &options.operations);
        let mut part = Self {
            tree,
            lost,
            outline,
            items,
            left_out: Vec::new(),
            unmet,
            strict: options.strict,
            formats: crate::Part::Formats.is_in(options.with.iter().copied()),
            diagnostics: Vec::new(),
            api: None,
        };
        part.understand(!options.operations.is_empty());
        part
    }

    /// Leaves out whatever has an error, until the rest has none. What is wrong with the text, or
    /// concerns the whole document, stays an error; so does everything where no operation is left.
    fn leave_out_what_is_hindered(&mut self) {
        let asked_for = self.items.clone();
        while self.diagnostics.iter().any(Diagnostic::is_error) && self.tree.faults.is_empty() {
            let account = part::blame(&self.outline, &self.items, &self.diagnostics);
            if account.hindered.is_empty() {
                break;
            }
            let hindered = |index: &usize| account.hindered.iter().any(|it| it.index == *index);
            self.items.retain(|index| !hindered(index));
            self.left_out.extend(account.hindered);
            self.understand(true);
        }
        self.left_out.sort_by_key(|hindered| hindered.index);
        let has_operations = |items: &[usize]| {
            let mut items = items.iter().map(|&index| &self.outline.items[index]);
            items.any(Item::is_operation)
        };
        if has_operations(&asked_for) && !has_operations(&self.items) {
            self.items = asked_for;
            self.left_out.clear();
            self.understand(true);
        }
    }

    fn export(&self, api: &ir::Api, options: &Options, settings: &Settings) -> Exported {
        let root = self.tree.root.as_ref();
        root.map_or_else(Exported::default, |root| {
            let taken = (!self.outline.items.is_empty())
                .then(|| part::prune(root, &self.outline, &self.items));
            export::export(taken.as_ref().unwrap_or(root), api, options, settings)
        })
    }

    fn understand(&mut self, in_part: bool) {
        let pruned = |root: &Node| part::prune(root, &self.outline, &self.items);
        let root = self.tree.root.as_ref().filter(|_| in_part);
        let pruned = root.map(|root| Tree {
            root: Some(pruned(root)),
            faults: self.tree.faults.clone(),
            remarks: self.tree.remarks.clone(),
        });
        let tree = pruned.as_ref().unwrap_or(&self.tree);
        let mut diagnostics = diagnostic::of_tree(tree);
        let of_text = diagnostics.len();
        let lost = self.lost.iter().cloned();
        diagnostics.extend(match &pruned {
            Some(pruned) => part::within(pruned.root.as_ref(), lost),
            None => lost.collect(),
        });
        self.api = openapi::read(tree, &mut diagnostics).and_then(|mut document| {
            if let Some(root) = &tree.root {
                lower::settle(&mut document, root, &mut diagnostics);
            }
            lower::lower(&document, self.formats, &mut diagnostics)
        });
        // What is no value of JSON is told as that alone.
        let no_value = |fault: &&Fault| matches!(fault.kind, FaultKind::NotJson);
        let told = tree.faults.iter().filter(no_value);
        let told: BTreeSet<_> = told
            .map(|fault| (fault.span.start, fault.span.end))
            .collect();
        let rest = diagnostics.split_off(of_text);
        diagnostics.extend(rest.into_iter().filter(|found| {
            let span = &found.primary.span;
            !told.contains(&(span.start, span.end))
        }));
        if self.strict {
            for found in diagnostics.iter_mut().filter(|found| found.sloppy) {
                found.severity = Severity::Error;
            }
        }
        diagnostic::sort(&mut diagnostics);
        // What an alias repeats is told once, at the place of its anchor.
        diagnostics.dedup();
        if diagnostics.iter().any(Diagnostic::is_error) {
            self.api = None;
        }
        self.diagnostics = diagnostics;
    }
}

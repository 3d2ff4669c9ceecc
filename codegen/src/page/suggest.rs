//! Proposes edits of the spec that close findings: what the page says is taken over, and what only
//! a person can decide is marked `# open:` beside it.
//!
//! Nothing is proposed where the page says less than before: what is no longer written may still be
//! sent. What is proposed passes the checks of `lint`, closes its finding and opens no other.

mod edit;
mod member;

use super::drift::{Pair, drift};
use super::edition::{Aspect, Statement};
use super::finding::{Finding, THERE};
use super::layout::Layout;
use super::model::Said;
use super::register::Register;
use super::spec::{Spec, last};
use crate::source::{Node, Source};
use edit::Edit;
use member::New;
use std::collections::{BTreeMap, BTreeSet};

/// An edit that closes findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Where: a JSON Pointer.
    pub pointer: String,
    /// What, in a few words.
    pub what: String,
    edits: Vec<Edit>,
}

/// What is proposed, and the text with all of it.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    /// The edits, in the order of the spec.
    pub suggestions: Vec<Suggestion>,
    /// The text of the spec with all of them.
    pub text: String,
    /// The findings that a person has to settle.
    pub open: Vec<Finding>,
}

/// What is to become of the spec, by pointer, so that two findings about one list are one edit.
#[derive(Debug, Clone, Default)]
struct Changes {
    /// Members to add, by the schema and the path in it.
    members: BTreeMap<String, Vec<New>>,
    /// Names that `required` of a schema gains and loses.
    required: BTreeMap<String, (Vec<String>, Vec<String>)>,
    /// Values that the `enum` of a schema gains.
    values: BTreeMap<String, Vec<String>>,
    /// The type that a member takes.
    types: BTreeMap<String, String>,
    /// The name that a member takes.
    names: BTreeMap<String, String>,
    /// Codes to add to a list of codes.
    codes: BTreeMap<String, Vec<(String, Option<String>)>>,
}

/// Proposes what closes the findings.
pub fn propose(
    findings: &[Finding],
    pairs: &[Pair<'_>],
    spec: &Spec<'_>,
    layout: &Layout,
    register: &Register,
) -> Proposal {
    let mut proposal = Proposal::default();
    let mut taken = Vec::new();
    let known: BTreeSet<_> = findings.iter().map(subject).collect();
    for finding in findings {
        let suggestions = of(&[finding], pairs, spec, layout);
        let edits = suggestions.iter().flat_map(|it| &it.edits);
        let text = edit::apply(spec.source.text(), edits);
        let source = Source::new(spec.source.name(), text);
        let closes = || {
            let tree = Spec::tree(&source);
            let left = drift(pairs, &Spec::new(&source, &tree), layout, register).findings;
            // What the register has to say then is for a person.
            let is_computed = |it: &&Finding| it.spec.is_some() && it.aspect != Aspect::Register;
            let mut left = left.iter().filter(is_computed).map(subject);
            left.all(|it| it != subject(finding) && known.contains(&it))
        };
        if !suggestions.is_empty() && is_clean(&source) && closes() {
            taken.push(finding);
        } else {
            proposal.open.push(finding.clone());
        }
    }
    proposal.suggestions = of(&taken, pairs, spec, layout);
    let edits = proposal.suggestions.iter().flat_map(|it| &it.edits);
    proposal.text = edit::apply(spec.source.text(), edits);
    proposal
}

/// What a finding is about: page, language, section, row and aspect.
fn subject(it: &Finding) -> (&str, &str, &str, &str, Aspect) {
    (&it.page, &it.language, &it.section, &it.row, it.aspect)
}

/// Whether the generator takes the text, and reads it as YAML as it was meant.
fn is_clean(source: &Source) -> bool {
    let options = crate::Options {
        package: "suggested".to_owned(),
        strict: true,
        ..crate::Options::default()
    };
    let diagnostics = crate::compile(source, &options).diagnostics;
    !diagnostics
        .iter()
        .any(crate::diagnostic::Diagnostic::is_error)
}

fn of(
    findings: &[&Finding],
    pairs: &[Pair<'_>],
    spec: &Spec<'_>,
    layout: &Layout,
) -> Vec<Suggestion> {
    let mut changes = Changes::default();
    for finding in findings {
        collect(finding, pairs, spec, layout, &mut changes);
    }
    changes.suggestions(spec)
}

fn collect(
    finding: &Finding,
    pairs: &[Pair<'_>],
    spec: &Spec<'_>,
    layout: &Layout,
    changes: &mut Changes,
) {
    let is_of =
        |pair: &&Pair<'_>| pair.now.page == finding.page && pair.now.language == finding.language;
    let Some(pair) = pairs.iter().find(is_of) else {
        return;
    };
    let Some((section, row)) = layout.sections.get(&finding.section).zip(
        pair.now
            .row(&finding.section, &finding.row)
            .or_else(|| pair.now.row(&finding.section, &finding.says)),
    ) else {
        return;
    };
    let Some(spec_says) = &finding.spec else {
        return;
    };
    let pointers = finding
        .places
        .spec
        .iter()
        .map(|(_, pointer)| pointer.clone());
    match finding.aspect {
        Aspect::Member if finding.says == THERE && !section.describes.is_empty() => {
            let source = layout
                .page(&finding.page)
                .and_then(|ours| ours.sources.first());
            let source = source.map(|prefix| format!("{prefix}#{}", finding.section));
            if section.is == super::layout::Kind::Statuses {
                let code = (
                    row.path.clone(),
                    words(row, Aspect::Values).into_iter().next(),
                );
                let list = changes.codes.entry(section.describes.concat());
                list.or_default().push(code);
                return;
            }
            let new = New::of(row, layout, source.as_deref());
            for schema in section
                .describes
                .iter()
                .filter(|it| spec.find(it, &row.path).is_none())
            {
                if let Some(owner) = spec.owner(schema, &row.path) {
                    if new.required {
                        let list = changes.required.entry(owner.pointer.clone()).or_default();
                        list.0.push(new.name.clone());
                    }
                    changes
                        .members
                        .entry(owner.pointer)
                        .or_default()
                        .push(new.clone());
                }
            }
        }
        Aspect::Required => {
            let is_now = finding.says == "yes";
            for pointer in pointers {
                let Some((owner, name)) = pointer.rsplit_once("/properties/") else {
                    continue;
                };
                let list = changes.required.entry(owner.to_owned()).or_default();
                let list = if is_now { &mut list.0 } else { &mut list.1 };
                list.push(last(name));
            }
        }
        Aspect::Values if finding.says != "none" && spec_says != "any" => {
            for pointer in pointers {
                let known: Vec<_> = strings(spec.at(&format!("{pointer}/enum")));
                let new = words(row, Aspect::Values);
                let is_superset = known.iter().all(|value| new.contains(value));
                let new = new.into_iter().filter(|value| !known.contains(value));
                if is_superset {
                    let list = changes.values.entry(pointer).or_default();
                    for value in new {
                        if !list.contains(&value) {
                            list.push(value);
                        }
                    }
                }
            }
        }
        Aspect::Type => {
            let word = words(row, Aspect::Type).into_iter().next();
            let name = word.and_then(|word| layout.type_of(&word).map(str::to_owned));
            let scalar = name.filter(|name| member::SCALARS.contains(&name.as_str()));
            if let Some(name) = scalar {
                changes
                    .types
                    .extend(pointers.map(|pointer| (pointer, name.clone())));
            }
        }
        Aspect::Name => {
            let name = row.path.rsplit('.').next().unwrap_or_default();
            changes
                .names
                .extend(pointers.map(|pointer| (pointer, name.to_owned())));
        }
        _ => {}
    }
}

fn words(row: &Statement, aspect: Aspect) -> Vec<String> {
    match row.told(aspect) {
        Said::Said(words) => words.clone(),
        _ => Vec::new(),
    }
}

fn strings(list: Option<&Node>) -> Vec<String> {
    let list = list.and_then(Node::as_array).into_iter().flatten();
    list.filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}

impl Changes {
    fn suggestions(&self, spec: &Spec<'_>) -> Vec<Suggestion> {
        let mut all = Vec::new();
        let mut add = |pointer: &str, what: String, edits: Option<Vec<Edit>>| {
            if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
                let pointer = pointer.to_owned();
                all.push(Suggestion {
                    pointer,
                    what,
                    edits,
                });
            }
        };
        for (owner, members) in &self.members {
            let names: Vec<_> = members.iter().map(|new| new.name.as_str()).collect();
            let edits = member::insert(spec, owner, members);
            add(owner, format!("new: {}", names.join(", ")), edits);
        }
        for (owner, (more, fewer)) in &self.required {
            let what = [("now required", more), ("no longer required", fewer)];
            let what = what.iter().filter(|(_, names)| !names.is_empty());
            let what: Vec<_> = what
                .map(|(did, names)| format!("{did}: {}", names.join(", ")))
                .collect();
            let edits = edit::list(spec, owner, "required", more, fewer);
            add(&format!("{owner}/required"), what.join("; "), edits);
        }
        for (schema, values) in &self.values {
            let edits = edit::list(spec, schema, "enum", values, &[]);
            add(
                &format!("{schema}/enum"),
                format!("new values: {}", values.join(", ")),
                edits,
            );
        }
        for (node, name) in &self.types {
            let edits = member::retype(spec, node, name);
            add(node, format!("now of type {name}"), edits);
        }
        for (node, name) in &self.names {
            add(
                node,
                format!("now called {name}"),
                member::rename(spec, node, name),
            );
        }
        for (node, codes) in &self.codes {
            let names: Vec<_> = codes.iter().map(|(code, _)| code.as_str()).collect();
            let what = format!("new codes: {}", names.join(", "));
            add(
                &format!("{node}/x-error-codes"),
                what,
                member::codes(spec, node, codes),
            );
        }
        all.sort_by_key(|it| it.edits.iter().map(|edit| edit.at.start).min());
        all
    }
}
